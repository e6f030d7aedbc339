"""Swap tests on the owner's own accounts: what would be caught, and what it would cost in false alarms.

The voices give the table of budgets; voices, harm and policy together give what would really be asked about and
what would be stopped on each account as it is set today. That is how an owner decides about automatic mode.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from slipguard.core import policy
from slipguard.core.harm import Context, grade
from slipguard.core.types import Assessment, Budget, Post, PostDecision
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
class Tally:
    """Posts of one kind that were played: asked about (stopped ones included), stopped, rightly named."""

    posts: int
    asked: int
    stopped: int
    named: int


@dataclass(frozen=True, slots=True)
class Home:
    """One account under its own budget: its own posts, the staff's on it, other clients' on it."""

    account: str
    budget: Budget
    own: Tally
    staff: Tally
    client: Tally


@dataclass(frozen=True, slots=True)
class Backtest:
    """The table, one line per budget, and how many posts of each kind it rests on; then account by account."""

    lines: tuple[Line, ...]
    homes: tuple[Home, ...]
    own: int
    staff: int
    client: int
    accounts: int
    too_young: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Played:
    p_value: float
    asked: bool
    stopped: bool
    named: bool


def backtest(
    histories: Mapping[str, Sequence[Post]],
    people: Collection[str] = (),
    budgets: Sequence[float] = BUDGETS,
    homes: Mapping[str, Budget] | None = None,
) -> Backtest:
    """histories: every account's and consenting person's posts, oldest first. Learns from the earlier part of each
    and plays the later part: at home, on every other client, and the people's on every client.

    homes: the accounts to play on, each with its budget; None = all, with the usual one. The others only lend posts.
    """
    early, late = {}, {}
    for name, posts in histories.items():
        cut = len(posts) if len(posts) < LEAST else round(len(posts) * (1 - HELD_OUT))
        early[name], late[name] = list(posts[:cut]), _spread(posts[cut:], MOST)
    desk = Desk({name: learn(posts, private=name in people) for name, posts in early.items()}, people)
    desk.sharpen()
    wanted = dict.fromkeys((n for n in histories if n not in people), Budget()) if homes is None else homes
    own: dict[str, list[_Played]] = {}
    staff: dict[str, list[_Played]] = {}
    swapped: dict[str, list[_Played]] = {}
    for account, budget in wanted.items():
        if not late.get(account):
            continue
        own[account], staff[account], swapped[account] = [], [], []
        for other, posts in late.items():
            kind = own if other == account else staff if other in people else swapped
            few = posts if other == account else _spread(posts, max(3, MOST // max(1, len(late) - 1)))
            kind[account] += [_play(desk.assess(account, post), post, budget, other) for post in few]
    return Backtest(
        tuple(_line(b, own, staff, swapped) for b in budgets),
        tuple(
            Home(name, wanted[name], _tally(own[name]), _tally(staff[name]), _tally(swapped[name])) for name in own
        ),
        _count(own),
        _count(staff),
        _count(swapped),
        len(own),
        tuple(n for n in wanted if not late.get(n)),
    )


def _play(found: Assessment, post: Post, budget: Budget, writer: str) -> _Played:
    harm = grade(post.text, language=post.language, context=Context(is_reply=bool(post.reply_to)))
    decision = policy.decide_post(found, harm, budget).decision
    return _Played(
        found.p_value,
        decision is not PostDecision.LEAVE,
        decision is PostDecision.RECALL,
        found.alternative == writer,
    )


def _tally(played: Sequence[_Played]) -> Tally:
    asked = [one for one in played if one.asked]
    return Tally(len(played), len(asked), sum(one.stopped for one in asked), sum(one.named for one in asked))


def _count(kind: Mapping[str, list[_Played]]) -> int:
    return sum(map(len, kind.values()))


def _line(
    budget: float,
    own: Mapping[str, list[_Played]],
    staff: Mapping[str, list[_Played]],
    swapped: Mapping[str, list[_Played]],
) -> Line:
    by_account = {name: _share(played, budget) or 0.0 for name, played in own.items() if played}
    worst = max(by_account, key=lambda n: by_account[n]) if by_account else None
    caught = [one.named for played in swapped.values() for one in played if one.p_value <= budget]
    return Line(
        budget,
        _share([one for played in own.values() for one in played], budget),
        by_account[worst] if worst else None,
        worst,
        _share([one for played in staff.values() for one in played], budget),
        _share([one for played in swapped.values() for one in played], budget),
        sum(caught) / len(caught) if caught else None,
    )


def _share(played: Sequence[_Played], budget: float) -> float | None:
    return sum(one.p_value <= budget for one in played) / len(played) if played else None


def _spread(posts: Sequence[Post], most: int) -> list[Post]:
    """At most so many, evenly over time."""
    if len(posts) <= most:
        return list(posts)
    return [posts[n * len(posts) // most] for n in range(most)]
