"""The rules by id: how bad, why it matters, who says so, and what to write instead."""

from __future__ import annotations

from dataclasses import dataclass

from slipguard.core.types import Finding, Severity, Span

from .remark import Remark


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the linter, as people read about it."""

    id: str
    severity: Severity
    title: str
    why: str
    source: str
    rewrite: str

    def at(self, span: Span | None, why: str = "", severity: Severity | None = None) -> Remark:
        """This rule's objection at a place."""
        says = f"{why or self.why} ({self.source})"
        level = self.severity if severity is None else severity
        return Remark(Finding(self.id, level, says, span), self.rewrite, self.source)


_E, _W, _I, _B = Severity.ERROR, Severity.WARN, Severity.INFO, Severity.BLOCK

RULES: dict[str, Rule] = {
    rule.id: rule
    for rule in (
        Rule(
            "A1",
            _E,
            "conditional apology",
            "An “if” or “anyone who” makes the harm a guess.",
            "SorryWatch; Battistella",
            "Say what was done and to whom: “We hurt … and we are sorry.”",
        ),
        Rule(
            "A2",
            _E,
            "apology taken back",
            "What follows “but” takes the apology back.",
            "Brunswick 2018",
            "End the sentence after the apology. Leave the defence out.",
        ),
        Rule(
            "A3",
            _E,
            "their feelings, not our act",
            "It apologises for how people feel, not for what was done.",
            "SorryWatch; Battistella",
            "Name the act: “We are sorry for the post.”",
        ),
        Rule(
            "A4",
            _E,
            "nobody did it",
            "A sentence without a doer hides who is responsible.",
            "Battistella; Schumann",
            "Put “we” in front of the verb: “We made a mistake.”",
        ),
        Rule(
            "A5",
            _W,
            "regret is not an apology",
            "“Regret” is about us; nobody is told sorry.",
            "Ingall & McCarthy",
            "“We are sorry.”",
        ),
        Rule(
            "A6",
            _E,
            "the reader got it wrong",
            "It blames the reader's understanding.",
            "Nunberg",
            "Leave it out; say what the post did.",
        ),
        Rule(
            "A7",
            _W,
            "intention before harm",
            "What was meant comes before what was done.",
            "Ingall & McCarthy",
            "Name the harm first. The intention can mostly be left out.",
        ),
        Rule(
            "A8",
            _B,
            "“hacked” without evidence",
            "The incident's record holds no evidence of an intrusion.",
            "Chrysler 2011; practice",
            "Say what is known: “We posted this on the wrong account.”",
        ),
        Rule(
            "A9",
            _E,
            "a person as scapegoat",
            "It names a person or an agency as the cause.",
            "Coombs; Youk & Park 2022",
            "“We posted …”: the organisation answers for its account.",
        ),
        Rule(
            "A10",
            _B,
            "repeats the offence",
            "It says the offence again, or calls its target back in.",
            "harm to those concerned",
            "Use neutral words: “an offensive post”.",
        ),
        Rule(
            "A11",
            _E,
            "nobody speaks",
            "No “we” or “I”, and no name stands behind it.",
            "Lewicki 2016; Page 2014",
            "Begin with “We”, and sign with a name or role.",
        ),
        Rule(
            "A12",
            _E,
            "sorry for what?",
            "It does not say what the apology is for.",
            "Ingall & McCarthy",
            "Name the act: “for the post that we published on this account”.",
        ),
        Rule(
            "A13",
            _E,
            "the delete is not mentioned",
            "The post was deleted and the text does not say so.",
            "Red Cross 2011",
            "“We have deleted the post.”",
        ),
        Rule(
            "A14",
            _W,
            "nothing changes",
            "No repair and no change is named.",
            "Lewicki 2016",
            "Say one thing that is done differently from now on.",
        ),
        Rule(
            "A15",
            _W,
            "values instead of responsibility",
            "It praises the house without taking responsibility.",
            "Coombs; practice",
            "“This is our responsibility.”",
        ),
        Rule(
            "A16",
            _W,
            "makes it small",
            "A word makes the harm smaller than it was felt.",
            "Schumann 2014",
            "Leave the word out.",
        ),
        Rule(
            "A17", _W, "moves on too soon", "It tells people to be done with it.", "Ingall & McCarthy", "Leave it out."
        ),
        Rule(
            "A18",
            _W,
            "too long, or sorry too late",
            "The apology should be short and stand in the first sentence.",
            "house rule",
            "Put “We are sorry” into the first sentence, and cut.",
        ),
        Rule(
            "A19",
            _E,
            "wrong tone",
            "Emoji, hashtags, links or jokes do not go with something this serious.",
            "practice; Red Cross 2011 as the exception",
            "Plain words only.",
        ),
        Rule(
            "A20",
            _I,
            "asks to be forgiven",
            "Asking for forgiveness puts a duty on those who were hurt.",
            "Lewicki 2016",
            "Leave it to them.",
        ),
        Rule(
            "A21",
            _B,
            "the record says otherwise",
            "The event log says that a person published this.",
            "practice: never claim what is not known",
            "“We posted this.”",
        ),
        Rule(
            "A22",
            _W,
            "late, or in another place",
            "Say it where it happened, within the hour.",
            "Berry 2018, after Kador",
            "Publish it on the same account, now.",
        ),
        Rule(
            "A23",
            _E,
            "no apology",
            "Nobody says sorry here and now.",
            "Lewicki 2016; Brunswick 2018",
            "“We are sorry.”",
        ),
        Rule(
            "A24",
            _I,
            "language not known",
            "The grammar rules know English, German, French, Spanish and Italian only.",
            "house rule",
            "Have somebody read it who speaks the language.",
        ),
        Rule(
            "A25",
            _E,
            "does none of an apology's work",
            "This says neither what you did nor that it was wrong, undone, yours, or how it changes.",
            "Lewicki 2016; Berry 2018, after Kador",
            "Leave it out, or say with “we” what was done and what is done now.",
        ),
    )
}
