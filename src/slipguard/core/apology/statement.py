"""A statement taken apart: its language, its sentences, and where which part of speech stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from slipguard.core.types import Span

from .phrases import BOOKS, Phrases

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "´": "'"})  # one for one: spans stay true
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.!?](?=[^\s\"”'»)])|(?<=\b[A-Z])\.|(?<=\b(?:Mr|Ms|Dr|St))\.)+[.!?\"”'»)]*|[.!?]+")
_LETTER = re.compile(r"\w")  # a line of dashes between two posts is no sentence
_QUOTED = re.compile(r"\"[^\"\n]+\"|“[^”\n]+”|„[^“”\n]+[“”]|«[^»\n]+»|(?<!\w)'[^'\n]{3,}?'(?!\w)")


@dataclass(frozen=True)
class Statement:
    """The text as written, with straight apostrophes, and the phrase book of its language."""

    text: str
    language: str | None = None

    @cached_property
    def plain(self) -> str:
        return self.text.translate(_STRAIGHT)

    @cached_property
    def speaks(self) -> str | None:
        """ISO 639-1 code of a language that the linter knows, or None."""
        if self.language and self.language[:2].lower() in BOOKS:
            return self.language[:2].lower()
        if self.language:
            return None
        counts = {code: len(book.patterns["common"].findall(self.plain)) for code, book in BOOKS.items()}
        best = max(counts, key=lambda code: counts[code])
        return best if counts[best] else None

    @cached_property
    def book(self) -> Phrases:
        return BOOKS[self.speaks or "en"]

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences in order; the last may be a signature."""
        return tuple(Span(*found.span()) for found in _SENTENCE.finditer(self.plain) if _LETTER.search(found.group()))

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """What stands inside quotation marks, marks included."""
        return tuple(Span(*found.span()) for found in _QUOTED.finditer(self.plain))

    def is_quoted(self, span: Span) -> bool:
        return any(quote.start <= span.start and span.end <= quote.end for quote in self.quoted)

    def has(self, entry: str, within: Span | None = None) -> bool:
        """Does this entry of the phrase book stand in the text (or in a part of it)?"""
        return next(self.find(entry, within), None) is not None

    def find(self, entry: str, within: Span | None = None) -> Iterator[Span]:
        """Every place where an entry of the phrase book stands."""
        pattern = self.book.patterns[entry]
        low, high = (within.start, within.end) if within else (0, len(self.plain))
        for found in pattern.finditer(self.plain, low, high):
            start = found.start() + len(found.group()) - len(found.group().lstrip(" .,!?;:\n"))
            yield Span(start, found.end())

    def opens(self, entry: str, part: Span) -> bool:
        """Does this part begin with the entry?"""
        return self.book.patterns[entry].match(self.plain[part.start : part.end].lstrip()) is not None

    def sentence_of(self, span: Span) -> Span:
        """The sentence in which a place lies."""
        for sentence in self.sentences:
            if sentence.start <= span.start < sentence.end:
                return sentence
        return Span(0, len(self.plain))

    @cached_property
    def apologies(self) -> tuple[Span, ...]:
        """Where the speaker apologises: performed here, not reported, not refused."""
        not_done = [*self.find("reported"), *self.find("refused")]
        return tuple(
            span
            for span in self.find("apology")
            if not any(other.start < span.end and span.start < other.end for other in not_done)
        )

    @cached_property
    def owns_up(self) -> bool:
        """Is there a first person anywhere, or a sentence that only leaves it out?"""
        return self.has("first_person") or self.has("elided")
