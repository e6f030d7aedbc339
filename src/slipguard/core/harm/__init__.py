"""How much harm a text would do, and why. Pure, small, and only ever one voice among several."""

from __future__ import annotations

from .context import Context, of_account
from .described import described
from .everyday import everyday
from .hashing import term_key
from .judge import grade, slur_spans
from .reading import fold

__all__ = ["Context", "described", "everyday", "fold", "grade", "of_account", "slur_spans", "term_key"]
