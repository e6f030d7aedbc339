"""The rehearsal network's own pages: a public timeline, single posts, and the pretend phone."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from slipguard.actions import access, practice
from slipguard.core.errors import BadInput, NotFound
from slipguard.networks.practice.cast import cast
from slipguard.web.door import me, page, show

SLIPS = 8


@page(public=True)
def timeline(request: HttpRequest, problem: BadInput | None = None) -> HttpResponse:
    """What everybody can read. Signed-in people also find the phone here."""
    context: dict[str, Any] = {"items": practice.timeline(40), "problem": problem, "names": _names()}
    if request.user.is_authenticated:
        players = cast()
        slips = {slip.kind: slip for slip in reversed(players.slips)}  # one of each kind, the first of the script
        context |= {"profiles": players.clients, "right": players.right[:3],
                    "slips": list(slips.values())[::-1][:SLIPS],
                    "desk": any(space.slug == "practice-desk" for space in access.workspaces(me(request))),
                    "handle": request.POST.get("handle", ""), "text": request.POST.get("text", "")}
    return show(request, "slipguard/practice.html", status=problem.status if problem else 200, **context)


@page(public=True)
def profile(request: HttpRequest, handle: str) -> HttpResponse:
    """One profile's posts."""
    names = _names()
    if handle not in names:
        raise NotFound("There is no such profile.", "Look at the practice timeline.")
    return show(request, "slipguard/practice_profile.html", handle=handle, name=names[handle], names=names,
                items=practice.timeline(40, handle))


@page(public=True)
def one(request: HttpRequest, handle: str, number: int) -> HttpResponse:
    """One post; 404 once it is gone, as on any network."""
    item = practice.one(number)
    if item.handle != handle:
        raise NotFound("There is no such post.", "It may have been taken back.")
    return show(request, "slipguard/practice_post.html", item=item, names=_names())


@page(public=True)
def picture(request: HttpRequest, handle: str, number: int, place: int) -> HttpResponse:
    """A picture of a post, as everybody sees it while the post is there."""
    kind, content = practice.picture(handle, number, place)
    answer = HttpResponse(content, content_type=kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@page
@require_POST
def phone(request: HttpRequest) -> HttpResponse:
    """Somebody's phone posts: past Slipguard, straight on the network."""
    handle, text = request.POST.get("handle", ""), request.POST.get("text", "")
    if handle not in _names():
        return timeline(request, BadInput("No profile is chosen.", "Choose whose phone this is."))
    if not text.strip() or len(text) > 500:
        return timeline(request, BadInput("A post here has 1 to 500 characters.", "Write something short."))
    practice.phone(handle, re.sub(r"\r\n?", "\n", text))
    messages.success(request, f"Posted as @{handle}, past Slipguard. Now look at the board.")
    return redirect("practice")


@page
@require_POST
def delete(request: HttpRequest, number: int) -> HttpResponse:
    """The owner deletes it by hand, in the network's own app."""
    item = practice.one(number)
    practice.delete_by_hand(item.handle, number)
    messages.info(request, "Deleted by hand, as in the network's own app. Readers may see it for half a second more.")
    return redirect("practice")


def _names() -> dict[str, str]:
    return {handle: name for handle, name, _ in practice.world().profiles()}
