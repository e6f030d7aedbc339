"""X, by its API v2. `ADAPTER` is what NETWORKS lists; tweepy is imported when an account is first used."""

from slipguard.networks.x.adapter import XAdapter

ADAPTER = XAdapter()

__all__ = ["ADAPTER", "XAdapter"]
