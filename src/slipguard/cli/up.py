"""slipguard up: web, API, watchers and engine in one process."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer

from slipguard.cli.say import Json, answer
from slipguard.core.errors import BadInput, Conflict


def up(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 0,
    as_json: Json = False,
) -> None:
    """Start Slipguard and serve it until it is told to stop."""
    if host:
        os.environ["SLIPGUARD_HOST"] = host
    if port:
        os.environ["SLIPGUARD_PORT"] = str(port)
    from slipguard import app

    app.configure()
    app.migrate()
    from slipguard.settings import CONFIG

    _free(CONFIG.host, CONFIG.port)
    house = app.House()
    if not house.open():
        raise Conflict(f"Slipguard is already running on this data ({CONFIG.home}).", f"Open {CONFIG.url}")
    CONFIG.key("local.token")  # made now: a quick check only reads it
    note = CONFIG.home / "server.json"
    note.write_text(json.dumps({"pid": os.getpid(), "url": f"http://{CONFIG.host}:{CONFIG.port}"}))
    words = f"Slipguard is at {CONFIG.url}   (data in {CONFIG.home}; Ctrl+C stops it)"
    answer({"url": CONFIG.url, "home": str(CONFIG.home), "pid": os.getpid()}, words, as_json)
    try:
        _serve(CONFIG.host, CONFIG.port)
    finally:
        note.unlink(missing_ok=True)
        house.close()


def _free(host: str, port: int) -> None:
    import socket

    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as problem:
            raise BadInput(
                f"Port {port} on {host} cannot be used: {problem.strerror}.",
                f"Choose another: slipguard up --port {port + 1}",
            ) from None


def _serve(host: str, port: int) -> None:
    import contextlib
    import signal
    from collections.abc import Iterator

    import uvicorn
    from django.core.asgi import get_asgi_application

    from slipguard.app import ENDING
    from slipguard.settings import CONFIG
    from slipguard.web import wake
    from slipguard.web.gate import gate

    class Server(uvicorn.Server):
        """uvicorn raises SIGTERM again after it has stopped, and so skips our cleanup: take the signals here."""

        @contextlib.contextmanager
        def capture_signals(self) -> Iterator[None]:
            def end(*_: object) -> None:
                ENDING.set()  # open event streams end, otherwise they hold the server up
                wake.ring()
                self.should_exit = True

            before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
            try:
                yield
            finally:
                for number, handler in before.items():
                    signal.signal(number, handler)

    # Python's 5 ms may be waited after each of a look's queries while another thread computes (evals.board, busy)
    sys.setswitchinterval(0.0005)
    Server(
        uvicorn.Config(
            gate(get_asgi_application(), CONFIG.upload_megabytes),
            host=host,
            port=port,
            lifespan="off",
            log_level="warning",
            access_log=False,
            timeout_graceful_shutdown=3,
        )
    ).run()
