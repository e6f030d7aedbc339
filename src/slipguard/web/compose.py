"""Write a post. No account is chosen until a person chooses one, and the verdict is there while typing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import access, drafts, sending
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound, SlipguardError
from slipguard.storage.models import Account, Workspace
from slipguard.web import queries, veil
from slipguard.web.door import attempt, me, page, show, space_of


def chosen(actor: Actor, space: Workspace, number: str) -> Account:
    """The account that the person chose, in this workspace and no other."""
    if not number.isdigit():
        raise BadInput("No account is chosen.", "Choose the account that this is for.")
    account = access.account(actor, int(number))
    if account.workspace_id != space.pk or account.disconnected_at is not None:
        raise NotFound("There is no such account.", "Choose one of this workspace.")
    return account


@page
def compose(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty page, or one that keeps what was typed when something was wrong."""
    space, actor = space_of(request, slug), me(request)
    text, number, do = request.POST.get("text", ""), request.POST.get("account", ""), request.POST.get("do", "")
    context: dict[str, Any] = {"text": text, "chosen": number, "accounts": queries.accounts(space)}
    status = 200
    if request.method == "POST":
        try:
            account = chosen(actor, space, number)
            if do == "check":
                context |= verdict(actor, space, account, text)
            else:
                draft = drafts.write(actor, account.pk, text)
                page_of = reverse("draft", args=[draft.pk])
                if do != "send":
                    return redirect(page_of)
                return attempt(request, lambda: sending.send(actor, draft.pk), page_of)
        except SlipguardError as problem:
            context["problem"], status = problem, problem.status
    return show(request, "slipguard/compose.html", status=status, space=space, way="compose", **context)


@page
@require_POST
def compose_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The verdict as a piece, while typing."""
    space, actor = space_of(request, slug), me(request)
    text, number = request.POST.get("text", ""), request.POST.get("account", "")
    if not text.strip():
        return show(request, "slipguard/_verdict.html")
    if not number:
        return show(request, "slipguard/_verdict.html", nobody=True)
    account = chosen(actor, space, number)
    return show(request, "slipguard/_verdict.html", **verdict(actor, space, account, text))


def verdict(actor: Actor, space: Workspace, account: Account, text: str) -> dict[str, Any]:
    """What a check says, fit for this reader, and the account of this workspace where it would belong."""
    if not text.strip():
        return {}
    checked = drafts.assess(actor, account, text)
    names = veil.known_names(actor, space.pk)
    told = veil.of(checked.found.alternative, list(checked.decision.because), names)
    return {"checked": checked, "told": told, "account": account,
            "better": better(space, account, checked.found.alternative)}


def better(space: Workspace, account: Account, alternative: str | None) -> Account | None:
    """The account of this workspace that the text sounds like."""
    for other in queries.accounts(space):
        if alternative == f"@{other.speaks_as}" and other.pk != account.pk and other.network == account.network:
            return other
    return None
