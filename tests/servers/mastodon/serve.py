"""The HTTP side: one thread per connection, faults, tokens, quotas, answers."""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tests.servers.mastodon import live
from tests.servers.mastodon.behaviour import Behaviour, Fault
from tests.servers.mastodon.routes import OPEN, ROUTES, Ask, Page, Said
from tests.servers.mastodon.world import Grant, Person, Refused, World


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def handle_one_request(self) -> None:
        """A client that hangs up is no event."""
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def date_time_string(self, timestamp: float | None = None) -> str:
        """Date by the server's own clock, which may be wrong."""
        return super().date_time_string(int(self.server.world.clock() if timestamp is None else timestamp))

    def version_string(self) -> str:
        """Nothing to tell."""
        return "test"

    def log_message(self, *_: Any) -> None:
        """Quiet: `world.requests` has it."""

    def do_GET(self) -> None:
        self._serve()

    do_POST = do_PUT = do_DELETE = do_GET  # noqa: N815 - the base class calls them so

    # ---- one request -----------------------------------------------------------------------------
    def _serve(self) -> None:
        world, parts = self.server.world, urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(int(headers.get("content-length", 0)))
        many, file = _fields(headers, body)
        form = _form(headers, body) or {name: values[-1] for name, values in many.items()}
        ask = Ask(world, self.command, parts.path, parse_qs(parts.query), form, headers, many=many, file=file)
        if world.behaviour.latency:
            time.sleep(world.behaviour.latency)
        with world.lock:
            fault = None
            if not parts.path.startswith("/_test/"):
                world.requests.append((self.command, self.path, headers))
                fault = next((f for f in world.faults if f.matches(self.command, self.path)), None)
            if fault:
                fault.times -= 1
        if fault and fault.when == "before":
            self._go_wrong(fault)
            return
        status, extra, answer = self._answer(ask)
        if fault:
            self._go_wrong(fault)
        elif callable(answer):
            answer()
        elif isinstance(answer, Page):
            self._send(answer.status, extra | answer.headers, answer.text.encode(), "text/html; charset=utf-8")
        else:
            self._send(status, extra, json.dumps(answer).encode(), "application/json; charset=utf-8")

    def _answer(self, ask: Ask) -> tuple[int, dict[str, str], Any]:
        """(status, headers, JSON or Page or a function that takes the connection over)."""
        world, extra = ask.world, dict[str, str]()
        with world.lock:
            try:
                ask.grant = self._grant(ask)
                if ask.path.startswith("/api/v1/streaming"):
                    return 200, extra, self._stream(ask)
                for method, pattern, scope, function in ROUTES:
                    found = pattern.fullmatch(ask.path)
                    if method != ask.method or not found:
                        continue
                    self._admit(ask, scope)
                    if ask.grant and scope != OPEN:
                        extra |= world.count_request(ask.grant)
                    ask.named = found.groupdict()
                    answer = function(ask)
                    if ask.method == "DELETE" and ask.grant:
                        extra |= world.delete_headers(ask.grant.person)
                    return (answer.status, extra, answer.body) if isinstance(answer, Said) else (200, extra, answer)
                raise Refused(404, "Not Found")
            except Refused as refused:
                return refused.status, extra | refused.headers, {"error": refused.says}

    @staticmethod
    def _grant(ask: Ask) -> Grant | None:
        """Whose token the request carries; refused if it carries one that is dead."""
        bearer = ask.headers.get("authorization", "")
        token = bearer.removeprefix("Bearer ") if bearer else ask.first("access_token")
        if not token or token in ask.world.tokens:
            return ask.world.tokens.get(token)
        raise Refused(ask.world.behaviour.bad_token, "The access token is invalid")

    @staticmethod
    def _admit(ask: Ask, scope: str | None) -> None:
        behaviour = ask.world.behaviour
        if ask.path.startswith("/@"):
            if not behaviour.public_pages:
                raise Refused(401, "Sign in")
        elif scope == OPEN:
            return
        elif ask.grant is None and (scope is not None or not behaviour.public_api):
            raise Refused(401, "This method requires an authenticated user")
        elif ask.grant and scope and not ask.grant.may(scope):
            raise Refused(403, "This action is outside the authorized scopes")

    def _stream(self, ask: Ask) -> Any:
        world = ask.world
        if ask.path == "/api/v1/streaming/health":
            return Page("OK")
        upgrade = ask.headers.get("upgrade", "").lower() == "websocket"
        if (upgrade and not world.behaviour.websocket) or (not upgrade and not world.behaviour.sse):
            raise Refused(404, "Not Found")
        if ask.grant is None:
            raise Refused(401, "Missing access token")
        if not ask.grant.may("read:statuses"):
            raise Refused(403, "Access token does not cover required scopes")
        person: Person = ask.grant.person
        if upgrade:
            return lambda: live.websocket(self, world, person)
        return lambda: live.server_sent_events(self, world, person)

    # ---- answers ---------------------------------------------------------------------------------
    def _send(self, status: int, headers: dict[str, str], body: bytes, kind: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()  # writes the head...
        self.wfile.write(body)

    def _go_wrong(self, fault: Fault) -> None:
        if isinstance(fault.what, int):
            self._send(fault.what, fault.headers, b'{"error": "injected"}', "application/json")
            return
        self.close_connection = True
        if fault.what == "timeout":
            self.server.stopping.wait(fault.hold)
        # zero linger: close() sends a reset
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, world: World, port: int) -> None:
        super().__init__(("127.0.0.1", port), _Handler)
        self.world = world
        self.stopping = threading.Event()

    def shutdown_request(self, request: Any) -> None:
        """Only close: a polite shutdown would turn a reset into an end."""
        self.close_request(request)

    def handle_error(self, *_: Any) -> None:
        """Clients hang up; everything else is seen by the test as a missing answer."""


class MastodonServer:
    """A server on loopback, in threads of this process. A context manager."""

    def __init__(self, behaviour: Behaviour | None = None, port: int = 0) -> None:
        self.world = World(behaviour or Behaviour())
        self._server = _Server(self.world, port)
        self.host, self.port = "127.0.0.1", int(self._server.server_address[1])
        self.world.host = f"127.0.0.1:{self.port}"
        self.url = self.world.base = f"http://{self.world.host}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def behaviour(self) -> Behaviour:
        """May be changed at any time."""
        return self.world.behaviour

    def person(self, name: str = "", **options: Any) -> Person:
        """A new account with a token."""
        with self.world.lock:
            return self.world.person(name, **options)

    def fault(self, what: int | str, **options: Any) -> Fault:
        """Something shall go wrong; see Fault."""
        fault = Fault(what, **options)
        with self.world.lock:
            self.world.faults.append(fault)
        return fault

    def drop_streams(self) -> None:
        """Close every live stream, politely."""
        with self.world.lock:
            for person in self.world.people.values():
                for stream in list(person.streams):
                    stream.put(None)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.stopping.set()
        self.drop_streams()
        self._server.shutdown()
        self._server.server_close()


def _form(headers: dict[str, str], body: bytes) -> dict[str, str]:
    if headers.get("content-type", "").startswith("application/json"):
        told = json.loads(body or b"{}")
        return told if isinstance(told, dict) else {}
    if headers.get("content-type", "").startswith("multipart/"):
        return {}
    return dict(parse_qsl(body.decode(errors="replace"), keep_blank_values=True))


def _fields(headers: dict[str, str], body: bytes) -> tuple[dict[str, list[str]], tuple[bytes, str]]:
    """(every value of every field of a form, the field "file" of a multipart one)."""
    kind = headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        return parse_qs(body.decode(errors="replace")), (b"", "")
    if not kind.startswith("multipart/"):
        return {}, (b"", "")
    whole = message_from_bytes(f"Content-Type: {kind}\r\n\r\n".encode() + body, policy=HTTP)
    fields: dict[str, list[str]] = {}
    file = (b"", "")
    for part in whole.iter_parts():
        name = part.get_param("name", header="content-disposition")
        content = part.get_payload(decode=True) or b""
        if name in ("file", "media"):  # there, and at X
            file = content, part.get_content_type()
        else:
            fields.setdefault(str(name), []).append(content.decode())
    return fields, file
