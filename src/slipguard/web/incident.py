"""The incident room: where each copy stands, what happened, what to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import apologies, incidents, posts, recalls
from slipguard.actions.access import Actor
from slipguard.core.incident import CopyState
from slipguard.storage.models import Draft, Incident, PostRow
from slipguard.web import queries, veil
from slipguard.web.door import attempt, incident_of, me, page, show, space_of
from slipguard.web.stream import Piece, stream


def situation(actor: Actor, incident: Incident) -> dict[str, Any]:
    """What every piece of the page needs to know."""
    record = veil.record_for(actor, incident)
    states = {copy.state for copy in record.copies.values()}
    apology = Draft.objects.filter(incident=incident, purpose="apology").order_by("-pk").first()
    again = Draft.objects.filter(incident=incident, purpose="put-back").order_by("-pk").first()
    return {
        "incident": incident,
        "record": record,
        "since": record.posted_at or record.seen_at,
        "ask": record.state == "open",
        "moving": record.state == "taking it back",
        "stuck": bool(states & {CopyState.BY_HAND, CopyState.NOT_CONFIRMED}),
        "gone": record.state == "confirmed gone",
        "apology": apology,
        "again": again,
    }


@page
def incident(request: HttpRequest, number: int) -> HttpResponse:
    """One incident."""
    actor, found = me(request), incident_of(request, number)
    context = situation(actor, found)
    context |= answer(found, context)
    return show(request, "slipguard/incident.html", space=found.workspace, way="incidents", **context)


def answer(found: Incident, context: dict[str, Any], text: str = "", full: bool | None = None) -> dict[str, Any]:
    """Advice and the editor's first words; no editor before it is known what became of the post."""
    if context["ask"] or context["moving"] or context["record"].state == "fine":
        return {"editor": False}
    advice = apologies.advice(found)
    if full is None:
        full = str(advice.answer) == "full"
    return {"editor": True, "advice": advice, "text": text, "full": full}


@page
def incident_stream(request: HttpRequest, number: int) -> HttpResponseBase:
    """Its copies and its timeline, as they change."""
    actor = me(request)
    if actor.inside == 0:  # left open and idle: it goes on being live
        actor = me(request, anywhere=True)
    found = incidents.get(actor, number)
    return stream(watching(actor, found.pk, get_token(request)))


def watching(actor: Actor, number: int, token: str) -> Callable[[], list[Piece]]:
    """Pieces of one incident, whenever its record moved."""
    before: list[object] = [None]
    written: list[bool] = []

    def look() -> list[Piece]:
        mark = queries.incident_mark(number)
        if mark == before[0]:
            return []
        before[0] = mark
        found = incidents.get(actor, number)
        context = situation(actor, found) | {"csrf_token": token}
        names = ["copies", "actions", "timeline", "outcome"]
        context |= answer(found, context)
        if context["editor"] and not written:
            # once only: a later one would wipe what somebody is writing (clock.js keeps a filled one too)
            written.append(True)
            names.append("editor")
        return [(name, render_to_string(f"slipguard/_{name}.html", context)) for name in names]

    return look


@page
def incident_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All incidents of a workspace."""
    space = space_of(request, slug)
    return show(request, "slipguard/incidents.html", space=space, way="incidents",
                incidents=queries.incidents_of(space))


@page
@require_POST
def recall(request: HttpRequest, number: int) -> HttpResponse:
    """Take it back: no wall between somebody's own workspaces may delay it."""
    actor, found = me(request, anywhere=True), incident_of(request, number, anywhere=True)
    return attempt(request, lambda: recalls.again(actor, found), reverse("incident", args=[number]))


@page
@require_POST
def fine(request: HttpRequest, number: int) -> HttpResponse:
    """This was fine."""
    actor, found = me(request, anywhere=True), incident_of(request, number, anywhere=True)
    row = PostRow.objects.filter(account=found.account, ref=found.ref).first()
    back = reverse("incident", args=[number])
    if request.POST.get("back"):
        back = reverse("board", args=[found.workspace.slug])
    if row is None:
        return redirect(back)
    return attempt(request, lambda: posts.fine(actor, row.pk), back,
                   f"Noted: this is how @{found.account.handle} sounds. It is part of the voice now.")


@page
@require_POST
def by_hand(request: HttpRequest, number: int) -> HttpResponse:
    """I deleted it by hand: Slipguard looks for itself before it says so."""
    return attempt(request, lambda: incidents.seen_gone(me(request), number, request.POST.get("ref", "")),
                   reverse("incident", args=[number]))


@page
@require_POST
def put_back(request: HttpRequest, number: int) -> HttpResponse:
    """A false alarm: the same words again."""
    found = incident_of(request, number)
    return attempt(request, lambda: recalls.put_back(me(request), found), reverse("incident", args=[number]),
                   "The post goes out again, word for word.")


@page
@require_POST
def note(request: HttpRequest, number: int) -> HttpResponse:
    """A remark on the record."""
    return attempt(request, lambda: incidents.note(me(request), number, request.POST.get("note", "")),
                   reverse("incident", args=[number]) + "#record", "Noted on the record.")


@page
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing is left to do."""
    return attempt(request, lambda: incidents.close(me(request), number), reverse("incident", args=[number]),
                   "Closed. The record stays.")
