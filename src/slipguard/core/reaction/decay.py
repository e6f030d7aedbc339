"""How fast it dies down: an exponential fitted to counts by maximum likelihood, honest about too little data."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from slipguard.core.reaction.tally import Bin

FEWEST = 20  # mentions after the busiest stretch: with fewer the interval is nearly always too wide anyway
SHORTEST = 6  # stretches after the peak
VAGUE = 5.0  # an interval whose ends are further apart than this factor says nothing useful
_AGREES = 3.84 / 2  # a 95 % interval by the likelihood ratio, one degree of freedom
_GRID = 50


@dataclass(frozen=True, slots=True)
class Decay:
    """Minutes in which what is above the usual halves, with a 95 % interval; None where it cannot be told."""

    half_life: float | None
    low: float | None = None
    high: float | None = None
    says: str = ""


def decay(found: Sequence[Bin], usual_per_minute: float = 0.0) -> Decay:
    """From the busiest stretch on: counts ~ Poisson(usual + A·exp(-t·ln2/half_life)).

    The last bin should be complete. Of all half-lives whose likelihood is within 3.84/2 of the best one the
    interval is made; the slowest candidates look flat. tests/core/reaction measures on simulated storms
    how often the interval holds the truth.
    """
    top = max(range(len(found)), key=lambda n: found[n].mentions, default=0)
    after = found[top + 1 :]  # without the peak: it was chosen for its height, and would look like a faster fall
    total = sum(one.mentions for one in after)
    if total < FEWEST or len(after) < SHORTEST:
        return Decay(None, says="Too few mentions to tell how fast it dies down.")
    wide = after[0].minutes
    counts = [one.mentions for one in after]
    span = wide * len(counts)
    longest = 20.0 * span  # so slow that within this time it looks flat
    grid = [wide / 4 * (longest / (wide / 4)) ** (n / (_GRID - 1)) for n in range(_GRID)]

    def fit(half: float) -> float:
        return _likelihood(counts, wide, usual_per_minute, half)

    fits = [fit(half) for half in grid]
    at = fits.index(max(fits))
    best = _top(fit, grid[max(0, at - 1)], grid[min(_GRID - 1, at + 1)])
    enough = fit(best) - _AGREES
    agree = [n for n, one in enumerate(fits) if one >= enough] or [at]
    low = _edge(fit, enough, grid[agree[0]], grid[max(0, agree[0] - 1)], best)
    high = _edge(fit, enough, grid[agree[-1]], grid[min(_GRID - 1, agree[-1] + 1)], best)
    if high >= 4 * span:
        return Decay(None, low, None, "It is not dying down yet, as far as can be told.")
    if high / low > VAGUE:
        return Decay(None, low, high, f"It is dying down; how fast cannot be told yet ({_range(low, high)}).")
    return Decay(best, low, high, f"It halves about every {_words(best)} ({_range(low, high)}).")


def _top(fit: Callable[[float], float], low: float, high: float) -> float:
    """Where the likelihood is highest between two neighbours of the best point of the grid."""
    for _ in range(14):
        one, other = low * (high / low) ** (1 / 3), low * (high / low) ** (2 / 3)
        low, high = (low, other) if fit(one) > fit(other) else (one, high)
    return math.sqrt(low * high)


def _edge(fit: Callable[[float], float], enough: float, inside: float, outside: float, best: float) -> float:
    """Where the interval ends, between a half-life that agrees and its neighbour that does not."""
    if fit(inside) < enough:  # the interval is narrower than the grid
        inside = best
    for _ in range(8):
        middle = math.sqrt(inside * outside)
        inside, outside = (middle, outside) if fit(middle) >= enough else (inside, middle)
    return inside


def _likelihood(counts: Sequence[int], wide: int, usual: float, half: float) -> float:
    """The log-likelihood at the best height for this half-life, without the terms that never change."""
    rate = math.log(2) / half
    shape = [math.exp(-rate * wide * n) * -math.expm1(-rate * wide) / rate for n in range(len(counts))]
    base = max(usual, 1e-6) * wide
    whole = sum(shape)
    height = max(1e-9, (sum(counts) - base * len(counts)) / whole)
    for _ in range(25):  # Newton on a concave function; kept above zero
        slope = sum(c * s / (base + height * s) for c, s in zip(counts, shape, strict=True)) - whole
        bend = sum(c * (s / (base + height * s)) ** 2 for c, s in zip(counts, shape, strict=True))
        step = slope / bend if bend else 0.0
        height = max(height / 4, height + step)
        if abs(step) < 1e-6 * height:
            break
    expected = [base + height * s for s in shape]
    return sum(c * math.log(e) - e for c, e in zip(counts, expected, strict=True))


def _words(minutes: float) -> str:
    if minutes < 90:
        return f"{max(1, round(minutes))} minute{'s' if round(minutes) > 1 else ''}"
    return f"{minutes / 60:.1f} hours"


def _range(low: float, high: float) -> str:
    return f"between {_words(low)} and {_words(high)}"
