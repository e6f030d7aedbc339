"""Bluesky: any PDS of the AT Protocol, by app password."""

from slipguard.networks.bluesky.adapter import ADAPTER

__all__ = ["ADAPTER"]
