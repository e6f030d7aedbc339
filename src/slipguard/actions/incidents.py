"""Incidents: look, note, report, close."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from slipguard.actions import access, acts, veil
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.core.incident import SETTLED, Record, as_json, as_markdown, fold
from slipguard.networks import TITLES
from slipguard.storage import incidents, reactions
from slipguard.storage.models import Incident, PostRow, Role, Workspace


def get(actor: Actor, number: int, role: Role = Role.AUTHOR) -> Incident:
    """An incident of one of the actor's workspaces."""
    missing = NotFound("There is no such incident.", "Look at the list: slipguard incidents")
    return access.numbered(actor, Incident.objects.select_related("account__workspace"), number, missing, role)


def of_workspaces(actor: Actor, limit: int = 100) -> list[Incident]:
    """Newest first; open ones before closed ones."""
    found = Incident.objects.filter(workspace__in=access.workspaces(actor))
    return list(found.select_related("account", "workspace").order_by("closed_at", "-opened_at")[:limit])


def of_workspace(actor: Actor, workspace: Workspace, limit: int = 200) -> list[Incident]:
    """All of one workspace, newest first."""
    access.need(actor, workspace)
    found = Incident.objects.filter(workspace=workspace).select_related("account")
    return list(found.order_by("-opened_at")[:limit])


def words(actor: Actor, workspace: Workspace, found: list[Incident]) -> dict[int, str]:
    """What their posts said, by the incident's number; one that Slipguard never read as a post is left out."""
    access.need(actor, workspace)
    rows = PostRow.objects.filter(account__workspace=workspace, ref__in=[one.ref for one in found])
    said = {(account, ref): text for account, ref, text in rows.values_list("account_id", "ref", "text")}
    return {one.pk: said[one.account_id, one.ref] for one in found if (one.account_id, one.ref) in said}


def record(incident: Incident) -> Record:
    """Where it stands: the fold over its events."""
    return incidents.read(incident, TITLES)


def record_then(incident: Incident, seq: int) -> Record:
    """Where it stood at its event `seq`."""
    events = incident.events.filter(seq__lte=seq)
    return fold(((event.at, event.kind, event.data) for event in events), TITLES)


def newest_event(incident: Incident) -> int:
    """The number of its newest event."""
    found = incident.events.order_by("seq").last()
    return found.seq if found else 0


def intact(incident: Incident) -> bool:
    """Is the chain of its events unbroken?"""
    return incidents.intact(incident)


def report(actor: Actor, number: int, form: str = "markdown") -> str | dict[str, Any]:
    """The document for the client: "markdown" or "json". Other clients' names are left out."""
    from slipguard.actions import mentions  # the harm check's weights: not for `recall --now`

    incident = get(actor, number)
    folded = mentions.into(veil.for_client(incident), incident)
    whole = intact(incident)
    if form == "json":
        return as_json(folded, whole, incident.pk)
    if form == "markdown":
        return as_markdown(folded, whole, incident.pk)
    raise BadInput(f"There is no report form “{form}”.", "Choose markdown or json.")


def note(actor: Actor, number: int, text: str) -> Incident:
    """A remark on the record."""
    incident = get(actor, number)
    if not text.strip():
        raise BadInput("The note is empty.", "Write what should stand in the record.")
    count = incident.events.filter(kind="noted").count()
    incidents.append(incident, f"note:{count + 1}", "noted", timezone.now(),
                     {"by": actor.name, "text": text.strip()[:4000]})
    return incident


def note_change(actor: Actor, number: int, text: str) -> Incident:
    """What is done differently from now on: a line of the client's report."""
    incident = get(actor, number)
    text = " ".join(text.split())
    if not text:
        raise BadInput("What changes is empty.", "One sentence: what is done differently from now on.")
    count = incident.events.filter(kind="changed").count()
    data = {"by": actor.name, "text": text[:500]}
    incidents.append(incident, f"change:{count + 1}", "changed", timezone.now(), data)
    return incident


def close(actor: Actor, number: int) -> Incident:
    """Nothing is left to do. Refused while a copy is not confirmed gone and nobody called it fine."""
    incident = get(actor, number, acts.CLOSE)
    folded = record(incident)
    left = [c for c in folded.copies.values() if c.state not in SETTLED]
    if left and folded.answer != "fine":
        names = ", ".join(f"@{c.handle} ({c.state})" for c in left)
        raise Conflict(f"Not everything is confirmed gone: {names}.",
                       "Take it back, or say that the post was fine.")
    from slipguard.workflows import aftermath  # the harm check's weights: only where somebody closes

    aftermath.finish(incident, timezone.now(), "Slipguard stopped watching the mentions.")
    count = incident.events.filter(kind="closed").count()  # a late copy opens it again
    key = f"closed:{count + 1}" if count else "closed"
    incidents.append(incident, key, "closed", timezone.now(), {"by": actor.name})
    incident.refresh_from_db()
    reactions.forget_words(incident)
    return incident


