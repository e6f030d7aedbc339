"""Who else a post sounds like, hidden from readers who may not know that name."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slipguard.core.incident.fold import Record

HIDDEN_PERSON = "somebody's personal account"
HIDDEN_ACCOUNT = "another client's account"


@dataclass(frozen=True, slots=True)
class Told:
    """The alternative ("" for none) and the reasons, fit for one reader's eyes."""

    alternative: str
    reasons: list[str]


def hidden(alternative: str) -> str:
    """What stands for the name."""
    return HIDDEN_PERSON if alternative.endswith("(personal)") else HIDDEN_ACCOUNT


def told(alternative: str | None, reasons: Sequence[object], known: Collection[str]) -> Told:
    """The name left out of both, unless it is one of `known` ("@name")."""
    said = [str(reason) for reason in reasons]
    if not alternative or alternative in known:
        return Told(alternative or "", said)
    instead = hidden(alternative)
    said = [reason.replace(alternative, instead) for reason in said]
    return Told(instead, [reason[:1].upper() + reason[1:] for reason in said])


def veil(record: Record, known: Collection[str]) -> Record:
    """The record with the alternative's name left out, unless it is one of `known` ("@name"). Changes it in place."""
    other = record.alternative
    if other and other not in known:
        shown = told(other, record.reasons, known)
        record.timeline = [(at, words.replace(other, shown.alternative)) for at, words in record.timeline]
        record.alternative, record.reasons = shown.alternative, shown.reasons
    return record
