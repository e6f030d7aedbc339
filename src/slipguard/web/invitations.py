"""Who works here and as what: roles, invitations, and the links of clients who only look."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import acts, client_links, invitations, roles
from slipguard.core.errors import BadInput, SlipguardError
from slipguard.settings import CONFIG
from slipguard.storage.models import Person, Role, Workspace
from slipguard.web.door import attempt, form, me, page, show, space_of
from slipguard.web.welcome import begin


@page
def role_list(request: HttpRequest, slug: str, problem: SlipguardError | None = None, where: str = "",
              **told: Any) -> HttpResponse:
    """Everybody, and for managers the ways to let somebody in. A new link stands in this answer only."""
    space, actor = space_of(request, slug), me(request)
    may = acts.may(actor, space)["manage_people"]
    people = [(member, roles.may_change(actor, member)) for member in roles.of_workspace(actor, space)]
    return show(request, "slipguard/roles.html", status=problem.status if problem else 200, space=space,
                people=people, grantable=[(r, roles.MEANS[r]) for r in roles.grantable(actor, space)], problem=problem,
                meaning=[(r, roles.MEANS[r]) for r in Role],
                where=where, typed=request.POST, mail=bool(CONFIG.mail_url), me=actor.person,
                waiting=invitations.waiting(actor, space) if may else [],
                links=client_links.of_workspace(actor, space) if may else [],
                over=[*invitations.run_out(actor, space), *client_links.run_out(actor, space)] if may else [], **told)


@page
@require_POST
def grant(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Another role for somebody."""
    space = space_of(request, slug)
    return attempt(request, lambda: roles.grant(me(request), space, number, request.POST.get("role", "")),
                   reverse("roles", args=[slug]), "The role is changed.")


@page
@require_POST
def invite(request: HttpRequest, slug: str) -> HttpResponse:
    """By mail where there is a mail server; the link to hand over in every case."""
    space = space_of(request, slug)
    post = request.POST
    return form(lambda: invitations.invite(me(request), space, post.get("email", ""), post.get("role", "")),
                lambda problem: role_list(request, slug, problem, "invite"),
                lambda made: role_list(request, slug, invited=made))


@page
@require_POST
def withdraw(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """An invitation ends."""
    space_of(request, slug)
    return attempt(request, lambda: invitations.revoke(me(request), number), reverse("roles", args=[slug]),
                   "The invitation is withdrawn.")


@page
@require_POST
def link_make(request: HttpRequest, slug: str) -> HttpResponse:
    """A client's link."""
    space, days = space_of(request, slug), request.POST.get("days", "")

    def make() -> str:
        if not days.isdigit() or len(days) > 4:
            raise BadInput("For how many days?", "Type a number, for example 90.")
        return client_links.make(me(request), space, request.POST.get("name", ""), int(days))[1]

    return form(make, lambda problem: role_list(request, slug, problem, "link"),
                lambda address: role_list(request, slug, address=address))


@page
@require_POST
def link_revoke(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A client's link ends."""
    space_of(request, slug)
    return attempt(request, lambda: client_links.revoke(me(request), number), reverse("roles", args=[slug]),
                   "The link is withdrawn.")


@page(public=True)
def join(request: HttpRequest, token: str) -> HttpResponse:
    """What the invited person sees: who invites, to what, as what. Only the button accepts."""
    found, person = invitations.look(token), me(request).person
    problem = None
    if request.method == "POST":
        try:
            return _joined(request, _accept(request, token, person))
        except SlipguardError as failure:
            problem = failure
    # not "no-referrer": a form of such a page has no origin, and Django's CSRF check refuses it
    return show(request, "slipguard/join.html", status=problem.status if problem else 200, invitation=found,
                problem=problem, name=request.POST.get("name", ""), known=invitations.known(found) is not None,
                mine=person is not None and person.email.lower() == found.email.lower(),
                means=roles.MEANS[Role(found.role)])


def _accept(request: HttpRequest, token: str, person: Person | None) -> Workspace:
    if person is not None:
        return invitations.join(token, person)
    space = invitations.look(token).workspace
    made = invitations.join_new(token, request.POST.get("password", ""), request.POST.get("name", ""))
    begin(request, made)
    return space


def _joined(request: HttpRequest, space: Workspace) -> HttpResponse:
    messages.success(request, f"Welcome. You work in {space.name} now.")
    return redirect("board", space.slug)  # whoever is in several workspaces is asked there whether to switch
