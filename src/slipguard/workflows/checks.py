"""The questions that a draft and a live post are both asked."""

from __future__ import annotations

from slipguard.core.harm import described, grade
from slipguard.core.types import Assessment, Harm, Post
from slipguard.storage import voices
from slipguard.storage.context import context
from slipguard.storage.models import Account


def check(account: Account, post: Post) -> tuple[Assessment, Harm]:
    """Does it belong on this account, and how much harm would it do, today? About a millisecond."""
    found = _assess(voices.key_of(account), post)
    known = context(account, is_reply=bool(post.reply_to), on=post.at.date() if post.at else None)
    harm = grade(post.text, language=post.language, context=known)
    # the voice reads the text alone: how somebody describes a picture says little about whose account it is
    words = [grade(alt, language=post.language, context=known) for alt in post.alts]
    return found, described(harm, words) if words else harm


def _assess(key: str, post: Post) -> Assessment:
    try:
        return voices.desk().assess(key, post)
    except KeyError:
        # connected a moment ago, by this process or another: the desk in hand does not know it yet
        voices.look_again()
        return voices.desk().assess(key, post)
