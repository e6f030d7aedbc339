"""Who else a post sounds like, hidden in a record from readers who may not know that name."""

from __future__ import annotations

from collections.abc import Collection

from slipguard.core.incident.fold import Record
from slipguard.core.naming import told


def veil(record: Record, known: Collection[str]) -> Record:
    """The record with the alternative's name left out, unless it is one of `known` ("@name"). Changes it in place."""
    other = record.alternative
    if other and other not in known:
        shown = told(other, record.reasons, known)
        record.timeline = [(at, words.replace(other, shown.alternative)) for at, words in record.timeline]
        record.alternative, record.reasons = shown.alternative, shown.reasons
    return record
