"""The checklist after a delete: who dealt with what, as events of the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipguard.actions import incidents
from slipguard.actions.access import Actor
from slipguard.core.errors import Conflict, NotFound
from slipguard.core.incident import Item, Record, Tick, items
from slipguard.storage import incidents as records
from slipguard.storage.models import Incident


@dataclass(frozen=True, slots=True)
class Line:
    """One item with how it is done here, and its tick."""

    item: Item
    hows: list[str]
    tick: Tick | None

    def plain(self) -> dict[str, Any]:
        """For the API and the command line."""
        tick = self.tick
        return {
            "item": self.item.key,
            "title": self.item.title,
            "why": self.item.why,
            "how": self.hows,
            "done": tick is not None,
            "by": tick.by if tick else "",
            "at": tick.at if tick else None,
            "note": tick.note if tick else "",
        }


def lines(record: Record) -> list[Line]:
    """The items that make sense for this incident, in their order."""
    networks = {copy.network for copy in record.copies.values()}
    return [Line(item, item.hows(networks), record.ticks.get(item.key)) for item in items(networks)]


def tick(actor: Actor, number: int, key: str, done: bool, note: str = "") -> Incident:
    """Tick an item, or take a tick back. The same again changes nothing; another note is a Conflict."""
    incident = incidents.get(actor, number)
    note = " ".join(note.split())[:500]
    with transaction.atomic():  # two who tick at once: one event
        Incident.objects.select_for_update().get(pk=incident.pk)
        record = incidents.record(incident)
        if key not in {line.item.key for line in lines(record)}:
            raise NotFound(f"There is no “{key}” on this list.", "Look at the incident's checklist.")
        before = record.ticks.get(key)
        if before and done and note and note != before.note:
            raise Conflict(f"{before.by} ticked this already.", "Put your note on the record, or take the tick back.")
        if bool(before) == done:
            return incident
        count = incident.events.filter(kind__in=["ticked", "unticked"], data__item=key).count()
        data = {"item": key, "by": actor.name, "note": note}
        kind = "ticked" if done else "unticked"
        records.append(incident, f"tick:{key}:{count + 1}", kind, timezone.now(), data)
    return incident
