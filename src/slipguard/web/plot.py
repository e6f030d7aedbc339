"""Mentions per stretch of time as bars: numbers for an inline SVG, whose colours the style sheet gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from slipguard.core.reaction import Bin

WIDE, HIGH = 600, 130  # the view box; bars stand on its lower edge


@dataclass(frozen=True, slots=True)
class Bar:
    """One stretch: where it stands, how high it is, and how much of that is hostile."""

    x: float
    width: float
    y: float
    height: float
    bad_y: float
    bad_height: float
    found: Bin


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment that matters, as an upright line."""

    x: float
    says: str


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything that the template draws."""

    bars: list[Bar]
    marks: list[Mark]
    top: int  # mentions of the highest bar
    minutes: int  # that one bar stands for
    start: datetime
    end: datetime


def plot(found: Sequence[Bin], moments: Sequence[tuple[datetime | None, str]]) -> Plot | None:
    """None where there is nothing to draw."""
    if not found:
        return None
    top = max(1, *(one.mentions for one in found))
    step = WIDE / len(found)
    gap = min(2.0, step / 5)
    bars = []
    for place, one in enumerate(found):
        if one.mentions:
            height, bad = HIGH * one.mentions / top, HIGH * one.hostile / top
            bars.append(Bar(_short(place * step), _short(max(1.0, min(step - gap, 40))), _short(HIGH - height),
                            _short(height), _short(HIGH - bad), _short(bad), one))
    start = found[0].start
    end = found[-1].start + timedelta(minutes=found[-1].minutes)
    span = (end - start).total_seconds()
    marks = [Mark(_short(WIDE * (at - start).total_seconds() / span), says)
             for at, says in moments if at is not None and start <= at <= end]
    return Plot(bars, marks, top, found[0].minutes, start, end)


def _short(value: float) -> float:
    return round(value, 1)
