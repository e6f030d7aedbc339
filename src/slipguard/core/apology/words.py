"""Rules A1 to A7, A9, A11, A12, A14 to A17, A20 and A23: what the statement itself says."""

from __future__ import annotations

from collections.abc import Iterator

from slipguard.core.types import Severity, Span

from .facts import Facts
from .remark import Remark
from .rulebook import RULES
from .statement import Statement
from .work import tells


def no_apology(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A23, A5: is there an apology at all, or only regret, or a report of one?"""
    if said.apologies:
        return
    regret = next(said.find("regret"), None)
    if regret is not None:
        yield RULES["A5"].at(regret)
        if said.has("first_person", said.sentence_of(regret)) and not said.has("reported"):
            return  # a warning only: somebody regrets in the first person
    told = next(said.find("reported"), None) or next(said.find("refused"), None)
    why = "It tells of an apology, or refuses one; it does not make one." if told else ""
    yield RULES["A23"].at(told, why)


def conditional(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A1: an apology whose object is a harm that may not have happened. "If you saw it" is none."""
    sorry = [said.sentence_of(span) for span in (*said.apologies, *said.find("regret"))]
    for span in said.find("conditional"):
        if said.sentence_of(span) in sorry and not said.is_quoted(span):
            yield RULES["A1"].at(span)


def taken_back(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A2: a "but" after the apology, in its sentence or at the head of the next one."""
    yield from (RULES["A2"].at(span) for span in said.find("while_sorry"))
    for number, sentence in enumerate(said.sentences):
        sorry = [span for span in said.apologies if sentence.start <= span.start < sentence.end]
        if not sorry:
            continue
        after = Span(sorry[0].end, sentence.end)
        yield from _defence(said, after, anywhere=True)
        if number + 1 < len(said.sentences):
            yield from _defence(said, said.sentences[number + 1], anywhere=False)


def _defence(said: Statement, part: Span, anywhere: bool) -> Iterator[Remark]:
    for turn in said.find("but", part):
        at_head = not said.plain[part.start : turn.start].strip(" \n,;:-–—\"'")
        aside = said.plain[max(0, turn.start - 2) : turn.start] == ", " and said.plain[turn.end : turn.end + 1] == ","
        if (anywhere or at_head or aside) and not said.has("owning", Span(turn.end, part.end)):
            yield RULES["A2"].at(turn)


def their_feelings(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A3: sorry that you felt it."""
    yield from (RULES["A3"].at(span) for span in said.find("to_whom_offended") if not said.is_quoted(span))


def nobody_did_it(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A4: a fault without a doer; the act in the passive, unless "we" or "our" stands in the text."""
    for span in said.find("agentless"):
        if not said.is_quoted(span) and not said.has("owned", said.sentence_of(span)):
            yield RULES["A4"].at(span)
    if not said.has("first_person"):
        yield from (RULES["A4"].at(span) for span in said.find("happened"))
    if not said.has("owned"):
        yield from (RULES["A4"].at(span) for span in said.find("surfaced") if not said.is_quoted(span))


def misread(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A6: you misunderstood. Saying that it was *not* out of context is no fault."""
    for span in said.find("context"):
        if not _denied(said, span) and not said.is_quoted(span):
            yield RULES["A6"].at(span)


def _denied(said: Statement, span: Span) -> bool:
    sentence = said.sentence_of(span)
    return said.has("denial", Span(sentence.start, span.start))


def intention_first(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A7: the intention stands before the harm."""
    meant = next(said.find("intention"), None)
    if meant is None:
        return
    harm = next(said.find("harm", Span(0, meant.start)), None)
    if harm is None:
        yield RULES["A7"].at(meant)


def scapegoat(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A9: a person or agency as the cause. Speaking with the team is none."""
    for span in said.find("scapegoat"):
        before = Span(said.sentence_of(span).start, span.start)
        if not said.is_quoted(span) and not said.has("spoken_to", before):
            yield RULES["A9"].at(span)
            return


def nobody_speaks(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A11: no first person and no name is an error; a missing signature under a serious one, a warning."""
    named = bool(facts.signer and facts.signer.split(",")[0].lower() in said.plain.lower())
    handle = facts.account.lstrip("@")
    named = named or bool(handle and handle.lower() in said.plain.lower())
    if not said.owns_up and not named and not _speaks_by_name(said):
        yield RULES["A11"].at(None)
    elif facts.badness >= 2 and facts.signer and not named:
        yield RULES["A11"].at(None, "A serious one is signed with a name or role.", Severity.WARN)


def _speaks_by_name(said: Statement) -> bool:
    """The house speaks of itself by name, as in "Northwind wishes to offer its apologies"."""
    for span in said.apologies:
        sentence = said.sentence_of(span)
        head = said.plain[sentence.start : span.start].strip()
        if head and head[0].isupper() and len(head.split()) <= 6:
            return True
    tail = said.plain.rstrip()[-40:]
    return any(mark in tail for mark in ("— ", "– ", "\n-", " -", " ^", "\n"))


def for_what(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A12: neither the act nor an owned fault nor the people wronged are named; or sorry for a nuisance."""
    act = said.has("act") or said.has("owned") or tells(said)
    bare = next(said.find("bare"), None)
    if bare is not None and not said.has("owned"):
        yield RULES["A12"].at(bare, "It apologises for a nuisance, not for an act.")
    elif not act and not said.has("fault") and not said.has("wronged"):
        yield RULES["A12"].at(said.apologies[0] if said.apologies else None)


def nothing_changes(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A14: no repair, no change."""
    if not said.has("repair"):
        yield RULES["A14"].at(None)


def fine_words(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A15: values without responsibility."""
    if said.has("owned"):
        return
    yield from (RULES["A15"].at(span) for span in said.find("values"))


def small_words(said: Statement, facts: Facts) -> Iterator[Remark]:
    """A16, A17, A20: makes it small, moves on, asks to be forgiven."""
    for entry, rule in (("small", "A16"), ("dismissal", "A17"), ("forgive", "A20")):
        yield from (RULES[rule].at(span) for span in said.find(entry) if not said.is_quoted(span))
