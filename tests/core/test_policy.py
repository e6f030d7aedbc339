"""The decision table, and the properties that must hold whatever the numbers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.policy import act, by_name, decide_draft, decide_post, often, table, with_harm
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
        (0.0451, "@other", 3, "publish", "leave"),
        (0.045, None, 1, "hold", "recall"),  # rare, and rude: together rarer than the hold budget
        (0.045, None, 0, "publish", "leave"),
        (0.01, None, 0, "ask", "alert"),
        (0.00005, None, 0, "ask", "alert"),  # very unlike, but like nobody in particular
        (0.00005, "@other", 0, "hold", "recall"),
        (0.00006, "@other", 0, "ask", "alert"),
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


@pytest.mark.parametrize("kind", ["politics", "medical_claim", "legal_claim", "tragedy", "client_secret"])
def test_questions_are_no_offence(kind: str) -> None:
    """A day of mourning, a claim or a party's name never makes an unusual post one that is taken back."""
    odd = Assessment(p_value=0.02, alternative="@other")
    assert decide_post(odd, Harm(1, (kind,)), BUDGET).decision is not PostDecision.RECALL


@pytest.mark.parametrize("kind", ["tragedy", "credential", "client_secret"])
def test_a_secret_and_a_day_of_mourning_are_asked_about(kind: str) -> None:
    """A joke on a day of mourning, or a password, is asked about however much at home it sounds, with the reason."""
    for at_home in (Assessment(p_value=0.9), Assessment(p_value=1.0, too_little=True)):
        draft = decide_draft(at_home, Harm(1, (kind,)), BUDGET)
        assert draft.decision is DraftDecision.ASK and draft.because
        assert decide_post(at_home, Harm(1, (kind,)), BUDGET).decision is PostDecision.ALERT


@given(st.integers(10, 1_000_000))
def test_both_stopping_rows_keep_the_hold_budget(one_in: int) -> None:
    """What the two rows that stop may cost together, by construction, is never more than the owner's budget."""
    budget = Budget(ask=0.01, hold=1 / one_in)
    assert with_harm(budget) * 0.01 + by_name(budget) <= budget.hold * 1.0000001


def test_the_table_speaks_the_policy() -> None:
    """The rows for people say the thresholds that decide, and what they cost in a year."""
    harm, name, ask, asked, rest = table(BUDGET, posts_per_year=1000)
    assert "one in 22 of" in harm.when and harm.says == "about once in 2 years"
    assert "one in 20,000 of" in name.when and name.says == "about once in 20 years"
    assert "one in 100 of" in ask.when and ask.says == "about 10 times a year"
    assert asked.per_year is None and rest.post == "leave"


@pytest.mark.parametrize(
    ("times", "says"),
    [(0, "hardly ever"), (1, "about once a year"), (7.2, "about 7 times a year"), (520, "about 10 times a week")],
)
def test_how_often_in_words(times: float, says: str) -> None:
    """A rate is said as a person would say it."""
    assert often(times) == says
