"""A text as words with classes, in sentences, with what is quoted marked: what the structure rules read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from slipguard.core.types import Span

from .reading import Token
from .words import Words


class Word(NamedTuple):
    """A word or listed phrase. sentence: number of its sentence; quoted: inside quotation marks."""

    form: str
    classes: frozenset[str]
    start: int
    end: int
    sentence: int
    clause: int
    quoted: bool

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Parts:
    """words in order; any_quoted: there is a closed quotation; outside: words outside quotations."""

    words: tuple[Word, ...]
    any_quoted: bool

    def having(self, *classes: str) -> list[Word]:
        """Words of any of these classes."""
        return [word for word in self.words if not word.classes.isdisjoint(classes)]


_DOUBLE = re.compile(r"(.)\1")
_STOPS = frozenset(".!?\n")
_BREAKS = frozenset(",;:()-") | _STOPS


def parts(read: tuple[Token, ...], lexicon: Words) -> Parts:
    """Look every token up; entries of several words win over their parts."""
    quoted = _quoted(read)
    found: list[Word] = []
    sentence = clause = 0
    skip_to = 0
    classes, starts, new = lexicon.classes, lexicon.starts, tuple.__new__
    for place, token in enumerate(read):
        if place < skip_to:
            continue
        form, start, end, kind, _, disguised = token
        if kind == "mark":
            if form in _BREAKS:
                clause += 1
                if form in _STOPS:
                    sentence += 1
            continue
        if kind == "link":
            continue
        if kind == "mention":
            has = _MENTION
        elif disguised or form in starts:
            form, last, has = _looked_up(read, place, lexicon)
            skip_to, end = last + 1, read[last].end
        else:  # nearly all words
            has = classes.get(form) or lexicon.of(form)
        found.append(new(Word, (form, has, start, end, sentence, clause, quoted[place])))
    return Parts(tuple(found), any(quoted))


def _looked_up(read: tuple[Token, ...], place: int, lexicon: Words) -> tuple[str, int, frozenset[str]]:
    """The entry that starts at a token, the place of its last token, and its classes."""
    token = read[place]
    best: tuple[str, int, frozenset[str]] | None = None
    if token.form in lexicon.starts:
        phrase = token.form
        for ahead in range(place + 1, min(place + lexicon.longest, len(read))):
            if read[ahead].kind != "word":
                break
            phrase = f"{phrase} {read[ahead].form}"
            hit = lexicon.classes.get(phrase)
            if hit is not None:
                best = phrase, ahead, hit
    if best is not None:
        return best
    classes = lexicon.of(token.form)
    if not classes and token.disguised:  # "fuuuck" was folded to "fuuck"
        single = _DOUBLE.sub(r"\1", token.form)
        classes = lexicon.of(single)
        if classes:
            return single, place, classes
    return token.form, place, classes


_MENTION = frozenset({"mention"})


def _quoted(read: tuple[Token, ...]) -> list[bool]:
    """Which tokens stand between two quotation marks; an apostrophe opens one only before a word."""
    inside = [False] * len(read)
    for mark in ('"', "'"):
        places = [place for place, token in enumerate(read) if token.kind == "mark" and token.form == mark]
        for low, high in zip(places[::2], places[1::2], strict=False):
            for place in range(low, high + 1):
                inside[place] = True
    return inside
