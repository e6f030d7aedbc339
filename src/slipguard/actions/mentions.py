"""What people answer: numbers, the loudest few, and whether it is over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from slipguard.core.incident import Record
from slipguard.core.reaction import Summary
from slipguard.storage import reactions
from slipguard.storage.models import Incident, Mention, MentionWatch
from slipguard.workflows import aftermath


@dataclass(frozen=True, slots=True)
class Reaction:
    """How people answer to one incident. `watch` None: nobody counts (an old incident, or a fine one)."""

    watch: MentionWatch | None
    summary: Summary | None = None
    loudest: list[Mention] = field(default_factory=list)
    echoes: int = 0

    @property
    def says(self) -> str:
        """The line “is it over?”, or why there is none."""
        if self.watch is None or self.summary is None:
            return "The mentions of this incident are not watched."
        return self.watch.ended if self.watch.ended and not self.watch.looked_at else self.summary.verdict.says

    def plain(self) -> dict[str, Any]:
        """For the API and the command line."""
        if self.watch is None or self.summary is None:
            return {"watched": False, "says": self.says}
        return {
            "watched": self.watch.ended_at is None,
            "looked_at": self.watch.looked_at,
            "trouble": self.watch.trouble,
            "ended": self.watch.ended,
            **self.summary.plain(),
            "echoes": self.echoes,
            "bins": [[one.start, one.minutes, one.mentions, one.hostile] for one in self.summary.bins],
            "loudest": [
                {"at": one.at, "url": one.url, "hostile": one.hostile, "echo": one.echo, "reactions": one.reactions,
                 "excerpt": one.excerpt, "last_look": one.looked_at, "gone": one.gone_at is not None}
                for one in self.loudest
            ],
        }


def of_incident(incident: Incident, record: Record | None = None) -> Reaction:
    """Read what is kept. The caller has looked whether the actor may see the incident."""
    watch = reactions.of(incident)
    if watch is None:
        return Reaction(None)
    watch.incident = incident
    found = aftermath.summary(watch, timezone.now(), record)
    return Reaction(watch, found, reactions.loudest(watch), reactions.echoes(watch))


def into(record: Record, incident: Incident) -> Record:
    """The record with the newest numbers: events hold only what was final."""
    reaction = of_incident(incident, record)
    if reaction.watch is not None and reaction.watch.looked_at is not None and reaction.summary is not None:
        at = reaction.watch.ended_at or reaction.watch.looked_at
        record.mentions = {**reaction.summary.plain(), "echoes": reaction.echoes, "at": at}
    return record
