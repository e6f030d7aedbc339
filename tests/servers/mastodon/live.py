"""The two live streams of one connection: server-sent events and a websocket."""

from __future__ import annotations

import json
import queue
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler

from websockets.exceptions import ConnectionClosed
from websockets.frames import Opcode
from websockets.server import ServerProtocol

from tests.servers.mastodon.world import Person, World

Events = queue.SimpleQueue[tuple[str, str] | None]


@contextmanager
def _listening(world: World, person: Person) -> Iterator[Events]:
    events: Events = queue.SimpleQueue()
    with world.lock:
        person.streams.append(events)
    try:
        yield events
    finally:
        with world.lock, suppress(ValueError):
            person.streams.remove(events)


def server_sent_events(handler: BaseHTTPRequestHandler, world: World, person: Person) -> None:
    """Until the client leaves or the server drops its streams. Heartbeats are comments."""
    with _listening(world, person) as events:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Cache-Control", "no-store")
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        with suppress(OSError):
            handler.wfile.write(b":)\n")
            while True:
                try:
                    told = events.get(timeout=1.0)
                except queue.Empty:
                    handler.wfile.write(b":thump\n")
                    continue
                if told is None:
                    return
                handler.wfile.write(f"event: {told[0]}\ndata: {told[1]}\n\n".encode())


def websocket(handler: BaseHTTPRequestHandler, world: World, person: Person) -> None:
    """The same over a websocket; speaks the protocol by hand-fed bytes on the handler's own socket."""
    handler.close_connection = True
    connection: socket.socket = handler.connection
    protocol = ServerProtocol()
    lines = [handler.requestline, *(f"{name}: {value}" for name, value in handler.headers.items()), "", ""]
    protocol.receive_data("\r\n".join(lines).encode())
    (request,) = protocol.events_received()
    response = protocol.accept(request)
    with _listening(world, person) as events, suppress(OSError):
        protocol.send_response(response)
        _flush(connection, protocol)
        if response.status_code != 101:
            return
        lock = threading.Lock()
        reader = threading.Thread(target=_read, args=(connection, protocol, lock, events), daemon=True)
        reader.start()
        while (told := events.get()) is not None:
            frame = json.dumps({"stream": ["user"], "event": told[0], "payload": told[1]})
            with lock:
                try:
                    protocol.send_text(frame.encode())
                except ConnectionClosed:
                    return
                _flush(connection, protocol)
        with lock, suppress(ConnectionClosed):
            protocol.send_close(1001)
            _flush(connection, protocol)


def _read(connection: socket.socket, protocol: ServerProtocol, lock: threading.Lock, events: Events) -> None:
    """Answers pings and notices that the client left."""
    with suppress(OSError):
        while data := connection.recv(65536):
            with lock:
                protocol.receive_data(data)
                closing = any(getattr(e, "opcode", None) is Opcode.CLOSE for e in protocol.events_received())
                _flush(connection, protocol)
            if closing:
                break
    events.put(None)


def _flush(connection: socket.socket, protocol: ServerProtocol) -> None:
    for data in protocol.data_to_send():
        if data:
            connection.sendall(data)
