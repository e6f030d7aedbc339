"""The people of a workspace: who they are, and the one act that takes somebody off everything."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import people
from slipguard.core.errors import SlipguardError
from slipguard.web.door import PASSING, me, page, refused, show, space_of


@page
def people_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody with a role here."""
    space, actor = space_of(request, slug), me(request)
    return show(request, "slipguard/people.html", space=space, members=people.of_workspace(actor, space),
                me=actor.person, open_incidents=people.open_incidents(space))


@page
@require_POST
def take_off(request: HttpRequest, slug: str) -> HttpResponse:
    """Off every account, at once. From the people's page or from an incident's."""
    space, actor, post = space_of(request, slug), me(request), request.POST
    about = [int(number) for number in post.getlist("incident") if number.isdigit()]
    back = reverse("people", args=[slug])
    if post.get("back") == "incident" and about:
        back = reverse("incident", args=[about[0]])
    try:
        people.sure(bool(post.get("sure")))
        person = people.find(actor, space, post.get("person", ""))
        off = people.take_off(actor, space, person, post.get("scope") == "all", about)
    except PASSING:
        raise
    except SlipguardError as problem:
        return refused(request, problem, back)
    messages.success(request, "\n".join(people.told(off)))
    return redirect(back)
