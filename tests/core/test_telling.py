"""Whom an alarm reaches, and when."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.telling import Listener, is_quiet, last_step, reached

NIGHT = (time(22), time(7))
LISTENERS = st.lists(
    st.builds(Listener, st.integers(1, 9), st.times(), st.none() | st.integers(0, 3),
              st.none() | st.tuples(st.times(), st.times())),
    max_size=6, unique_by=lambda one: one.person,
)


@pytest.mark.parametrize(
    ("local", "quiet", "is_so"),
    [(time(23), NIGHT, True), (time(3), NIGHT, True), (time(7), NIGHT, False), (time(21, 59), NIGHT, False),
     (time(13), (time(12), time(14)), True), (time(14), (time(12), time(14)), False), (time(3), None, False),
     (time(3), (time(5), time(5)), False)],
)
def test_quiet_hours_may_go_over_midnight(local: time, quiet: tuple[time, time] | None, is_so: bool) -> None:
    """22:00 to 07:00 is one night; the same time twice is no quiet at all."""
    assert is_quiet(local, quiet) is is_so


def test_on_call_overrides_quiet_hours_and_the_next_one_follows() -> None:
    """At 23:00 the first on call is woken, a sleeping colleague is not; then the next, then everybody."""
    night = time(23)
    team = [Listener(1, night, 0, NIGHT), Listener(2, night, 1, NIGHT), Listener(3, night, None, NIGHT),
            Listener(4, night)]
    assert reached(team) == {1, 4}
    assert reached(team, 1) == {2}
    assert reached(team, 2) == {1, 2, 3, 4}
    assert last_step(team) == 2


def test_without_a_list_nobody_is_escalated_to() -> None:
    """No on-call list: the people who are awake, at once, and no further step."""
    team = [Listener(1, time(23), None, NIGHT), Listener(2, time(23))]
    assert reached(team) == {2} and last_step(team) == 0


@given(LISTENERS, st.integers(0, 5))
def test_an_alarm_never_reaches_nobody(team: list[Listener], step: int) -> None:
    """Whatever the hours and the list: where there are people, somebody is told."""
    assert bool(reached(team, step)) is bool(team)
    assert reached(team, step) <= {one.person for one in team}


@given(LISTENERS)
def test_the_first_on_call_is_always_told(team: list[Listener]) -> None:
    """Quiet hours never silence who is on call."""
    assert {one.person for one in team if one.place == 0} <= reached(team)
