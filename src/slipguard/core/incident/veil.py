"""Who else a post sounds like, hidden from readers who may not know that name."""

from __future__ import annotations

from collections.abc import Collection

from slipguard.core.incident.fold import Record

HIDDEN_PERSON = "somebody's personal account"
HIDDEN_ACCOUNT = "another client's account"


def hidden(alternative: str) -> str:
    """What stands for the name."""
    return HIDDEN_PERSON if alternative.endswith("(personal)") else HIDDEN_ACCOUNT


def veil(record: Record, known: Collection[str]) -> Record:
    """The record with the alternative's name left out, unless it is one of `known` ("@name"). Changes it in place."""
    other = record.alternative
    if other and other not in known:
        instead = hidden(other)
        said = [reason.replace(other, instead) for reason in record.reasons]
        record.reasons = [reason[:1].upper() + reason[1:] for reason in said]
        record.timeline = [(at, words.replace(other, instead)) for at, words in record.timeline]
        record.alternative = instead
    return record
