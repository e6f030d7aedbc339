"""One account: how it sounds, what Slipguard may do for it, how to let it go."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import access, accounts, doctor, doubts, learning, overview, pictures, planning, promises, proofs
from slipguard.core.errors import BadInput, NotFound, SlipguardError
from slipguard.networks import NETWORKS
from slipguard.settings import CONFIG
from slipguard.storage.models import Account
from slipguard.web import board
from slipguard.web.door import PASSING, attempt, me, page, show, space_of


def account_of(request: HttpRequest, number: int) -> Account:
    """A connected account behind the wall."""
    found = access.account(me(request), number)
    if found.disconnected_at is not None:
        raise NotFound("There is no such account.", "It was disconnected; connect it again.")
    return found


@page
def account_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All accounts of a workspace."""
    space = space_of(request, slug)
    return show(request, "slipguard/accounts.html", space=space, way="accounts", cards=board.cards(me(request), space))


@page
def account(request: HttpRequest, number: int, problem: SlipguardError | None = None,
            typed: dict[str, Any] | None = None) -> HttpResponse:
    """One account."""
    found = account_of(request, number)
    space, promise = found.workspace, promises.look(found)
    now = {"ask_one_in": found.ask_one_in, "hold_one_in": found.hold_one_in, "undo_seconds": found.undo_seconds,
           "fine_words": found.fine_words}
    return show(request, "slipguard/account.html", space=space, way="accounts", account=found,
                status=problem.status if problem else 200, problem=problem, policy=typed or now,
                trial=overview.trials(me(request), space).get(found.pk), facts=NETWORKS[found.network].facts,
                promise=promise, rules=promises.rules(found, promise),
                checks=doctor.diagnosis(found).checks, test_words=proofs.words(found),
                megabytes=CONFIG.upload_megabytes, pictureless=pictures.barred(found),
                doubt=doubts.look(me(request), found),
                voice=overview.voice_sizes(me(request), space).get(found.speaks_as))


@page
@require_POST
def learn(request: HttpRequest, number: int) -> HttpResponse:
    """Read the history and learn the voice anew."""
    found = account_of(request, number)
    learnt: list[learning.Learnt] = []
    answer = attempt(request, lambda: learnt.append(learning.learn_account(me(request), found.pk)),
                     reverse("account", args=[number]))
    if learnt:
        from django.contrib import messages

        one = learnt[0]
        messages.success(request, f"Read {one.read} posts, {one.new} of them new. The voice of @{found.handle} "
                                  f"now rests on {one.posts} posts.")
    return answer


@page
@require_POST
def doubt(request: HttpRequest, number: int) -> HttpResponse:
    """What was learnt although it did not fit: its own words after all, or out again."""
    found = account_of(request, number)
    back = reverse("account", args=[number])
    if request.POST.get("own") == "1":
        return attempt(request, lambda: doubts.own_words(me(request), number), back,
                       f"Noted: this is how @{found.handle} sounds.")
    return attempt(request, lambda: doubts.take_out(me(request), number), back,
                   f"Taken out. The voice of @{found.handle} was learnt again without them.")


@page
@require_POST
def mode(request: HttpRequest, number: int) -> HttpResponse:
    """Trial, tell or automatic."""
    account_of(request, number)
    wanted = request.POST.get("mode", "")
    said = {"trial": "Trial: Slipguard shows what it would have done, and does nothing.",
            "tell": "From now on an alarm reaches your channels.",
            "automatic": "From now on Slipguard takes clear slips back by itself, and tells you."}
    def act() -> None:
        if wanted == "automatic" and not request.POST.get("sure"):
            raise BadInput("Automatic was not turned on.", "Tick the box that says that you understand what it does.")
        accounts.set_mode(me(request), number, wanted)

    return attempt(request, act, reverse("account", args=[number]), said.get(wanted, ""))


@page
@require_POST
def policy(request: HttpRequest, number: int) -> HttpResponse:
    """Budgets in plain words and the undo window; what was typed stays when it cannot be used."""
    account_of(request, number)
    typed = {key: request.POST.get(key, "") for key in ("ask_one_in", "hold_one_in", "undo_seconds", "fine_words")}
    try:
        numbers = {key: _number(typed[key]) for key in ("ask_one_in", "hold_one_in", "undo_seconds")}
        accounts.set_policy(me(request), number, fine_words=typed["fine_words"], **numbers)
    except PASSING:
        raise
    except SlipguardError as problem:
        return account(request, number, problem, typed)
    return attempt(request, lambda: None, reverse("account", args=[number]), "Kept.")


def _number(text: str) -> int:
    plain = text.replace(",", "").replace(" ", "")
    if not plain.isdigit() or len(plain) > 9:
        raise BadInput(f"“{text}” is not a number.", "Type a whole number, for example 200.")
    return int(plain)


@page
@require_POST
def approval(request: HttpRequest, number: int) -> HttpResponse:
    """Does a second person say yes before anything goes out?"""
    found = account_of(request, number)
    wanted = request.POST.get("needed") == "1"
    said = "From now on a second person approves each post." if wanted else "Posts go out without a second person."
    return attempt(request, lambda: planning.set_approval(me(request), number, wanted),
                   reverse("account", args=[number]), f"@{found.handle}: {said}")


@page
@require_POST
def examine(request: HttpRequest, number: int) -> HttpResponse:
    """Could we delete here right now?"""
    found = account_of(request, number)
    return attempt(request, lambda: doctor.account_ready(found), reverse("account", args=[number]))


@page
@require_POST
def test_delete(request: HttpRequest, number: int) -> HttpResponse:
    """Publish the words that were shown, delete them, look."""
    found = account_of(request, number)

    def act() -> None:
        if not request.POST.get("sure"):
            raise BadInput("Nothing was posted.", "Tick the box that says that a post will be public for a moment.")
        proofs.start(me(request), found.pk, request.POST.get("text", ""))

    return attempt(request, act, reverse("account", args=[number]) + "#can-delete",
                   "The test post is on its way; look here again in a moment.")


@page
@require_POST
def disconnect(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the sign-in."""
    found = account_of(request, number)
    accounts.disconnect(me(request), number)
    from django.contrib import messages

    messages.success(request, f"@{found.handle} is disconnected and its sign-in forgotten. The record stays.")
    return redirect("accounts", found.workspace.slug)
