"""What survives elsewhere of a post that is gone: quotes, its words repeated, pictures and archived copies."""

from __future__ import annotations

import re
from collections.abc import Collection
from urllib.parse import urlsplit

from slipguard.core.types import Post

QUOTE, WORDS, ARCHIVE, PICTURE = "quote", "words", "archive", "picture"
SAYS = {
    QUOTE: "quotes it",
    WORDS: "repeats its words",
    ARCHIVE: "links to a kept copy",
    PICTURE: "shows a picture of it",
}
_RUN = 5  # consecutive words that are no chance: the same number as the linter's rule A10
_LEAST = 3  # a shorter post has to be repeated whole, and then has at least so many words
_WORD = re.compile(r"\w+")
_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_KEEPERS = ("archive.org", "archive.ph", "archive.today", "archive.is", "ghostarchive.org")
_PICTURES = re.compile(r"\.(?:png|jpe?g|webp|gif|avif)$", re.IGNORECASE)
_HOSTS = ("imgur.com", "postimg.cc", "ibb.co", "prnt.sc", "gyazo.com")
_SHOT = re.compile(
    r"screen ?(?:shot|grab|cap)|\breceipts?\b|bildschirmfoto|capture d['’ ]écran|captura|schermata|pantallazo|"
    r"before (?:they|you|it) (?:deleted|was deleted)",
    re.IGNORECASE,
)


def echo(mention: Post, deleted: str, refs: Collection[str] = ()) -> str:
    """In which way a mention keeps the deleted post alive; "" where it does not.

    `refs`: of all its copies. A picture alone proves nothing: it counts where the words around it say what
    it is. Nobody looks into the picture.
    """
    if mention.quotes and mention.quotes in refs:
        return QUOTE
    if _repeats(mention.text, deleted):
        return WORDS
    links = [*mention.links, *_LINK.findall(mention.text)]
    if any(_host(link).endswith(_KEEPERS) for link in links):
        return ARCHIVE
    shown = bool(mention.media) or any(
        _host(link).endswith(_HOSTS) or _PICTURES.search(urlsplit(link).path or "") for link in links if _host(link)
    )
    return PICTURE if shown and _SHOT.search(mention.text) else ""


def _repeats(text: str, deleted: str) -> bool:
    ours, theirs = _words(text), _words(deleted)
    if len(theirs) < _LEAST:
        return False
    run = min(_RUN, len(theirs))
    runs = {tuple(theirs[n : n + run]) for n in range(len(theirs) - run + 1)}
    return any(tuple(ours[n : n + run]) in runs for n in range(len(ours) - run + 1))


def _words(text: str) -> list[str]:
    return _WORD.findall(_LINK.sub(" ", text).casefold().replace("’", "'"))


def _host(link: str) -> str:
    try:
        return (urlsplit(link).hostname or "").lower()
    except ValueError:
        return ""
