"""A post's text made comparable: links and names set apart, invisible and look-alike letters undone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

#: Longer texts say nothing more about a voice; the cut keeps one check within its time budget (code points).
LONGEST = 2_000

_HIDDEN = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\ufe0e\ufe0f\ufeff" + "".join(
    map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)])
)
_INVISIBLE = dict.fromkeys(map(ord, _HIDDEN))
_ODD = re.compile(f"[\u0370-\u04ff{_HIDDEN}]")
_LINK = re.compile(r"(?:https?://|www\.)\S+|\b(?:[a-z0-9-]+\.)+[a-z]{2,6}/\S*", re.IGNORECASE)
_LEADING = re.compile(r"^(?:RT\s+)?(?:\.?@\w+[\s:,]*)+")
_SPACES = re.compile(r"[ \t\r\f\v\u00a0]+")
#: Nothing is to be made one space in a text without any of these; looking for them is quicker.
_WIDE = ("  ", "\t", "\r", "\f", "\v", "\u00a0")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?([^/\s?#:]+)(?::\d+)?(?:/([a-z]+)/)?", re.IGNORECASE)
_NAME = re.compile(r"@\w+")

# Letters of other alphabets that look Latin. Only undone inside words that also hold Latin letters,
# so real Cyrillic or Greek text stays what it is. (Subset of Unicode TR39 confusables.)
_LOOKALIKE = str.maketrans("аеорсухіјѕԁһкмтнвАВЕКМНОРСТХІЈЅαοερτυνκ", "aeopcyxijsdhkmthbABEKMHOPCTXIJSaoeptuvk")
_MIXED = re.compile(r"(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+")


@dataclass(frozen=True, slots=True)
class Prepared:
    """body = the text without links and leading mentions; domains in order, each once; places = the sites with
    the first folder of the path ("example.org/news"; what follows a shortener is none); leading = whom it opens with,
    in lower case; colon = a link came after a colon.
    """

    body: str
    domains: tuple[str, ...]
    places: tuple[str, ...]
    leading: tuple[str, ...]
    links: int
    colon: bool


def prepare(text: str, links: tuple[str, ...] = ()) -> Prepared:
    """Split a post into the words a person wrote and the facts around them. Never fails."""
    if not text.isascii():
        text = unicodedata.normalize(
            "NFKC", text[: 2 * LONGEST].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
        if _ODD.search(text):
            text = _MIXED.sub(lambda m: m[0].translate(_LOOKALIKE), text.translate(_INVISIBLE))
    text = text[:LONGEST]
    targets = list(links)
    colon = False
    if "/" in text or "www." in text:
        found = _LINK.findall(text)
        if found:
            targets += found
            colon = ": http" in text or ":http" in text
            text = _LINK.sub(" ", text)
    text = text.strip()
    body, leading = text, ()
    if text[:1] in "@.R" and (opening := _LEADING.match(text)):
        body, leading = text[opening.end() :], tuple(n.lower() for n in _NAME.findall(opening[0])[:3])
    body = (_SPACES.sub(" ", body) if any(map(body.__contains__, _WIDE)) else body).strip()
    hosts: dict[str, None] = {}
    places: dict[str, None] = {}
    for target in targets[:20]:
        if host := _HOST.match(target):
            site = host[1].lower()
            hosts[site] = None
            places[f"{site}/{(host[2] or '').lower()}"] = None
    return Prepared(body, tuple(hosts), tuple(places), leading, len(targets), colon)
