"""A small plot as SVG: what would be caught, and what it would cost, over the false-alarm budget.

Drawn on the server with classes only (the page's policy allows no style attributes); the table beside it says the
same in numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

WIDTH, HEIGHT = 600, 300
LEFT, RIGHT, TOP, BOTTOM = 70, 18, 14, 56
KINDS = (("staff", "the staff's posts caught"), ("client", "other clients' posts caught"),
         ("false", "our own posts asked about"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A label on an axis, in the SVG's units."""

    x: float
    y: float
    says: str


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its class, what it means, the points as SVG wants them, and its dots."""

    kind: str
    says: str
    points: str
    dots: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Plot:
    """Everything that the template draws."""

    curves: tuple[Curve, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT


def plot(lines: Sequence[Mapping[str, Any]]) -> Plot:
    """lines: core.backtest.Line as plain data, one per budget, smallest first. Budgets stand on a log scale."""
    if len(lines) < 2:
        return Plot((), (), ())
    first, last = log(lines[0]["budget"]), log(lines[-1]["budget"])

    def across(budget: float) -> float:
        return round(LEFT + (log(budget) - first) / (last - first) * (WIDTH - LEFT - RIGHT), 1)

    def up(share: float) -> float:
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    curves = []
    for kind, says in KINDS:
        dots = tuple((across(line["budget"]), up(line[kind])) for line in lines if line[kind] is not None)
        if dots:
            curves.append(Curve(kind, says, " ".join(f"{x},{y}" for x, y in dots), dots))
    return Plot(
        tuple(curves),
        tuple(Mark(across(line["budget"]), HEIGHT - BOTTOM + 22, f"{round(1 / line['budget']):,}") for line in lines),
        tuple(Mark(LEFT, up(share / 100), f"{share} %") for share in (0, 25, 50, 75, 100)),
    )
