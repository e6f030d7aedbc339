"""Opens the network client of an account, with its own token."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from slipguard.networks import NETWORKS
from slipguard.networks.mastodon import ADAPTER as MASTODON
from slipguard.networks.protocol import Network, Reason, Reconnect
from slipguard.settings import CONFIG
from slipguard.storage import accounts
from slipguard.storage.models import Account, Credential

MASTODON.allow_private = CONFIG.allow_private_servers


def surroundings(network: str) -> dict[str, str]:
    """What an adapter needs to know of this installation; never stored, so a moved home still works."""
    if network == "practice":
        return {"db": str(CONFIG.home / "practice.db"), "base": CONFIG.url}
    return {}


def secret_of(account: Account) -> dict[str, str]:
    """The account's opened secret with its surroundings; Reconnect after a disconnect."""
    try:
        return {**accounts.secret_of(account.pk), **surroundings(account.network)}
    except Credential.DoesNotExist:
        raise Reconnect(f"@{account.handle} is not connected any more.", Reason.TOKEN) from None


@contextmanager
def client(account: Account) -> Iterator[Network]:
    """A client that is closed afterwards; Reconnect where the account has no sign-in any more."""
    network = NETWORKS[account.network].open(secret_of(account), accounts.keep_secret(account.pk))
    try:
        yield network
    finally:
        network.close()


def manual_link(account: Account, ref: str) -> str:
    """Where a person deletes the post by hand."""
    try:
        return NETWORKS[account.network].address(ref, secret_of(account))
    except (Reconnect, KeyError):
        return account.url
