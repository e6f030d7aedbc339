"""Streams look when something was written, by this process or another, and hardly ever otherwise.

A post or an event of an incident that this process wrote rings at once; what others wrote is heard by one thread that
lives for as long as somebody watches a page (storage/news.py). A page says which of them it shows at once: a board is
not held up by the looks of ten other open pages at a post that none of these shows.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import math
import threading
from collections.abc import Iterator
from functools import partial

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save

from slipguard.app import ENDING
from slipguard.storage import news

log = logging.getLogger("slipguard.web")
GAP = 0.05  # seconds between two looks for what is urgent: a hundred posts in a second are twenty looks, not a hundred
REST = 1.0  # seconds between two looks for all else (an account was heard, a draft moved)
AGAIN = 1.0  # seconds until the database is listened to again after a failure


class News:
    """One stream's ear; made and asked in its loop, woken from any thread. `urgent`: what its page shows at once."""

    def __init__(self, urgent: news.Kinds = news.URGENT) -> None:
        self._urgent = urgent
        self._loop, self._came = asyncio.get_running_loop(), asyncio.Event()
        self._looked = self._hurried = -math.inf
        self._due, self._hurry = math.inf, False

    def forget(self) -> None:
        """Before a look: what comes from now on counts."""
        self._looked = self._loop.time()
        if self._hurry:
            self._hurried = self._looked
        self._due, self._hurry = math.inf, False

    async def within(self, seconds: float) -> None:
        """Until something was written, or so long after the last look."""
        end = self._looked + seconds
        while not ENDING.is_set() and (wait := min(self._due, end) - self._loop.time()) > 0:
            self._came.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._came.wait(), wait)

    def ring(self, written: news.Kinds) -> None:
        """Something was written, and news of these kinds are among it."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._hear, not self._urgent.isdisjoint(written))

    def _hear(self, urgent: bool) -> None:
        self._due = min(self._due, self._hurried + GAP if urgent else self._looked + REST)
        self._hurry = self._hurry or urgent
        self._came.set()


class Ear(threading.Thread):
    """Hears what is written to the database, for all streams of this process."""

    def __init__(self) -> None:
        super().__init__(name="news", daemon=True)
        self.hears = False
        self._over = threading.Event()

    def stop(self) -> None:
        """It ends within a second."""
        self._over.set()

    def run(self) -> None:
        while not self._over.is_set():
            try:
                for written in news.changes(self._over.is_set):
                    ring(written)
                    self.hears = True
            except Exception:
                self.hears = False
                ring(frozenset())
                log.exception("the database could not be listened to; pages look at it themselves meanwhile")
                self._over.wait(AGAIN)


_listening: set[News] = set()
_lock = threading.Lock()
_ear: Ear | None = None


@contextlib.contextmanager
def listening(urgent: news.Kinds = news.URGENT) -> Iterator[News]:
    """For as long as a stream lives. `urgent`: what its page shows at once."""
    global _ear
    mine = News(urgent)
    with _lock:
        _listening.add(mine)
        if _ear is None:
            _ear = Ear()
            _ear.start()
    try:
        yield mine
    finally:
        with _lock:
            _listening.discard(mine)
            if not _listening and _ear is not None:
                _ear.stop()
                _ear = None


def hears() -> bool:
    """Would what another process writes ring? False while the database cannot be listened to."""
    ear = _ear
    return ear is not None and ear.hears


def ring(written: news.Kinds = news.URGENT) -> None:
    """Wake every stream of this process."""
    for each in list(_listening):
        each.ring(written)


def _written(sender: type[Model], instance: Model, **_: object) -> None:
    transaction.on_commit(partial(_tell, sender, instance.pk))  # not before: a look must see it


def _tell(kind: type[Model], number: int) -> None:
    news.known(kind, number)  # otherwise the ear rings a moment later, and every page looks twice at each post
    ring(frozenset({kind}))


def connect() -> None:
    """Once, when Django is ready. Rows that are changed by a query send no signal; the ear hears those."""
    for model in news.URGENT:
        post_save.connect(_written, sender=model, weak=False, dispatch_uid=f"wake-{model.__name__}")
