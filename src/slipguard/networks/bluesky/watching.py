"""Listening: one loop for the account's own firehose and for Jetstream. What happens now goes before what was missed.

Whatever the stream cannot give back (a cursor from before its memory, another server since, a frame that cannot be
read) is made good by listing the account's posts since that time. Posts then come twice, and never not at all;
deletes of such a gap are not told, since nobody remembers them.

What is missed, listed or replayed, is owed: it is told one by one, and between two of them everything that the stream
has brought meanwhile is read. A frame from after the connection was opened is told at once, so a slip of this moment
does not wait behind a night's posts; an older one is a piece of the replay and takes its turn. While anything is
owed, what is told at once moves no cursor: a crash brings it again, with all that was still owed.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.sync.client import ClientConnection, connect

from slipguard.core.types import Post
from slipguard.networks.bluesky import frames
from slipguard.networks.bluesky.stream import Cursor, Firehose, Jetstream, now_us
from slipguard.networks.guard import address as guard
from slipguard.networks.protocol import Appeared, Happening, Heard, Reason, Retryable, Vanished

CONNECT_S = 3.0
TICK_S = 0.25  # how long stop() may wait
HEARD_S = 2.0
MARGIN = timedelta(minutes=5)  # clocks differ: a catch-up begins earlier than the cursor says
AHEAD = 500  # frames, of everybody, that are read before the next one that is owed
_FRAME_LIMIT = 8 << 20  # the protocol's own limit for a commit is 2 MB of blocks

Since = Callable[[datetime], Iterator[Post | None]]  # posts from a time on, oldest first; None: one more page was read
Read = Callable[[str], Post | None]


class _CountsAnew(Exception):
    """The server's counter is behind ours: it was restored from a backup, say."""


def watch(
    source: Firehose | Jetstream,
    since: Since,
    read: Read,
    cursor: str | None,
    stop: Callable[[], bool],
    allow_private: bool = False,
) -> Iterator[Happening]:
    """See protocol.Network.watch."""
    before = Cursor.parse(cursor)
    resume = before if before and source.remembers(before) else None
    missed = before if before and not resume else None
    while not stop():
        opened = now_us()  # taken before connecting, so that nothing falls between the listing and the stream
        with _connect(source.address(resume), allow_private) as socket:
            ear = _Ear(source, socket, since, read, resume or Cursor(opened), opened)
            try:
                yield from ear.listen(missed, stop)
                return
            except _CountsAnew:
                if resume is None:
                    raise Retryable(f"{source.via} ended: it has a problem of its own.", Reason.NETWORK) from None
                resume, missed = None, resume  # our counter means nothing to it now


class _Ear:
    """One connection: what it brings, and what is owed from before it."""

    def __init__(self, source: Firehose | Jetstream, socket: ClientConnection, since: Since, read: Read, here: Cursor,
                 opened: int) -> None:
        self._source, self._socket, self._since, self._read = source, socket, since, read
        self._here = here  # behind all that was read; where to go on only once nothing is owed
        self._opened = opened
        self._owed: deque[Iterator[Happening]] = deque()  # oldest first
        self._told: set[str] = set()  # told out of turn: what is owed of these posts is older, and not told

    def listen(self, missed: Cursor | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """Until `stop`, or until the connection is lost (Retryable)."""
        if missed:
            self._owed.append(self._listed(missed))
        yield self._alive()
        heard, ahead = time.monotonic(), 0
        while not stop():
            frame = self._next(0 if self._owed else TICK_S) if ahead < AHEAD else None
            ahead = ahead + 1 if frame and self._owed else 0
            if frame:
                yield from self._tell(frame)
            elif self._owed:
                yield from self._one_owed()
            else:
                self._here = self._source.idle(self._here)
            if time.monotonic() - heard >= HEARD_S:
                yield self._alive()
                heard = time.monotonic()

    def _alive(self) -> Heard:
        return Heard(None if self._owed else str(self._here), self._source.via)

    def _next(self, timeout: float) -> frames.Frame | None:
        try:
            return self._source.read(self._socket.recv(timeout=timeout))
        except TimeoutError:
            return None
        except ConnectionClosed as lost:
            raise Retryable(f"{self._source.via} was lost.", Reason.NETWORK) from lost

    def _tell(self, frame: frames.Frame) -> Iterator[Happening]:
        """At once, or in its turn."""
        if frame.error == "FutureCursor":
            raise _CountsAnew
        if frame.error:
            raise Retryable(f"{self._source.via} ended: it has a problem of its own.", Reason.NETWORK)
        if frame.gap:
            self._owed.append(self._listed(self._here))
        self._here = self._source.after(frame, self._here)
        if not frame.happened and not frame.absent:
            return
        if frame.time_us is not None and frame.time_us < self._opened:
            self._owed.append(self._inside(frame, self._here))
            return
        for happening in self._inside(frame, None if self._owed else self._here):
            if self._owed:
                self._told.add(_ref(happening))
            yield happening

    def _one_owed(self) -> Iterator[Happening]:
        happening = next(self._owed[0], None)
        if happening is None:
            self._owed.popleft()
            if not self._owed:
                self._told.clear()
                yield self._alive()
        elif _ref(happening) not in self._told:
            yield happening
        elif happening.cursor:
            yield Heard(happening.cursor, self._source.via)

    def _inside(self, frame: frames.Frame, behind: Cursor | None) -> Iterator[Appeared | Vanished]:
        """What a frame tells. Only the last one moves the cursor: a crash before it repeats all."""
        written = [Appeared(post) for ref in frame.absent if (post := self._read(ref))]
        happened = [*frame.happened, *written]
        for left, happening in zip(range(len(happened) - 1, -1, -1), happened, strict=True):
            yield happening if left or behind is None else replace(happening, cursor=str(behind))

    def _listed(self, cursor: Cursor) -> Iterator[Happening]:
        """Without cursors: a crash in the middle begins the catch-up again."""
        for post in self._since(cursor.at() - MARGIN):
            yield Appeared(post) if post else self._alive()


def _ref(happening: Happening) -> str:
    if isinstance(happening, Heard):
        return ""
    return happening.post.ref if isinstance(happening, Appeared) else happening.ref


def _connect(address: str, allow_private: bool) -> ClientConnection:
    parts = urlsplit(address)
    host = parts.hostname
    try:
        port = parts.port or (443 if parts.scheme == "wss" else 80)
        judged = guard.connect(host or "", port, allow_private, CONNECT_S)
        # pings find a connection that died silently; quiet is normal on a small server
        return connect(
            address,
            sock=judged,
            open_timeout=CONNECT_S,
            close_timeout=0.5,
            ping_interval=10,
            ping_timeout=10,
            max_size=_FRAME_LIMIT,
            max_queue=AHEAD,  # goes on receiving while a post is looked at
            user_agent_header="slipguard",
        )
    except InvalidStatus as refused:
        status = refused.response.status_code
        reason = Reason.QUOTA if status == 429 else Reason.NETWORK
        raise Retryable(f"{host} answered HTTP {status} to the stream.", reason, status=status) from refused
    except (OSError, EOFError, InvalidHandshake, InvalidURI) as lost:
        raise Retryable(f"The stream of {host} cannot be reached.", Reason.NETWORK) from lost
