"""Copies in an incident's record: listed, and which of them a recall reaches without another question."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from slipguard.core.siblings import Match
from slipguard.core.types import Mode
from slipguard.networks import NETWORKS
from slipguard.settings import CONFIG
from slipguard.storage import incidents, siblings
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows.evidence import copy_data

NOT_ALLOWED = "Slipguard took the post back by itself, and this account's owner did not allow that here."
TOO_MANY = "Slipguard has taken back as many posts by itself in this hour as it may."


def gather(incident: Incident, row: PostRow, at: datetime) -> int:
    """List the copies that were there before the alarm, so that a person sees what one press will take back."""
    found = siblings.mates(row.account_id, row.ref)
    for other, match in found:
        key = siblings.copy_key(other.account_id, other.ref)
        incidents.append(incident, key, "copy_found", at, found_data(other, match))
    return len(found)


def found_data(row: PostRow, match: Match | None) -> dict[str, Any]:
    """What the record says of a copy and of its likeness."""
    like = {"likeness": str(match.kind), "share": round(match.share, 3)} if match else {}
    return {**copy_data(row), **like, "text": row.text}


def look_also(incident: Incident, at: datetime) -> list[Account]:
    """Accounts of the workspace that only a person can look at: each is named, so that somebody does."""
    noted = set(incident.events.filter(kind="copy_found").values_list("key", flat=True))
    accounts = [
        account
        for account in Account.objects.filter(workspace_id=incident.workspace_id, disconnected_at=None).order_by("pk")
        if NETWORKS[account.network].facts.by_hand and account.pk != incident.account_id
        and not any(key.startswith(f"copy:{account.pk}:") for key in noted)
    ]
    places = [{"account": account.pk, "network": account.network, "handle": account.handle, "url": account.url}
              for account in accounts]
    if places:
        incidents.append(incident, "look-also", "look_also", at, {"accounts": places})
    return accounts


def wait(incident: Incident, row: PostRow, why: str, at: datetime) -> None:
    """This copy is nobody's decision yet."""
    data = {**copy_data(row), "says": why}
    incidents.append(incident, f"waits:{row.account_id}:{row.ref}"[:300], "copy_waits", at, data)


def not_covered(account: Account, automatic: bool, at: datetime) -> str:
    """Why a copy on this account must not go without a person's word; "" where it may."""
    if not automatic:
        return ""
    if account.mode != Mode.AUTOMATIC:
        return NOT_ALLOWED
    recent = incidents.automatic_since(account.workspace_id, at - timedelta(hours=1))
    return TOO_MANY if recent > CONFIG.automatic_recalls_per_hour else ""
