"""Accounts and their sealed sign-ins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from slipguard.core import policy
from slipguard.core.types import Budget
from slipguard.storage.models import Account, Credential
from slipguard.storage.seal import seal, unseal


def secret_of(account_id: int) -> dict[str, str]:
    """The opened secret; Credential.DoesNotExist after a disconnect."""
    return unseal(Credential.objects.get(account_id=account_id).sealed)


def keep_secret(account_id: int) -> Callable[[Mapping[str, str]], None]:
    """What an adapter calls when a network handed it a fresh token."""

    def keep(secret: Mapping[str, str]) -> None:
        Credential.objects.update_or_create(account_id=account_id, defaults={"sealed": seal(secret)})

    return keep


def live() -> list[Account]:
    """Every connected account."""
    return list(Account.objects.filter(disconnected_at=None).select_related("workspace").order_by("pk"))


def heard(account_id: int, at: datetime, cursor: str | None, via: str = "") -> None:
    """The watcher is alive; the cursor moves on."""
    changes: dict[str, object] = {"heard_at": at, "trouble": ""}
    if cursor is not None:
        changes["cursor"] = cursor
    if via:
        changes["watches_via"] = via
    Account.objects.filter(pk=account_id).update(**changes)


def deaf(account_id: int, says: str) -> None:
    """The watcher does not hear, and why, in words for the board."""
    Account.objects.filter(pk=account_id).update(trouble=says)


def budget(account: Account) -> Budget:
    """The owner's plain words as shares."""
    return policy.budget(account.ask_one_in, account.hold_one_in)
