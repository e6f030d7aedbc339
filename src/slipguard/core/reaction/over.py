"""Is it over? One plain line, from what is usual for this account at this hour and the last half hour."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slipguard.core.reaction.tally import Heard, within

WINDOW = timedelta(minutes=30)
STALE = timedelta(minutes=20)  # a last look older than this says nothing about now
FEW = 2  # so many mentions in half an hour are nobody's storm, however quiet the account is otherwise
FEW_HOSTILE = 1
_BAND = 90  # minutes around the hour that are compared, on each side
_DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Usual:
    """What half an hour at this time of day brings without an incident, from `days` days before it."""

    mentions: float
    hostile: float
    days: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """`over` None: cannot be said. `since`: from when on it was quiet. `says` is the line for people."""

    over: bool | None
    says: str
    since: datetime | None = None
    recent: int = 0
    hostile: int = 0


def usual(before: Iterable[Heard], start: datetime, end: datetime, now: datetime) -> Usual | None:
    """The ordinary half hour, from what was heard between `start` and `end`, before the incident.

    With three days or more only the hour and a half on each side of this time of day counts: evenings are
    compared with evenings. With less than a day there is nothing to compare with: None.
    """
    days = (end - start).total_seconds() / 86400
    if days < 1:
        return None
    there = [one for one in before if start < one.at <= end]
    halves = days * 48
    if days >= 3:
        there = [one for one in there if _apart(one.at, now) <= _BAND]
        halves = days * 2 * _BAND / 30
    return Usual(len(there) / halves, sum(one.hostile for one in there) / halves, days)


def _apart(one: datetime, other: datetime) -> float:
    """Minutes between two times of day, round the clock."""
    gap = abs((one - other).total_seconds() / 60) % _DAY
    return min(gap, _DAY - gap)


def is_over(
    heard: Sequence[Heard], known: Usual | None, opened: datetime, now: datetime, looked: datetime | None
) -> Verdict:
    """The verdict on what was heard since the incident opened.

    Over: the last half hour brought no more mentions than 19 of 20 ordinary half hours would (at least
    `FEW`), and no more hostile ones (at least `FEW_HOSTILE`). Never said in the first half hour, nor from
    a look that is too old.
    """
    recent, bad = within(heard, now - WINDOW, now)
    most = max(FEW, _bound(known.mentions if known else 0.0))
    most_bad = max(FEW_HOSTILE, _bound(known.hostile if known else 0.0))
    if looked is None:
        return Verdict(None, "Too little to say: the mentions were not read yet.")
    if now - looked > STALE:
        says = f"Too little to say: the mentions were last read at {_clock(looked)}."
        return Verdict(None, says, None, recent, bad)
    told = f"{_count(recent)} in the last 30 minutes"
    if recent > most or bad > most_bad:
        hostile = f", {bad} of them hostile" if bad else ""
        return Verdict(False, f"Not over: {told}{hostile}; {_compared(known, recent)}.", None, recent, bad)
    if now - opened < WINDOW:
        minutes = max(0, int((now - opened).total_seconds() // 60))
        first = f"the first {minutes} minutes" if minutes > 1 else "the first minute"
        says = (
            f"Too little to say: {_count(recent)} in {first}; "
            "Slipguard waits for half an hour."
        )
        return Verdict(None, says, None, recent, bad)
    since = _quiet_since(heard, most, most_bad, opened, now)
    if since is None:
        return Verdict(True, f"It never became loud: {told}, {_compared(known, recent)}.", opened, recent, bad)
    return Verdict(True, f"Quiet again since {_clock(since)}: {told}, {_compared(known, recent)}.", since, recent, bad)


def _quiet_since(
    heard: Sequence[Heard], most: int, most_bad: int, opened: datetime, now: datetime
) -> datetime | None:
    """When the sliding half hour last fell back under both bounds; None: it was never above them."""
    steps = [(one.at, 1, int(one.hostile)) for one in heard if opened <= one.at <= now]
    steps += [(at + WINDOW, -1, -bad) for at, _, bad in steps]
    total = hostile = 0
    loud, since = False, None
    for at, more, bad in sorted(steps, key=lambda step: (step[0], step[1])):
        if at > now:
            break
        total, hostile = total + more, hostile + bad
        above = total > most or hostile > most_bad
        if loud and not above:
            since = at
        loud = above
    return since


def _bound(mean: float) -> int:
    """What 19 of 20 stretches with this mean do not exceed (Poisson)."""
    if mean > 400:
        return math.ceil(mean + 1.645 * math.sqrt(mean))
    term = left = math.exp(-mean)
    n = 0
    while left < 0.95:
        n += 1
        term *= mean / n
        left += term
    return n


def _compared(known: Usual | None, recent: int) -> str:
    if known is None:
        return "with nothing earlier to compare it with"
    if recent <= max(FEW, _bound(known.mentions)) and known.mentions >= 0.5:
        return f"as on an ordinary day at this hour (about {known.mentions:.0f})"
    if known.mentions < 0.5:
        return "while an ordinary day brings hardly any at this hour"
    return f"while an ordinary day brings about {known.mentions:.0f} at this hour"


def _count(number: int) -> str:
    return f"{number} mention{'s' if number != 1 else ''}"


def _clock(at: datetime) -> str:
    return at.strftime("%H:%M UTC")
