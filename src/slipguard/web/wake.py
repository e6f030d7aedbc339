"""Streams look at once when this process wrote something, and not only at their next beat.

What another process wrote is found by that beat (stream.LOOK).
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator

from django.db import transaction
from django.db.models.signals import post_save

from slipguard.storage.models import IncidentEvent, PostRow

GAP = 0.05  # seconds between two looks at least: a hundred posts in a second are twenty looks, not a hundred


class News:
    """One stream's ear; made and asked in its loop, woken from any thread."""

    def __init__(self) -> None:
        self._loop, self._came = asyncio.get_running_loop(), asyncio.Event()

    def forget(self) -> None:
        """Before a look: what comes from now on counts."""
        self._came.clear()

    async def within(self, seconds: float) -> None:
        """Until something was written, or so long."""
        await asyncio.sleep(GAP)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._came.wait(), seconds - GAP)

    def ring(self) -> None:
        """Something was written."""
        with contextlib.suppress(RuntimeError):  # the loop has ended
            self._loop.call_soon_threadsafe(self._came.set)


_listening: set[News] = set()


@contextlib.contextmanager
def listening() -> Iterator[News]:
    """For as long as a stream lives."""
    news = News()
    _listening.add(news)
    try:
        yield news
    finally:
        _listening.discard(news)


def ring() -> None:
    """Wake every stream of this process."""
    for news in list(_listening):
        news.ring()


def _written(**_: object) -> None:
    transaction.on_commit(ring)  # not before: a look must see it


def connect() -> None:
    """Once, when Django is ready. Rows that are changed by a query send no signal; the beat finds those."""
    for model in (PostRow, IncidentEvent):
        post_save.connect(_written, sender=model, weak=False, dispatch_uid=f"wake-{model.__name__}")
