"""Whether to say anything, by harm, reach, time and reaction."""

from __future__ import annotations

from slipguard.core.apology import Answer, Situation, advise


def test_says_nothing_when_nobody_saw_it() -> None:
    """A harmless slip that was gone in seconds gets no apology, which would be its first audience."""
    advice = advise(Situation(harm=0, seconds_live=9, reactions=0, views=3))
    assert advice.answer is Answer.NOTHING and advice.within_minutes is None


def test_hatred_is_answered_for_even_when_it_was_short() -> None:
    """Grade 3 always gets a full apology from a named leader, at once."""
    advice = advise(Situation(harm=3, seconds_live=5, reactions=0))
    assert advice.answer is Answer.FULL and advice.within_minutes == 10 and "named" in advice.from_whom


def test_people_who_were_hit_are_told_directly() -> None:
    """Where somebody is named the advice adds them to the places."""
    advice = advise(Situation(harm=2, seconds_live=400, reactions=12, people_named=("@maria_b",)))
    assert advice.answer is Answer.FULL and any("@maria_b" in place for place in advice.where)


def test_a_mild_slip_that_is_a_story_gets_a_note() -> None:
    """Reactions out of proportion turn silence into a short note."""
    assert advise(Situation(harm=0, seconds_live=3000, reactions=400, followers=900)).answer is Answer.NOTE
    assert advise(Situation(harm=0, seconds_live=3000, reactions=0)).answer is Answer.NOTHING
    assert advise(Situation(harm=1, seconds_live=3000)).answer is Answer.NOTE


def test_silence_must_be_earned() -> None:
    """When nobody knows how long a rude post was up, it counts as seen."""
    assert advise(Situation(harm=1)).answer is not Answer.NOTHING
