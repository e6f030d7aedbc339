"""What the record says of a copy, and how patiently readers are asked. Needs no engine: `recall --now` uses it."""

from __future__ import annotations

from typing import Any

from slipguard.core.errors import DELETE_REFUSED
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import NetworkFailure, Unsupported
from slipguard.storage.models import Account, PostRow

# Between two reads of one copy, seconds: a queued delete is mostly done within half a second.
PATIENCE = (0.0, 0.05, 0.1, 0.2, 0.4, 0.6, 1.0, 2.0, 3.0, 5.0)


def place(account: Account, ref: str) -> dict[str, Any]:
    """Which post on which account."""
    return {"ref": ref, "network": account.network, "handle": account.handle}


def refused_words(account: Account, failure: NetworkFailure) -> str:
    """What a person is told where a delete was refused: the plain words, then the network's own."""
    if NETWORKS[account.network].facts.by_hand:
        return failure.says  # the network's own way, and nothing about servers
    reason = "unsupported" if isinstance(failure, Unsupported) else str(failure.reason)
    plain = DELETE_REFUSED.get(reason, "")
    return failure.says if plain in failure.says else f"{plain} ({failure.says})"


def copy_data(row: PostRow) -> dict[str, Any]:
    """What the record says of a copy."""
    return {
        **place(row.account, row.ref),
        "url": row.url,
        "posted_at": row.posted_at.isoformat() if row.posted_at else "",
    }
