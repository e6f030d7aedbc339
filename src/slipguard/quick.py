"""`slipguard check` asked of the running server, before anything is imported that takes time.

A tenth of a second instead of one. Only the plain form (`check ACCOUNT TEXT`, with or without --json) and only a
verdict: whatever else is typed or comes back (an error, no server, one of another version), the whole command does the
work itself and says it in its own words. The server is found and trusted as by every other command (cli/house.py): by
the note and the key that lie in the data directory, which nobody else can read.
"""

from __future__ import annotations

import json
import os
import socket
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
    home = _home(environment)
    if home is None:
        return None
    try:
        note = json.loads((home / "server.json").read_text())
        os.kill(int(note["pid"]), 0)
        key = (home / "keys" / "local.token").read_text().strip()
        body = json.dumps({"account": typed[1], "text": typed[2]}).encode()
        typed[2].encode()  # what is no text is for the whole command to judge
        told = _ask(str(note["url"]), key, body)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if told is None or not isinstance(told, dict) or told.keys() != set(KEYS):
        return None
    told = {name: told[name] for name in KEYS}
    print(json.dumps(told, ensure_ascii=False, indent=1) if "--json" in argv else words(told))
    return 0 if told["decision"] == "publish" else 1


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
