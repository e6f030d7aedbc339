"""What is normal for one account, and how rare a score is: pooled knowledge first, the account's own as it grows."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from math import log

import numpy as np

from slipguard.core.voice.evidence import INPUTS, SHARP_INPUTS

Floats = np.ndarray
#: Own posts after which an account's habit weighs as much as the habit of accounts in general.
PATIENCE = 60.0
#: Share of an account's own posts at each end whose inputs are drawn in before spread is measured: what strayed onto
#: the account must not widen what is normal there.
STRAYS = 0.02
#: Sites and names are facts: one that this account never used, and another did, means the same on every account.
_FACTS = np.asarray([name.endswith("_marks") for name in INPUTS + SHARP_INPUTS])
#: However uniform an account was so far, its spread is never taken for less than this part of the usual one.
STIFF = 0.7
#: However far an account stands from others, its centre is never taken for further off than so many usual spreads: one
#: that has only ever said one thing may say another. Wide enough for a language that the background hardly knows.
REACH = 6.0


LN10 = float(np.log(10.0))
#: One genuine post in five lies beyond the level from which an account's own tail is described.
LOUD = 0.2
#: Genuine posts in general that the usual tail counts for beside the account's own.
CAUTION = 200.0
#: Beyond the last genuine post that was measured, rarity grows only half as fast as before it.
DOUBT = 0.5
#: No rarity beyond one in 100,000 is ever claimed: the tails rest on some thousands of genuine posts.
FLOOR = 5.0 * LN10


@dataclass(frozen=True, slots=True)
class Habit:
    """Centre and spread of each input over the account's own posts (inputs,), shrunk to accounts in general."""

    centre: Floats
    spread: Floats
    posts: int


def habit(own: Floats, centre: Floats, spread: Floats) -> Habit:
    """own: (posts, inputs) of cross-fitted rows, possibly none; centre, spread: accounts in general."""
    count = len(own)
    if count < 2:
        return Habit(centre, spread, count)
    middle, wide = usual(own)
    middle = np.minimum(np.maximum(middle, centre - REACH * spread), centre + REACH * spread)
    mine = np.where(_FACTS[: own.shape[1]], 0.0, count / (count + PATIENCE))
    return Habit(
        mine * middle + (1 - mine) * centre,
        np.maximum(mine * wide + (1 - mine) * spread, STIFF * spread),
        count,
    )


def usual(own: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation of each input (inputs,), strays drawn in."""
    ordered = np.sort(own, axis=0)
    low, high = _within(ordered, STRAYS), _within(ordered, 1.0 - STRAYS)
    held = np.minimum(np.maximum(own, low), high)
    return held.mean(0), held.std(0)


def _within(ordered: Floats, share: float) -> Floats:
    """What np.quantile says of rising columns, to the last bit; it would load all of numpy's masked arrays for it."""
    at = (len(ordered) - 1) * share
    low = int(at)
    below, above = ordered[low], ordered[min(low + 1, len(ordered) - 1)]
    part, step = at - low, above - below
    out: Floats = above - step * (1.0 - part) if part >= 0.5 else below + step * part
    return out


def design(rows: Floats, known: Habit) -> Floats:
    """Fusion inputs: the rows relative to the account's habit, clipped so that no single one shouts. How high an input
    stands by itself means something else on every kind of account, so it does not enter (evals/voice/LOG.md).
    """
    out: Floats = (rows - known.centre) / known.spread
    np.maximum(out, -8.0, out=out)
    np.minimum(out, 12.0, out=out)
    return out


def rarity(scores: Floats, knots: Floats) -> Floats:
    """-ln of the share of genuine posts with at least this score, elementwise.

    knots: (2, k), scores rising and log10 shares falling. Beyond the last knot the tail falls on in a straight
    line of the logarithm, DOUBT as steep as before, never below one in a million.
    """
    at, logs = knots
    out = np.interp(scores, at, logs)
    slope = DOUBT * (logs[-1] - logs[-4]) / max(float(at[-1] - at[-4]), 1e-6)
    out = np.where(scores > at[-1], np.maximum(-6.0, logs[-1] + slope * (scores - at[-1])), out)
    out = np.where(scores < at[0], 0.0, out)
    result: Floats = -out * LN10
    return result


class Tail:
    """rarity() of one score after the other: its knots as plain numbers, because numpy's cost ten times as much."""

    __slots__ = ("_at", "_logs", "_slope")

    def __init__(self, knots: Floats) -> None:
        at, logs = knots
        self._at: list[float] = at.tolist()
        self._logs: list[float] = logs.tolist()
        self._slope = DOUBT * float(logs[-1] - logs[-4]) / max(float(at[-1] - at[-4]), 1e-6)

    def rarity(self, value: float) -> float:
        """-ln of the share of genuine posts with at least this score."""
        at, logs = self._at, self._logs
        place = bisect_left(at, value)
        if place == 0:
            return 0.0 if value < at[0] else -logs[0] * LN10
        if place == len(at):
            return -max(-6.0, logs[-1] + self._slope * (value - at[-1])) * LN10
        part = (value - at[place - 1]) / (at[place] - at[place - 1])
        return -(logs[place - 1] * (1.0 - part) + logs[place] * part) * LN10


@dataclass(frozen=True, slots=True)
class Loudness:
    """How the account's own rarities are spread beyond the level that one post in five should reach.

    share: of its posts beyond it (0.2 as usual); scale: their mean excess (1 as usual). Peaks over threshold
    (Pickands 1975) with exponential tails, both shrunk to what is usual.
    """

    share: float
    scale: float

    def of(self, rare: Floats | float) -> Floats:
        """The rarity for this account of what is `rare` for accounts in general."""
        level, mine = -np.log(LOUD), -np.log(self.share)
        below = np.asarray(rare) * (mine / level)
        above = mine + (np.asarray(rare) - level) / self.scale
        out: Floats = np.minimum(np.where(np.asarray(rare) <= level, below, above), FLOOR)
        return out

    def of_one(self, rare: float) -> float:
        """of() of one rarity."""
        level, mine = -log(LOUD), -log(self.share)
        return min(FLOOR, rare * mine / level if rare <= level else mine + (rare - level) / self.scale)


def loudness(own: Floats) -> Loudness:
    """From the rarities of the account's own cross-fitted posts (posts,), possibly none."""
    if len(own) < 2:
        return Loudness(LOUD, 1.0)
    level = -np.log(LOUD)
    excess = own[own > level] - level
    return Loudness(
        float((len(excess) + CAUTION * LOUD) / (len(own) + CAUTION)),
        float((excess.sum() + CAUTION * LOUD) / (len(excess) + CAUTION * LOUD)),
    )


#: The two alarms, in the order of the fusion's rows.
ALARMS = ("person", "client")


def size_class(posts: int) -> int:
    """Young accounts, growing ones and settled ones have their own fusion and tails: 0, 1 or 2."""
    return 0 if posts < 10 else 1 if posts < 60 else 2


#: The last of these.
SETTLED = 2


def score(rows: Floats, weights: Floats) -> Floats:
    """(posts, alarms): linear in the design rows, the intercept last."""
    out: Floats = rows @ weights[:, :-1].T + weights[:, -1]
    return out


class Known:
    """What a desk worked out about one account: the fusion for its size, its habit, how loud each alarm usually is."""

    __slots__ = ("_intercept", "_split", "_tails", "_weights", "fusion", "habit", "loud")

    def __init__(self, fusion: dict[str, Floats], habit: Habit, loud: tuple[Loudness, ...]) -> None:
        self.fusion, self.habit, self.loud = fusion, habit, loud
        # as score() turns them in every product, in the same order of memory: another order rounds otherwise
        self._weights = np.ascontiguousarray(fusion["weights"][:, :-1].T, np.float64)
        self._intercept = fusion["weights"][:, -1].astype(np.float64)
        self._split = float(fusion["split"])
        self._tails = [Tail(fusion[f"tail_{a}"]) for a in (*ALARMS, "both")]

    def rarities(self, rows: Floats) -> Floats:
        """(posts, 3): -ln p of the person alarm, the client alarm and both together, from rows of inputs."""
        scores = score(design(rows, self.habit), self.fusion["weights"])
        each = [self.loud[n].of(rarity(scores[:, n], self.fusion[f"tail_{a}"])) for n, a in enumerate(ALARMS)]
        both = rarity(np.maximum(each[0], each[1] + self._split), self.fusion["tail_both"])
        return np.stack((*each, np.minimum(both, FLOOR)), axis=1)

    def rarity(self, row: Floats) -> tuple[float, float, float]:
        """rarities() of one post, without the cost of arrays."""
        scores = (design(row, self.habit).dot(self._weights) + self._intercept).tolist()
        person, client = (
            loud.of_one(tail.rarity(one)) for loud, tail, one in zip(self.loud, self._tails, scores, strict=False)
        )
        both = self._tails[-1].rarity(max(person, client + self._split))
        return person, client, min(both, FLOOR)
