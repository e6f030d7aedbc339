"""One table that turns findings into decisions. Pure: what counts is passed in, also the clock's part.

First match from the top (p = the p-value of both alarms together); `table` says it for people:

| | draft | live post |
|---|---|---|
| too little to say | publish | leave |
| offence of grade 1 or more, and p <= 90 x hold budget | hold | recall |
| another account is named, and p <= a tenth of the hold budget | hold | recall |
| p <= ask budget | ask | alert |
| a secret, or a day of mourning | ask | alert |
| anything else | publish | leave |

Why 90: of an institution's own posts at most one in a hundred is graded 1 or more for offence
(`python -m evals.harm`, "institutions"), so p <= 90 x hold *and* offence come together in at most nine
tenths of the hold budget. A name by itself is no second witness (the smaller p is, the likelier somebody
else fits better), so that row has only the tenth that is left, and both rows together keep the budget.
Measured, not assumed: `python -m evals.joint`. Offence alone never acts: its row has a p-value beside it.

A draft on an account that is connected by exception (a personal one beside a client's) is always held.
"""

from __future__ import annotations

from dataclasses import dataclass

from slipguard.core.types import (
    NO_HARM,
    Assessment,
    Budget,
    Decision,
    DraftDecision,
    Harm,
    Mode,
    PostDecision,
)

OFFENDS = frozenset(
    ("profanity", "insult", "sexual", "offensive", "slur", "hatred", "threat", "death", "private", "credential")
)
ASKED = {  # worth a question by themselves, whoever the post sounds like; they never stop anything
    "credential": "A password, key or code is in it.",
    "client_secret": "A word that this workspace keeps secret is in it.",
    "tragedy": "Today is marked as a day of mourning, and this speaks of something else.",
}
HARMFUL = 1  # the grade of offence that makes the second half of the AND
RARE = 0.01  # at most this share of an institution's own posts reaches it
BY_HARM, BY_NAME = 0.9, 0.1  # how the hold budget is shared out between the two rows that stop
_MOST = 0.1  # beyond this a p-value says nothing, whatever the budget


def budget(ask_one_in: int, hold_one_in: int) -> Budget:
    """The owner's plain words ("one in 200 of our own posts") as shares."""
    return Budget(ask=1 / max(1, ask_one_in), hold=1 / max(1, hold_one_in))


def with_harm(budget: Budget) -> float:
    """The p-value up to which offence stops a post: its row spends `BY_HARM` of the hold budget."""
    return min(_MOST, BY_HARM * budget.hold / RARE)


def by_name(budget: Budget) -> float:
    """The p-value up to which a named alternative alone stops a post."""
    return BY_NAME * budget.hold


def offence(harm: Harm) -> int:
    """The grade as far as it is for offence: politics, claims, days and secret words are questions, not offence."""
    return harm.grade if not harm.kinds or not OFFENDS.isdisjoint(harm.kinds) else 0


def _row(assessment: Assessment, harm: Harm, budget: Budget) -> tuple[str, tuple[str, ...]]:
    """The table's row: "stop", "mention" or "pass", and the reasons in sentences."""
    said = tuple(finding.says for finding in assessment.findings)
    asked = tuple(ASKED[kind] for kind in harm.kinds if kind in ASKED)
    p = 1.0 if assessment.too_little else assessment.p_value
    if offence(harm) >= HARMFUL and p <= with_harm(budget):
        return "stop", (harm.reason or "It could hurt people.", *said)
    if assessment.alternative and p <= by_name(budget):
        return "stop", said
    if p <= budget.ask:
        return "mention", (*asked, *said)
    if asked:
        return "mention", asked
    return "pass", ("There is too little to go by.",) if assessment.too_little else said


EXCEPTIONAL = "This account is connected by exception: type its name, so that nothing goes out on it by habit."


def decide_draft(
    assessment: Assessment, harm: Harm = NO_HARM, budget: Budget = Budget(), *, exceptional: bool = False
) -> Decision:
    """What happens when somebody presses publish."""
    row, because = _row(assessment, harm, budget)
    if exceptional:
        row, because = "stop", (EXCEPTIONAL, *(because if row != "pass" else ()))
    decision = {"stop": DraftDecision.HOLD, "mention": DraftDecision.ASK, "pass": DraftDecision.PUBLISH}
    return Decision(decision[row], because)


def decide_post(assessment: Assessment, harm: Harm = NO_HARM, budget: Budget = Budget()) -> Decision:
    """What should happen to a live post, whatever the account's mode allows (see `act`)."""
    row, because = _row(assessment, harm, budget)
    decision = {"stop": PostDecision.RECALL, "mention": PostDecision.ALERT, "pass": PostDecision.LEAVE}
    return Decision(decision[row], because)


def act(decision: Decision, mode: Mode, recalls_this_hour: int, breaker: int) -> Decision:
    """What Slipguard does about a live post by itself.

    trial: nothing. tell: an alarm. automatic: the recall, but beyond `breaker` automatic recalls in
    an hour only an alarm: then something else is wrong, and a person decides.
    """
    if mode is Mode.TRIAL or decision.decision is PostDecision.LEAVE:
        return Decision(PostDecision.LEAVE, decision.because)
    if decision.decision is PostDecision.ALERT or mode is Mode.TELL:
        return Decision(PostDecision.ALERT, decision.because)
    if recalls_this_hour >= breaker:
        note = (
            f"Not taken back by itself: {recalls_this_hour} automatic recalls within an hour is the limit, "
            "so a person decides."
        )
        return Decision(PostDecision.ALERT, (note, *decision.because))
    return Decision(PostDecision.RECALL, decision.because)


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One row of the table for people. per_year: how many of the account's own, genuine posts fall into it
    at most, None where that hangs on the day and not on the account."""

    when: str
    draft: str
    post: str
    per_year: float | None
    says: str  # `per_year` in words


def table(budget: Budget, posts_per_year: int) -> tuple[PolicyRow, ...]:
    """The table as sentences, first match from the top, with what it costs an account of so many posts a year."""
    harm, name, ask = with_harm(budget), by_name(budget), budget.ask
    return (
        _told(
            f"It offends, and at most one in {1 / harm:,.0f} of your own posts looks so much out of place",
            "hold: the account's name must be typed",
            "take back",
            min(BY_HARM * budget.hold, harm) * posts_per_year,
        ),
        _told(
            f"It sounds like another account that is named, and at most one in {1 / name:,.0f} of your own "
            "posts looks so much out of place",
            "hold: the account's name must be typed",
            "take back",
            name * posts_per_year,
        ),
        _told(
            f"At most one in {1 / ask:,.0f} of your own posts looks so much out of place",
            "ask: an undo window",
            "alarm",
            ask * posts_per_year,
        ),
        _told(
            "It holds a password or a word that you keep secret, or today is a day of mourning and it speaks "
            "of something else",
            "ask: an undo window",
            "alarm",
            None,
        ),
        PolicyRow("Anything else, and whatever is too short to say", "publish", "leave", None, "all the others"),
    )


def _told(when: str, draft: str, post: str, per_year: float | None) -> PolicyRow:
    return PolicyRow(when, draft, post, per_year, "only then" if per_year is None else often(per_year))


def often(per_year: float) -> str:
    """So many times a year, in words: "about 3 times a year", "about once in 4 years"."""
    if per_year <= 0.01:
        return "hardly ever"
    if per_year < 0.75:
        return f"about once in {1 / per_year:.0f} years"
    if per_year < 1.5:
        return "about once a year"
    if per_year < 52:
        return f"about {per_year:.0f} times a year"
    return f"about {per_year / 52:.0f} times a week"
