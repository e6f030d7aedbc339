"""Whether the promise is kept: the realised false alarm rate beside the budget, and whether an account has changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

#: How surely an account must have changed before its owner is told: a false notice at most once in so many posts.
SURE = 1_000.0
#: Bets on small p-values of different strength, averaged (mixture of power martingales).
_POWERS = (0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Realised:
    """asked of posts genuine posts were asked about; low and high: 95 % interval of the true share (Wilson 1927).

    kept: the budget lies within or above the interval. says: the same for the owner.
    """

    asked: int
    posts: int
    share: float
    low: float
    high: float
    kept: bool
    says: str


def realised(p_values: Sequence[float], budget: float) -> Realised:
    """p_values of accepted posts of one account; budget as a share of genuine posts."""
    posts, asked = len(p_values), sum(p <= budget for p in p_values)
    if not posts:
        return Realised(0, 0, 0.0, 0.0, 1.0, True, "No posts have been judged yet.")
    share, z = asked / posts, 1.96
    middle = (share + z * z / (2 * posts)) / (1 + z * z / posts)
    reach = z * sqrt(share * (1 - share) / posts + z * z / (4 * posts * posts)) / (1 + z * z / posts)
    low, high = max(0.0, middle - reach), min(1.0, middle + reach)
    kept = low <= budget
    allowed = f"you allowed about one in {round(1 / budget):,}" if budget > 0 else "you allowed none"
    tail = "" if kept else " That is more than you allowed."
    return Realised(
        asked, posts, share, low, high, kept, f"{asked:,} of {posts:,} own posts were asked about; {allowed}.{tail}"
    )


@dataclass(frozen=True, slots=True)
class Drift:
    """since: index of the first post of the stretch that reads differently. evidence: odds against mere chance."""

    since: int
    evidence: float
    says: str


def drift(p_values: Sequence[float]) -> Drift | None:
    """Has the account changed (a campaign, an election night, a new editor)? None = no sign of it.

    p_values of accepted posts in the order of time. A CUSUM over conformal test martingales: while posts are
    exchangeable with what was learnt, the expected wait for a false notice is at least SURE posts (Vovk, Gammerman
    and Shafer, Algorithmic Learning in a Random World, ch. 8; Volkhonskiy et al. 2017).
    """
    logs = [0.0] * len(_POWERS)
    since, best = 0, 0.0
    for place, p in enumerate(p_values):
        safe = min(1.0, max(p, 1e-6))
        # Before each post the bets start again at one if they had lost: the change may begin now.
        if _mean(logs) <= 0.0:
            logs, since = [0.0] * len(_POWERS), place
        logs = [total + log(e) + (e - 1.0) * log(safe) for total, e in zip(logs, _POWERS, strict=True)]
        best = _mean(logs)
    if best < log(SURE):
        return None
    count = len(p_values) - since
    return Drift(since, exp(min(best, 50.0)), f"The last {count:,} posts read differently from what was learnt.")


def _mean(logs: Sequence[float]) -> float:
    top = max(logs)
    return top + log(sum(exp(v - top) for v in logs) / len(logs))
