"""The alarm's page: one look, one tap, no sign-in. Opening it never acts; only its buttons do.

Exempt from the CSRF check on purpose: the token in the address is the secret, it is not in any cookie,
and some chat programs open pages in a browser that keeps none.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt

from slipguard.actions import links, marks, veil
from slipguard.actions.access import Actor
from slipguard.core.errors import NotFound, SlipguardError
from slipguard.storage.models import Incident
from slipguard.web.door import page, show
from slipguard.web.drawn import short
from slipguard.web.incident import situation
from slipguard.web.stream import INCIDENTS, MARK, Piece, shows, stream

FLAG = "slipguard-alarm"
FLAG_SECONDS = 1800


@csrf_exempt
@page(public=True)
def alarm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows, POST acts."""
    problem = None
    try:
        link = links.look(token)
    except NotFound as missing:
        return quiet(show(request, "slipguard/alarm_over.html", status=404, why=missing.what))
    if request.method == "POST":
        try:
            return after(links.use(token, request.POST.get("verb", "")))
        except SlipguardError as failure:
            problem = failure
    over = links.usable(link)
    context = _context(link.incident)
    if over or problem:
        status = problem.status if problem else 410
        return quiet(show(request, "slipguard/alarm_over.html", status=status, why=over or problem, **context))
    return quiet(show(request, "slipguard/alarm.html", token=token, expires=link.expires_at, **context))


def after(incident: Incident) -> HttpResponse:
    """On to an address without the token; a signed cookie lets this browser look at this incident for a while."""
    answer = redirect("alarm_after", incident.pk)
    answer.set_signed_cookie(FLAG, str(incident.pk), salt=FLAG, max_age=FLAG_SECONDS, path="/alarm/",
                             httponly=True, samesite="Lax")
    return quiet(answer)


@page(public=True)
def alarm_after(request: HttpRequest, number: int) -> HttpResponse:
    """What became of it, copy by copy."""
    incident = _allowed(request, number)
    seen = _seen(incident)  # before it is read: what comes meanwhile is sent
    return quiet(show(request, "slipguard/alarm_after.html", seen=seen, **_context(incident)))


@page(public=True)
def alarm_stream(request: HttpRequest, number: int) -> HttpResponseBase:
    """The same as it changes."""
    incident, before = _allowed(request, number), [shows(request)]

    def look() -> list[Piece]:
        mark = _seen(incident)
        if before == [mark]:
            return []
        before[:] = [mark]
        return [("copies", render_to_string("slipguard/_copies.html", _context(incident))), (MARK, mark)]

    return stream(look, INCIDENTS)


def _seen(incident: Incident) -> str:
    return short(marks.of_incident(Actor(None, "link", incident.workspace_id), incident.pk))


def quiet(response: HttpResponse) -> HttpResponse:
    """Nobody is told this address: not even our own other pages."""
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _context(incident: Incident) -> dict[str, Any]:
    """As the client's report has it: whoever holds the link learns no other client's name."""
    actor = Actor(None, "link", incident.workspace_id)
    context = situation(actor, incident)
    return context | {"record": veil.for_client(incident), "no_actions": True, "space": incident.workspace}


def _allowed(request: HttpRequest, number: int) -> Incident:
    flag = request.get_signed_cookie(FLAG, default="", salt=FLAG, max_age=FLAG_SECONDS)
    if flag != str(number):
        raise NotFound("This page was open for a short time only.", "Sign in to see the incident.")
    return links.incident(number)
