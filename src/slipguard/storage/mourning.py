"""Days on which a workspace asks before it publishes."""

from __future__ import annotations

from datetime import date

from slipguard.storage.models import MourningDay


def mourning_on(workspace_id: int, day: date) -> str:
    """Why this day is one of mourning there; "" for an ordinary day."""
    found = MourningDay.objects.filter(workspace_id=workspace_id, day=day).first()
    return (found.why or "It is marked as a day of mourning.") if found else ""
