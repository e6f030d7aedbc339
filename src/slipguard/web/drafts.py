"""Drafts: where each stands, and the few things that can be done about it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import drafts
from slipguard.core.errors import SlipguardError
from slipguard.storage.models import Draft
from slipguard.web import queries, veil
from slipguard.web.compose import better, chosen
from slipguard.web.door import PASSING, attempt, me, page, show, space_of

MOVING = (Draft.State.WAITING, Draft.State.SENDING)


@page
def draft_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All drafts of a workspace."""
    space = space_of(request, slug)
    return show(request, "slipguard/drafts.html", space=space, way="compose", drafts=queries.drafts(space))


@page
def draft(request: HttpRequest, number: int, problem: SlipguardError | None = None, typed: str = "",
          text: str | None = None) -> HttpResponse:
    """One draft; htmx asks for its state alone while it is on its way."""
    found = drafts.get(me(request), number)
    space = found.account.workspace
    names = veil.known_names(me(request), space.pk)
    told = veil.of(found.verdict.get("alternative"), list(found.verdict.get("because", [])), names)
    context = {"draft": found, "told": told, "moving": found.state in MOVING, "typed": typed, "problem": problem,
               "text": found.text if text is None else text, "post": queries.post_of_draft(found),
               "better": better(space, found.account, found.verdict.get("alternative")),
               "others": [a for a in queries.accounts(space) if a.pk != found.account_id]}
    piece = bool(request.headers.get("HX-Request")) and request.method == "GET"
    return show(request, f"slipguard/{'_draft' if piece else 'draft'}.html", space=space, way="compose",
                status=problem.status if problem else 200, **context)


@page
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Within the undo window, from wherever: it only stops."""
    return attempt(request, lambda: drafts.undo(me(request, anywhere=True), number), reverse("draft", args=[number]))


@page
@require_POST
def send_now(request: HttpRequest, number: int) -> HttpResponse:
    """Do not wait."""
    return attempt(request, lambda: drafts.send_now(me(request), number), reverse("draft", args=[number]))


@page
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """A held draft: the account's name, typed."""
    typed = request.POST.get("typed", "")
    try:
        drafts.confirm(me(request), number, typed)
    except PASSING:
        raise
    except SlipguardError as problem:
        return draft(request, number, problem, typed)
    return redirect("draft", number)


@page
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """New words, and perhaps out with them."""
    text = request.POST.get("text", "")
    try:
        drafts.change(me(request), number, text)
        if request.POST.get("do") == "send":
            drafts.send(me(request), number)
    except PASSING:
        raise
    except SlipguardError as problem:
        return draft(request, number, problem, text=text)
    return redirect("draft", number)


@page
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """To the right account, without losing a letter."""
    actor = me(request)
    found = drafts.get(actor, number)
    to = chosen(actor, found.account.workspace, request.POST.get("account", ""))
    return attempt(request, lambda: drafts.move(actor, number, to.pk), reverse("draft", args=[number]),
                   f"Moved to @{to.handle}. Nothing was sent yet.")
