"""A check that is asked of the running server: what it trusts, and when it leaves the work to the whole command."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest

from slipguard import quick
from tests.servers.ports import free_port

VERDICT = dict.fromkeys(quick.KEYS) | {"account": "umparking", "decision": "ask", "p_value": 0.004, "because": ["Odd."]}


def home(folder: Path, port: int, pid: int | None = None) -> dict[str, str]:
    """A data directory that says where a server is."""
    (folder / "keys").mkdir()
    (folder / "keys" / "local.token").write_text("made-up")
    (folder / "server.json").write_text(json.dumps({"pid": pid or os.getpid(), "url": f"http://127.0.0.1:{port}"}))
    return {"SLIPGUARD_HOME": str(folder)}


def answering(reply: bytes) -> int:
    """The port of a server that gives one answer, whatever it is asked."""
    import socket

    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = listener.accept()
        with listener, line:
            line.recv(65_536)
            line.sendall(reply)

    threading.Thread(target=serve, daemon=True).start()
    return int(listener.getsockname()[1])


def reply(data: object, status: str = "200 OK", head: str = "") -> bytes:
    """An answer of HTTP."""
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + json.dumps(data).encode()


def test_a_verdict_is_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In words with the exit code of the whole command."""
    assert quick.checked(["check", "umparking", "hello"], home(tmp_path, answering(reply(VERDICT)))) == 1
    assert capsys.readouterr().out == "ask: p = 0.004\n  Odd.\n"


@pytest.mark.parametrize("odd", [
    reply(VERDICT, "403 Forbidden"),
    reply({**VERDICT, "more": 1}),
    reply({"title": "of another version"}),
    reply([]),
    reply(VERDICT, head="Transfer-Encoding: chunked\r\n"),
    b"SSH-2.0\r\n",
    b"",
])
def test_any_other_answer_is_left_to_the_whole_command(
    tmp_path: Path, odd: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error, a server of another version, another program on the port: nothing is printed."""
    assert quick.checked(["check", "umparking", "hello"], home(tmp_path, answering(odd))) is None
    assert capsys.readouterr().out == ""


def test_no_server_is_left_to_the_whole_command(tmp_path: Path) -> None:
    """Nothing there, a stale note, a key that somebody else owns."""
    assert quick.checked(["check", "a", "b"], {"SLIPGUARD_HOME": str(tmp_path / "none")}) is None
    around = home(tmp_path, free_port())
    assert quick.checked(["check", "a", "b"], around) is None
    (tmp_path / "keys" / "local.token").unlink()
    assert quick.checked(["check", "a", "b"], around) is None


@pytest.mark.parametrize("argv", [[], ["check"], ["check", "a"], ["check", "a", "-"], ["check", "a", "--help"],
                                  ["check", "a", "b", "c"], ["learn", "a", "b"], ["--json", "check", "-a", "b"]])
def test_every_other_form_is_left_to_the_whole_command(tmp_path: Path, argv: list[str]) -> None:
    """Only `check ACCOUNT TEXT` is asked of a server; standard input and options are not read here."""
    assert quick.checked(argv, home(tmp_path, 1)) is None
