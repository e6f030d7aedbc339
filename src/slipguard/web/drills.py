"""Rehearsals: let a slip out, and see who was how quick."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from slipguard.actions import drills as actions
from slipguard.core.errors import SlipguardError
from slipguard.web.door import me, page, refused, show, space_of


@page
def drills(request: HttpRequest, slug: str) -> HttpResponse:
    """The scoreboard, and the button."""
    space = space_of(request, slug)
    found = actions.scores(me(request), space)
    return show(request, "slipguard/drills.html", space=space, way="incidents", scores=found,
                best=actions.best(found), stage=actions.on_stage(space))


@page
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """The next slip of the script goes out. The page does not say where: the alarm shall."""
    space_of(request, slug)  # the wall
    try:
        actions.start(me(request))
    except SlipguardError as problem:
        return refused(request, problem, request.path.removesuffix("/begin"))
    messages.success(request, "A slip is out. The clock runs until it is confirmed gone.")
    return redirect("board", slug)
