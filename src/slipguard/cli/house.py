"""Acts in the running server where there is one, otherwise right here.

Exactly one process may hold the engine, so a command never launches it beside a server: it asks the
server through the API with this machine's own token.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound, NotReady, SlipguardError

if TYPE_CHECKING:
    from slipguard.actions.access import Actor

_BY_STATUS = {403: NotAllowed, 404: NotFound, 409: Conflict, 503: NotReady}


class Server:
    """The running server, through its API."""

    def __init__(self, url: str) -> None:
        self.url = url

    def call(self, method: str, path: str, body: object = None, file: Path | None = None) -> Any:
        """One call; a problem+json answer becomes the error that the action raised there. With a file `body` is a
        form."""
        import httpx

        from slipguard.settings import CONFIG

        headers = {"Authorization": f"Bearer {CONFIG.key('local.token')}"}
        try:
            with file.open("rb") if file else nullcontext() as content:  # a film goes piece by piece
                sent = {"data": body, "files": {"file": (file.name, content)}} if file else {"json": body}
                reply = httpx.request(method, f"{self.url}/api/v1{path}", headers=headers,
                                      timeout=400 if file else 60, **sent)  # type: ignore[arg-type]
        except httpx.HTTPError:
            raise NotReady("The running server does not answer.", "Look at its output, or restart it.") from None
        if reply.status_code >= 400:
            try:
                problem = reply.json()
            except ValueError:
                problem = {"title": f"The server answered {reply.status_code}."}
            kind: type[SlipguardError] = _BY_STATUS.get(reply.status_code, BadInput)
            raise kind(str(problem.get("title", "")), str(problem.get("next_step", "")))
        if reply.headers.get("content-type", "").startswith("application/json"):
            return reply.json()
        return reply.text


def server() -> Server | None:
    """The server of this installation, None where none is running."""
    from slipguard.settings import CONFIG

    try:
        note = json.loads((CONFIG.home / "server.json").read_text())
        os.kill(int(note["pid"]), 0)
        return Server(str(note["url"]))
    except (OSError, ValueError, KeyError):
        return None


def me() -> Actor:
    """The command line's actor, after setting Django up and bringing the tables up to date."""
    from slipguard import app

    app.configure(pages=False)
    app.migrate()
    from slipguard.actions.access import Actor
    from slipguard.actions.setup import local_owner

    return Actor(local_owner(), "command line")


@contextmanager
def engine(listening: bool = False) -> Iterator[Actor]:
    """The engine in this process, for one command; NotReady where a server has it."""
    actor = me()
    from slipguard import app

    house = app.House()
    if not house.open(listening):
        raise NotReady("Another Slipguard has the engine but does not answer.", "Stop it, then try again.")
    try:
        yield actor
    finally:
        house.close(patience=10)  # the message about the outcome goes out before the command ends
