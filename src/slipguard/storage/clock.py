"""Whose clock: a workspace's, for its calendar, and a person's."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from slipguard.storage.models import Workspace


def zone(name: str) -> ZoneInfo:
    """A time zone by name; UTC where nobody knows it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: "Europe" is a folder of zones
        return ZoneInfo("UTC")


def zone_of(workspace: Workspace) -> tzinfo:
    """The workspace's time zone."""
    return ZoneInfo(workspace.zone)


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every zone that people live in, as Area/City; UTC last."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return (*sorted(name for name in available_timezones() if name.partition("/")[0] in areas), "UTC")
