"""Listening: one loop for the account's own firehose and for Jetstream.

The cursor holds the time and, for a firehose, the server and its counter. Whatever the stream cannot
give back (a cursor from before its memory, another server since, a frame that cannot be read) is made
good by listing the account's posts since that time. Posts then come twice, and never not at all;
deletes of such a gap are not told, since nobody remembers them.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urlsplit

from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI
from websockets.sync.client import ClientConnection, connect

from slipguard.core.types import Post
from slipguard.networks.bluesky import convert, frames
from slipguard.networks.guard import address as guard
from slipguard.networks.protocol import Appeared, Happening, Heard, Reason, Retryable, Vanished

CONNECT_S = 3.0
TICK_S = 0.25  # how long stop() may wait
HEARD_S = 2.0
MARGIN = timedelta(minutes=5)  # clocks differ: a catch-up begins earlier than the cursor says
REWIND_US = 5_000_000  # Jetstream's documentation advises to go back a few seconds
MEMORY_US = 24 * 3600 * 1_000_000  # how far back a Jetstream is trusted to remember
REPLAY_US = 600 * 1_000_000  # how far back a firehose is replayed
_FRAME_LIMIT = 8 << 20  # the protocol's own limit for a commit is 2 MB of blocks


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where to go on: microseconds since 1970, and the counter of one server's firehose."""

    time_us: int
    seq: int | None = None
    host: str = ""

    def __str__(self) -> str:
        return f"{self.time_us}" if self.seq is None else f"{self.time_us}:{self.seq}@{self.host}"

    @classmethod
    def parse(cls, text: str | None) -> Cursor | None:
        """A cursor that was given out before; None: from now on."""
        found = re.fullmatch(r"(\d+)(?::(\d+)@(.+))?", text or "")
        if not found:
            return None
        return cls(int(found[1]), int(found[2]) if found[2] else None, found[3] or "")

    def at(self) -> datetime:
        """The time, aware."""
        return datetime.fromtimestamp(self.time_us / 1_000_000, UTC)


class Firehose:
    """The stream of everything that happens on one server."""

    def __init__(self, server: str, did: str) -> None:
        parts = urlsplit(server)
        self.host = parts.netloc
        self.via = f"the firehose of {parts.hostname}"
        self._base = f"{server.replace('http', 'ws', 1)}/xrpc/com.atproto.sync.subscribeRepos"
        self._did = did

    def address(self, cursor: Cursor | None) -> str:
        """Where to connect; with a cursor that `remembers`."""
        return self._base if cursor is None else f"{self._base}?{urlencode({'cursor': cursor.seq})}"

    def remembers(self, cursor: Cursor) -> bool:
        """A counter counts on its own server, and replaying everybody's events must not take long.

        A server of Bluesky's has some hundred thousand accounts: after a night's outage, hours of their
        events would stand in front of the next slip. Older cursors are answered by a listing instead.
        """
        return cursor.seq is not None and cursor.host == self.host and _now_us() - cursor.time_us < REPLAY_US

    def read(self, data: bytes | str) -> frames.Frame:
        """One message."""
        return frames.firehose(data, self._did)

    def after(self, frame: frames.Frame, before: Cursor) -> Cursor:
        """The cursor behind a message."""
        if frame.seq is None:
            return before
        return Cursor(frame.time_us or before.time_us, frame.seq, self.host)

    def idle(self, before: Cursor) -> Cursor:
        """The cursor of a live stream that is quiet: the counter stands, the time goes on."""
        return replace(before, time_us=_now_us())


class Jetstream:
    """Somebody's stream of the whole network as JSON, filtered for one account."""

    def __init__(self, address: str, did: str) -> None:
        self.host = urlsplit(address).netloc
        self.via = f"Jetstream at {urlsplit(address).hostname}"
        address = address.replace("http", "ws", 1) if address.startswith("http") else address
        self._base = address if urlsplit(address).path.strip("/") else f"{address.rstrip('/')}/subscribe"
        self._did = did

    def address(self, cursor: Cursor | None) -> str:
        """Where to connect; with a cursor that `remembers`."""
        query: dict[str, str | int] = {"wantedDids": self._did, "wantedCollections": convert.COLLECTION}
        if cursor:
            query["cursor"] = max(0, cursor.time_us - REWIND_US)
        return f"{self._base}?{urlencode(query)}"

    def remembers(self, cursor: Cursor) -> bool:
        """It starts silently at its oldest event when a cursor is older than that: so ask only for a day."""
        return _now_us() - cursor.time_us < MEMORY_US

    def read(self, data: bytes | str) -> frames.Frame:
        """One message."""
        return frames.jetstream(data, self._did)

    def after(self, frame: frames.Frame, before: Cursor) -> Cursor:
        """The cursor behind a message."""
        return Cursor(frame.time_us) if frame.time_us else before

    def idle(self, before: Cursor) -> Cursor:
        """Quiet, or behind the network: only an event moves the time on, for the time is the cursor."""
        return before


def watch(
    source: Firehose | Jetstream,
    since: Callable[[datetime], list[Post]],
    read: Callable[[str], Post | None],
    cursor: str | None,
    stop: Callable[[], bool],
    allow_private: bool = False,
) -> Iterator[Happening]:
    """See protocol.Network.watch. `since`: the account's posts from a time on, oldest first."""
    before = Cursor.parse(cursor)
    resume = before if before and source.remembers(before) else None
    missed = before if before and not resume else None
    while not stop():
        # taken before connecting, so that nothing falls between the listing and the stream
        here = resume or Cursor(_now_us())
        with _connect(source.address(resume), allow_private) as socket:
            if missed:
                yield from _catch_up(since, missed)
            yield Heard(str(here), source.via)
            heard = time.monotonic()
            while not stop():
                frame = _next(source, socket)
                if frame and frame.error == "FutureCursor" and resume:
                    # the server counts anew, from a backup say: our counter means nothing to it now
                    resume, missed = None, resume
                    break
                if frame is None:
                    here = source.idle(here)
                else:
                    if frame.error:
                        raise Retryable(f"{source.via} ended: it has a problem of its own.", Reason.NETWORK)
                    if frame.gap:
                        yield from _catch_up(since, here)
                    behind = source.after(frame, here)
                    happened = [*frame.happened, *_written(frame.absent, read)]
                    for left, happening in zip(range(len(happened) - 1, -1, -1), happened, strict=True):
                        # only the last one of a message moves the cursor: a crash before it repeats all
                        yield happening if left else replace(happening, cursor=str(behind))
                    here = behind
                if time.monotonic() - heard >= HEARD_S:
                    yield Heard(str(here), source.via)
                    heard = time.monotonic()
            else:
                return


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
            user_agent_header="slipguard",
        )
    except InvalidStatus as refused:
        status = refused.response.status_code
        reason = Reason.QUOTA if status == 429 else Reason.NETWORK
        raise Retryable(f"{host} answered HTTP {status} to the stream.", reason, status=status) from refused
    except (OSError, EOFError, InvalidHandshake, InvalidURI) as lost:
        raise Retryable(f"The stream of {host} cannot be reached.", Reason.NETWORK) from lost


def _next(source: Firehose | Jetstream, socket: ClientConnection) -> frames.Frame | None:
    try:
        return source.read(socket.recv(timeout=TICK_S))
    except TimeoutError:
        return None
    except ConnectionClosed as lost:
        raise Retryable(f"{source.via} was lost.", Reason.NETWORK) from lost


def _catch_up(since: Callable[[datetime], list[Post]], cursor: Cursor) -> Iterator[Appeared]:
    # without cursors: a crash in the middle begins the catch-up again
    for post in since(cursor.at() - MARGIN):
        yield Appeared(post)


def _written(refs: tuple[str, ...], read: Callable[[str], Post | None]) -> Iterator[Appeared | Vanished]:
    for ref in refs:
        if post := read(ref):
            yield Appeared(post)


def _now_us() -> int:
    return time.time_ns() // 1000
