"""The first visit, the two doors, and choosing a workspace."""

from __future__ import annotations

from allauth.account.internal.flows.login import record_authentication
from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import access, accounts, acts, desk, practice, setup, workspaces
from slipguard.core.errors import SlipguardError
from slipguard.storage.models import Person
from slipguard.web import walls
from slipguard.web.door import attempt, me, page, show

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@page
def home(request: HttpRequest) -> HttpResponse:
    """The board of the session's workspace; with several and none chosen, the choice."""
    here = desk.standing(request.session, me(request).person)
    if here is None:
        return redirect("spaces")
    alone = len(access.workspaces(me(request))) == 1
    return redirect("start") if alone and not accounts.of_workspace(me(request), here) else redirect("board", here.slug)


@page(public=True)
def welcome(request: HttpRequest) -> HttpResponse:
    """Make the owner's sign-in; once there is an owner, sign in instead."""
    if setup.has_owner():
        return redirect("home" if request.user.is_authenticated else "account_login")
    if request.method != "POST":
        return show(request, "slipguard/welcome.html")
    email = request.POST.get("email", "")
    try:
        person = setup.make_owner(email, request.POST.get("password", ""))
    except SlipguardError as problem:
        return show(request, "slipguard/welcome.html", status=problem.status, problem=problem, email=email)
    begin(request, person)
    return redirect("start")


def begin(request: HttpRequest, person: Person) -> None:
    """Sign in somebody who has just made their password: it counts as fresh, and stands in their list of sign-ins."""
    login(request, person, backend=BACKEND)
    record_authentication(request, person, method="password")
    UserSession.objects.create_from_request(request)  # allauth does this for its own page only


@page
def start(request: HttpRequest) -> HttpResponse:
    """Two doors."""
    spaces = access.workspaces(me(request))
    if not spaces:
        return redirect("spaces")
    return show(request, "slipguard/start.html", first=spaces[0], may=acts.may(me(request), spaces[0]))


@page
def spaces(request: HttpRequest) -> HttpResponse:
    """Whose desk?"""
    return show(request, "slipguard/spaces.html")


@page
def new_workspace(request: HttpRequest) -> HttpResponse:
    """A workspace for another client."""
    if request.method != "POST":
        return show(request, "slipguard/spaces.html", making=True)
    name = request.POST.get("name", "")
    try:
        made = workspaces.create(me(request), name)
    except SlipguardError as problem:
        return show(request, "slipguard/spaces.html", status=problem.status, making=True, problem=problem, name=name)
    walls.take(request, made)
    return redirect("board", made.slug)


@page
@require_POST
def practice_desk(request: HttpRequest) -> HttpResponse:
    """The first door: people, histories and voices on the rehearsal network."""
    return attempt(request, lambda: walls.take(request, practice.set_up(me(request))),
                   reverse("board", args=["practice-desk"]),
                   "The practice desk is ready. Post a slip with the practice phone and watch what happens.")
