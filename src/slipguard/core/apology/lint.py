"""Read a statement before it goes out: every objection, worst first where they start at one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from slipguard.core.types import Severity

from . import record, words, work
from .facts import Facts
from .remark import Remark
from .rulebook import RULES
from .statement import Statement

MOST = 10_000  # code points: the rules look back and forth, so twice the text is up to four times the work

_ANY_LANGUAGE: tuple[Callable[[Statement, Facts], Iterator[Remark]], ...] = (
    record.repeats,
    record.length_and_place,
    record.tone,
)
_GRAMMAR: tuple[Callable[[Statement, Facts], Iterator[Remark]], ...] = (
    words.no_apology,
    words.conditional,
    words.taken_back,
    words.their_feelings,
    words.nobody_did_it,
    words.misread,
    words.intention_first,
    words.scapegoat,
    words.nobody_speaks,
    words.for_what,
    words.nothing_changes,
    words.fine_words,
    words.small_words,
    work.idle,
    record.hacked,
    record.against_the_log,
    record.delete_unsaid,
    record.first_part,
)


def lint(text: str, facts: Facts | None = None) -> tuple[Remark, ...]:
    """All objections to a statement, in order of place; one per rule and place.

    Pure: the incident's facts are handed in. In a language without a phrase book only the rules that
    need no grammar are applied, and A24 says so. More than `MOST` code points are not read: the only objection
    is then that they are too many, and it is an error.
    """
    if len(text) > MOST:
        why = f"Nothing here was checked: it has {len(text):,} characters, and at most {MOST:,} are read."
        cut = f"Cut it to at most {MOST:,} characters and check again; a statement needs 150 words."
        return (replace(RULES["A18"].at(None, why, Severity.ERROR), rewrite=cut),)
    known = facts or Facts()
    said = Statement(text, known.language)
    rules = _ANY_LANGUAGE if said.speaks is None else _ANY_LANGUAGE + _GRAMMAR
    remarks = [remark for rule in rules for remark in rule(said, known)]
    if said.speaks is None:
        remarks.append(RULES["A24"].at(None))
    distinct = {(remark.check, remark.span): remark for remark in remarks}
    return tuple(
        sorted(
            distinct.values(),
            key=lambda remark: (remark.span.start if remark.span else -1, -remark.severity, remark.check),
        )
    )
