"""Which exceptions count now: approved by a second person, not ended, and their day not yet over."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone

from slipguard.storage.models import Account, SeparationException


def open_ones() -> QuerySet[SeparationException]:
    """Asked for and not ended, approved or not."""
    return SeparationException.objects.filter(ended_at=None).select_related("workspace", "account")


def counting() -> QuerySet[SeparationException]:
    """Those that let an account be connected."""
    return open_ones().exclude(approved_at=None).filter(ends_at__gt=timezone.now())


def for_identity(workspace_id: int, network: str, *names: str) -> SeparationException | None:
    """The exception of an account by its handle or what the network calls it."""
    wanted = {name.strip().lstrip("@").lower() for name in names}
    return counting().filter(workspace_id=workspace_id, network=network, handle__in=wanted).first()


def exceptional(account: Account) -> bool:
    """Is this account connected by exception? Also in the minute before upkeep unlinks an expired one."""
    return open_ones().filter(Q(account=account)).exists()
