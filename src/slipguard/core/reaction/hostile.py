"""Is an answer to the account hostile? The harm check's word, and a small list of words of blame."""

from __future__ import annotations

import re

from slipguard.core.harm.language import guess
from slipguard.core.reaction.blame import BLAMES, TAKES_AWAY
from slipguard.core.types import Harm

_HITS = frozenset({"insult", "threat", "hatred", "slur"})  # kinds of harm that are against somebody
_SWEARS = frozenset({"offensive", "profanity", "sexual"})  # the model's opinion of a text with a swear word in it
_HANDLE = re.compile(r"@[\w.@-]+")
_YOU = re.compile(r"\b(?:you|your|you're|u|ya|ihr|euch|euer|eure|dich|du|sie)\b", re.IGNORECASE)
_LINK = re.compile(r"https?://\S+")


def hostile(text: str, harm: Harm, language: str | None = None) -> str:
    """Why, in a few words; "" where it is not.

    `harm` is core.harm's grade of the same text. Swearing alone is not hostile: people swear for joy. With
    no language given it is guessed; where it cannot be, every list is asked.
    """
    if harm.grade >= 2 and (not _HITS.isdisjoint(harm.kinds) or set(harm.kinds) == {"offensive"}):
        return harm.reason
    plain = _LINK.sub(" ", _HANDLE.sub(" ", text)).replace("’", "'")
    code = (language or guess(plain) or "").split("-")[0].lower()
    for one in [code] if code in BLAMES else BLAMES:
        found = BLAMES[one].search(plain)
        if found and not TAKES_AWAY[one].search(plain):
            return f"It blames: “{found[0]}”."
    hits = harm.grade == 1 and not _HITS.isdisjoint(harm.kinds)
    swears_at = harm.grade >= 2 and _SWEARS.issuperset(harm.kinds) and _YOU.search(plain)
    return harm.reason if hits or swears_at else ""
