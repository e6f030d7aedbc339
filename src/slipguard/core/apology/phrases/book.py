"""The shape of a language's phrase book: each entry is a pattern for one part of speech acts."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property


@dataclass(frozen=True)
class Phrases:
    """Regular expressions (case is ignored, apostrophes are straight). "" = this language has none.

    apology: the act itself, done here and now ("we are sorry"). reported: told, not done ("we have
    apologised"). refused: denied ("we will not apologise"). regret: short of an apology.
    first_person: the speaker. elided: a sentence that starts with the verb and leaves "we" out.
    act: what was published, or publishing it. owned: the speaker did it ("we posted", "we failed").
    fault: a name for the wrong ("this mistake"). wronged: those to whom it was done, named.
    deleted, repair: what was done and what changes. conditional: a harm that "may" have happened.
    to_whom_offended: shifts the fault to those who felt it. but: takes an apology back; owning: what
    may follow a "but" because it goes further. while_sorry: the apology as a mere aside.
    agentless: a fault without anybody. happened: the act without anybody, bad unless "we" stands.
    surfaced: the post as if it had come by itself, bad unless the text owns it.
    context: it was you who misread. intention, harm: what was meant, and what was done.
    intrusion: hacked. denial: a negation before it. machine: scheduled, technical. scapegoat: a person
    or agency as the cause; spoken_to: before it, they are only addressed. values: praise of oneself.
    small: makes it small. dismissal: moves on. forgive: asks for it. joke: laughs. bare: sorry for a
    nuisance, not for an act. named_wrong: says that what is quoted was wrong.

    Five entries are about single clauses (core/apology/work.py). joint: where one clause ends and the next
    begins. finite: the clause has a verb, so it states something. work: it does a part of an apology, by
    its subject and verb: the speaker did, owns, undoes or changes something, or the act was wrong, or those
    wronged get their due. stance: the speaker defends, suffers, doubts or denies, or tells the reader what to do.
    """

    common: str  # words that give the language away
    apology: str
    reported: str
    refused: str
    regret: str
    first_person: str
    elided: str
    act: str
    owned: str
    fault: str
    wronged: str
    deleted: str
    repair: str
    conditional: str
    to_whom_offended: str
    but: str
    owning: str
    while_sorry: str
    agentless: str
    happened: str
    surfaced: str
    context: str
    intention: str
    harm: str
    intrusion: str
    denial: str
    machine: str
    scapegoat: str
    spoken_to: str
    values: str
    small: str
    dismissal: str
    forgive: str
    joke: str
    bare: str
    named_wrong: str
    joint: str
    finite: str
    work: str
    stance: str
    goes_on: str

    @cached_property
    def patterns(self) -> dict[str, re.Pattern[str]]:
        """Compiled, by name of the entry."""
        return {entry.name: re.compile(getattr(self, entry.name) or r"(?!)", re.IGNORECASE) for entry in fields(self)}
