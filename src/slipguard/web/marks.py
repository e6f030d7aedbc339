"""What a page showed, in a few letters: its stream then sends only what has moved since."""

from __future__ import annotations

import hashlib

from slipguard.storage.models import Workspace
from slipguard.web import queries


def short(mark: object) -> str:
    """A mark as twelve letters."""
    return hashlib.sha256(repr(mark).encode()).hexdigest()[:12]


def of(space: Workspace) -> str:
    """The parts of a board, as `name.letters` with dashes between."""
    found = {"alarms": queries.alarm_mark(space), "accounts": queries.account_mark(space),
             "posts": queries.post_mark(space)}
    return "-".join(f"{name}.{short(mark)}" for name, mark in found.items())


def read(said: str) -> dict[str, str]:
    """What `of` wrote; anything else is nothing known."""
    pairs = (part.partition(".") for part in said.split("-"))
    return {name: letters for name, dot, letters in pairs if dot}
