"""Days on which a workspace asks before it publishes."""

from __future__ import annotations

from datetime import date

from django.apps import apps


def mourning_on(workspace_id: int, day: date) -> str:
    """Why this day is one of mourning there; "" for an ordinary day."""
    try:
        days = apps.get_model("storage", "MourningDay")
    except LookupError:
        return ""
    found = days._default_manager.filter(workspace_id=workspace_id, day=day).first()
    return (str(getattr(found, "why", "")) or "It is marked as a day of mourning.") if found else ""
