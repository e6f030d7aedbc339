"""Two live sources of events: a websocket and server-sent events. Both give (event, payload) pairs."""

from __future__ import annotations

import queue
import socket
import threading
from contextlib import ExitStack, suppress
from typing import Protocol
from urllib.parse import urlsplit

import httpx
from websockets.exceptions import ConnectionClosed, InvalidStatus, WebSocketException
from websockets.sync.client import ClientConnection
from websockets.sync.client import connect as websocket_connect

from slipguard.networks.guard import address
from slipguard.networks.guard.judged import tls
from slipguard.networks.mastodon import convert
from slipguard.networks.mastodon.http import AGENT, CONNECT, Http
from slipguard.networks.protocol import Reason, Rejected, Retryable

SILENCE = 45.0  # seconds without a byte after which an event stream is dead (Mastodon thumps every 15)


class NotHere(Exception):
    """This server has no such stream. `surely`: it said so, rather than not answering."""

    def __init__(self, surely: bool) -> None:
        super().__init__("no such stream")
        self.surely = surely


class Source(Protocol):
    """Where events come from."""

    via: str

    def next(self, timeout: float) -> tuple[str, str] | None:
        """The next (event, payload); None: nothing within `timeout` seconds. Retryable: it is over."""

    def close(self) -> None:
        """Let go; safe to call twice."""


class WebSocket:
    """`/api/v1/streaming?stream=user`. The token travels as a header: addresses end up in logs."""

    via = "websocket"

    def __init__(self, http: Http, streaming_url: str) -> None:
        self._host = http.host
        self._open = ExitStack()
        parts = urlsplit(streaming_url)
        secure = parts.scheme in ("wss", "https")
        if not parts.hostname or not (secure or http.allow_private):
            raise NotHere(surely=True)
        port = parts.port or (443 if secure else 80)
        url = f"{'wss' if secure else 'ws'}://{parts.netloc}{parts.path.rstrip('/')}"
        url += "" if url.endswith("/api/v1/streaming") else "/api/v1/streaming"
        try:
            connection = address.connect(parts.hostname, port, http.allow_private, CONNECT)
            self._socket: ClientConnection = self._open.enter_context(
                websocket_connect(
                    f"{url}?stream=user",
                    sock=connection,
                    ssl=tls() if secure else None,
                    additional_headers=http.bearer,
                    user_agent_header=AGENT,
                    proxy=None,
                    open_timeout=CONNECT,
                    close_timeout=0.5,
                    ping_interval=10,
                    ping_timeout=10,
                )
            )
        except InvalidStatus as refused:
            status = refused.response.status_code
            raise NotHere(surely=status in (400, 404, 405, 410, 426, 501)) from None
        except Rejected:  # the server named a streaming address inside a private network
            raise NotHere(surely=True) from None
        except (OSError, WebSocketException):
            raise NotHere(surely=False) from None

    def next(self, timeout: float) -> tuple[str, str] | None:
        """See `Source`."""
        try:
            text = self._socket.recv(timeout=timeout, decode=True)
            return convert.frame(str(text))
        except TimeoutError:
            return None
        except ValueError:
            return "", ""
        except ConnectionClosed:
            raise Retryable(f"{self._host} closed the websocket.", Reason.NETWORK) from None

    def close(self) -> None:
        """See `Source`."""
        self._open.close()


class EventStream:
    """`/api/v1/streaming/user` as server-sent events.

    A thread reads, because an httpx stream that runs into a read time-out is over and the watch has to
    look up more often than the server speaks.
    """

    via = "server-sent events"

    def __init__(self, http: Http, streaming_url: str) -> None:
        self._host = http.host
        scheme = {"wss": "https", "ws": "http"}
        parts = urlsplit(streaming_url)
        url = f"{scheme.get(parts.scheme, parts.scheme)}://{parts.netloc}/api/v1/streaming/user"
        if not parts.hostname or (not url.startswith("https:") and not http.allow_private):
            raise NotHere(surely=True)
        headers = {**http.bearer, "Accept": "text/event-stream"}
        self._context = http.client.stream("GET", url, headers=headers, timeout=httpx.Timeout(SILENCE, connect=CONNECT))
        try:
            self._response = self._context.__enter__()
        except Rejected:
            raise NotHere(surely=True) from None
        except httpx.HTTPError:
            raise NotHere(surely=False) from None
        kind = self._response.headers.get("content-type", "")
        if self._response.status_code != 200 or not kind.startswith("text/event-stream"):
            self._response.close()
            raise NotHere(surely=self._response.status_code in (200, 400, 404, 405, 410, 501))
        self._events: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        threading.Thread(target=self._read, name="mastodon-events", daemon=True).start()

    def _read(self) -> None:
        event, data = "", list[str]()
        with suppress(httpx.HTTPError, httpx.StreamError, OSError):
            for line in self._response.iter_lines():
                if line.startswith("event:"):
                    event = line[6:].strip()
                elif line.startswith("data:"):
                    data.append(line[5:].removeprefix(" "))
                elif not line and event:
                    self._events.put((event, "\n".join(data)))
                    event, data = "", []
        self._events.put(None)

    def next(self, timeout: float) -> tuple[str, str] | None:
        """See `Source`."""
        try:
            told = self._events.get(timeout=timeout)
        except queue.Empty:
            return None
        if told is None:
            raise Retryable(f"{self._host} ended the event stream.", Reason.NETWORK)
        return told

    def close(self) -> None:
        """See `Source`. The reading thread sits in recv: only closing the socket under it wakes it."""
        with suppress(Exception):
            stream = self._response.extensions["network_stream"]
            stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)
        with suppress(Exception):
            self._response.close()
