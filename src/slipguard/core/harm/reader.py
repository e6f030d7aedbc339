"""The words of a text with questions about them: what the rules of structure and threats ask."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from slipguard.core.types import Span

from .parts import Parts, Word


class Signal(NamedTuple):
    """One thing that the structure shows. grade 1..3; kind as in `Harm.kinds`; says: for people."""

    kind: str
    grade: int
    span: Span
    says: str
    quoted: bool


_NO_DENIAL = frozenset(
    ["but", "only", "just", "merely", "doubt", "exception", "question", "short", "obvious", "surprising", "wonder"]
)
_NEW_CLAUSE = frozenset(["that", "because", "if", "whether", "why", "dass", "que", "che", "weil"])


class Reader:
    """The words of one text with questions about them. Holds nothing else."""

    def __init__(self, given: Parts) -> None:
        self.words = given.words

    @cached_property
    def groups(self) -> list[int]:
        """Places where a group of people is named."""
        return [place for place, word in enumerate(self.words) if word.classes and self._names_group(place)]

    @cached_property
    def first_group(self) -> int | None:
        return self.groups[0] if self.groups else None

    def _names_group(self, place: int) -> bool:
        word = self.words[place]
        if "group" in word.classes or "slur" in word.classes:
            return True
        if "groupish" in word.classes:
            following = self.words[place + 1 : place + 3]
            return any("people" in other.classes for other in following)
        return False

    def is_group(self, place: int) -> bool:
        """A group by name, or "they" once a group was named."""
        if place in self.groups:
            return True
        named_before = self.first_group is not None and self.first_group < place
        return named_before and "they" in self.words[place].classes

    def denied(self, place: int, back: int = 4) -> bool:
        """An odd number of negations shortly before, in the same clause.

        "Nothing but", "not only", "no doubt" deny nothing; "is it not obvious that I ..." denies the
        obviousness, so a new subject after the negation ends its reach.
        """
        word = self.words[place]
        odd = False
        for other in range(max(0, place - back), place):
            near = self.words[other]
            if near.clause != word.clause or near.quoted != word.quoted:
                continue
            if "negator" not in near.classes and not near.form.endswith("n't"):
                if odd and (near.form in _NEW_CLAUSE or "self" in near.classes):
                    odd = False
                continue
            following = {following.form for following in self.words[other + 1 : other + 3]}
            if not following & _NO_DENIAL:
                odd = not odd
        return odd

    def near(self, place: int, back: int, ahead: int) -> range:
        """Neighbouring places within the same sentence and the same quotation."""
        here = self.words[place]
        low, high = place, place
        while low > 0 and place - low < back and self._together(self.words[low - 1], here):
            low -= 1
        while high + 1 < len(self.words) and high - place < ahead and self._together(self.words[high + 1], here):
            high += 1
        return range(low, high + 1)

    @staticmethod
    def _together(one: Word, other: Word) -> bool:
        return one.sentence == other.sentence and one.quoted == other.quoted

    def has(self, places: range, *classes: str) -> bool:
        return any(not self.words[place].classes.isdisjoint(classes) for place in places)


def signal_of(kind: str, grade: int, first: Word, last: Word, says: str) -> Signal:
    low, high = (first, last) if first.start <= last.start else (last, first)
    return Signal(kind, grade, Span(low.start, high.end), says, first.quoted and last.quoted)
