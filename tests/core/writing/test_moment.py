"""Local times: one moment on most days, none and two on the nights when clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.writing import moment

TABLE = [
    ("Europe/Berlin", "2026-07-01 12:00", ["2026-07-01 10:00"], None),
    ("Europe/Berlin", "2026-03-29 02:30", [], "2026-03-29 01:30"),  # 02:30 never comes; 03:30 summer time
    ("Europe/Berlin", "2026-03-29 03:00", ["2026-03-29 01:00"], None),
    ("Europe/Berlin", "2026-10-25 02:30", ["2026-10-25 00:30", "2026-10-25 01:30"], None),
    ("America/New_York", "2026-03-08 02:00", [], "2026-03-08 07:00"),
    ("America/New_York", "2026-11-01 01:59", ["2026-11-01 05:59", "2026-11-01 06:59"], None),
    ("Australia/Lord_Howe", "2026-04-05 01:45", ["2026-04-04 14:45", "2026-04-04 15:15"], None),  # half an hour
    ("Asia/Kolkata", "2026-03-29 02:30", ["2026-03-28 21:00"], None),
    ("Pacific/Apia", "2011-12-30 10:00", [], "2011-12-30 20:00"),  # a whole day that never was
]


@pytest.mark.parametrize(("zone", "local", "expected", "instead"), TABLE)
def test_table(zone: str, local: str, expected: list[str], instead: str | None) -> None:
    """The nights that go wrong elsewhere."""
    found = moment(datetime.fromisoformat(local), ZoneInfo(zone))
    assert [f"{at:%Y-%m-%d %H:%M}" for at in found.at] == expected
    assert (f"{found.instead:%Y-%m-%d %H:%M}" if found.instead else None) == instead


@given(st.datetimes(min_value=datetime.fromisoformat("2020-01-01"), max_value=datetime.fromisoformat("2035-01-01")),
       st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]))
def test_each_moment_reads_as_the_time_that_was_typed(local: datetime, name: str) -> None:
    """What is planned shows the very time that was typed; what cannot be is never silently moved."""
    zone = ZoneInfo(name)
    found = moment(local, zone)
    assert len(found.at) <= 2 and (found.instead is None) == bool(found.at)
    for at in found.at:
        assert at.tzinfo is UTC and at.astimezone(zone).replace(tzinfo=None, fold=0) == local
    if found.instead:
        assert timedelta() < found.instead.astimezone(zone).replace(tzinfo=None, fold=0) - local <= timedelta(hours=24)
