"""Mentions as moments: how many, how many of them hostile, in which stretch of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Heard:
    """One mention of the account or answer to it. `at` is aware."""

    at: datetime
    hostile: bool = False


@dataclass(frozen=True, slots=True)
class Bin:
    """A stretch of time, its beginning included and its end not."""

    start: datetime
    minutes: int
    mentions: int
    hostile: int


def within(heard: Iterable[Heard], start: datetime, end: datetime) -> tuple[int, int]:
    """(mentions, hostile ones) after `start` and up to `end`."""
    there = [one for one in heard if start < one.at <= end]
    return len(there), sum(one.hostile for one in there)


def bins(heard: Iterable[Heard], start: datetime, end: datetime, most: int = 60) -> list[Bin]:
    """From `start` to `end` in at most `most` equal stretches of whole minutes; what lies outside is left out.

    The last one may reach beyond `end`: it is the one that is still being filled.
    """
    minutes = max(1, -(-int((end - start).total_seconds()) // 60))
    wide = max(1, -(-minutes // most))
    counts = [[0, 0] for _ in range(-(-minutes // wide))]
    for one in heard:
        place = int((one.at - start).total_seconds() // (60 * wide))
        if one.at >= start and place < len(counts):
            counts[place][0] += 1
            counts[place][1] += one.hostile
    return [
        Bin(start + timedelta(minutes=wide * n), wide, total, bad) for n, (total, bad) in enumerate(counts)
    ]


def peak_per_minute(found: Sequence[Bin]) -> float:
    """The busiest stretch, in mentions a minute."""
    return max((one.mentions / one.minutes for one in found), default=0.0)
