"""Write a post, once for several accounts. None is chosen until a person chooses; the verdict is there while typing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from slipguard.actions import accounts, drafts, pauses, planning, sending
from slipguard.actions.access import Actor
from slipguard.core.errors import SlipguardError
from slipguard.storage.models import Draft, Workspace
from slipguard.web import pictures
from slipguard.web.composing import LANGUAGES, Typed, brief, chosen, looks, one, typed
from slipguard.web.door import PASSING, me, page, show, space_of


@page
def compose(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty page, or one that keeps what was typed when something was wrong."""
    space, actor = space_of(request, slug), me(request)
    form, problem, seen, added = Typed(when=request.GET.get("when", "")), None, [], 0
    if request.method == "POST":
        form = swapped(request, actor, space, typed(request))
        do, _, answer = request.POST.get("do", "").partition(" ")
        shown, problem = pictures.brought(request, actor, space)
        added, form = len({one.key for one in shown} - {one.key for one in form.shown}), replace(form, shown=shown)
        try:
            # who sends with a picture that no page has shown yet is asked first what it shows
            if do in ("send", "plan", "keep") and not problem and not added:
                return leave(request, actor, space, form, do, answer)
            if do == "check" or (form.chosen and form.says_anything):
                seen = looks(actor, space, form)
        except PASSING:
            raise
        except SlipguardError as found:
            problem = found
    context = frame(actor, space) | {"form": form, "looks": seen, "brief": brief(seen), "problem": problem,
                                     "checked": bool(seen),
                                     "pictures": pictures.seen(actor, space, form.shown), "added": added,
                                     "do": request.POST.get("do", "").partition(" ")[0]} | pictures.moved(request)
    return show(request, "slipguard/compose.html", status=problem.status if problem else 200, space=space, **context)


@page
@require_POST
def compose_check(request: HttpRequest, slug: str) -> HttpResponse:
    """The verdict and the look as a piece, while typing."""
    space, actor, form = space_of(request, slug), me(request), typed(request)
    if not form.says_anything:
        return show(request, "slipguard/_looks_now.html", space=space)
    if not form.chosen:
        return show(request, "slipguard/_looks_now.html", space=space, nobody=True)
    seen = looks(actor, space, form)
    return show(request, "slipguard/_looks_now.html", space=space, looks=seen, brief=brief(seen), form=form)


def frame(actor: Actor, space: Workspace) -> dict[str, Any]:
    """What the page needs whatever was typed."""
    own = actor.person.zone if actor.person else ""
    return {"way": "compose", "accounts": accounts.can_publish(actor, space), "languages": LANGUAGES,
            "own_zone": own if own and own != space.zone else "", "pause": pauses.standing(actor, space)}


def swapped(request: HttpRequest, actor: Actor, space: Workspace, form: Typed) -> Typed:
    """“Move it”: one chosen account in the place of another, and not a letter lost."""
    off, _, to = request.POST.get("swap", "").partition(" ")
    if not to:
        return form
    one(actor, space, to)
    kept = tuple(dict.fromkeys(to if number == off else number for number in form.chosen))
    others = {to if number == off else number: words for number, words in (form.others or {}).items()}
    return replace(form, chosen=kept, others=others)


def leave(request: HttpRequest, actor: Actor, space: Workspace, form: Typed, do: str, answer: str) -> HttpResponse:
    """Keep, send or plan: one draft for each account, and on to where they stand. Asks come back to the form."""
    accounts = chosen(actor, space, form.chosen)
    when = None
    if do == "plan":
        when = planning.at(form.when, space.zone, answer)
        for account in accounts:
            sending.mourned(account, when, answer == "anyway")
    elif do == "send":
        for account in accounts:
            sending.mourned(account, None, answer == "anyway")
    others = {int(number): words for number, words in (form.others or {}).items() if number.isdigit()}
    made = drafts.write_together(actor, [account.pk for account in accounts], form.text, language=form.language,
                                 flow=form.flow, others=others, shown=form.shown)
    for draft in made:
        try:
            if when is not None:
                planning.plan(actor, draft.pk, when, anyway=True)
            elif do == "send":
                sending.send(actor, draft.pk, anyway=True)
        except SlipguardError as problem:
            # the others go their way; this one is kept, with the reason on its page
            messages.error(request, f"@{draft.account.handle}: {problem.what}\n{problem.next_step}".strip())
    return redirect("draft", made[0].pk) if len(made) == 1 else redirect("together", space.slug, made[0].together)


@page
def together(request: HttpRequest, slug: str, mark: str) -> HttpResponse:
    """Where each of the drafts stands that were written as one; htmx asks again while one is on its way."""
    space = space_of(request, slug)
    made = drafts.together(me(request), space, mark)
    moving = any(draft.state in (Draft.State.WAITING, Draft.State.SENDING) for draft in made)
    piece = bool(request.headers.get("HX-Request"))
    texts = {draft.text for draft in made}
    return show(request, f"slipguard/{'_together' if piece else 'together'}.html", space=space, way="compose",
                drafts=made, moving=moving, mark=mark, same=texts.pop() if len(texts) == 1 else "")
