"""Incidents: look, note, report, close."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.core.incident import CopyState, Record, as_json, as_markdown
from slipguard.core.incident.veil import veil
from slipguard.storage import incidents
from slipguard.storage.models import Account, Incident, Role


def get(actor: Actor, number: int, role: Role = Role.AUTHOR) -> Incident:
    """An incident of one of the actor's workspaces."""
    found = Incident.objects.select_related("account__workspace", "workspace").filter(pk=number).first()
    missing = NotFound("There is no such incident.", "Look at the list: slipguard incidents")
    return access.behind_wall(actor, found, found.workspace if found else None, missing, role)


def of_workspaces(actor: Actor, limit: int = 100) -> list[Incident]:
    """Newest first; open ones before closed ones."""
    found = Incident.objects.filter(workspace__in=access.workspaces(actor))
    return list(found.select_related("account", "workspace").order_by("closed_at", "-opened_at")[:limit])


def record(incident: Incident) -> Record:
    """Where it stands: the fold over its events."""
    return incidents.read(incident)


def report(actor: Actor, number: int, form: str = "markdown") -> str | dict[str, Any]:
    """The document for the client: "markdown" or "json". Other clients' names are left out."""
    incident = get(actor, number)
    folded = veiled(incident, record(incident))
    whole = incidents.intact(incident)
    if form == "json":
        return as_json(folded, whole, incident.pk)
    if form == "markdown":
        return as_markdown(folded, whole, incident.pk)
    raise BadInput(f"There is no report form “{form}”.", "Choose markdown or json.")


def veiled(incident: Incident, folded: Record) -> Record:
    """The record as the client may read it: who else the post sounded like stays inside the house."""
    return veil(folded, incidents.own_names(incident.workspace_id))


def note(actor: Actor, number: int, text: str) -> Incident:
    """A remark on the record."""
    incident = get(actor, number)
    if not text.strip():
        raise BadInput("The note is empty.", "Write what should stand in the record.")
    count = incident.events.filter(kind="noted").count()
    incidents.append(incident, f"note:{count + 1}", "noted", timezone.now(),
                     {"by": actor.name, "text": text.strip()[:4000]})
    return incident


def seen_gone(actor: Actor, number: int, ref: str) -> Incident:
    """“I deleted it by hand and looked”: goes on the record under that person's name, after a re-read.

    The state changes only where a logged-out reader agrees; otherwise a Conflict says who still sees it.
    """
    from slipguard.core.proof import Verdict, judge
    from slipguard.storage import posts
    from slipguard.workflows.clients import client

    incident = get(actor, number)
    copy = record(incident).copies.get(ref)
    if copy is None:
        raise NotFound("There is no such copy in this incident.", "Choose one from the list.")
    account = Account.objects.filter(
        workspace=incident.workspace, network=copy.network, handle=copy.handle).order_by("-pk").first()
    if account is None:
        raise NotFound("The account of this copy is not known here.", "Note it as a remark instead.")
    with client(account) as network:
        proof = judge(network.fetch(ref, logged_out=True))
    if proof.verdict is Verdict.THERE:
        raise Conflict(f"The post can still be read: {proof.says}.", "Delete it, then press again.")
    now = timezone.now()
    data = {"ref": ref, "network": copy.network, "handle": copy.handle, "by": actor.name,
            "says": proof.says, "checks": 1, "viewpoints": [f"seen by {actor.name}", *proof.viewpoints],
            "gone_at": now.isoformat()}
    kind = "seen_gone_by_hand" if proof.verdict is Verdict.GONE else "noted"
    if kind == "noted":
        data["text"] = f"deleted {ref} by hand; no outside reader could confirm it"
    incidents.append(incident, f"by-hand-gone:{ref}:{now.timestamp():.0f}", kind, now, data)
    if proof.verdict is Verdict.GONE:
        posts.vanished(account, ref, now)
    return incident


def close(actor: Actor, number: int) -> Incident:
    """Nothing is left to do. Refused while a copy is not confirmed gone and nobody called it fine."""
    incident = get(actor, number, Role.ON_CALL)
    folded = record(incident)
    left = [c for c in folded.copies.values() if c.state is not CopyState.GONE]
    if left and folded.answer != "fine":
        names = ", ".join(f"@{c.handle} ({c.state})" for c in left)
        raise Conflict(f"Not everything is confirmed gone: {names}.",
                       "Take it back, or say that the post was fine.")
    incidents.append(incident, "closed", "closed", timezone.now(), {"by": actor.name})
    incident.refresh_from_db()
    return incident


