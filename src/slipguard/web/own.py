"""A person's own page: personal accounts (voices, never sign-ins), API tokens, their sign-in."""

from __future__ import annotations

from zoneinfo import available_timezones

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import learning, myself, tokens
from slipguard.core.errors import NotFound, SlipguardError
from slipguard.networks import NETWORKS
from slipguard.settings import CONFIG
from slipguard.web.door import PASSING, attempt, me, page, show


@page
def own(request: HttpRequest, problem: SlipguardError | None = None, token: str = "",
        where: str = "") -> HttpResponse:
    """Everything about the signed-in person."""
    person = me(request).person
    assert person is not None  # the door let nobody else in
    return show(request, "slipguard/own.html", status=problem.status if problem else 200, problem=problem,
                where=where, token=token, personal=learning.kept(me(request)), tokens=tokens.of_person(me(request)),
                networks=[adapter.facts for adapter in NETWORKS.values()], typed=request.POST,
                megabytes=CONFIG.upload_megabytes, zones=sorted(available_timezones()),
                public={name for name, adapter in NETWORKS.items() if hasattr(adapter, "public_history")})


@page
@require_POST
def name(request: HttpRequest) -> HttpResponse:
    """What they are called, and the address that they sign in with."""
    try:
        myself.introduce(me(request), request.POST.get("name", ""), request.POST.get("email", ""))
    except PASSING:
        raise
    except SlipguardError as problem:
        return own(request, problem, where="name")
    messages.success(request, "Kept.")
    return redirect("own")


@page
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """“This account is mine.”"""
    post = request.POST
    try:
        learning.declare(me(request), post.get("network", ""), post.get("handle", ""), bool(post.get("consent")))
    except SlipguardError as problem:
        return own(request, problem, where="declare")
    messages.success(request, "Noted. Now teach Slipguard how you sound there: only numbers are kept.")
    return redirect("own")


@page
@require_POST
def learn(request: HttpRequest, number: int) -> HttpResponse:
    """From public posts, read once as any stranger reads them. They are not kept. Archives: reading.py."""
    learnt: list[learning.Learnt] = []
    answer = attempt(request, lambda: learnt.append(learning.learn_personal_public(me(request), number)),
                     reverse("own"))
    if learnt:
        messages.success(request, f"Learnt from {learnt[0].posts} posts. The posts themselves are not kept anywhere.")
    return answer


@page
@require_POST
def forget(request: HttpRequest, number: int) -> HttpResponse:
    """The voice is gone at once."""
    return attempt(request, lambda: learning.forget_personal(me(request), number), reverse("own"),
                   "Removed, with everything that was learnt.")


@page
@require_POST
def token_issue(request: HttpRequest) -> HttpResponse:
    """A new token, shown this once: the answer to this very request, and never again."""
    try:
        token = tokens.issue(me(request), request.POST.get("name", ""))
    except PASSING:
        raise
    except SlipguardError as problem:
        return own(request, problem, where="token")
    return own(request, token=token)


@page
@require_POST
def token_revoke(request: HttpRequest, number: int) -> HttpResponse:
    """It ends at once."""
    try:
        tokens.revoke(me(request), number)
    except NotFound:
        messages.info(request, "That token was revoked already.")
    return redirect("own")


@page
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Every browser of this person's, this one too: for a phone that was lost or a sign-in that is not theirs."""
    for session in UserSession.objects.filter(user=request.user):
        session.end()
    logout(request)
    messages.success(request, "You are signed out everywhere. Slipguard goes on watching.")
    return redirect("account_login")
