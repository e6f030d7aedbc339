"""Opens the network client of an account, with its own token."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from slipguard.networks import NETWORKS
from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.mastodon import ADAPTER as MASTODON
from slipguard.networks.protocol import Network, Reason, Reconnect, Secret
from slipguard.settings import CONFIG
from slipguard.storage import accounts
from slipguard.storage.models import Account, Credential
from slipguard.storage.seal import unseal

BLUESKY.allow_private = MASTODON.allow_private = CONFIG.allow_private_servers


def surroundings(network: str) -> dict[str, str]:
    """What an adapter needs to know of this installation; never stored, so a moved home still works."""
    if network == "practice":
        return {"db": str(CONFIG.home / "practice.db"), "base": CONFIG.url}
    if network == "bluesky":
        return {"view": CONFIG.bluesky_view, "directory": CONFIG.bluesky_directory}
    return {}


def secret_of(account: Account) -> dict[str, str]:
    """The account's opened secret with its surroundings; Reconnect after a disconnect."""
    return {**unseal(_sealed(account)), **surroundings(account.network)}


@contextmanager
def client(account: Account) -> Iterator[Network]:
    """A client of the account's own; Reconnect where it has no sign-in any more.

    Making one costs tens of milliseconds (TLS settings), which would stand before a delete: after use it
    waits for the next caller, as long as the stored sign-in stays the same. Never shared at one moment.
    """
    sealed = _sealed(account)
    network = _take(account.pk, sealed)
    if network is None:
        network = _Kept(account, sealed)
    try:
        yield network.inner
    except BaseException:
        network.inner.close()
        raise
    _put(account.pk, network)


def warm(account: Account) -> None:
    """Have a client ready before the first slip."""
    with client(account):
        pass


def let_go() -> None:
    """Close all that wait."""
    with _lock:
        waiting = [kept for idle in _idle.values() for kept in idle]
        _idle.clear()
    for kept in waiting:
        kept.inner.close()


class _Kept:
    """A client and the stored sign-in that it stands on."""

    def __init__(self, account: Account, sealed: bytes) -> None:
        self.sealed = sealed
        store = accounts.keep_secret(account.pk)

        def keep(secret: Secret) -> None:
            store(secret)
            self.sealed = _sealed(account)  # it renewed its own session, so it is still good

        secret = {**unseal(sealed), **surroundings(account.network)}
        self.inner = NETWORKS[account.network].open(secret, keep)


_lock = threading.Lock()
_idle: dict[int, list[_Kept]] = {}
_WAITING = 2  # clients per account at most


def _sealed(account: Account) -> bytes:
    try:
        return bytes(Credential.objects.get(account_id=account.pk).sealed)
    except Credential.DoesNotExist:
        raise Reconnect(f"@{account.handle} is not connected any more.", Reason.TOKEN) from None


def _take(number: int, sealed: bytes) -> _Kept | None:
    with _lock:
        idle = _idle.get(number, [])
        fit = next((kept for kept in idle if kept.sealed == sealed), None)
        if fit is not None:
            idle.remove(fit)
            return fit
        stale = _idle.pop(number, [])
    for kept in stale:
        kept.inner.close()
    return None


def _put(number: int, kept: _Kept) -> None:
    with _lock:
        idle = _idle.setdefault(number, [])
        if len(idle) < _WAITING:
            idle.append(kept)
            return
    kept.inner.close()


def manual_link(account: Account, ref: str) -> str:
    """Where a person deletes the post by hand."""
    try:
        return NETWORKS[account.network].address(ref, secret_of(account))
    except (Reconnect, KeyError):
        return account.url
