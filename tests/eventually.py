"""Wait for an event instead of sleeping: poll with a deadline, and say what was waited for."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
#: A wait is written for a machine that does nothing else; a slow one with other work on it gets so many times that.
#: An event that comes ends the wait, so only a failure takes so long.
PATIENCE = 4


def eventually(look: Callable[[], T], what: str, seconds: float = 30.0) -> T:
    """The first truthy answer of `look`; AssertionError with the last one after `seconds` times PATIENCE."""
    end = time.monotonic() + seconds * PATIENCE
    while True:
        found = look()
        if found:
            return found
        assert time.monotonic() < end, f"waited {seconds * PATIENCE} s for {what}; last saw {found!r}"
        time.sleep(0.02)
