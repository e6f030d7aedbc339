"""The decision table, and the properties that must hold whatever the numbers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.policy import act, decide_draft, decide_post
from slipguard.core.types import Assessment, Budget, Decision, DraftDecision, Harm, Mode, PostDecision

BUDGET = Budget(ask=0.01, hold=0.0005)
RANK = {DraftDecision.PUBLISH: 0, DraftDecision.ASK: 1, DraftDecision.HOLD: 2}
POST_RANK = {PostDecision.LEAVE: 0, PostDecision.ALERT: 1, PostDecision.RECALL: 2}

chance = st.floats(0, 1, allow_nan=False)
grade = st.integers(0, 3)
name = st.one_of(st.none(), st.just("@other"))


@pytest.mark.parametrize(
    ("p", "alternative", "harm", "draft", "post"),
    [
        (0.5, None, 0, "publish", "leave"),
        (0.5, "@other", 3, "publish", "leave"),  # offence alone never acts
        (0.0101, "@other", 3, "publish", "leave"),
        (0.01, None, 0, "ask", "alert"),
        (0.01, None, 1, "ask", "alert"),
        (0.01, None, 2, "hold", "recall"),
        (0.0005, None, 0, "ask", "alert"),  # very unlike, but like nobody in particular
        (0.0005, "@other", 0, "hold", "recall"),
        (0.0006, "@other", 0, "ask", "alert"),
    ],
)
def test_table(p: float, alternative: str | None, harm: int, draft: str, post: str) -> None:
    """Each row of the table decides as the table in policy.py says."""
    found = Assessment(p_value=p, alternative=alternative)
    assert decide_draft(found, Harm(harm), BUDGET).decision == draft
    assert decide_post(found, Harm(harm), BUDGET).decision == post


@given(chance, name, grade)
def test_too_little_never_acts(p: float, alternative: str | None, harm: int) -> None:
    """Where there is too little to say, nothing is held and nothing is alarmed."""
    found = Assessment(p_value=p, alternative=alternative, too_little=True)
    assert decide_draft(found, Harm(harm), BUDGET).decision is DraftDecision.PUBLISH
    assert decide_post(found, Harm(harm), BUDGET).decision is PostDecision.LEAVE


@given(chance, chance, name, grade)
def test_less_likely_is_never_milder(p: float, q: float, alternative: str | None, harm: int) -> None:
    """A smaller p-value never leads to a milder decision."""
    low, high = sorted((p, q))
    less = decide_draft(Assessment(low, alternative=alternative), Harm(harm), BUDGET).decision
    more = decide_draft(Assessment(high, alternative=alternative), Harm(harm), BUDGET).decision
    assert RANK[DraftDecision(less)] >= RANK[DraftDecision(more)]


@given(chance, name, grade, grade)
def test_more_harm_is_never_milder(p: float, alternative: str | None, one: int, two: int) -> None:
    """More harm never leads to a milder decision."""
    low, high = sorted((one, two))
    mild = decide_post(Assessment(p, alternative=alternative), Harm(low), BUDGET).decision
    hard = decide_post(Assessment(p, alternative=alternative), Harm(high), BUDGET).decision
    assert POST_RANK[PostDecision(hard)] >= POST_RANK[PostDecision(mild)]


@given(st.sampled_from(list(PostDecision)), st.sampled_from(list(Mode)), st.integers(0, 50), st.integers(0, 20))
def test_act_never_does_more_than_was_decided(decision: PostDecision, mode: Mode, recent: int, breaker: int) -> None:
    """The mode can only make Slipguard do less, and beyond the breaker it never recalls by itself."""
    doing = act(Decision(decision), mode, recent, breaker).decision
    assert POST_RANK[PostDecision(doing)] <= POST_RANK[decision]
    if doing is PostDecision.RECALL:
        assert mode is Mode.AUTOMATIC
        assert recent < breaker
    if mode is Mode.TRIAL:
        assert doing is PostDecision.LEAVE


def test_breaker_says_why() -> None:
    """When the breaker stops a recall, the first reason says so."""
    doing = act(Decision(PostDecision.RECALL, ("x",)), Mode.AUTOMATIC, 5, 5)
    assert doing.decision is PostDecision.ALERT
    assert "a person decides" in doing.because[0]
