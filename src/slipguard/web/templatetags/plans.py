"""Pauses on every page, and moments by a clock that a person named."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.utils import timezone

from slipguard.actions import pauses

register = template.Library()


@register.inclusion_tag("slipguard/_paused.html", takes_context=True)
def paused(context: dict[str, Any]) -> dict[str, Any]:
    """The banner while something is paused: of this workspace, or of the whole house for whoever is signed in."""
    user = context.get("user")
    space = context.get("space") or context.get("here")
    if not getattr(user, "is_authenticated", False):
        return {}
    return {"standing": pauses.over(space), "space": space, "now": timezone.now(),
            "standing_zone": space.zone if space else "UTC"}


@register.filter
def at_zone(at: datetime | None, zone: str) -> str:
    """“Mon 7 September 2026, 14:30” by that zone's clock."""
    return f"{at.astimezone(ZoneInfo(zone)):%a %-d %B %Y, %H:%M}" if at else ""


@register.filter
def time_at(at: datetime | None, zone: str) -> str:
    """“14:30” by that zone's clock, with the day where it is another one."""
    return f"{at.astimezone(ZoneInfo(zone)):%a %H:%M}" if at else ""


@register.filter
def field_at(at: datetime | None, zone: str) -> str:
    """As a datetime-local field wants it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}" if at else ""


@register.filter
def left(room: Any) -> int:
    """What is left of a post's room; negative where it is too long."""
    return int(room.limit - room.used)
