"""Rule A25: does every clause do a part of an apology's work, and does the speaker stand where the fault is?

The other rules look for what is known to be bad, and what is bad has no end of words. This one asks the other
way round. An apology has few moves (Lewicki, Polin, Lount 2016; Berry 2018): it says what the speaker did, that
it was wrong, that it is undone, whose responsibility it is, what is repaired or changes, what is due to those who
were wronged. A clause that states something and makes none of these moves is an excuse, a complaint, praise or
small talk. What a clause does is told by its subject and its verb, so unknown nouns do no harm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from slipguard.core.types import Severity, Span

from .facts import Facts
from .remark import Remark
from .rulebook import RULES
from .statement import Statement

_TURNED = "The speaker defends, doubts or denies here, and takes part of it back."
_LETTER = re.compile(r"\w")
FRAGMENT = 4  # words without a verb: an address, a time, a name with its role
LONG = 2  # clauses that state something, for each one that does not work: then it is advice


def clauses(said: Statement) -> Iterator[Span]:
    """The clauses of every sentence, in order; a conjunction opens the clause that it brings."""
    for sentence in said.sentences:
        start = sentence.start
        for joint in said.find("joint", sentence):
            yield Span(start, joint.start)
            start = joint.start
        yield Span(start, sentence.end)


def idle(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A25: clauses that excuse, complain, deny or praise; and those that do nothing for an apology.

    While most of the statement works, an aside is advice; where half of it or more does not, that is what is said.
    """
    for sentence in said.sentences:
        asks = said.plain[sentence.start : sentence.end].rstrip().endswith("?")
        turned = [Span(sentence.start, sentence.end)] if asks else list(said.find("stance", sentence))
        yield from (RULES["A25"].at(span, _TURNED) for span in turned if not said.is_quoted(span))
    works, states, asides = True, 0, []
    for part in clauses(said):
        works = _works(said, part) or (works and said.opens("goes_on", part))
        if _says_something(said, part):
            states += 1
            asides += [] if works else [part]
    level = Severity.WARN if len(asides) * LONG < states else Severity.ERROR
    yield from (RULES["A25"].at(_trimmed(said, part), severity=level) for part in asides)


def tells(said: Statement) -> bool:
    """Is there a clause beside the apology that says what was done? What will be done does not say it."""
    return any(
        said.has("work", part) and not said.has("repair", part)
        for part in clauses(said)
        if not any(part.start <= span.start < part.end for span in said.apologies)
    )


def _says_something(said: Statement, part: Span) -> bool:
    """It has a verb; or it is longer than a name, a greeting or a time of day."""
    words = said.plain[part.start : part.end].split()
    if said.has("finite", part):
        return len(words) > 2
    heads = words[-1:] and words[-1].endswith(":")  # "An update on our post:"
    return len(words) > FRAGMENT and not heads and not _signs(said, part)


def _signs(said: Statement, part: Span) -> bool:
    """A name and a role at the end, after a dash or a stop: "Ana Ruiz, head of the press office"."""
    words = said.plain[part.start : part.end].strip(" —–-^\n").split()
    last = not _LETTER.search(said.plain[part.end :]) or part.start >= said.sentences[-1].start
    return last and len(words) > 1 and all(word[:1].isupper() for word in words[:2])


def _works(said: Statement, part: Span) -> bool:
    if any(part.start <= span.start < part.end for span in said.apologies):
        return True
    return said.opens("elided", part) or any(
        said.has(entry, part)
        for entry in ("work", "deleted", "owned", "reported", "values")  # values: A15 judges them
    )


def _trimmed(said: Statement, part: Span) -> Span:
    text = said.plain[part.start : part.end]
    start = part.start + len(text) - len(text.lstrip(" ,;:.!?–—-\n\"'"))
    return Span(start, max(start + 1, part.start + len(text.rstrip())))
