"""Whom an alarm reaches: quiet hours, who is on call, and who is next when nobody answers.

Pure: the caller brings each person's local time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Listener:
    """A person of the workspace.

    place: their place on the on-call list, from 0; None = not on it. quiet: their quiet hours as local times, None =
    none. local: their time now.
    """

    person: int
    local: time
    place: int | None = None
    quiet: tuple[time, time] | None = None


def is_quiet(local: time, quiet: tuple[time, time] | None) -> bool:
    """Within the quiet hours? They may go over midnight (22:00 to 07:00); the end is no longer quiet."""
    if quiet is None or quiet[0] == quiet[1]:
        return False
    start, end = quiet
    return start <= local < end if start < end else local >= start or local < end


def reached(listeners: Sequence[Listener], step: int = 0) -> frozenset[int]:
    """The people to tell at a step of an alarm.

    Step 0: the first on call whatever the hour, and everybody whose hours are not quiet. Step n: the next on call,
    whatever the hour. Past the end of the list: everybody. An alarm that would reach nobody reaches everybody.
    """
    everybody = frozenset(one.person for one in listeners)
    if step > 0:
        return frozenset(one.person for one in listeners if one.place == step) or everybody
    awake = {one.person for one in listeners if one.place == 0 or not is_quiet(one.local, one.quiet)}
    return frozenset(awake) or everybody


def last_step(listeners: Sequence[Listener]) -> int:
    """The step after which there is nobody left to wake: 0 without an on-call list."""
    places = [one.place for one in listeners if one.place is not None]
    return max(places) + 1 if places else 0
