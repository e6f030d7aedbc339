"""Who a post sounds like, as this reader may know it: one answer for every face.

A client reads no name from outside the workspace. A signed-in person may know more: the names of accounts
in all their workspaces and of their own personal accounts. That is what makes an alarm worth reading
("reads like @own_account"), so it is told to them and to nobody else.
"""

from __future__ import annotations

from typing import Any

from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.core.incident.veil import veil
from slipguard.core.naming import Told, told
from slipguard.networks import TITLES
from slipguard.storage import incidents
from slipguard.storage.models import Draft, Incident, PostRow


def known_names(actor: Actor) -> frozenset[str]:
    """The desk's keys that this actor may read (storage/voices.key_of); a link's: its workspace's own."""
    if actor.person is None:
        return frozenset(incidents.own_names(actor.link_workspace or 0))
    return frozenset(incidents.names_of(actor.person))


def post(row: PostRow, names: frozenset[str]) -> Told:
    """Of a live post."""
    return told(row.alternative, row.reasons, names)


def draft(found: Draft, names: frozenset[str]) -> Told:
    """Of a draft, as it was checked last."""
    return told(found.verdict.get("alternative"), found.verdict.get("because", []), names)


def verdict(found: Draft, names: frozenset[str]) -> dict[str, Any]:
    """The same as data, with the verdict's other values; {} for a draft that was never sent."""
    seen = draft(found, names)
    kept = {"alternative": seen.alternative or None, "because": seen.reasons}
    return {name: kept.get(name, value) for name, value in found.verdict.items()}


def record_for(actor: Actor, incident: Incident) -> Record:
    """The record as this reader may see it."""
    return veil(incidents.read(incident, TITLES), known_names(actor))


def for_client(incident: Incident) -> Record:
    """The record as the client may read it: who else the post sounded like stays inside the house."""
    return veil(incidents.read(incident, TITLES), incidents.own_names(incident.workspace_id))
