"""Whose clock a workspace's calendar shows."""

from __future__ import annotations

from datetime import tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from slipguard.storage.models import Workspace


def zone_of(workspace: Workspace) -> tzinfo:
    """The workspace's time zone."""
    return ZoneInfo(workspace.zone)


@lru_cache(maxsize=1)
def zone_names() -> tuple[str, ...]:
    """Every zone that people live in, as Area/City; UTC last."""
    areas = ("Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
    return (*sorted(name for name in available_timezones() if name.partition("/")[0] in areas), "UTC")
