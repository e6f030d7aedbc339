"""Who a post sounds like, as this reader may know it.

The report hides every name from outside the workspace (incidents.veiled). A signed-in person may know
more: the names of accounts in their other workspaces and of their own personal accounts. That is what
makes an alarm worth reading ("reads like @own_account"), so it is shown to them and to nobody else.
"""

from __future__ import annotations

from dataclasses import dataclass

from slipguard.actions import access, incidents
from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.core.incident.veil import hidden
from slipguard.storage.models import Account, Incident, PersonalAccount, PostRow


def known_names(actor: Actor, workspace_id: int | None = None) -> frozenset[str]:
    """The desk's keys that this actor may read (storage/voices.key_of)."""
    spaces = [workspace_id] if workspace_id and actor.person is None else access.workspaces(actor)
    own = Account.objects.filter(workspace__in=spaces).values_list("speaks_as", flat=True)
    names = {f"@{name}" for name in own}
    if actor.person is not None:
        mine = PersonalAccount.objects.filter(person=actor.person).values_list("handle", flat=True)
        names |= {f"@{handle} (personal)" for handle in mine}
    return frozenset(names)


@dataclass(frozen=True, slots=True)
class Told:
    """Alternative and reasons, fit for this reader's eyes."""

    alternative: str
    reasons: list[str]


def of(alternative: str | None, reasons: list[str], names: frozenset[str]) -> Told:
    """Hide the alternative's name where the reader may not know it."""
    if not alternative or alternative in names:
        return Told(alternative or "", reasons)
    return Told(hidden(alternative), [reason.replace(alternative, hidden(alternative)) for reason in reasons])


def record_for(actor: Actor, incident: Incident) -> Record:
    """The record as this reader may see it."""
    folded = incidents.record(incident)
    if folded.alternative in known_names(actor, incident.workspace_id):
        return folded
    return for_client(incident)


def for_client(incident: Incident) -> Record:
    """The record as the client may read it."""
    return incidents.veiled(incident, incidents.record(incident))


def post(row: PostRow, names: frozenset[str]) -> Told:
    """The same for a post on the board."""
    return of(row.alternative, [str(r) for r in row.reasons], names)
