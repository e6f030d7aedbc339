"""What a network's sign-in page needs back, kept in a browser's session meanwhile: sealed, for sessions lie in the
database and this holds the application's secret."""

from __future__ import annotations

from slipguard.networks.protocol import Secret
from slipguard.storage.seal import seal, unseal


def keep(pending: Secret) -> str:
    """As text that only this installation can open."""
    return seal(pending).decode()


def back(kept: str) -> dict[str, str]:
    """What was kept."""
    return unseal(kept.encode())
