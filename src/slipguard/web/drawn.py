"""What a page shows, in a few letters: its stream then sends only what has moved since, also after a reconnect."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from slipguard.actions import marks
from slipguard.actions.access import Actor
from slipguard.storage.models import Workspace


def short(mark: object) -> str:
    """A mark as twelve letters."""
    return hashlib.sha256(repr(mark).encode()).hexdigest()[:12]


def write(found: Mapping[str, object]) -> str:
    """The parts of a page, as `name.letters` with dashes between; a number stays as it is."""
    return "-".join(f"{name}.{mark if isinstance(mark, int) else short(mark)}" for name, mark in found.items())


def read(said: str) -> dict[str, str]:
    """What `write` wrote; anything else is nothing known."""
    pairs = (part.partition(".") for part in said.split("-"))
    return {name: letters for name, dot, letters in pairs if dot}


def parts(now: marks.BoardMarks) -> dict[str, object]:
    """Of a board."""
    return {"alarms": now.alarms, "accounts": now.accounts, "posts": now.posts}


def of_board(actor: Actor, space: Workspace) -> str:
    """A board as it would be drawn now."""
    return write(parts(marks.of_board(actor, space)))


def of_incident(actor: Actor, number: int) -> str:
    """An incident's page as it would be drawn now."""
    return write(marks.of_room(actor, number))
