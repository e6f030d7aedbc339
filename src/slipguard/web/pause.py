"""Pause everything: what it would hold, why, and what waits for a decision afterwards."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import pauses, planning
from slipguard.core.errors import SlipguardError
from slipguard.storage.models import Workspace
from slipguard.web.door import attempt, form, me, page, show, space_of


@page
def pause(request: HttpRequest, slug: str, problem: SlipguardError | None = None) -> HttpResponse:
    """The one button with its preview; while it stands: by whom, why, how what was on its way ended."""
    space, actor = space_of(request, slug), me(request)
    standing = pauses.standing(actor, space)
    return show(request, "slipguard/pause.html", status=problem.status if problem else 200, space=space, way="pause",
                standing=standing, held=pauses.preview(actor, space), problem=problem, house=pauses.may_house(actor),
                moving=pauses.on_their_way(actor, space), overdue=pauses.overdue(actor, space),
                reason=request.POST.get("reason", ""), wide=request.POST.get("wide", ""),
                until=request.POST.get("until", ""))


@page
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """From this answer on nothing goes out."""
    space = space_of(request, slug)
    what = None if request.POST.get("wide") == "house" else space
    return form(lambda: pauses.pause(me(request), what, request.POST.get("reason", ""), _until(request, space)),
                lambda problem: pause(request, slug, problem),
                lambda made: _said(request, slug, messages.WARNING, f"{made.where} is paused. Nothing goes out."))


@page
@require_POST
def resume(request: HttpRequest, slug: str) -> HttpResponse:
    """What is overdue stays and waits on this page."""
    space = space_of(request, slug)
    wide = request.POST.get("wide") == "house"
    return attempt(request, lambda: pauses.resume(me(request), None if wide else space),
                   reverse("pause", args=[slug]), "Resumed. Nothing went out by itself.")


@page
@require_POST
def plan_end(request: HttpRequest, slug: str) -> HttpResponse:
    """Another day on which people are reminded, or none."""
    space = space_of(request, slug)
    what = None if request.POST.get("wide") == "house" else space
    return form(lambda: pauses.plan_end(me(request), what, _until(request, space)),
                lambda problem: pause(request, slug, problem),
                lambda _: _said(request, slug, messages.SUCCESS, "Kept. It only reminds; nothing resumes by itself."))


def _said(request: HttpRequest, slug: str, level: int, words: str) -> HttpResponse:
    messages.add_message(request, level, words)
    return redirect("pause", slug)


def _until(request: HttpRequest, space: Workspace) -> datetime | None:
    """By the workspace's clock; an empty field is no planned end."""
    typed = request.POST.get("until", "").strip()
    return planning.at(typed, space.zone) if typed else None
