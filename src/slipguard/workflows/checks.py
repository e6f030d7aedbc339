"""The questions that a draft and a live post are both asked."""

from __future__ import annotations

from slipguard.core.harm import Context, grade
from slipguard.core.types import Assessment, Harm, Post
from slipguard.storage import voices
from slipguard.storage.models import Account


def check(account: Account, post: Post) -> tuple[Assessment, Harm]:
    """Does it belong on this account, and how much harm would it do? About a millisecond."""
    fine = frozenset(word.strip().casefold() for word in account.fine_words.splitlines() if word.strip())
    found = _assess(voices.key_of(account), post)
    harm = grade(post.text, language=post.language, context=Context(allowed=fine, is_reply=bool(post.reply_to)))
    return found, harm


def _assess(key: str, post: Post) -> Assessment:
    try:
        return voices.desk().assess(key, post)
    except KeyError:
        # connected a moment ago, by this process or another: the desk in hand does not know it yet
        voices.look_again()
        return voices.desk().assess(key, post)
