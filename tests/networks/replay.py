"""A server that gives recorded answers (frames/README.md)."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FRAMES = Path(__file__).parent / "frames"
SignedBy = Callable[[str], str]  # Authorization header -> who that is, as far as the recording tells


def lines(name: str) -> list[dict[str, Any]]:
    """A recording's lines."""
    return [json.loads(line) for line in (FRAMES / name).read_text().splitlines()]


class _Replay(BaseHTTPRequestHandler):
    """The recorded answers to the same method, path and signer, in their order; the last one stays."""

    protocol_version = "HTTP/1.1"
    answers: dict[tuple[str, str, str], list[dict[str, Any]]]
    signed_by: SignedBy

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        signer = type(self).signed_by(self.headers.get("authorization", ""))
        recorded = self.answers.get((self.command, urlsplit(self.path).path, signer), [])
        answer = recorded.pop(0) if len(recorded) > 1 else recorded[0] if recorded else {"status": 501}
        body = json.dumps(answer.get("body")).encode()
        self.send_response(answer["status"])
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        for name, value in answer.get("headers", {}).items():
            if name.startswith("x-rate"):
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_DELETE = do_GET  # noqa: N815 - the base class calls them so

    def log_message(self, *_: Any) -> None:
        """Quiet."""


@contextmanager
def recorded(name: str, signed_by: SignedBy = str) -> Iterator[str]:
    """The address of a server that replays a recording."""
    answers: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for pair in lines(name):
        asked = pair["request"]
        signer = signed_by(asked["headers"].get("Authorization", ""))
        answers.setdefault((asked["method"], urlsplit(asked["path"]).path, signer), []).append(pair["response"])
    handler = type("Replay", (_Replay,), {"answers": answers, "signed_by": staticmethod(signed_by)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
