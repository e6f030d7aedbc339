"""The half-life: recovered from simulated storms, with an interval that holds, and withheld from too little."""

from __future__ import annotations

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.reaction import Bin, Decay, decay

T0 = datetime(2026, 3, 1, 22, 0, tzinfo=UTC)


def poisson(rate: float, chance: random.Random) -> int:
    """A count with this mean."""
    count, left = 0, math.exp(-rate)
    total = chance.random()
    while total > left:
        count += 1
        total *= chance.random()
    return count


def storm(half: float, height: float, minutes: int, seed: int, usual: float = 0.0) -> list[Bin]:
    """Counts a minute that begin at `height` and halve every `half` minutes."""
    chance = random.Random(seed)
    return [Bin(T0 + timedelta(minutes=n), 1, poisson(usual + height * 2 ** (-n / half), chance), 0)
            for n in range(minutes)]


@pytest.mark.parametrize("half", [5.0, 15.0, 40.0])
def test_the_interval_holds_the_truth(half: float) -> None:
    """Of 60 simulated storms the 95 % interval holds the true half-life in at least nine of ten."""
    told = [decay(storm(half, 12, 120, seed, usual=0.1), 0.1) for seed in range(60)]
    spoken = [one for one in told if one.half_life is not None]
    assert len(spoken) >= 55
    held = sum(one.low <= half <= one.high for one in spoken if one.low and one.high)
    assert held >= 0.9 * len(spoken)
    middle = sorted(one.half_life or 0 for one in spoken)[len(spoken) // 2]
    assert half / 1.25 <= middle <= half * 1.25


@pytest.mark.parametrize(
    ("found", "part"),
    [
        ([], "Too few"),
        (storm(10, 0.3, 60, 1), "Too few"),
        (storm(1e9, 3, 60, 2), "not dying down"),
        (storm(10, 8, 5, 3), "Too few"),
    ],
    ids=["nothing", "a handful", "steady", "just begun"],
)
def test_too_little_is_said(found: list[Bin], part: str) -> None:
    """No half-life from a handful, from a steady stream, or from the first minutes."""
    told = decay(found)
    assert told.half_life is None and part in told.says


@given(st.lists(st.integers(0, 40), max_size=60), st.floats(0, 5), st.sampled_from([1, 2, 15]))
def test_any_counts_give_an_answer_in_words(counts: list[int], usual: float, wide: int) -> None:
    """Nothing breaks it, and a half-life lies within its own interval."""
    found = [Bin(T0 + timedelta(minutes=wide * n), wide, count, 0) for n, count in enumerate(counts)]
    told = decay(found, usual)
    assert isinstance(told, Decay) and told.says
    if told.half_life is not None:
        assert told.low is not None and told.high is not None and told.low <= told.half_life <= told.high
