"""One table that turns findings into decisions. Pure: what counts is passed in, also the clock's part.

The table, first match from the top (p = the p-value of both alarms together):

| | draft | live post |
|---|---|---|
| p <= ask budget and harm >= 2 | hold | recall |
| p <= hold budget and another account is named | hold | recall |
| p <= ask budget | ask | alert |
| anything else, also too little to say | publish | leave |

A draft on an account that is connected by exception (a personal one beside a client's) is always held.

Offence alone never acts: every row with harm in it has a p-value beside it. The AND is what makes an
interrupting hold rare (joint gate: docs/why/how-it-decides.md).
"""

from __future__ import annotations

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

HARMFUL = 2  # the grade from which harm turns an ask into a hold


def _row(assessment: Assessment, harm: Harm, budget: Budget) -> tuple[str, tuple[str, ...]]:
    """The table's row: "stop", "mention" or "pass", and the reasons in sentences."""
    said = tuple(finding.says for finding in assessment.findings)
    if assessment.too_little:
        return "pass", ("There is too little to go by.",)
    if assessment.p_value <= budget.ask and harm.grade >= HARMFUL:
        return "stop", (harm.reason or "It could hurt people.", *said)
    if assessment.p_value <= budget.hold and assessment.alternative:
        return "stop", said
    if assessment.p_value <= budget.ask:
        return "mention", said
    return "pass", said


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
