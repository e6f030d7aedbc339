"""Where many slips of one account are taken back at once, the worst goes first: networks count deletes.

X takes 50 in 15 minutes and Mastodon 30 in 30, per account. Deletes of one account pass here, a few at a time; whoever
waits is ordered by harm, then by how little the post sounds like the account. Nobody waits for longer than PATIENCE: a
call that hangs must not hold the others up. What a network refuses for its quota comes back when that opens again,
the worst a little earlier than the rest.
"""

from __future__ import annotations

import heapq
import itertools
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from slipguard.storage.models import PostRow

AT_ONCE = 4
PATIENCE = 2.0  # seconds; a recall's delete never waits longer for anything
STEP = 2.0  # seconds between the grades of harm when a quota opens again

Urgency = tuple[int, float]  # less goes first: (minus the harm, p-value)
_numbers = itertools.count()


class _Turnstile:
    """The deletes of one account."""

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._waiting: list[tuple[Urgency, int]] = []
        self._inside = 0

    def enter(self, urgency: Urgency) -> None:
        """Wait until there is room and nobody more urgent waits; at most PATIENCE."""
        me = (urgency, next(_numbers))
        ends = time.monotonic() + PATIENCE
        with self._free:
            heapq.heappush(self._waiting, me)
            while self._inside >= AT_ONCE or self._waiting[0] != me:
                if not self._free.wait(max(0.0, ends - time.monotonic())):
                    break
            self._waiting.remove(me)
            heapq.heapify(self._waiting)
            self._inside += 1
            self._free.notify_all()

    def leave(self) -> None:
        """Make room."""
        with self._free:
            self._inside -= 1
            self._free.notify_all()


_lock = threading.Lock()
_turnstiles: dict[int, _Turnstile] = {}


@contextmanager
def turn(account_id: int, urgency: Urgency) -> Iterator[None]:
    """One delete's turn."""
    with _lock:
        turnstile = _turnstiles.setdefault(account_id, _Turnstile())
    turnstile.enter(urgency)
    try:
        yield
    finally:
        turnstile.leave()


def urgency(account_id: int, ref: str) -> Urgency:
    """How bad a post is, by its own check; one that was never judged was named by a person, and that is urgent."""
    row = PostRow.objects.filter(account_id=account_id, ref=ref).values_list("harm", "p_value").first()
    harm, p_value = row or (0, None)
    return -(harm or 0), p_value if p_value is not None else 0.0


def again(after: float | None, worst: Urgency, usual: float) -> float:
    """Seconds until a delete that met the end of a quota is sent again; `usual` where the network did not say."""
    return usual if after is None else after + 1.0 + STEP * (3 + worst[0])
