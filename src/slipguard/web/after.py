"""After the delete: how people answer, what is left to do, who has access. Pieces of the incident's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import acts, apologies, checklist, incidents, marks, mentions, people, practice
from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.core.reaction.echo import SAYS
from slipguard.storage.models import Incident
from slipguard.web.door import attempt, incident_of, me, page
from slipguard.web.drawn import short
from slipguard.web.plot import plot
from slipguard.web.stream import Piece


def reaction(incident: Incident, record: Record) -> dict[str, Any]:
    """Numbers, plot and the loudest."""
    found = mentions.of_incident(incident, record)
    gone = [copy.gone_at for copy in record.copies.values() if copy.gone_at]
    said = record.apology.get("at") if record.apology.get("url") else None
    moments = [(max(gone) if gone else None, "gone"), (said, "apology")]
    networks = dict.fromkeys(copy.network for copy in record.copies.values())
    return {"reaction": found, "echo_words": SAYS, "mention_networks": networks,
            "plot": plot(found.summary.bins, moments) if found.summary else None}


def sections(actor: Actor, incident: Incident, record: Record) -> dict[str, Any]:
    """What the page needs beside the incident itself."""
    lines = checklist.lines(record)
    return {
        **reaction(incident, record),
        **access(actor, incident),
        "intruded": apologies.intruded(incident),
        "lines": lines,
        "ticked": sum(line.tick is not None for line in lines),
    }


def access(actor: Actor, incident: Incident) -> dict[str, Any]:
    """Who could be taken off, for those who may do it."""
    may = acts.may(actor, incident.workspace)
    return {"members": people.of_workspace(actor, incident.workspace) if may["manage_people"] else [], "may": may,
            "me": actor.person}


def watching(actor: Actor, known: Mapping[str, str], token: str) -> Callable[[Incident, Record], list[Piece]]:
    """Pieces that changed since what the page shows (`known`: drawn.of_incident) or since the last look.

    One item of the list at a time, so that nobody's half-written note is swept away.
    """
    before: dict[str, object] = {}

    def moved(name: str, mark: object) -> bool:
        changed = before[name] != mark if name in before else known.get(name) != short(mark)
        before[name] = mark
        return changed

    def begin(incident: Incident) -> None:
        seq = known.get("seq", "")
        then = incidents.record_then(incident, int(seq) if seq.isdigit() else 0)
        before.update({f"tick {line.item.key}": line.tick for line in checklist.lines(then)})
        before["ticks"] = len(then.ticks)

    def look(incident: Incident, record: Record) -> list[Piece]:
        context: dict[str, Any] = {"incident": incident, "record": record, "csrf_token": token}
        if not before:
            begin(incident)
        pieces: list[Piece] = []
        if moved("reaction", marks.of_reaction(actor, incident.pk)):
            context |= reaction(incident, record)
            pieces.append(("reaction", render_to_string("slipguard/_reaction.html", context)))
        lines = checklist.lines(record)
        for line in lines:
            if moved(f"tick {line.item.key}", line.tick):
                html = render_to_string("slipguard/_line.html", context | {"line": line, "oob": True})
                pieces.append(("patch", html))
        if moved("ticks", len(record.ticks)):
            counted = {"ticked": len(record.ticks), "lines": lines, "oob": True}
            pieces.append(("patch", render_to_string("slipguard/_ticked.html", counted)))
        if moved("access", marks.of_members(actor, incident.pk)):
            whole = context | access(actor, incident) | {"space": incident.workspace}
            pieces.append(("access", render_to_string("slipguard/_members.html", whole)))
        return pieces

    return look


@page
@require_POST
def tick(request: HttpRequest, number: int) -> HttpResponse:
    """An item is dealt with, or not yet after all."""
    incident_of(request, number)
    post = request.POST
    key = post.get("item", "")
    back = reverse("incident", args=[number]) + f"#item-{key}"
    return attempt(request, lambda: checklist.tick(me(request), number, key, post.get("done") == "1",
                                                   post.get("note", "")), back)


@page
@require_POST
def react(request: HttpRequest, number: int) -> HttpResponse:
    """A drill's audience answers."""
    found = incident_of(request, number)
    return attempt(request, lambda: practice.react(me(request), found),
                   reverse("incident", args=[number]) + "#reaction", "The practice audience has answered.")
