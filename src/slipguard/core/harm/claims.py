"""Things that are no offence and still worth a question: the day, politics, promises about health or money."""

from __future__ import annotations

from collections.abc import Iterator

from slipguard.core.types import Span

from .context import Context
from .parts import Parts, Word
from .reader import Signal

ELSEWHERE = "today is marked as a day of mourning, and this speaks of something else"
_SIDES = frozenset(("insult", "bad", "hate", "ought", "dehuman", "slur"))


def claims(given: Parts, known: Context) -> Iterator[Signal]:
    """All of grade 1: they ask for a look, and never make a text offensive."""
    words = given.words
    if not words:
        return
    if known.mourning and not known.is_reply and not any("tragedy" in word.classes for word in words):
        yield _about("tragedy", words[0], words[-1], ELSEWHERE)
    for word in words:
        if "medical" in word.classes:
            yield _about("medical_claim", word, word, "it promises a cure")
        if "legal" in word.classes:
            yield _about("legal_claim", word, word, "it accuses somebody of a crime or promises money")
    politics = [word for word in words if "politics" in word.classes and not known.is_fine_here(word.form)]
    if known.institution and politics and any(not word.classes.isdisjoint(_SIDES) for word in words):
        yield _about("politics", politics[0], politics[0], "it takes sides in politics for an institution")


def _about(kind: str, first: Word, last: Word, says: str) -> Signal:
    return Signal(kind, 1, Span(first.start, last.end), says, False)
