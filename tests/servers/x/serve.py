"""The HTTP side: what is X's, on top of the other test server's handler (faults, time-outs, resets)."""

from __future__ import annotations

import functools
import json
import queue
import threading
from typing import Any
from urllib.parse import urlsplit

from tests.servers.mastodon.serve import MastodonServer, _Handler, _Server
from tests.servers.x import signing
from tests.servers.x.behaviour import Behaviour, Fault
from tests.servers.x.routes import ANY, APP, OPEN, ROUTES, USER, Ask
from tests.servers.x.world import Grant, Person, Refused, World, problem

_UNSUPPORTED = {
    "detail": "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint.",
    "status": 403,
    "title": "Unsupported Authentication",
    "type": "https://api.twitter.com/2/problems/unsupported-authentication",
}
_UNAUTHORISED = {"detail": "Unauthorized", "status": 401, "title": "Unauthorized", "type": "about:blank"}


class _XHandler(_Handler):
    def _answer(self, ask: Any) -> tuple[int, dict[str, str], Any]:
        world: World = self.server.world  # type: ignore[assignment]
        asked = Ask(world, ask.method, ask.path, ask.query, ask.form, ask.headers, part=ask.file[0])
        with world.lock:
            try:
                for method, pattern, who, scope, function in ROUTES:
                    found = pattern.fullmatch(asked.path)
                    if method != asked.method or not found:
                        continue
                    asked.named = found.groupdict()
                    self._admit_x(asked, who, scope)
                    answer = function(asked)
                    if isinstance(answer, queue.SimpleQueue):
                        return 200, {}, functools.partial(self._stream_x, world, answer)
                    return asked.status, asked.extra, answer
                raise Refused(404, problem("Not Found", "No such address"))
            except Refused as refused:
                return refused.status, asked.extra | refused.headers, refused.body

    def _admit_x(self, ask: Ask, who: str, scope: str) -> None:
        if who == OPEN:
            return
        header = ask.headers.get("authorization", "")
        world = ask.world
        if header.startswith("OAuth "):
            parts = urlsplit(self.path)
            base = f"http://{ask.headers['host']}{parts.path}"
            person = signing.who(world, ask.method, base, parts.query, header)
            ask.grant = Grant(person, {"tweet.read", "tweet.write", "users.read", "media.write"}) if person else None
            if world.behaviour.access_level:
                ask.extra["x-access-level"] = world.behaviour.access_level
                if "write" not in world.behaviour.access_level and ask.method != "GET":
                    raise Refused(403, problem("Forbidden", "Your app is not allowed to do this."))
        else:
            import time

            found = world.tokens.get(header.removeprefix("Bearer "))
            ask.grant = found if found and found.ends > time.monotonic() else None
        if ask.grant is None:
            raise Refused(401, _UNAUTHORISED)
        if who == USER and ask.grant.person is None:
            raise Refused(403, {"errors": [_UNSUPPORTED]})
        if who == APP and ask.grant.person is not None:
            raise Refused(403, {"errors": [_UNSUPPORTED]})
        if who in (USER, ANY) and scope and ask.grant.person and scope not in ask.grant.scopes:
            raise Refused(403, problem("Forbidden", f"This sign-in lacks {scope}"))

    def _stream_x(self, world: World, events: queue.SimpleQueue[bytes | None]) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            self.wfile.write(b"\r\n")
            while not self.server.stopping.is_set():
                try:
                    line = events.get(timeout=0.2)
                except queue.Empty:
                    line = b"\r\n"
                if line is None:
                    return
                self.wfile.write(line)
                self.wfile.flush()
        except OSError:
            pass  # the listener hung up
        finally:
            with world.lock:
                world.streams.remove(events)

    def _go_wrong(self, fault: Fault) -> None:
        if isinstance(fault.what, int):
            body = {"title": "Injected", "detail": "injected", "type": "about:blank", "status": fault.what}
            self._send(fault.what, fault.headers, json.dumps(body).encode(), "application/json")
        elif fault.what == "truncated":
            self.close_connection = True
            self.send_response(201 if self.command == "POST" else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", "500")
            self.end_headers()
            self.wfile.write(b'{"data": {"id"')
            self.wfile.flush()
            self.connection.shutdown(2)
        else:
            super()._go_wrong(fault)


class _XHTTP(_Server):
    def __init__(self, world: World, port: int) -> None:
        super().__init__(world, port)  # type: ignore[arg-type]
        self.RequestHandlerClass = _XHandler


class XServer(MastodonServer):
    """A server on loopback, in threads of this process. A context manager; faults as at the other one."""

    world: World  # type: ignore[assignment]

    def __init__(self, behaviour: Behaviour | None = None, port: int = 0) -> None:
        self.world = World(behaviour or Behaviour())
        self._server = _XHTTP(self.world, port)
        self.host, self.port = "127.0.0.1", int(self._server.server_address[1])
        self.world.host = f"127.0.0.1:{self.port}"
        self.url = self.world.base = f"http://{self.world.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def behaviour(self) -> Behaviour:  # type: ignore[override]
        """May be changed at any time."""
        return self.world.behaviour

    def person(self, name: str = "", **_: Any) -> Person:  # type: ignore[override]
        """A new account."""
        with self.world.lock:
            return self.world.person(name)

    def drop_streams(self) -> None:
        """Close every live stream."""
        with self.world.lock:
            for stream in self.world.streams:
                stream.put(None)
