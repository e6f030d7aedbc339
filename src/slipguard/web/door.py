"""The door of every view: who comes in, and failures as words on a page."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar, cast, overload

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse

from slipguard.actions import access, acts, desk, incidents, setup
from slipguard.actions.access import Actor
from slipguard.core.errors import ConfirmFirst, Elsewhere, NotFound, SlipguardError
from slipguard.storage.models import Workspace

PASSING = (NotFound, Elsewhere, ConfirmFirst)  # the door answers these; a form shows every other failure itself
R = TypeVar("R")
V = TypeVar("V", bound=Callable[..., HttpResponseBase])


def me(request: HttpRequest, *, anywhere: bool = False) -> Actor:
    """Whoever is signed in, as the actions want it. `anywhere`: a recall waits for no wall between own workspaces."""
    person = request.user if request.user.is_authenticated else None
    return desk.visitor(request.session, person, anywhere=anywhere)


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
            if request.method == "POST" or not quietly(request):
                desk.clicked(request.session)
            try:
                return inside(request, *args, **kwargs)
            except Elsewhere as wall:
                return ask_to_switch(request, wall)
            except ConfirmFirst as stale:
                return ask_to_confirm(request, stale)
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


def quietly(request: HttpRequest) -> bool:
    """Did the page ask by itself, for a piece or a stream? That is nobody's click."""
    return bool(request.headers.get("HX-Request")) or "event-stream" in request.headers.get("Accept", "")


def ask_to_switch(request: HttpRequest, wall: Elsewhere) -> HttpResponse:
    """Theirs, but another desk: a page of its own with the destination kept. What was sent is shown, not done."""
    if quietly(request):
        return show(request, "slipguard/_problem.html", status=wall.status, problem=wall)
    there: Workspace = wall.facts["workspace"]  # type: ignore[assignment]
    onward = request.get_full_path() if request.method == "GET" else reverse("board", args=[there.slug])
    here = desk.standing(request.session, me(request).person)
    return show(request, "slipguard/switch.html", status=wall.status, there=there, onward=onward,
                away=here is None and desk.left(request.session), written=request.POST.get("text", ""),
                sent=request.method == "POST")


def ask_to_confirm(request: HttpRequest, stale: ConfirmFirst) -> HttpResponse:
    """On to allauth's page; what was sent is kept there and done afterwards."""
    from allauth.account.adapter import get_adapter
    from allauth.account.internal.flows.reauthentication import suspend_request

    if quietly(request):
        return show(request, "slipguard/_problem.html", status=stale.status, problem=stale)
    methods = get_adapter().get_reauthentication_methods(request.user)
    if not methods:  # no password and no passkey: nothing to confirm with
        return trouble(request, stale)
    messages.info(request, stale.what)
    return suspend_request(request, methods[0]["url"])


def trouble(request: HttpRequest, problem: SlipguardError) -> HttpResponse:
    """A failure as a page of its own, or as a piece where htmx asked for one."""
    piece = bool(request.headers.get("HX-Request"))
    template = "slipguard/_problem.html" if piece else "slipguard/trouble.html"
    return show(request, template, status=problem.status, problem=problem)


def show(request: HttpRequest, template: str, *, status: int = 200, space: Workspace | None = None,
         **context: Any) -> HttpResponse:
    """Render with what the frame of every page needs (the rest: web/frame.py)."""
    if space is not None:
        context["space"] = space
        context.setdefault("role", access.role_of(me(request), space))
        context.setdefault("may", acts.of_role(context["role"]))
    return render(request, template, context, status=status)


def space_of(request: HttpRequest, slug: str, *, watching: bool = False) -> Workspace:
    """The workspace in the address; NotFound behind the wall, Elsewhere where the session is in another one.

    `watching`: also from no workspace. A board left open goes on being live, and an alarm on it can be answered.
    """
    for space in access.workspaces(me(request)):
        if space.slug == slug:
            nowhere = watching and me(request).inside == 0
            access.need(me(request, anywhere=nowhere), space)
            return space
    raise NotFound("There is no such workspace.", "Choose one of yours.")


def incident_of(request: HttpRequest, number: int, *, anywhere: bool = False) -> Any:
    """An incident behind the wall. `anywhere`: for the acts that no switch may delay."""
    return incidents.get(me(request, anywhere=anywhere), number)


def attempt(request: HttpRequest, act: Callable[[], Any], back: str, done: str = "") -> HttpResponse:
    """A button's action: back to its page, with what happened in words. NotFound stays a 404."""
    try:
        act()
    except PASSING:
        raise
    except SlipguardError as problem:
        return refused(request, problem, back)
    if done:
        messages.success(request, done)
    return redirect(back)


def form(act: Callable[[], R], again: Callable[[SlipguardError], HttpResponse],
         then: Callable[[R], HttpResponse]) -> HttpResponse:
    """A form's action: on with what it made, or its own page again with what is wrong and all that was typed."""
    try:
        made = act()
    except PASSING:
        raise
    except SlipguardError as problem:
        return again(problem)
    return then(made)


def refused(request: HttpRequest, problem: SlipguardError, back: str) -> HttpResponse:
    """A button's action did not happen: back to its page, to the top, where it says why and what to do."""
    messages.error(request, f"{problem.what}\n{problem.next_step}".strip())
    return redirect(back.partition("#")[0])
