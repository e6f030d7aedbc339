"""A shift by the clock on the wall, over the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.writing.shift import shifted

BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str, fold: int = 0) -> datetime:
    """A moment by Berlin's clock."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(("was", "by", "then", "says"), [
    ("2026-03-28T10:00", timedelta(days=1), "2026-03-29T10:00", ""),  # 23 hours later
    ("2026-10-24T10:00", timedelta(days=7), "2026-10-31T10:00", ""),
    ("2026-03-28T02:30", timedelta(days=1), "2026-03-29T03:30", "the clocks jump"),
    ("2026-10-24T02:30", timedelta(days=1), "2026-10-25T02:30", "comes twice"),
    ("2026-03-28T23:00", timedelta(hours=5), "2026-03-29T04:00", ""),  # by the clock, not by hours waited
    ("2026-12-31T23:30", timedelta(minutes=45), "2027-01-01T00:15", ""),
])
def test_ten_oclock_stays_ten_oclock(was: str, by: timedelta, then: str, says: str) -> None:
    """The clock shows the same time on another day; where it cannot, what was taken is said."""
    found = shifted(berlin(was), by, BERLIN)
    assert found.at == berlin(then) and (says in found.says if says else found.says == "")


@given(st.datetimes(datetime(2024, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), st.integers(1, 400))  # noqa: DTZ001  (bounds)
def test_a_shift_by_days_never_turns_order_round_and_is_never_far_off(at: datetime, days: int) -> None:
    """Later stays later, and no clock change moves a post by more than its own hour."""
    one, two = (shifted(each, timedelta(days=days), BERLIN).at for each in (at, at + timedelta(hours=3)))
    assert one <= two and abs(one - at - timedelta(days=days)) <= timedelta(hours=1)
