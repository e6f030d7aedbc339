"""Whether the promise is kept: the realised false alarm rate beside the budget, and whether an account has changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log, log1p

#: How surely an account must have changed before its owner is told: a false notice at most once in so many posts.
SURE = 1_000.0
#: Bets on small p-values of different strength, averaged (mixture of power martingales).
_POWERS = (0.3, 0.5, 0.7, 0.9)


@dataclass(frozen=True, slots=True)
class Realised:
    """hits of posts genuine posts set off an alarm; low and high: 95 % interval of the true share (Clopper and
    Pearson 1934: exact, so one hold in a young account proves nothing).

    kept: chance alone explains it. says: the same for the owner.
    """

    hits: int
    posts: int
    share: float
    low: float
    high: float
    kept: bool
    says: str


def realised(hits: int, posts: int, budget: float, what: str = "asked about") -> Realised:
    """Genuine posts of one account, how many of them were `what`, and the budget as a share of genuine posts."""
    if not posts:
        return Realised(0, 0, 0.0, 0.0, 1.0, True, "No posts have been judged yet.")
    low = _solve(lambda p: _at_least(hits, posts, p), 0.025) if hits else 0.0
    high = _solve(lambda p: _at_least(hits + 1, posts, p), 0.975) if hits < posts else 1.0
    kept = low <= budget
    allowed = f"you allowed about one in {round(1 / budget):,}" if budget > 0 else "you allowed none"
    tail = "" if kept else " That is more than you allowed."
    own = "own post was" if posts == 1 else "own posts were"
    return Realised(
        hits, posts, hits / posts, low, high, kept, f"{hits:,} of {posts:,} {own} {what}; {allowed}.{tail}"
    )


def _at_least(hits: int, posts: int, share: float) -> float:
    """P(X >= hits) for a binomial X; the fewer terms are summed."""
    if share <= 0.0 or share >= 1.0:
        return float(share >= 1.0 or hits <= 0)

    def term(n: int) -> float:
        ways = lgamma(posts + 1) - lgamma(n + 1) - lgamma(posts - n + 1)
        return exp(ways + n * log(share) + (posts - n) * log1p(-share))

    if hits <= posts // 2:
        return max(0.0, 1.0 - sum(term(n) for n in range(hits)))
    return sum(term(n) for n in range(hits, posts + 1))


def _solve(rising: Callable[[float], float], wanted: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < wanted else (low, middle)
    return (low + high) / 2


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
