"""How much may be sent: refused before it is kept, in words, whoever sends it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from slipguard.actions.uploads import outliving
from slipguard.web.gate import PICTURES, USUAL, gate


def send(path: str, parts: Iterator[bytes], length: int | None, megabytes: int = 8) -> tuple[list[Any], int]:
    """(the answer's messages, bytes that the app behind the gate was given)."""
    given, said = 0, []

    async def app(scope: Any, receive: Any, answer: Any) -> None:
        nonlocal given
        while True:
            message = await receive()
            given += len(message.get("body", b""))
            if message["type"] == "http.disconnect":
                return
            if not message.get("more_body"):
                await answer({"type": "http.response.start", "status": 200, "headers": []})
                return

    async def receive() -> Any:
        part = next(parts, b"")
        return {"type": "http.request", "body": part, "more_body": bool(part)}

    async def answer(message: Any) -> None:
        said.append(message)

    headers = [] if length is None else [(b"content-length", str(length).encode())]
    scope = {"type": "http", "path": path, "headers": headers}
    asyncio.run(gate(app, megabytes)(scope, receive, answer))
    return said, given


@pytest.mark.parametrize(("path", "size", "status"), [
    ("/accounts/3/archive", 7 * 1024**2, 200), ("/api/v1/own/3/archive", 7 * 1024**2, 200),
    ("/accounts/3/archive", 9 * 1024**2, 413), ("/api/v1/accounts/3/archive", 900 * 1024**2, 413),
    ("/w/first/settings/avatar", USUAL + 1, 200), ("/api/v1/workspaces/first/avatar", USUAL + 1, 200),
    ("/api/v1/drafts/pictures", USUAL + 1, 200), ("/me/tokens", USUAL + 1, 413), ("/me/tokens", USUAL, 200),
])
@pytest.mark.parametrize("told", [True, False])
def test_what_is_too_large_is_refused_whether_or_not_its_size_was_told(
    path: str, size: int, status: int, told: bool
) -> None:
    """By the header before anything is read, and by counting where there is none."""
    parts = (b"x" * min(1 << 20, size - at) for at in range(0, size, 1 << 20))
    said, given = send(path, parts, size if told else None)
    assert said[0]["status"] == status
    assert given <= 8 * 1024**2
    if status == 413:
        assert b"command line" in said[1]["body"] and (b"next_step" in said[1]["body"]) == path.startswith("/api")


@pytest.mark.parametrize("path", ["/w/first/compose", "/w/first/compose/pictures", "/drafts/3/change",
                                  "/api/v1/drafts/3/pictures"])
def test_pictures_have_a_ceiling_of_their_own(path: str) -> None:
    """Photos and a film come through; more than may ever come is refused with words about those, not archives."""
    photos, too_many = 30 * 1024**2, 64 * 1024**2 + 1
    assert send(path, iter([b"x" * photos]), photos)[0][0]["status"] == 200
    assert send(path, iter([]), 80 * 1024**2, megabytes=100)[0][0]["status"] == 200
    said, given = send(path, iter([]), too_many)
    assert said[0]["status"] == 413 and given == 0
    assert b"pictures some at a time" in said[1]["body"]


def test_an_upload_never_has_a_name_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever ends this process, no file is left behind; who takes it has it longer than the request."""
    import tempfile

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    request = RequestFactory().post("/x", {"archive": SimpleUploadedFile("posts.txt", b"words " * 1_000_000)})
    taken, name = outliving(request.FILES["archive"])
    assert list(tmp_path.iterdir()) == [] and name == "posts.txt"
    request.close()
    assert taken.read(6) == b"words "
    assert "(deleted)" in os.readlink(f"/proc/self/fd/{taken.fileno()}")  # noqa: PTH115
    taken.close()


def test_a_workspaces_picture_has_a_ceiling_of_its_own() -> None:
    """It is one picture: a film's size is refused before a byte is kept."""
    (start, _), given = send("/w/first/settings/avatar", iter([]), (PICTURES + 1) * 1024**2)
    assert (start["status"], given) == (413, 0)


@pytest.mark.parametrize(("path", "back"), [("/w/first/compose/pictures", True), ("/api/v1/drafts/pictures", False)])
def test_a_film_too_large_to_look_at_is_told_what_to_do(path: str, back: bool) -> None:
    """Smaller or shorter; on a page beside the pictures that are there, and the words are kept."""
    (start, body), given = send(path, iter([]), 65 * 1024**2)
    said = body["body"].decode()
    assert given == 0 and start["status"] == 413
    assert "Save the film smaller" in said and "SLIPGUARD_UPLOAD_MEGABYTES" in said
    assert ("Go back: what you wrote is still there." in said) is back
    assert (b"hx-reswap", b"afterbegin") in start["headers"]
