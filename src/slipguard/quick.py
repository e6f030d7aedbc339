"""`slipguard check` before anything is imported that takes time: asked of the running server, or else of the file.

Only the plain form (`check ACCOUNT TEXT`, with or without --json) and only a verdict: whatever else is typed or found
(an error, a server or a database of another version, PostgreSQL), the whole command does the work itself and says it
in its own words. The server is found and trusted as by every other command (cli/house.py): by the note and the key that
lie in the data directory, which nobody else can read. Without one the rows are read without Django
(actions/bare_check.py), which needs a third of the time.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

#: What a verdict has, in the order in which it is shown. A server that says more or less is of another version.
KEYS = ("account", "decision", "p_value", "p_person", "p_client", "alternative", "too_little", "harm", "harm_judged",
        "harm_says", "because")
PATIENCE = 5.0  # seconds for a busy server


def words(told: Mapping[str, Any]) -> str:
    """A verdict for people."""
    lines = [f"{told['decision']}: p = {told['p_value']:.3g}"]
    if told["alternative"] and told["decision"] != "publish":
        lines.append(f"  reads like {told['alternative']}, not @{told['account']}")
    return "\n".join(lines + [f"  {reason}" for reason in told["because"]])


def checked(argv: Sequence[str], environment: Mapping[str, str]) -> int | None:
    """The exit code, after printing the verdict; None where the whole command has to be run."""
    typed = [word for word in argv if word != "--json"]
    if len(typed) != 3 or typed[0] != "check" or any(word.startswith("-") for word in typed):
        return None
    try:
        typed[2].encode()  # what is no text is for the whole command to judge
    except UnicodeEncodeError:
        return None
    home = _home(environment)
    if home is None:
        return None
    told = _by_server(home, typed[1], typed[2])
    if told is None:
        told = _by_file(home, typed[1], typed[2], environment)
    if told is None:
        return None
    told = {name: told[name] for name in KEYS}
    print(json.dumps(told, ensure_ascii=False, indent=1) if "--json" in argv else words(told))
    return 0 if told["decision"] == "publish" else 1


def _by_server(home: Path, account: str, text: str) -> Mapping[str, Any] | None:
    try:
        note = json.loads((home / "server.json").read_text())
        os.kill(int(note["pid"]), 0)
        key = (home / "keys" / "local.token").read_text().strip()
        told = _ask(str(note["url"]), key, json.dumps({"account": account, "text": text}).encode())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return told if isinstance(told, dict) and told.keys() == set(KEYS) else None


def _by_file(home: Path, account: str, text: str, environment: Mapping[str, str]) -> Mapping[str, Any] | None:
    database = home / "slipguard.db"
    if not database.is_file() or not _plainly_set(environment):
        return None
    from slipguard.actions.bare_check import check

    return check(database, account, text)


def _plainly_set(environment: Mapping[str, str]) -> bool:
    """Are the settings those of an installation with its SQLite file, and none of them wrong?"""
    if not any(name.upper().startswith("SLIPGUARD_") for name in environment if name.upper() != "SLIPGUARD_HOME"):
        return True
    from slipguard.core.errors import BadInput

    try:  # a module that reads the settings on import: where one of them is wrong, it says so there already
        from slipguard.settings import read

        return not read(environment).database_url
    except BadInput:
        return False


def _home(environment: Mapping[str, str]) -> Path | None:
    """The data directory as settings.py finds it; None where that takes more than a look."""
    said = {name: value for name, value in environment.items() if name.upper() == "SLIPGUARD_HOME"}
    if said:
        return Path(said["SLIPGUARD_HOME"]) if said.keys() == {"SLIPGUARD_HOME"} and said["SLIPGUARD_HOME"] else None
    base = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Path(base) / "slipguard"


def _ask(url: str, key: str, body: bytes) -> Any:
    """The answer to one call; None where it is no plain 200. By hand: a library for it takes longer than the call."""
    scheme, _, rest = url.partition("://")
    host, _, port = rest.rpartition(":")
    if scheme != "http":
        return None
    head = (f"POST /api/v1/accounts/by-name/check HTTP/1.0\r\nHost: localhost\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n")
    import socket  # here: without a server it is not needed

    with socket.create_connection((host, int(port)), timeout=PATIENCE) as line:
        line.sendall(head.encode() + body)
        parts = []
        while part := line.recv(65_536):
            parts.append(part)
    top, _, said = b"".join(parts).partition(b"\r\n\r\n")
    first, _, others = top.partition(b"\r\n")
    if first.split()[1:2] != [b"200"] or b"transfer-encoding" in others.lower():
        return None
    return json.loads(said)
