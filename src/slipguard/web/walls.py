"""Switching the workspace: an act of its own, said out loud, and never by following a link."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from slipguard.actions import desk, workspaces
from slipguard.storage.models import Workspace
from slipguard.web.door import me, page


@page
@require_POST
def step_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Into this workspace, and on to where the person wanted to go."""
    space = workspaces.by_slug(me(request), slug)
    take(request, space)
    onward = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        return redirect(onward)
    return redirect("board", space.slug)


@page
@require_POST
def step_out(request: HttpRequest) -> HttpResponse:
    """Into no workspace: before handing the laptop to somebody, or going for lunch."""
    desk.step_out(request.session)
    return redirect("spaces")


def take(request: HttpRequest, space: Workspace) -> None:
    """Stand there from now on; a change says what it did to the composer."""
    before = desk.standing(request.session, me(request).person)
    desk.step_in(request.session, space)
    if before is not None and before != space:
        messages.info(request, f"You have left {before.name} and are in {space.name} now.\n"
                               "The composer is empty, and no account is chosen.")
