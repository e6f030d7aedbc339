"""How long a post is for a Mastodon server, and whether two texts are the same post. Pure.

The rule (Mastodon, status_length_validator.rb): graphemes; every link counts as the number that the
server announces (23 by default); of a mention only the local part counts.
"""

from __future__ import annotations

import unicodedata

import regex

_LINK = regex.compile(r"https?://[^\s<>\"]+", regex.IGNORECASE)
_MENTION = regex.compile(r"(?<![\w@/])(@[\w.-]+)@[\w-]+(?:\.[\w-]+)*(?::\d+)?")
_GRAPHEME = regex.compile(r"\X")

USUAL_LIMIT = 500
LINK_COUNTS = 23


def length(text: str, link_counts: int = LINK_COUNTS) -> int:
    """The length of a text as the server counts it."""
    shorter = _MENTION.sub(r"\1", text)
    plain, links = _LINK.subn("", shorter)
    graphemes: list[str] = _GRAPHEME.findall(plain)
    return len(graphemes) + int(links) * link_counts


def same(one: str, other: str) -> bool:
    """Would a server show these two as the same words?

    Space is folded, and mentions lose their server: servers rewrite both, and nothing else.
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFC", _MENTION.sub(r"\1", text))
    return " ".join(folded.split())
