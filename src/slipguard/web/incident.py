"""The incident room: where each copy stands, what happened, what to say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from slipguard.actions import acts, answers, apologies, copies, incidents, marks, posts, recalls, veil
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput
from slipguard.core.incident import CopyState
from slipguard.storage.models import Incident
from slipguard.web import after, drawn
from slipguard.web.door import attempt, incident_of, me, page, show, space_of
from slipguard.web.stream import INCIDENTS, MARK, Piece, shows, stream


def situation(actor: Actor, incident: Incident) -> dict[str, Any]:
    """What every piece of the page needs to know."""
    record = veil.record_for(actor, incident)
    states = {copy.state for copy in record.copies.values()}
    said = answers.of_incident(incident)
    return {
        "incident": incident,
        "space": incident.workspace,
        "may": acts.may(actor, incident.workspace),
        "record": record,
        "since": record.posted_at or record.seen_at,
        "ask": record.state == "open",
        "moving": record.state == "taking it back",
        "stuck": bool(states & {CopyState.BY_HAND, CopyState.NOT_CONFIRMED}),
        "gone": record.state in ("confirmed gone", "seen gone by hand"),
        "unlooked": [place for place in record.look_also.values() if not place.get("looked_at")],
        "waits": record.state == "a copy waits",
        "apology": said.apology,
        "later": said.later,
        "follows": said.follows,
        "again": said.again,
    }


@page
def incident(request: HttpRequest, number: int) -> HttpResponse:
    """One incident."""
    actor = me(request)
    seen = drawn.of_incident(actor, number)  # before anything of it is read: what comes meanwhile is sent
    found = incident_of(request, number)
    context = situation(actor, found) | {"seen": seen}
    context |= answer(found, context) | after.sections(actor, found, context["record"])
    return show(request, "slipguard/incident.html", way="incidents", **context)


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
    return stream(watching(actor, found.pk, get_token(request), shows(request)), INCIDENTS)


def watching(actor: Actor, number: int, token: str, seen: str = "") -> Callable[[], list[Piece]]:
    """Pieces of one incident, whenever its record moved. `seen`: the marks of what the page shows already."""
    known = drawn.read(seen)
    before: dict[str, marks.Mark | int] = {}
    written: set[bool] = set()
    aftermath = after.watching(actor, known, token)

    def look() -> list[Piece]:
        now = marks.of_room(actor, number)
        if now == before:
            return []
        first = not before
        moved = known.get("record") != drawn.short(now["record"]) if first else now["record"] != before["record"]
        before.clear()
        before.update(now)
        found = incidents.get(actor, number)
        context = situation(actor, found) | {"csrf_token": token}
        pieces = aftermath(found, context["record"])
        if moved or first:
            context |= answer(found, context)
        if moved:
            pieces = [(name, render_to_string(f"slipguard/_{name}.html", context)) for name in names(context)] + pieces
        elif first and context["editor"]:
            written.add(context["follows"])  # the page has it
        return [*pieces, (MARK, drawn.write(now))] if pieces else []

    def names(context: dict[str, Any]) -> list[str]:
        found = ["copies", "actions", "timeline", "outcome"]
        if context["editor"] and context["follows"] not in written:
            # once before and once after the apology: more would wipe what somebody is writing (clock.js keeps a
            # filled one too)
            written.add(context["follows"])
            found.append("editor")
        return found

    return look


@page
def incident_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All incidents of a workspace."""
    space, actor = space_of(request, slug), me(request)
    found = incidents.of_workspace(actor, space)
    words = incidents.words(actor, space, found)
    return show(request, "slipguard/incidents.html", space=space, way="incidents",
                incidents=[(one, words.get(one.pk, "")) for one in found])


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
    row = posts.of_incident(actor, found)
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
    return attempt(request, lambda: copies.seen_gone(me(request), number, request.POST.get("ref", ""),
                                                     bool(request.POST.get("word")), _when(request)),
                   reverse("incident", args=[number]))


def _when(request: HttpRequest) -> datetime | None:
    """“Seen gone at”: a time of day, UTC, of today or of yesterday where today's is yet to come."""
    said = request.POST.get("at", "").strip()
    if not said:
        return None
    try:
        hour, minute = (int(part) for part in said.split(":")[:2])
        at = timezone.now().replace(hour=hour, minute=minute, second=0, microsecond=0)
    except ValueError:
        raise BadInput(f"“{said}” is not a time.", "Type it as 14:05, in UTC, or leave it out for now.") from None
    return at if at <= timezone.now() + timedelta(minutes=1) else at - timedelta(days=1)


@page
@require_POST
def leave(request: HttpRequest, number: int) -> HttpResponse:
    """This copy is fine and stays."""
    return attempt(request, lambda: copies.leave(me(request), number, request.POST.get("ref", "")),
                   reverse("incident", args=[number]), "It stays where it is; that is on the record.")


@page
@require_POST
def looked(request: HttpRequest, number: int) -> HttpResponse:
    """I looked there: nothing, or this address."""
    account, url = request.POST.get("account", ""), request.POST.get("url", "").strip()

    def act() -> None:
        if request.POST.get("found") and not url:
            raise BadInput("The address of the copy is missing.", "Open the copy there and paste its link.")
        copies.looked(me(request), number, int(account) if account.isdigit() else 0, url)

    return attempt(request, act, reverse("incident", args=[number]), "Noted on the record.")


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
def change(request: HttpRequest, number: int) -> HttpResponse:
    """What is done differently from now on."""
    return attempt(request, lambda: incidents.note_change(me(request), number, request.POST.get("change", "")),
                   reverse("incident", args=[number]) + "#change", "It stands in the client's report.")


@page
@require_POST
def intrusion(request: HttpRequest, number: int) -> HttpResponse:
    """There is evidence that a stranger was in the account."""
    found = incident_of(request, number)
    return attempt(request, lambda: apologies.note_intrusion(me(request), found, request.POST.get("evidence", "")),
                   reverse("incident", args=[number]) + "#change", "On the record: the words may say so now.")


@page
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Nothing is left to do."""
    return attempt(request, lambda: incidents.close(me(request), number), reverse("incident", args=[number]),
                   "Closed. The record stays.")
