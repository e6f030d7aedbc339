"""What a page showed, in a few letters: its stream then sends only what has moved since."""

from __future__ import annotations

import hashlib

from slipguard.actions import marks
from slipguard.actions.access import Actor
from slipguard.storage.models import Workspace


def short(mark: object) -> str:
    """A mark as twelve letters."""
    return hashlib.sha256(repr(mark).encode()).hexdigest()[:12]


def of(actor: Actor, space: Workspace) -> str:
    """The parts of a board, as `name.letters` with dashes between."""
    now = marks.of_board(actor, space)
    found: dict[str, object] = {"alarms": now.alarms, "accounts": now.accounts, "posts": now.posts}
    return "-".join(f"{name}.{short(mark)}" for name, mark in found.items())


def read(said: str) -> dict[str, str]:
    """What `of` wrote; anything else is nothing known."""
    pairs = (part.partition(".") for part in said.split("-"))
    return {name: letters for name, dot, letters in pairs if dot}
