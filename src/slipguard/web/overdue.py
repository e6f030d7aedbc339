"""After a pause: where all overdue posts would go by one shift, and the two buttons that do it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from slipguard.actions import overdue
from slipguard.actions.overdue import Outcome
from slipguard.core.errors import BadInput, SlipguardError
from slipguard.web.door import PASSING, me, page, show, space_of

FIELDS = ("days", "hours", "minutes")


@page
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The new time of each. Looking changes nothing."""
    space, actor, problem, proposals = space_of(request, slug), me(request), None, []
    typed = {name: request.GET.get(name, "0") for name in FIELDS}
    if not any(name in request.GET for name in FIELDS):
        typed["days"] = str(overdue.suggested(actor, space))
    try:
        proposals = overdue.preview(actor, space, _shift(typed), anyway="anyway" in request.GET)
    except PASSING:
        raise
    except SlipguardError as failure:
        problem = failure
    return show(request, "slipguard/overdue.html", status=problem.status if problem else 200, space=space, way="pause",
                proposals=proposals, typed=typed, anyway="anyway" in request.GET, problem=problem,
                going=[one for one in proposals if one.goes],
                mourning=any("mourning" in one.stays + one.says for one in proposals))


@page
@require_POST
def act(request: HttpRequest, slug: str) -> HttpResponse:
    """Those that were shown, and no other."""
    space, actor = space_of(request, slug), me(request)
    shown = {int(number): int(version) for number, _, version in
             (each.partition(":") for each in request.POST.getlist("post")) if number.isdigit() and version.isdigit()}
    if request.POST.get("do") == "drafts":
        return _told(request, slug, overdue.to_drafts(actor, space, shown), "is a draft again", "are drafts again")
    done = overdue.move(actor, space, _shift(request.POST), shown, anyway="anyway" in request.POST)
    return _told(request, slug, done, "has a new time", "have a new time")


def _shift(typed: Mapping[str, str]) -> timedelta:
    values = [typed.get(name, "").strip() or "0" for name in FIELDS]
    if not all(value.isascii() and value.isdigit() and len(value) < 6 for value in values):
        raise BadInput("The shift is not a number.", "Type whole days, hours and minutes.")
    return timedelta(**dict(zip(FIELDS, map(int, values), strict=True)))


def _told(request: HttpRequest, slug: str, done: list[Outcome], one: str, many: str) -> HttpResponse:
    moved = [outcome for outcome in done if outcome.done]
    if moved:
        messages.success(request, f"{len(moved)} {'post' if len(moved) == 1 else 'posts'} "
                                  f"{one if len(moved) == 1 else many}.")
    for outcome in done:
        if outcome.says:
            note = messages.info if outcome.done else messages.error
            note(request, f"@{outcome.draft.account.handle}: “{outcome.draft.text[:60]}”\n{outcome.says}")
    if not done:
        messages.info(request, "Nothing was chosen that still waits.")
    return redirect("pause", slug)
