"""Server-sent events: looks at the database when something was written, and now and then anyway."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import ThreadPoolExecutor

from asgiref.sync import sync_to_async
from django.db import DatabaseError, connections
from django.http import HttpRequest, StreamingHttpResponse

from slipguard.app import ENDING
from slipguard.core.errors import SlipguardError
from slipguard.storage import news
from slipguard.storage.models import IncidentEvent
from slipguard.web import wake

log = logging.getLogger("slipguard.web")
LOOK = 0.3  # seconds between two looks where nobody tells what was written
SLOW = 5.0  # where it is told (wake.py): a look that only makes sure
BEAT = 15.0  # a sign of life: proxies drop silent connections, and live.js makes a new one after some silence
LIFE = 600.0  # then the browser connects again, and its sign-in is checked again
INCIDENTS: news.Kinds = frozenset({IncidentEvent})  # all that is urgent on a page that shows no posts as they come
MARK = "mark"  # the event that says which state the page shows now; the browser brings it back when it reconnects
Piece = tuple[str, str]  # event, HTML
# threads of their own, which keep their connections: to open one takes as long as half a look
_lookers = ThreadPoolExecutor(max_workers=4, thread_name_prefix="look")


def stream(look: Callable[[], Iterable[Piece]], urgent: news.Kinds = news.URGENT) -> StreamingHttpResponse:
    """`look` is called again and again in a thread and gives the pieces that are new since its last call.

    `urgent`: what the page shows at once; all else it hears within a second or so.
    """
    answer = StreamingHttpResponse(_run(look, urgent), content_type="text/event-stream")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Accel-Buffering"] = "no"  # nginx would collect the events
    return answer


def shows(request: HttpRequest) -> str:
    """The marks of what the browser shows: of the last look that reached it, otherwise of the page as it was made."""
    return request.headers.get("Last-Event-ID") or request.GET.get("seen", "")


async def _run(look: Callable[[], Iterable[Piece]], urgent: news.Kinds) -> AsyncIterator[str]:
    started = beat = time.monotonic()
    yield "retry: 1000\n\n"
    with wake.listening(urgent) as ear:
        while not ENDING.is_set() and time.monotonic() - started < LIFE:
            ear.forget()
            try:
                pieces = await sync_to_async(_once, thread_sensitive=False, executor=_lookers)(look)
            except SlipguardError:
                return  # no longer theirs to see
            except DatabaseError:
                log.warning("a page could not be kept live; its browser connects again", exc_info=True)
                return
            if pieces:
                beat = time.monotonic()
                yield "".join(packet(event, html) for event, html in pieces)  # in one: a row in, and the oldest out
            elif time.monotonic() - beat > BEAT:
                beat = time.monotonic()
                yield packet("beat", ".")
            await ear.within(SLOW if wake.hears() else LOOK)


def _once(look: Callable[[], Iterable[Piece]]) -> list[Piece]:
    try:
        return list(look())
    except DatabaseError:
        connections.close_all()  # this thread's: the next look tries a fresh one
        raise


def packet(event: str, html: str) -> str:
    """One event in the format of the HTML standard; every line of data has its own prefix."""
    if event == MARK:
        return f"id: {html}\nevent: {MARK}\ndata: .\n\n"
    lines = "\n".join(f"data: {line}" for line in html.strip().splitlines())
    return f"event: {event}\n{lines or 'data:'}\n\n"
