"""“Is it over?”: never said too early, never from an old look, and against what is usual for this hour."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.reaction import Heard, Usual, bins, is_over, usual, within

T0 = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)
M = timedelta(minutes=1)


def at(*minutes: float, hostile: bool = False) -> list[Heard]:
    """Mentions so many minutes after the opening."""
    return [Heard(T0 + minute * M, hostile) for minute in minutes]


def test_quiet_again_names_the_minute() -> None:
    """A storm of forty ends; from the moment on at which the half hour is ordinary again it is quiet."""
    storm = at(*[n / 2 for n in range(40)])  # twenty minutes, two a minute
    verdict = is_over(storm, Usual(2.0, 0.1, 7), T0, T0 + 70 * M, T0 + 70 * M)
    assert verdict.over is True
    # the bound for a mean of 2 is 5: the sixth-last mention, at 17 minutes, leaves the half hour at 47
    assert verdict.since == T0 + 47 * M
    assert verdict.says == ("Quiet again since 22:47 UTC: 0 mentions in the last 30 minutes, "
                            "as on an ordinary day at this hour (about 2).")


def test_not_over_while_it_is_loud() -> None:
    """Above the usual it says how many, how many of them hostile, and what is usual."""
    verdict = is_over(at(31, 32, 33, 34, hostile=True) + at(35, 36), Usual(0.1, 0, 7), T0, T0 + 40 * M, T0 + 40 * M)
    assert verdict.over is False and (verdict.recent, verdict.hostile) == (6, 4)
    assert verdict.says.startswith("Not over: 6 mentions in the last 30 minutes, 4 of them hostile;")


def test_two_hostile_answers_keep_it_open() -> None:
    """Few but hostile is not quiet."""
    assert is_over(at(50, 55, hostile=True), None, T0, T0 + 60 * M, T0 + 60 * M).over is False


def test_too_little_to_say() -> None:
    """In the first half hour, before the first look, and after a look that is too old."""
    assert is_over([], None, T0, T0 + 12 * M, T0 + 12 * M).says == (
        "Too little to say: 0 mentions in the first 12 minutes; Slipguard waits for half an hour.")
    assert "0 mentions in the first minute;" in is_over([], None, T0, T0 + 0.5 * M, T0 + 0.5 * M).says
    assert "not read yet" in is_over([], None, T0, T0 + 90 * M, None).says
    old = is_over([], None, T0, T0 + 90 * M, T0 + 40 * M)
    assert old.over is None and "last read at 22:40 UTC" in old.says


def test_loud_is_said_also_in_the_first_half_hour() -> None:
    """Nobody waits thirty minutes to be told that it is loud."""
    assert is_over(at(*range(9)), None, T0, T0 + 9 * M, T0 + 9 * M).over is False


def test_it_never_became_loud() -> None:
    """Silence from the beginning is not called “again”."""
    assert is_over(at(3), None, T0, T0 + 60 * M, T0 + 60 * M).says == (
        "It never became loud: 0 mentions in the last 30 minutes, with nothing earlier to compare it with.")


def test_a_second_wave_is_a_new_storm() -> None:
    """What was quiet for an hour and is loud again is not over."""
    waves = at(*range(20)) + at(*range(110, 119))
    assert is_over(waves, None, T0, T0 + 80 * M, T0 + 80 * M).over is True
    assert is_over(waves, None, T0, T0 + 120 * M, T0 + 120 * M).over is False


def test_evenings_are_compared_with_evenings() -> None:
    """Ten mentions every lunch hour say nothing about what is usual at night."""
    lunch = [Heard(T0 - timedelta(days=day) + timedelta(hours=14, minutes=n)) for day in range(1, 8) for n in range(10)]
    start = T0 - timedelta(days=7)
    night = usual(lunch, start, T0, T0 + 30 * M)
    noon = usual(lunch, start, T0, T0 + timedelta(hours=14))
    assert night is not None and noon is not None
    assert night.mentions == 0 and noon.mentions == 70 / (7 * 6)
    assert usual(lunch, T0 - timedelta(hours=20), T0, T0) is None


moments = st.lists(st.tuples(st.floats(0, 300), st.booleans()), max_size=60)


@given(moments, st.floats(0, 300), st.floats(0, 30))
def test_over_never_contradicts_the_count(raw: list[tuple[float, bool]], now: float, mean: float) -> None:
    """Whatever was heard: “over” is never said with more than the bound, nor before half an hour."""
    heard = [Heard(T0 + minute * M, bad) for minute, bad in raw]
    verdict = is_over(heard, Usual(mean, 0, 7), T0, T0 + now * M, T0 + now * M)
    end = T0 + now * M  # to a microsecond, as the verdict has it: 29.999… minutes round to half an hour
    recent, bad = within(heard, end - 30 * M, end)
    assert (verdict.recent, verdict.hostile) == (recent, bad)
    if verdict.over:
        assert end - T0 >= 30 * M and bad <= 1 and recent <= max(2, mean + 3 * mean**0.5 + 3)
        assert verdict.since is not None and T0 <= verdict.since <= end
    assert verdict.says.endswith(".")


@given(moments, st.integers(1, 400))
def test_bins_hold_each_mention_once(raw: list[tuple[float, bool]], minutes: int) -> None:
    """Nothing is counted twice or lost between the first and the last stretch."""
    heard = [Heard(T0 + minute * M, bad) for minute, bad in raw]
    end = T0 + minutes * M
    found = bins(heard, T0, end)
    assert len(found) <= 60 and found[-1].start + found[-1].minutes * M >= end
    reach = found[-1].start + found[-1].minutes * M
    inside = [one for one in heard if T0 <= one.at < reach]
    assert sum(one.mentions for one in found) == len(inside)
    assert sum(one.hostile for one in found) == sum(one.hostile for one in inside)
