"""What became of a text since somebody last read it, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch that stayed, went, or came."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, now: str) -> tuple[Piece, ...]:
    """Same and gone pieces together are `before`; same and new ones together are `now`."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(now)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Piece("gone", "".join(old[a:b])))
        if c < d:
            found.append(Piece("new", "".join(new[c:d])))
    return tuple(found)
