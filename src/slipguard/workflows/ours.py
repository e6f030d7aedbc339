"""Did Slipguard itself publish this post? A stream can be faster than the network's answer to our own call.

Words tell: the same words on the same account passed their check a moment ago. Pictures without words do not: anybody
can post as many pictures, described alike. There only the network's own answer tells, which names the post, and until
it is there nothing is decided. (What else a network knows does not: the application's name is the same for all whose
token was made by hand, and absent on Bluesky and X; moments are those of two clocks.)
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import Enum, auto

from django.db.models import Q

from slipguard.storage import pictures, posts
from slipguard.storage.models import Account, Draft, PostRow

MOVING = timedelta(minutes=10)  # for so long after the try an answer may come
UNANSWERED = timedelta(days=1)  # and what never had one may have been a post all this time


class Ours(Enum):
    """The answer."""

    YES = auto()
    NO = auto()
    NOT_YET_TOLD = auto()  # a draft is on its way that looks like this: its answer will tell
    NEVER_TOLD = auto()  # one was sent that looks like this, and its answer never came


def ours(account: Account, row: PostRow, now: datetime) -> Ours:
    """Of several drafts that could have become this post, the surest answer."""
    recent = Q(state__in=[Draft.State.SENDING, Draft.State.PUBLISHED], attempted_at__gte=now - MOVING)
    silent = Q(state__in=[Draft.State.SENDING, Draft.State.UNKNOWN], attempted_at__gte=now - UNANSWERED)
    # one question, not several: between two, the draft could go from "sending" to "published" unseen
    mine = Draft.objects.filter(account=account).filter(Q(ref=row.ref) | recent | silent)
    found = {_became(draft, row, now) for draft in mine}
    return next((one for one in (Ours.YES, Ours.NOT_YET_TOLD, Ours.NEVER_TOLD) if one in found), Ours.NO)


def _became(draft: Draft, row: PostRow, now: datetime) -> Ours:
    if row.ref in {draft.ref, *(part["ref"] for part in draft.sent)}:
        return Ours.YES
    if row.text:
        return Ours.YES if row.text_key in map(posts.text_key, draft.texts) else Ours.NO
    if draft.ref or draft.sent or not _looks_like(draft, row):
        return Ours.NO  # it became another post
    waits = draft.state == Draft.State.SENDING and draft.attempted_at and draft.attempted_at >= now - MOVING
    return Ours.NOT_YET_TOLD if waits else Ours.NEVER_TOLD


def _looks_like(draft: Draft, row: PostRow) -> bool:
    """No words either, as many pictures, and their descriptions as far as the network told them."""
    shown = pictures.of(draft)
    told = [one.alt for one in shown if one.alt]
    return not draft.texts[0].strip() and row.facts.get("media") == len(shown) and row.facts.get("alts", told) == told
