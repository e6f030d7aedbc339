"""Servers that speak the Mastodon client API: Mastodon, GoToSocial, snac2 and others.

`ADAPTER` is what NETWORKS lists. Nothing heavy is imported before an account is opened.
"""

from slipguard.networks.mastodon.adapter import MastodonAdapter

ADAPTER = MastodonAdapter()

__all__ = ["ADAPTER", "MastodonAdapter"]
