"""Swap tests on the owner's own accounts: what would be caught, and what it would cost in false alarms."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slipguard.core.types import Post
from slipguard.core.voice.desk import Desk
from slipguard.core.voice.voice import learn

#: The budgets shown unless the owner asks for others, as shares of genuine posts.
BUDGETS = (0.0005, 0.002, 0.005, 0.01, 0.02, 0.05)
#: The latest part of each history is held out; at most so many posts of it are played per pair of accounts.
HELD_OUT, MOST = 0.3, 60
#: An account with fewer posts is part of the desk but is not tested.
LEAST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """One budget: shares of 0..1, None where nothing of the kind could be played.

    false: own held-out posts that would be asked about; worst: the same for worst_account.
    staff: the staff's posts on clients that would be caught. client: other clients' posts. named: caught client
    posts whose right account was named.
    """

    budget: float
    false: float | None
    worst: float | None
    worst_account: str | None
    staff: float | None
    client: float | None
    named: float | None


@dataclass(frozen=True, slots=True)
class Backtest:
    """The table, one line per budget, and how many posts of each kind it rests on."""

    lines: tuple[Line, ...]
    own: int
    staff: int
    client: int
    accounts: int
    too_young: tuple[str, ...]


def backtest(
    histories: Mapping[str, Sequence[Post]], people: Collection[str] = (), budgets: Sequence[float] = BUDGETS
) -> Backtest:
    """histories: every account's and consenting person's posts, oldest first. Learns from the earlier part of each
    and plays the later part: at home, on every other client, and the people's on every client.
    """
    early, late = {}, {}
    for name, posts in histories.items():
        cut = len(posts) if len(posts) < LEAST else round(len(posts) * (1 - HELD_OUT))
        early[name], late[name] = list(posts[:cut]), _spread(posts[cut:], MOST)
    desk = Desk({name: learn(posts, private=name in people) for name, posts in early.items()}, people)
    clients = [n for n in histories if n not in people and late[n]]
    own: dict[str, list[float]] = {}
    staff: list[float] = []
    swapped: list[tuple[float, bool]] = []
    for account in clients:
        own[account] = [desk.assess(account, post).p_value for post in late[account]]
        for other, posts in late.items():
            if other == account:
                continue
            few = _spread(posts, max(3, MOST // max(1, len(late) - 1)))
            found = [desk.assess(account, post) for post in few]
            if other in people:
                staff += [f.p_value for f in found]
            else:
                swapped += [(f.p_value, f.alternative == other) for f in found]
    return Backtest(
        tuple(_line(b, own, staff, swapped) for b in budgets),
        sum(map(len, own.values())),
        len(staff),
        len(swapped),
        len(clients),
        tuple(n for n in histories if n not in people and not late[n]),
    )


def _line(budget: float, own: Mapping[str, list[float]], staff: list[float], swapped: list[tuple[float, bool]]) -> Line:
    by_account = {name: _share(ps, budget) or 0.0 for name, ps in own.items() if ps}
    worst = max(by_account, key=lambda n: by_account[n]) if by_account else None
    caught = [right for p, right in swapped if p <= budget]
    return Line(
        budget,
        _share([p for ps in own.values() for p in ps], budget),
        by_account[worst] if worst else None,
        worst,
        _share(staff, budget),
        _share([p for p, _ in swapped], budget),
        sum(caught) / len(caught) if caught else None,
    )


def _share(ps: Sequence[float], budget: float) -> float | None:
    return sum(p <= budget for p in ps) / len(ps) if ps else None


def _spread(posts: Sequence[Post], most: int) -> list[Post]:
    """At most so many, evenly over time."""
    if len(posts) <= most:
        return list(posts)
    return [posts[n * len(posts) // most] for n in range(most)]
