"""Are two posts the same slip? The same words on another network, as relays and hurried people leave them.

What differs between copies of one text: links (each network has its own), mentions (@ann, @ann.example,
@ann@social.example), hashtags (moved to the end, or dropped), a cut at the network's limit with "…" and a
link to the whole, a tail such as "also on Bluesky". What does not differ: no word is *replaced* by
another one. Three branches that fill in one form ("The north office is closed ...") replace a word; so a
replaced word that says something makes two texts different, however alike the rest is.

Words that everybody says every day do not identify anything: "Good morning!" on three accounts is
three greetings. How often each kind of change is recognised: `python -m evals.siblings`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import SequenceMatcher
from enum import StrEnum

from slipguard.core.everyday import EVERYDAY

WINDOW = timedelta(minutes=60)  # relays run every few minutes; a queue or a person may take longer
TELLING = 3  # words beyond the everyday ones that two texts must share to be told apart from a greeting
TELLING_CUT = 4  # more where one of them is only a part of the other
LETTERS = 12
SHARE = 0.8  # of the shorter one's words, in order: a tail in front of a link costs some
COVER = 0.4  # of the longer one, unless the shorter one says by "…" that it was cut
HABIT = 0.7  # of the words: what an account said before in this form is its own
HEAD = 4  # words that may stand before a copy begins ("New post:"); an apology's quote has more

_LINK = re.compile(r"(?:https?://|www\.)\S+|\b[a-z0-9-]+(?:\.[a-z0-9-]+)+/\S*", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w])@\w[\w.-]*(?:@[\w.-]+)?")
_TAGS = re.compile(r"(?:\s*#\w+)+\s*$")
_CUT = re.compile(r"(\w*)(\s*)(?:…|\[…\])\s*$")
_QUOTE = re.compile(r"\s*[\"“”„«»‘]")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff]")
_PART = re.compile(r"[\s(\[]*\b\d{1,2}\s?/\s?(?:\d{1,2}|n)?[)\]]?\s*$")  # (1/2), 2/n
# what relays and people put in front of the link to the whole
_TAIL = re.compile(
    r"[\s\n(\[|–—-]*\b(?:also (?:on|at)|(?:cross-?)?posted (?:on|from|to|at|via)|cross-?post(?:ed)?|via|"
    r"read (?:more|on|the rest)|see more|more (?:here|at|on)|full (?:post|text|thread)|the rest|the whole|"
    r"original(?:ly)?|continued?|continues|weiterlesen|mehr|lire la suite)\b[\w :,'’-]{0,30}[:)\]→👉]*\s*$",
    re.IGNORECASE,
)


class Likeness(StrEnum):
    """What two texts are to each other."""

    SAME = "same"
    SHORTENED = "shortened"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Match:
    """The kind, and the share of the shorter text's words that the longer one has in the same order (0..1)."""

    kind: Likeness
    share: float

    @property
    def copy(self) -> bool:
        """Is one a copy of the other?"""
        return self.kind is not Likeness.DIFFERENT


@dataclass(frozen=True, slots=True)
class Words:
    """A text without what differs between networks."""

    words: tuple[str, ...]  # case-folded, links, mentions and closing hashtags left out
    cut: bool = False  # it says itself that it goes on elsewhere
    quotes: bool = False  # it begins by quoting somebody: an apology may quote the very slip

    @property
    def telling(self) -> frozenset[str]:
        """The words that identify a text."""
        return frozenset(w for w in self.words if w not in EVERYDAY and not w.isdigit() and len(w) > 1)


def words_of(text: str) -> Words:
    """Take off what relays add and networks change, from the end forwards; then the words."""
    # NFKC turns "…" into three dots: one form for both, before links are looked for
    plain = unicodedata.normalize("NFKC", text).replace("...", "…")
    had_link = bool(_LINK.search(plain))
    left = _MENTION.sub(" ", _LINK.sub(" ", plain))  # links first: some hold an @
    cut = False
    for _ in range(4):  # a tail, a cut, hashtags and a part's number come in any order
        before = left
        left = _TAGS.sub("", left)
        left = _PART.sub("", left)
        if had_link:
            left = _TAIL.sub("", left)
        if found := _CUT.search(left):
            left, cut = left[: found.start(2 if found[2] else 1)], True  # a word that the cut goes through is no word
        if left == before:
            break
    words = [part for word in re.findall(r"\w+", left.casefold()) for part in _parts(word)]
    return Words(tuple(words), cut, bool(_QUOTE.match(text)))


def _parts(word: str) -> list[str]:
    """Scripts without spaces: every two neighbouring letters count as a word."""
    if len(word) > 2 and _UNSPACED.search(word):
        return [word[n : n + 2] for n in range(len(word) - 1)]
    return [word]


def same_words(a: str, b: str) -> Match:
    """Is one of two texts a copy of the other? Symmetric. Time, accounts and habits are the caller's part."""
    return compare(words_of(a), words_of(b))


def compare(a: Words, b: Words) -> Match:
    """As `same_words`, for texts that were taken apart before."""
    short, long = sorted((a, b), key=lambda w: (len(w.words), w.words, w.cut))
    if not short.words:
        return Match(Likeness.DIFFERENT, 0.0)
    matcher = SequenceMatcher(None, long.words, short.words, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    common = [word for block in blocks for word in short.words[block.b : block.b + block.size]]
    share = len(common) / len(short.words)
    telling = {word for word in common if word in short.telling}
    different = Match(Likeness.DIFFERENT, share)
    if share < SHARE or sum(map(len, telling)) < LETTERS or _replaced(matcher, short, long):
        return different
    if blocks[0].a > HEAD or blocks[0].b > HEAD or short.quotes is not long.quotes:
        return different  # it is quoted among other words
    cover = len(common) / len(long.words)
    if cover >= SHARE and len(telling) >= TELLING:
        return Match(Likeness.SAME, share)
    if len(telling) >= TELLING_CUT and (cover >= COVER or short.cut):
        return Match(Likeness.SHORTENED, share)
    return different


def near(a: datetime, b: datetime, window: timedelta = WINDOW) -> bool:
    """Close enough in time to come from one act."""
    return abs(a - b) <= window


def habit(text: str, earlier: Iterable[str]) -> bool:
    """Did the account say this before in this form, whatever numbers and names stood in it?

    "We're open 9-5 today" of a branch that says so every morning is the branch's own post, even when
    another account says the same words at the same minute. `earlier`: posts from before the window.
    """
    mine = _form(text)
    return any(_alike(mine, _form(other)) for other in earlier)


def _form(text: str) -> list[str]:
    return ["0" if word.isdigit() else word for word in words_of(text).words]


def _alike(a: list[str], b: list[str]) -> bool:
    matcher = SequenceMatcher(None, a, b, autojunk=False)
    # the two quick bounds settle nearly all pairs
    return matcher.real_quick_ratio() >= HABIT and matcher.quick_ratio() >= HABIT and matcher.ratio() >= HABIT


def _replaced(matcher: SequenceMatcher[str], short: Words, long: Words) -> bool:
    """Does a word that says something, or a number, stand in the place of another one?"""
    for what, a1, a2, b1, b2 in matcher.get_opcodes():
        if what != "replace":
            continue
        if short.cut and b2 == len(short.words):
            continue  # after the cut anything may follow
        theirs, mine = long.words[a1:a2], short.words[b1:b2]
        if any(_says(word) and not _typo(word, mine) for word in theirs) and any(
            _says(word) and not _typo(word, theirs) for word in mine
        ):
            return True
    return False


def _says(word: str) -> bool:
    return word not in EVERYDAY and (len(word) > 1 or word.isdigit())


def _typo(word: str, others: Iterable[str]) -> bool:
    """Nearly the same word: typed again by hand, or an ending cut."""
    if word.isdigit():
        return False
    return any(len(word) > 3 and SequenceMatcher(None, word, other).ratio() >= 0.8 for other in others)
