"""Exceptions from keeping apart: asked for, approved by a second person, ended."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from slipguard.actions import exceptions
from slipguard.core.errors import SlipguardError
from slipguard.core.separation import LONGEST
from slipguard.networks import NETWORKS
from slipguard.web.door import PASSING, attempt, me, page, show, space_of


@page
def exception_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them, and the form that asks for one."""
    space, actor, problem = space_of(request, slug), me(request), None
    typed = request.POST or request.GET  # a refused connection leads here with its names
    if request.method == "POST":
        try:
            exceptions.ask(actor, space, typed.get("network", ""), typed.get("handle", ""), typed.get("reason", ""),
                           typed.get("last_day", ""))
        except PASSING:
            raise
        except SlipguardError as failure:
            problem = failure
        else:
            return redirect("exceptions", slug)
    today = timezone.now().date()
    return show(request, "slipguard/exceptions.html", status=problem.status if problem else 200, space=space,
                exceptions=exceptions.of_workspace(actor, space), problem=problem, typed=typed,
                networks=[adapter.facts for adapter in NETWORKS.values()], first_day=today, me=actor.person,
                last_day=today + timedelta(days=LONGEST))


@page
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """The second person."""
    found = exceptions.get(me(request), number)
    return attempt(request, lambda: exceptions.approve(me(request), number),
                   reverse("exceptions", args=[found.workspace.slug]),
                   f"Approved. @{found.handle} may be connected until {found.ends_at:%d %B}.")


@page
@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Over, at once."""
    found = exceptions.get(me(request), number)
    return attempt(request, lambda: exceptions.end(me(request), number),
                   reverse("exceptions", args=[found.workspace.slug]),
                   f"Ended. @{found.handle} is not connected here.")
