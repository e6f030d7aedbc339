"""What accounts are called: by people who type a name, and on the desk, where a verdict names them to be read."""

from __future__ import annotations

import re


def meant(typed: str, network: str, *names: str) -> bool:
    """Is this what somebody calls an account: one of its names, or network:name?"""
    wanted = typed.strip()
    net, _, name = wanted.rpartition(":") if re.match(r"[a-z]+:", wanted) else ("", "", wanted)
    return name.lstrip("@").lower() in map(str.lower, names) and net in ("", network)


def client_key(speaks_as: str) -> str:
    """A client's voice on the desk."""
    return f"@{speaks_as}"


def person_key(handle: str) -> str:
    """A person's."""
    return f"@{handle} (personal)"
