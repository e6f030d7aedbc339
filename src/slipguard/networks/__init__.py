"""The world outside. One folder per network; they do not know each other.

`NETWORKS` is the one visible list of adapters; `protocol.py` is what they promise.
"""

from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.by_hand import ADAPTERS as BY_HAND
from slipguard.networks.mastodon import ADAPTER as MASTODON
from slipguard.networks.practice import ADAPTER as PRACTICE
from slipguard.networks.protocol import Adapter

NETWORKS: dict[str, Adapter] = {
    "bluesky": BLUESKY,
    "mastodon": MASTODON,
    "practice": PRACTICE,
}
NETWORKS.update(BY_HAND)
