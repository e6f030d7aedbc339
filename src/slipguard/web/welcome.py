"""The first visit, the two doors, and choosing a workspace."""

from __future__ import annotations

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import access, practice, setup, workspaces
from slipguard.core.errors import SlipguardError
from slipguard.web import queries
from slipguard.web.door import attempt, me, page, show

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@page
def home(request: HttpRequest) -> HttpResponse:
    """The board of the session's workspace; with several and none chosen, the choice."""
    spaces = access.workspaces(me(request))
    chosen = [space for space in spaces if space.slug == request.session.get("workspace")] or spaces
    if len(chosen) == 1:
        if not queries.accounts(chosen[0]) and len(spaces) == 1:
            return redirect("start")
        return redirect("board", chosen[0].slug)
    return redirect("spaces")


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
    login(request, person, backend=BACKEND)
    return redirect("start")


@page
def start(request: HttpRequest) -> HttpResponse:
    """Two doors."""
    spaces = access.workspaces(me(request))
    return show(request, "slipguard/start.html", first=spaces[0]) if spaces else redirect("spaces")


@page
def spaces(request: HttpRequest) -> HttpResponse:
    """Whose desk?"""
    request.session.pop("workspace", None)
    return show(request, "slipguard/spaces.html")


@page
def new_workspace(request: HttpRequest) -> HttpResponse:
    """A workspace for another client."""
    if request.method != "POST":
        return show(request, "slipguard/spaces.html")
    name = request.POST.get("name", "")
    try:
        made = workspaces.create(me(request), name)
    except SlipguardError as problem:
        return show(request, "slipguard/spaces.html", status=problem.status, problem=problem, name=name)
    return redirect("board", made.slug)


@page
@require_POST
def practice_desk(request: HttpRequest) -> HttpResponse:
    """The first door: people, histories and voices on the rehearsal network."""
    actor = me(request)
    return attempt(request, lambda: practice.set_up(actor), reverse("board", args=["practice-desk"]),
                   "The practice desk is ready. Post a slip with the practice phone and watch what happens.")
