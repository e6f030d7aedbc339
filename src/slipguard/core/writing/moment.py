"""A wall clock's time as a moment: on two nights a year it is none, or two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo


@dataclass(frozen=True, slots=True)
class Moment:
    """The moments (UTC) that a local time can mean: one; none (clocks jump over it); two (it comes twice)."""

    at: tuple[datetime, ...]
    instead: datetime | None = None  # for none: the same wait, counted through the jump


def moment(local: datetime, zone: tzinfo) -> Moment:
    """What a naive local time means in a zone. PEP 495: `fold` tells the two runs of a repeated hour apart."""
    found: list[datetime] = []
    for fold in (0, 1):
        at = local.replace(tzinfo=zone, fold=fold).astimezone(UTC)
        if at.astimezone(zone).replace(tzinfo=None, fold=0) == local and at not in found:
            found.append(at)
    if not found:
        return Moment((), local.replace(tzinfo=zone, fold=0).astimezone(UTC))
    return Moment(tuple(sorted(found)))
