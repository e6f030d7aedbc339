"""Watching an account: websocket, else server-sent events, else polling; and a sweep behind each.

Which way works is found out per server: Mastodon has both streams, GoToSocial only the websocket, snac2
neither. Every connection begins with a sweep from the cursor, and one follows every few seconds, so
what a stream did not deliver comes a little later instead of never (sweep.py).

What is told: an own public, unlisted or followers-only post (Appeared), the same post again when it was
edited (Appeared, with the new text), a delete by whomever (Vanished). Deletes that happen while nobody
listens are not told: the listing shows only what is left.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from slipguard.networks.mastodon import convert
from slipguard.networks.mastodon.credentials import me
from slipguard.networks.mastodon.failures import server_time
from slipguard.networks.mastodon.http import Http
from slipguard.networks.mastodon.sources import EventStream, NotHere, Source, WebSocket
from slipguard.networks.mastodon.sweep import Sweep
from slipguard.networks.protocol import Happening, Heard, Reason, Retryable

SLICE = 0.25  # seconds between looks at stop()


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds. The quota is 300 requests in 5 minutes per token: polling takes at most half of it."""

    heard: float = 3.0  # between signs of life
    sweep: float = 20.0  # beside a stream
    poll: float = 2.0  # where there is no stream
    poll_slowest: float = 30.0  # when the quota runs low
    try_again: float = 600.0  # to find a stream, while polling


RHYTHM = Rhythm()


class Watcher:
    """Watches one account. Remembers which streams its server surely has not."""

    def __init__(self, http: Http, account_id: str, rhythm: Rhythm = RHYTHM) -> None:
        self._http, self._account_id, self._rhythm = http, account_id, rhythm
        self._missing: dict[type[WebSocket | EventStream], float] = {}  # -> since when (monotonic)

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """See `Network.watch`."""
        me(self._http)  # a dead token is told as such, whatever the streams answer to it
        sweep = Sweep(self._http, self._account_id, cursor)
        while not stop():
            source = self._open()
            if source is None:
                yield from self._poll(sweep, stop)
            else:
                try:
                    yield from self._listen(sweep, source, stop)
                finally:
                    source.close()

    def _open(self) -> Source | None:
        """The best stream that this server has, connected; None: none."""
        url = self._streaming_url()
        for kind in (WebSocket, EventStream):
            if time.monotonic() - self._missing.get(kind, float("-inf")) < self._rhythm.try_again:
                continue
            try:
                return kind(self._http, url)
            except NotHere as absent:
                if absent.surely:
                    self._missing[kind] = time.monotonic()
        return None

    def _streaming_url(self) -> str:
        """Where the server says that its streams are; the server itself where it says nothing."""
        for path in ("/api/v2/instance", "/api/v1/instance"):
            answer = self._http.call("GET", path, "what it can do", signed_in=False)
            if answer.ok and isinstance(answer.body, dict):
                new = ((answer.body.get("configuration") or {}).get("urls") or {}).get("streaming")
                old = (answer.body.get("urls") or {}).get("streaming_api")
                return self._as_safe_as_the_server(str(new or old or self._http.server))
        return self._http.server

    def _as_safe_as_the_server(self, url: str) -> str:
        """A server that is called without TLS (on one's own network) has none for its streams either, whatever
        it says: snac2 names wss:// always, and a TLS greeting to a plain port is only answered by silence."""
        scheme, _, rest = url.partition("://")
        plain = self._http.server.startswith("http://")
        return f"{ {'wss': 'ws', 'https': 'http'}.get(scheme, scheme) if plain else scheme }://{rest}"

    def _listen(self, sweep: Sweep, source: Source, stop: Callable[[], bool]) -> Iterator[Happening]:
        """Until the stream ends (Retryable) or `stop`."""
        yield from self._missed(sweep, source)
        yield Heard(sweep.cursor, source.via)
        heard = swept = time.monotonic()
        while not stop():
            if told := source.next(SLICE):
                yield from self._event(sweep, *told)
                continue
            now = time.monotonic()
            if now - swept >= self._rhythm.sweep:
                yield from self._missed(sweep, source)
                swept = time.monotonic()
            if now - heard >= self._rhythm.heard:
                yield Heard(sweep.cursor, source.via)
                heard = now

    def _missed(self, sweep: Sweep, source: Source) -> Iterator[Happening]:
        """What the stream did not tell; a slip of this moment does not wait behind a night's posts."""
        for happening in sweep.all():
            while told := source.next(0):
                yield from self._event(sweep, *told)
            yield happening

    def _event(self, sweep: Sweep, event: str, payload: str) -> Iterator[Happening]:
        if event == "delete":
            yield from sweep.deleted(payload.strip())
        elif event in ("update", "status.update"):
            try:
                status = json.loads(payload)
                happened = list(sweep.status(status))
            except (ValueError, KeyError, TypeError):
                return  # an odd frame: the next sweep tells what it meant
            yield from happened
        elif event == "error":
            self._missing[WebSocket] = time.monotonic()
            raise Retryable(f"{self._http.host} refused the stream.", Reason.NETWORK)

    def _poll(self, sweep: Sweep, stop: Callable[[], bool]) -> Iterator[Happening]:
        """Until it is time to look for a stream again."""
        ends = time.monotonic() + self._rhythm.try_again
        while not stop() and time.monotonic() < ends:
            try:
                yield from sweep.all()
                pause = self._pause()
                via = f"polling every {pause:g} s"
            except Retryable as full:
                if full.reason is not Reason.QUOTA:
                    raise
                pause = min(full.after or self._rhythm.poll_slowest, 300.0)
                via = f"polling, paused {pause:g} s by the server's quota"
            yield Heard(sweep.cursor, via)
            yield from self._wait(pause, sweep, via, stop)

    def _wait(self, pause: float, sweep: Sweep, via: str, stop: Callable[[], bool]) -> Iterator[Happening]:
        ends = heard = time.monotonic()
        ends += pause
        while (now := time.monotonic()) < ends and not stop():
            time.sleep(min(SLICE, ends - now))
            if time.monotonic() - heard >= self._rhythm.heard:
                yield Heard(sweep.cursor, via)
                heard = time.monotonic()

    def _pause(self) -> float:
        """As short as the quota allows: the seconds until it opens, over half of what is left of it."""
        headers = self._http.last_headers
        left, reset = headers.get("x-ratelimit-remaining", ""), headers.get("x-ratelimit-reset", "")
        at, now = convert.time_of(reset), server_time(headers)
        if not left.isdigit() or at is None or now is None:
            return self._rhythm.poll
        share = max(int(left) // 2, 1)
        needed = max(0.0, (at - now).total_seconds()) / share
        return min(max(self._rhythm.poll, round(needed, 1)), self._rhythm.poll_slowest)
