"""Drafts: where each stands, and the few things that can be done about it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from slipguard.actions import accounts, approvals, drafts, pauses, planning, posts, sending, veil
from slipguard.actions import pictures as rules
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import SlipguardError
from slipguard.storage.models import Draft
from slipguard.web import pictures
from slipguard.web.composing import better, of_draft, one
from slipguard.web.door import PASSING, attempt, me, page, show, space_of

MOVING = (Draft.State.WAITING, Draft.State.SENDING)
A_DAY = 86_400  # s
RESTING = (Draft.State.DRAFT, Draft.State.FAILED, Draft.State.UNKNOWN)  # its words stand in a field


@page
def draft_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All drafts of a workspace."""
    space = space_of(request, slug)
    return show(request, "slipguard/drafts.html", space=space, way="compose",
                drafts=drafts.of_workspace(me(request), space))


@page
def draft(request: HttpRequest, number: int, problem: SlipguardError | None = None, typed: str = "",
          text: str | None = None, shown: tuple[Shown, ...] | None = None) -> HttpResponse:
    """One draft; htmx asks for its state alone while it is on its way."""
    found = drafts.get(me(request), number)
    space = found.account.workspace
    actor = me(request)
    piece = bool(request.headers.get("HX-Request")) and request.method == "GET"
    told = veil.draft(found, veil.known_names(actor))
    rows = rules.of_draft(found)
    pics = pictures.of_rows(rows) if shown is None else pictures.seen(actor, space, shown)
    settled = found.state not in RESTING or bool(found.sent)
    words = found.text if text is None or settled else text
    context = {"pictures": pics, "shows": pictures.of_rows(rows), "settled": settled,
               "film": any(row.facts.film for row in rows),
               "look": of_draft(actor, found, words, found.flow, pictures.of_rows(rows) if settled else pics)}
    context |= {"draft": found, "told": told, "moving": found.state in MOVING, "typed": typed, "problem": problem,
               "text": words, "post": posts.of_draft(actor, found),
               "better": better(actor, space, found.account, found.verdict.get("alternative")),
               "others": [a for a in accounts.of_workspace(actor, space) if a.pk != found.account_id],
               "since": approvals.since_last_seen(actor, found), "pause": pauses.standing(actor, space),
               "until": _until(found),
               "mine": actor.person is not None and actor.person.pk in (found.author_id, found.editor_id),
               "do": request.POST.get("do", "").partition(" ")[0], "when": request.POST.get("when", ""),
               "own_zone": actor.person.zone if actor.person and actor.person.zone != space.zone else ""}
    if found.state == Draft.State.APPROVAL and not piece:
        approvals.seen(actor, found)  # the next look shows what changed since this one
    return show(request, f"slipguard/{'_draft' if piece else 'draft'}.html", space=space, way="compose",
                status=problem.status if problem else 200, **context)


@page
@require_POST
def check(request: HttpRequest, number: int) -> HttpResponse:
    """The verdict of a draft's words while they are changed: nothing is kept."""
    actor = me(request)
    found = drafts.get(actor, number)
    space = found.account.workspace
    shown = pictures.seen(actor, space, pictures.typed(request))
    here = found.state in RESTING and not found.sent
    look = of_draft(actor, found, request.POST.get("text", ""), "flow" in request.POST, shown) if here else None
    return show(request, "slipguard/_read.html", space=space, draft=found, look=look, settled=not here)


@page
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Within the undo window, from wherever: it only stops."""
    return attempt(request, lambda: sending.undo(me(request, anywhere=True), number),
                   reverse("draft", args=[number]))


@page
@require_POST
def send_now(request: HttpRequest, number: int) -> HttpResponse:
    """Do not wait."""
    try:
        sending.send_now(me(request), number, anyway=request.POST.get("do", "").endswith(" anyway"))
    except PASSING:
        raise
    except SlipguardError as problem:
        return draft(request, number, problem)
    return redirect("draft", number)


@page
@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """A held draft: the account's name, typed."""
    typed = request.POST.get("typed", "")
    try:
        sending.confirm(me(request), number, typed)
    except PASSING:
        raise
    except SlipguardError as problem:
        return draft(request, number, problem, typed)
    return redirect("draft", number)


@page
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """New words, and perhaps out with them: sent, planned, or moved to another account."""
    text, (do, _, answer) = request.POST.get("text", ""), request.POST.get("do", "").partition(" ")
    actor = me(request)
    found = drafts.get(actor, number)
    shown, wrong = pictures.brought(request, actor, found.account.workspace)
    added = {one.key for one in shown} - {one.key for one in pictures.typed(request)}
    try:
        if not found.sent:
            drafts.change(actor, number, text, flow="flow" in request.POST, shown=shown)
        if wrong is not None:
            return draft(request, number, wrong, text=text)
        if do == "move":
            _move(request, actor, found, answer or request.POST.get("account", ""))
        elif do in ("send", "plan") and not added:  # a picture that no page has shown yet: asked first what it shows
            if do == "plan":
                planning.plan(actor, number, planning.at(request.POST.get("when", ""), found.account.workspace.zone,
                                                         answer), anyway=answer == "anyway")
            else:
                sending.send(actor, number, anyway=answer == "anyway")
    except PASSING:
        raise
    except SlipguardError as problem:
        return draft(request, number, problem, text=text, shown=None if found.sent else shown)
    answer = redirect("draft", number)
    if do in ("drop", *pictures.MOVES):  # without JavaScript: back to where the button was
        answer.headers["Location"] += "#pictures"
    return answer


@page
@require_POST
def move(request: HttpRequest, number: int) -> HttpResponse:
    """To the right account, without losing a letter."""
    actor = me(request)
    found = drafts.get(actor, number)
    return attempt(request, lambda: _move(request, actor, found, request.POST.get("account", "")),
                   reverse("draft", args=[number]))


@page
@require_POST
def approve(request: HttpRequest, number: int) -> HttpResponse:
    """A second person's yes, to the version that they had before them."""
    version = request.POST.get("version", "")
    return attempt(request, lambda: approvals.approve(me(request), number, int(version) if version.isdigit() else 0),
                   reverse("draft", args=[number]), "Approved.")


@page
@require_POST
def send_back(request: HttpRequest, number: int) -> HttpResponse:
    """A no, with its reason."""
    return attempt(request, lambda: approvals.send_back(me(request), number, request.POST.get("why", "")),
                   reverse("draft", args=[number]), "Sent back to its author.")


def _until(found: Draft) -> int | None:
    """Seconds until the page of a planned draft asks how it went; None where that is not today."""
    if found.state != Draft.State.SCHEDULED or found.due_at is None:
        return None
    left = (found.due_at - timezone.now()).total_seconds() + 1  # past it: once a second, until somebody took it up
    return max(1, round(left)) if left < A_DAY else None


def _move(request: HttpRequest, actor: Actor, found: Draft, account: str) -> None:
    """To the account with this number, and said."""
    to = one(actor, found.account.workspace, account)
    moved = sending.move(actor, found.pk, to.pk)
    messages.success(request, f"Moved to @{to.handle}. Nothing was sent yet.")
    if against := drafts.against(to, moved.text, [row.facts for row in moved.pictures.all()]):
        messages.warning(request, f"Its pictures came along, and do not go out there as they are.\n{against}")
