"""The two streams, the account's own firehose and Jetstream, and where to go on in them.

The cursor holds the time and, for a firehose, the server and its counter.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlencode, urlsplit

from slipguard.networks.bluesky import convert, frames

REWIND_US = 5_000_000  # Jetstream's documentation advises to go back a few seconds
MEMORY_US = 24 * 3600 * 1_000_000  # how far back a Jetstream is trusted to remember
REPLAY_US = 600 * 1_000_000  # how far back a firehose is replayed


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
        return cursor.seq is not None and cursor.host == self.host and now_us() - cursor.time_us < REPLAY_US

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
        return replace(before, time_us=now_us())


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
        return now_us() - cursor.time_us < MEMORY_US

    def read(self, data: bytes | str) -> frames.Frame:
        """One message."""
        return frames.jetstream(data, self._did)

    def after(self, frame: frames.Frame, before: Cursor) -> Cursor:
        """The cursor behind a message."""
        return Cursor(frame.time_us) if frame.time_us else before

    def idle(self, before: Cursor) -> Cursor:
        """Quiet, or behind the network: only an event moves the time on, for the time is the cursor."""
        return before


def now_us() -> int:
    """This machine's clock, in a stream's unit."""
    return time.time_ns() // 1000
