"""A workspace's settings: its name, who signs in public, where alarms go."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import channels, days, planning, workspaces
from slipguard.core.errors import SlipguardError
from slipguard.web.door import attempt, form, me, page, show, space_of


@page
def settings(request: HttpRequest, slug: str, problem: SlipguardError | None = None, where: str = "") -> HttpResponse:
    """All of them on one page."""
    space = space_of(request, slug)
    return show(request, "slipguard/settings.html", status=problem.status if problem else 200, space=space,
                problem=problem, where=where, typed=request.POST, zones=planning.zones(),
                channels=channels.of_workspace(me(request), space), days=days.of_workspace(me(request), space))


@page
@require_POST
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """The client's name and the signer."""
    space = space_of(request, slug)
    return kept(request, slug, "name", "Kept.", lambda: workspaces.rename(
        me(request), space, request.POST.get("name", ""), request.POST.get("signer", "")))


@page
@require_POST
def words(request: HttpRequest, slug: str) -> HttpResponse:
    """Unreleased names and the like: a post with one of them is asked about."""
    space = space_of(request, slug)
    return kept(request, slug, "words", "Kept.", lambda: workspaces.keep_words(
        me(request), space, request.POST.get("words", "")))


@page
@require_POST
def mourning_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A day on which jokes and offers are asked about."""
    space = space_of(request, slug)
    return kept(request, slug, "mourning", "Marked.", lambda: days.mark(
        me(request), space, request.POST.get("day", ""), request.POST.get("why", "")))


@page
@require_POST
def mourning_remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An ordinary day again."""
    space_of(request, slug)
    return attempt(request, lambda: days.unmark(me(request), number), reverse("settings", args=[slug]), "Removed.")


@page
@require_POST
def channel_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new way to reach somebody, tried at once: a channel that was never tried is no channel."""
    space = space_of(request, slug)
    post = request.POST
    return form(lambda: channels.add(me(request), space, post.get("name", ""), post.get("address", "")),
                lambda problem: settings(request, slug, problem, "channel"),
                lambda made: _tried(request, made.pk, slug))


@page
@require_POST
def channel_test(request: HttpRequest, number: int) -> HttpResponse:
    """A trial message, now."""
    return _tried(request, number, _slug(request, number))


@page
@require_POST
def channel_remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget it."""
    slug = _slug(request, number)
    return attempt(request, lambda: channels.remove(me(request), number), reverse("settings", args=[slug]), "Removed.")


def kept(request: HttpRequest, slug: str, where: str, done: str, act: Callable[[], object],
         part: str = "") -> HttpResponse:
    """A setting's action: back to the page, at this `part` of it; or the page with what is wrong there (`where`)."""
    def then(_: object) -> HttpResponse:
        messages.success(request, done)
        return redirect(reverse("settings", args=[slug]) + part)

    return form(act, lambda problem: settings(request, slug, problem, where), then)


def _tried(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    problem = channels.test(me(request), number)
    if problem:
        messages.error(request, f"The trial message was not taken.\n{problem}")
    else:
        messages.success(request, "A trial message is on its way. Look at your phone.")
    return redirect("settings", slug)


def _slug(request: HttpRequest, number: int) -> str:
    return channels.home(me(request), number).slug
