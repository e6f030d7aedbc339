"""Rules A8, A10, A13, A18, A19, A21, A22: what the incident's record, and the page, say against it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slipguard.core.types import Severity, Span
from slipguard.core.writing import own_parts

from .facts import Facts
from .offence import slurs
from .outline import thread
from .remark import Remark
from .rulebook import RULES
from .statement import Statement

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\U0001f1e6-\U0001f1ff]|[:;]-?[)DPp(](?!\\w)")
_TAG_OR_LINK = re.compile(r"#\w+|https?://\S+|www\.\S+")
_RUN = 5  # consecutive words that make a repetition, practice.md A10
_BREACH_OF_RULES = re.compile(r"breach\w*\s+of\s+(?!(?:our\s+)?(?:security|account|data|systems?)\b)", re.I)


def hacked(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A8: claims an intrusion that the record does not show. "We were not hacked" claims none."""
    if facts.evidence_of_intrusion:
        return
    for span in said.find("intrusion"):
        sentence = said.sentence_of(span)
        denied = said.has("denial", Span(sentence.start, span.start))
        if not denied and not _BREACH_OF_RULES.match(said.plain, span.start):
            yield RULES["A8"].at(span)


def against_the_log(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A21: says that a machine did it while the event log says that a person did."""
    if facts.by_a_person is not True:
        return
    for span in said.find("machine"):
        sentence = said.sentence_of(span)
        if not said.has("denial", Span(sentence.start, span.start)):
            yield RULES["A21"].at(span)


def repeats(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A10: a slur, five words in a row of the deleted post, or the target tagged again.

    Words quoted in order to call them wrong are judged apart: a warning, an error when the post was
    offensive. A slur stays a slur inside quotation marks.
    """
    for slur in slurs(said.text, said.speaks or "en"):
        yield RULES["A10"].at(slur, "A slur hurts again, in quotation marks too.")
    again = _same_words(said.plain, facts.deleted_text)
    if again is not None:
        named = said.is_quoted(again) and said.has("named_wrong")
        if named:
            level = Severity.ERROR if facts.badness >= 2 else Severity.WARN
            yield RULES["A10"].at(again, "It quotes the post in order to name it; neutral words do as well.", level)
        else:
            yield RULES["A10"].at(again, "It repeats the words of the deleted post.")
    for person in facts.people_named:
        found = re.search(rf"@{re.escape(person.lstrip('@'))}\b", said.text, re.IGNORECASE)
        if found:
            yield RULES["A10"].at(Span(*found.span()), "It tags the person again whom the post was about.")


def _same_words(text: str, deleted: str) -> Span | None:
    ours = [(found.group().lower(), found.start(), found.end()) for found in _WORD.finditer(text)]
    theirs = [found.group().lower() for found in _WORD.finditer(deleted.replace("’", "'"))]
    runs = {tuple(theirs[i : i + _RUN]) for i in range(len(theirs) - _RUN + 1)}
    hits = [i for i in range(len(ours) - _RUN + 1) if tuple(word for word, _, _ in ours[i : i + _RUN]) in runs]
    if not hits:
        return None
    last = hits[0]
    while last + 1 in hits:
        last += 1
    return Span(ours[hits[0]][1], ours[last + _RUN - 1][2])


def _too_long(said: Statement, limit: int) -> Iterator[Remark]:
    """A18: a post, or a part of a thread, that has more code points than the network takes."""
    own = own_parts(said.text)
    for number, (start, end) in enumerate(own, 1):
        if end - start > limit:
            inside = [s for s in said.sentences if start <= s.start < end]
            more = len(thread([said.text[s.start : s.end].strip() for s in inside], limit))
            which = f"Part {number}: " if len(own) > 1 else ""
            why = f"{which}{end - start} characters; a post here holds {limit}. Cut it, or make it a thread of {more}."
            yield RULES["A18"].at(Span(start + limit, end), why)


def first_part(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A13, A18: most people see only the first post of a thread, so the apology and the delete stand there."""
    own = own_parts(said.text)
    if len(own) < 2:
        return
    first = Span(*own[0])
    if said.apologies and said.apologies[0].start >= first.end:
        why = "The first post of the thread does not say sorry, and most people see no other."
        yield RULES["A18"].at(said.apologies[0], why, Severity.ERROR)
    if facts.deleted and said.has("deleted") and not said.has("deleted", first):
        why = "The first post of the thread does not say that it was deleted, and most people see no other."
        yield RULES["A13"].at(next(said.find("deleted")), why)


def delete_unsaid(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A13: the post is gone and the text keeps it to itself."""
    if facts.deleted and not said.has("deleted"):
        yield RULES["A13"].at(None)


def length_and_place(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A18, A22: too long, longer than a post of the network, sorry too late, late, elsewhere."""
    if facts.limit is not None:
        yield from _too_long(said, facts.limit)
    words = len(said.plain.split())
    if words > 150:
        yield RULES["A18"].at(None, f"{words} words; a statement has at most 150.")
    elif len(said.text) > 280 or words > 60:
        yield RULES["A18"].at(None, "A first answer has at most 280 characters or 60 words.")
    if said.apologies and len(said.sentences) > 2 and said.apologies[0].start >= said.sentences[1].end:
        yield RULES["A18"].at(said.apologies[0], "The apology comes late in the text.")
    if not facts.same_account:
        yield RULES["A22"].at(None, "It is to go out on another account or thread.")
    if facts.minutes_since_deletion is not None and facts.minutes_since_deletion > 60:
        minutes = round(facts.minutes_since_deletion)
        yield RULES["A22"].at(None, f"{minutes} minutes have gone by since the delete.")


def tone(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A19: only a harmless slip bears an emoji, a hashtag, a link or a joke."""
    if facts.badness < 2:
        return
    for pattern in (_EMOJI, _TAG_OR_LINK, said.book.patterns["joke"]):
        for found in pattern.finditer(said.plain):
            yield RULES["A19"].at(Span(*found.span()))
