"""A small TCP proxy on loopback that can lose answers, refuse connections and dawdle, on command."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from typing import Self

_RESET = struct.pack("ii", 1, 0)  # SO_LINGER with zero seconds: close() sends RST, not FIN


class Proxy:
    """Forwards to one server. A context manager; every fault lasts until `heal()`.

    The faults are what real networks do to a client: the server acts and the answer is lost
    (`cut_answer_to`), nothing listens (`refuse`), the answer takes its time (`delay`).
    """

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._lock = threading.Lock()
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._marker: bytes | None = None
        self._refusing = False
        self._delay = 0.0
        self._held_marker: bytes | None = None
        self._release = threading.Event()
        self._awaited = b"", threading.Event()
        self._closed = False
        self.cuts = 0  # answers that were lost
        self.late = threading.Event()  # a held request was passed on
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    # ---- faults ----------------------------------------------------------------------------------
    def cut_answer_to(self, marker: bytes) -> None:
        """Requests with these bytes reach the server; when it answers, the client gets a reset instead."""
        self._marker = marker

    def refuse(self) -> None:
        """Reset every connection, and every new one."""
        self._refusing = True
        self.drop()

    def delay(self, seconds: float) -> None:
        """Hold back every answer for so long."""
        self._delay = seconds

    def hold(self, marker: bytes) -> None:
        """Keep requests with these bytes back until `release`, even if the client has gone meanwhile."""
        self._held_marker = marker
        self._release.clear()

    def release(self) -> None:
        """Let the held requests go to the server; `late` is set once the server answered one."""
        self._release.set()

    def drop(self) -> None:
        """Reset the connections of this moment; new ones work."""
        with self._lock:
            pairs, self._pairs = self._pairs, []
        for pair in pairs:
            _reset(*pair)

    def passes(self, marker: bytes) -> threading.Event:
        """No fault: is set once the server sent these bytes on."""
        self._awaited = marker, threading.Event()
        return self._awaited[1]

    def heal(self) -> None:
        """Forward faithfully again."""
        self._marker, self._held_marker, self._refusing, self._delay = None, None, False, 0.0

    # ---- work ------------------------------------------------------------------------------------
    def _accept(self) -> None:
        while not self._closed:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            if self._refusing:
                _reset(client)
                continue
            try:
                server = socket.create_connection(self._target, timeout=5)
            except OSError:
                _reset(client)
                continue
            server.settimeout(None)
            with self._lock:
                self._pairs.append((client, server))
            armed = threading.Event()  # a request to be cut passed by: the next answer is lost
            passed = threading.Event()  # a held request was passed on
            ends = (client, server, armed, passed)
            threading.Thread(target=self._requests, args=ends, daemon=True).start()
            threading.Thread(target=self._answers, args=ends, daemon=True).start()

    def _requests(
        self, client: socket.socket, server: socket.socket, armed: threading.Event, passed: threading.Event
    ) -> None:
        with suppress(OSError):
            while data := client.recv(65536):
                if self._marker and self._marker in data:
                    armed.set()
                if self._held_marker and self._held_marker in data:
                    self._release.wait(120)
                    passed.set()
                server.sendall(data)
        if passed.is_set():  # the client has gone, but the server must not notice before it acted
            self.late.wait(120)
        with suppress(OSError):
            server.shutdown(socket.SHUT_WR)

    def _answers(
        self, client: socket.socket, server: socket.socket, armed: threading.Event, passed: threading.Event
    ) -> None:
        with suppress(OSError):
            while data := server.recv(65536):
                if passed.is_set():
                    self.late.set()
                if armed.is_set():
                    self.cuts += 1
                    _reset(client, server)
                    return
                if self._delay:
                    time.sleep(self._delay)
                client.sendall(data)
                if (awaited := self._awaited)[0] in data:
                    awaited[1].set()
        for end in (client, server):
            with suppress(OSError):
                end.close()

    def close(self) -> None:
        """Stop listening and reset what is open."""
        self._closed = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _reset(*ends: socket.socket) -> None:
    for end in ends:
        with suppress(OSError):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            end.close()
