"""The rehearsal network: its own small database, so that a newcomer and a drill need no credentials.

It behaves like a network: ids, a stream, a delete that takes a moment, a public reader that may see
an old page for a while, mentions. It knows nothing of Slipguard's storage.
"""

from slipguard.networks.practice.client import ADAPTER
from slipguard.networks.practice.world import World

__all__ = ["ADAPTER", "World"]
