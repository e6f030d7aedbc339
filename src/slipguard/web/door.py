"""The door of every view: who comes in, and failures as words on a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast, overload

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone

from slipguard.actions import access, incidents, setup
from slipguard.actions.access import Actor
from slipguard.core.errors import NotFound, SlipguardError
from slipguard.storage.models import Workspace

V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def me(request: HttpRequest) -> Actor:
    """Whoever is signed in, as the actions want it."""
    person = request.user if request.user.is_authenticated else None
    return Actor(person, "web")


@overload
def page(view: V) -> V: ...


@overload
def page(*, public: bool = ...) -> Callable[[V], V]: ...


def page(view: V | None = None, *, public: bool = False) -> V | Callable[[V], V]:
    """Decorator of every view: sign-in first, failures shown in words."""

    def outer(inside: V) -> V:
        @functools.wraps(inside)
        def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not public and not request.user.is_authenticated:
                return to_sign_in(request)
            try:
                return inside(request, *args, **kwargs)
            except SlipguardError as problem:
                return trouble(request, problem)

        return cast(V, door)

    return outer if view is None else outer(view)


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """A stranger: the first visit where nobody owns this Slipguard yet, otherwise the sign-in."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer.headers["HX-Redirect"] = "/"
        return answer
    if not setup.has_owner():
        return redirect("welcome")
    from urllib.parse import urlencode

    back = request.get_full_path() if request.method == "GET" else "/"
    return HttpResponseRedirect(f"/sign-in/login/?{urlencode({'next': back})}")


def trouble(request: HttpRequest, problem: SlipguardError) -> HttpResponse:
    """A failure as a page of its own, or as a piece where htmx asked for one."""
    piece = bool(request.headers.get("HX-Request"))
    template = "slipguard/_problem.html" if piece else "slipguard/trouble.html"
    return show(request, template, status=problem.status, problem=problem)


def show(request: HttpRequest, template: str, *, status: int = 200, space: Workspace | None = None,
         **context: Any) -> HttpResponse:
    """Render with what the frame of every page needs."""
    if request.user.is_authenticated and not request.headers.get("HX-Request"):
        context.setdefault("spaces", access.workspaces(me(request)))
    if space is not None:
        context["space"] = space
        context.setdefault("role", access.role_of(me(request), space))
    context.setdefault("now", timezone.now())
    return render(request, template, context, status=status)


def space_of(request: HttpRequest, slug: str) -> Workspace:
    """The workspace in the address; NotFound behind the wall. It is the session's one from now on."""
    for space in access.workspaces(me(request)):
        if space.slug == slug:
            enter(request, space)
            return space
    raise NotFound("There is no such workspace.", "Choose one of yours.")


def enter(request: HttpRequest, space: Workspace) -> None:
    """One workspace at a time: the newest one counts, and a change is said out loud."""
    before = request.session.get("workspace")
    if before != space.slug:
        request.session["workspace"] = space.slug
        if before and request.method == "GET" and not request.headers.get("HX-Request"):
            messages.info(request, f"You are now in {space.name}.")


def incident_of(request: HttpRequest, number: int) -> Any:
    """An incident behind the wall, with its workspace entered."""
    found = incidents.get(me(request), number)
    enter(request, found.workspace)
    return found


def attempt(request: HttpRequest, act: Callable[[], Any], back: str, done: str = "") -> HttpResponse:
    """A button's action: back to its page, with what happened in words. NotFound stays a 404."""
    try:
        act()
    except NotFound:
        raise
    except SlipguardError as problem:
        return refused(request, problem, back)
    if done:
        messages.success(request, done)
    return redirect(back)


def refused(request: HttpRequest, problem: SlipguardError, back: str) -> HttpResponse:
    """A button's action did not happen: back to its page, with why and what to do."""
    messages.error(request, f"{problem.what}\n{problem.next_step}".strip())
    return redirect(back)
