"""Server-sent events: looks at the database when something was written, and a few times a second anyway."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import StreamingHttpResponse

from slipguard.app import ENDING
from slipguard.core.errors import SlipguardError
from slipguard.web import wake

LOOK = 0.3  # seconds between two looks at most; what this process writes is looked at sooner (wake.py)
BEAT = 15.0  # a comment line now and then: proxies drop silent connections
LIFE = 600.0  # then the browser connects again, and its sign-in is checked again
Piece = tuple[str, str]  # event, HTML


def stream(look: Callable[[], Iterable[Piece]], every: float = LOOK) -> StreamingHttpResponse:
    """`look` is called again and again in a thread and gives the pieces that are new since its last call."""
    answer = StreamingHttpResponse(_run(look, every), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would collect the events
    return answer


async def _run(look: Callable[[], Iterable[Piece]], every: float) -> AsyncIterator[str]:
    def once() -> list[Piece]:
        close_old_connections()
        try:
            return list(look())
        finally:
            close_old_connections()

    started = beat = time.monotonic()
    yield "retry: 1000\n\n"
    with wake.listening() as news:
        while not ENDING.is_set() and time.monotonic() - started < LIFE:
            news.forget()
            try:
                pieces = await sync_to_async(once, thread_sensitive=False)()
            except SlipguardError:
                return  # no longer theirs to see
            for event, html in pieces:
                yield packet(event, html)
            if pieces:
                beat = time.monotonic()
            elif time.monotonic() - beat > BEAT:
                beat = time.monotonic()
                yield ": still here\n\n"
            await news.within(every)


def packet(event: str, html: str) -> str:
    """One event in the format of the HTML standard; every line of data has its own prefix."""
    lines = "\n".join(f"data: {line}" for line in html.strip().splitlines())
    return f"event: {event}\n{lines or 'data:'}\n\n"
