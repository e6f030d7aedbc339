"""Where alarms reach the signed-in person: this browser, other addresses, quiet hours."""

from __future__ import annotations

import json
from zoneinfo import available_timezones

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import channels
from slipguard.actions import on_call as calls
from slipguard.core.errors import BadInput, SlipguardError
from slipguard.web.door import attempt, me, page, show

BACK = "own_alarms"


@page
def alarms(request: HttpRequest, problem: SlipguardError | None = None, where: str = "") -> HttpResponse:
    """The page."""
    person = me(request).person
    assert person is not None  # the door let nobody else in
    hours = {"start": person.quiet_from, "end": person.quiet_until, "zone": person.zone or "UTC"}
    return show(request, "slipguard/alarms.html", status=problem.status if problem else 200, problem=problem,
                where=where, channels=channels.own(me(request)), push_key=channels.push_key(),
                quiet=request.POST if where == "quiet" else hours, typed=request.POST,
                zones=sorted(available_timezones()), phone="Mobi" in request.headers.get("User-Agent", ""))


@page
@require_POST
def address(request: HttpRequest) -> HttpResponse:
    """Another way to reach this person; it is tried at once."""
    try:
        made = channels.add_own(me(request), request.POST.get("name", ""), request.POST.get("address", ""))
    except SlipguardError as problem:
        return alarms(request, problem, "address")
    return _tried(request, made.pk)


@page
@require_POST
def browser(request: HttpRequest) -> HttpResponse:
    """What push.js sends: this browser's subscription. Tried at once; the answer is for the script."""
    try:
        given = json.loads(request.body)
        if not isinstance(given, dict):
            raise ValueError
    except ValueError:
        raise BadInput("The browser's answer was not understood.", "Reload the page and try again.") from None
    made = channels.add_browser(me(request), str(given.get("name", "")), given.get("subscription") or {})
    problem = channels.test(me(request), made.pk)
    return JsonResponse({"ok": not problem, "says": problem})


@page
@require_POST
def quiet(request: HttpRequest) -> HttpResponse:
    """Quiet hours; what was typed stays when it cannot be used."""
    post = request.POST
    try:
        calls.quiet_hours(me(request), post.get("start", ""), post.get("end", ""), post.get("zone", ""))
    except SlipguardError as problem:
        return alarms(request, problem, "quiet")
    messages.success(request, "Kept. While you are first on call, alarms come through all the same.")
    return redirect(BACK)


@page
@require_POST
def test(request: HttpRequest, number: int) -> HttpResponse:
    """A trial message, now."""
    return _tried(request, number)


@page
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget it."""
    return attempt(request, lambda: channels.remove(me(request), number), reverse(BACK), "Removed.")


def _tried(request: HttpRequest, number: int) -> HttpResponse:
    problem = channels.test(me(request), number)
    if problem:
        messages.error(request, f"The trial message did not arrive.\n{problem}")
    else:
        messages.success(request, "A trial message is on its way. Look at your phone.")
    return redirect(BACK)
