"""Which slurs stand in a statement: the lists are those of the judge of harm."""

from __future__ import annotations

from slipguard.core.harm import slur_spans
from slipguard.core.types import Span


def slurs(text: str, language: str) -> tuple[Span, ...]:
    """Places of group slurs, disguised ones included."""
    return slur_spans(text, language)
