"""The red button: from a post on the board, and from a pasted address.

It works from wherever the session is: nobody whose post is out shall be asked to switch first.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import access, accounts, posts, recalls
from slipguard.core.errors import SlipguardError
from slipguard.networks import NETWORKS
from slipguard.web import board
from slipguard.web.door import PASSING, attempt, me, page, refused, show, space_of

CHOICE = 8  # how many of the newest posts are offered


@page
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Which post? The newest ones to tap, or an address to paste."""
    space, actor = space_of(request, slug, watching=request.method == "POST"), me(request, anywhere=True)
    url, problem = request.POST.get("url", ""), None
    if request.method == "POST":
        try:
            whose = request.POST.get("account", "")
            account = access.account(actor, int(whose)) if whose.isdigit() else None
            return redirect("incident", recalls.by_url(actor, url, request.POST.get("text", ""), account).pk)
        except SlipguardError as failure:
            problem = failure
    offered = [post for post in board.posts(actor, space) if post.row.gone_at is None][:CHOICE]
    return show(request, "slipguard/take_back.html", status=problem.status if problem else 200, space=space,
                way="take_back", posts=offered, url=url, problem=problem, text=request.POST.get("text", ""),
                by_hand=[a for a in accounts.of_workspace(actor, space) if "watch" in NETWORKS[a.network].facts.cannot])


@page
@require_POST
def post_recall(request: HttpRequest, number: int) -> HttpResponse:
    """Take back a post on the board."""
    actor = me(request, anywhere=True)
    row = posts.get(actor, number)
    try:
        return redirect("incident", recalls.by_post(actor, number).pk)
    except PASSING:
        raise
    except SlipguardError as problem:
        return refused(request, problem, reverse("board", args=[row.account.workspace.slug]))


@page
@require_POST
def post_fine(request: HttpRequest, number: int) -> HttpResponse:
    """“This was fine”: it teaches."""
    actor = me(request, anywhere=True)
    row = posts.get(actor, number)
    return attempt(request, lambda: posts.fine(actor, number),
                   reverse("board", args=[row.account.workspace.slug]),
                   f"Noted: this is how @{row.account.handle} sounds. It is part of the voice now.")
