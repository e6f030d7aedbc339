"""A night in which clocks jump, always ahead: a date that is written down would one day have passed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def spring() -> date:
    """The next day, not before the day after tomorrow, without a half past two in Berlin: March's last Sunday."""
    soon = datetime.now(UTC).date() + timedelta(days=2)
    last = (date(year, 3, 31) for year in (soon.year, soon.year + 1))
    return next(day for day in (end - timedelta(days=(end.weekday() + 1) % 7) for end in last) if day >= soon)
