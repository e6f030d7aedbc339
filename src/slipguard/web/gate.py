"""How much anybody may send: judged before a byte is kept, also for people who are not signed in."""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

MEGABYTE = 1024 * 1024
USUAL = 4 * MEGABYTE  # of everything but archives
PICTURES = 40  # MB of a form that may bring one picture, with room for words about it
# a browser that is cut off while it sends shows no answer: so much more is read and thrown away before one comes
PATIENT = 4
_ARCHIVES = re.compile(
    r"/(accounts/\d+|me/accounts/\d+|api/v1/accounts/\d+|api/v1/own/\d+)/archive|/w/[\w-]+/backtest(/\w+)?"
)
_PICTURES = re.compile(r"/w/[\w-]+/settings/avatar|/api/v1/workspaces/[\w-]+/avatar")
_FILMS = re.compile(r"/w/[\w-]+/compose(/pictures)?|/drafts/\d+/change|/api/v1/drafts/(\d+/)?pictures")  # and pictures


def gate(app: App, megabytes: int) -> App:
    """The app behind a limit in bytes: `megabytes` for an archive or a film, 40 MB for a picture, else 4 MB. 413."""

    async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope["path"]
        most = megabytes * MEGABYTE if _ARCHIVES.fullmatch(path) else USUAL
        if _FILMS.fullmatch(path):
            most = max(megabytes, PICTURES) * MEGABYTE
        if _PICTURES.fullmatch(path):
            most = PICTURES * MEGABYTE
        told = next((value for name, value in scope["headers"] if name == b"content-length"), b"0")
        if told.isdigit() and int(told) > most:
            if int(told) <= most * PATIENT:
                while (await receive()).get("more_body"):
                    pass
            await _refuse(send, path, most)
            return
        came, over = 0, False

        async def counted() -> Message:
            nonlocal came, over
            message = await receive()
            came += len(message.get("body", b""))
            if came > most:
                over = True
                return {"type": "http.disconnect"}
            return message

        await app(scope, counted, send)
        if over:
            await _refuse(send, path, most)

    return guarded


async def _refuse(send: Send, path: str, most: int) -> None:
    what = f"This is larger than {most // MEGABYTE} MB, so it was not taken."
    step = ("Use the command line on the server: slipguard learn ACCOUNT --archive FILE, or slipguard own learn NUMBER "
            "--archive FILE. The limit is SLIPGUARD_UPLOAD_MEGABYTES.")
    if _PICTURES.fullmatch(path):
        step = "Nothing of it was added. Choose one picture, up to 16 MB."
    if _FILMS.fullmatch(path):
        step = ("Nothing of it was added. Save the film smaller (720p, say) or shorter; add pictures some at a time, "
                "up to 16 MB each. The limit is SLIPGUARD_UPLOAD_MEGABYTES.")
    if path.startswith("/api/"):
        problem = {"type": "urn:slipguard:too_large", "title": what, "status": 413, "next_step": step}
        body, kind = json.dumps(problem).encode(), b"application/problem+json"
    else:
        step += " Go back: what you wrote is still there." if _FILMS.fullmatch(path) else ""
        body = (f'<!DOCTYPE html><html lang="en"><head><title>Too large · Slipguard</title><meta name="viewport" '
                f'content="width=device-width"><link rel="stylesheet" href="/static/slipguard/base.css"></head><body>'
                f'<main class="narrow"><div class="problem" role="alert"><strong>{what}</strong><span>{step}</span>'
                f'</div></main></body></html>').encode()
        kind = b"text/html; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"connection", b"close"),
               (b"content-security-policy", b"default-src 'none'; style-src 'self'")]
    if _FILMS.fullmatch(path):  # where htmx asked: above the pictures that are there, not in their place
        headers += [(b"hx-reswap", b"afterbegin"), (b"hx-reselect", b".problem")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
