"""Who is woken first, second, third."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from slipguard.actions import on_call as calls
from slipguard.core.errors import BadInput, SlipguardError
from slipguard.storage.models import Workspace
from slipguard.web.door import me, page, show, space_of


@page
def on_call(request: HttpRequest, slug: str) -> HttpResponse:
    """The list, and the form that sets it whole: places as numbers work without JavaScript."""
    space = space_of(request, slug)
    problem: SlipguardError | None = None
    if request.method == "POST":
        try:
            _arrange(request, space)
        except BadInput as wrong:
            problem = wrong
        else:
            messages.success(request, "Kept. That is the order in which people are woken.")
            return redirect("on_call", slug)
    rows = [(person, request.POST.get(f"place-{person.pk}", "") if problem else place, reachable)
            for person, place, reachable in calls.places(me(request), space)]  # what was typed stays on the page
    minutes = request.POST.get("minutes", "") if problem else space.escalate_minutes
    return show(request, "slipguard/on_call.html", space=space, rows=rows, minutes=minutes,
                problem=problem, status=problem.status if problem else 200)


def _arrange(request: HttpRequest, space: Workspace) -> None:
    wanted: list[tuple[int, int]] = []
    for name, value in request.POST.items():
        if name.startswith("place-") and value.strip():
            if not value.strip().isdigit() or not name.removeprefix("place-").isdigit():
                raise BadInput(f"“{value}” is not a place.", "Number the people 1, 2, 3; leave the others empty.")
            wanted.append((int(value), int(name.removeprefix("place-"))))
    if len({place for place, _ in wanted}) != len(wanted):
        raise BadInput("Two people have the same place.", "Number them 1, 2, 3.")
    minutes = request.POST.get("minutes", "").strip()
    if not minutes.isdigit():
        raise BadInput(f"“{minutes}” is not a number of minutes.", "5 is a good start; 0 wakes nobody else.")
    calls.arrange(me(request), space, [number for _, number in sorted(wanted)], int(minutes[:4]))
