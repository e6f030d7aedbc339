"""A planned moment moved by so many days and hours, by the clock on the wall: ten o'clock stays ten o'clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from slipguard.core.writing.moment import moment


@dataclass(frozen=True, slots=True)
class Shifted:
    """The new moment (UTC), and what has to be said of it; "" on ordinary days."""

    at: datetime
    says: str = ""


def shifted(at: datetime, by: timedelta, zone: tzinfo) -> Shifted:
    """The same wait on the wall clock of `zone`. On nights when clocks change the answer says what was taken."""
    wall = at.astimezone(zone).replace(tzinfo=None) + by
    found = moment(wall, zone)
    if found.instead is not None:
        shown = found.instead.astimezone(zone)
        return Shifted(found.instead, f"There is no {wall:%H:%M} that night, the clocks jump: {shown:%H:%M} instead.")
    if len(found.at) == 2:
        return Shifted(found.at[0], f"{wall:%H:%M} comes twice that night: the first one.")
    return Shifted(found.at[0])
