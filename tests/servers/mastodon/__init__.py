"""A stateful server that speaks the Mastodon client API, on loopback.

It imitates what was measured on real servers: see behaviour.py for what can be set, and the recorded
frames in tests/networks/frames for the shapes of its answers. It is no proof against hosted servers.
"""

from tests.servers.mastodon.behaviour import Behaviour, Fault, gotosocial
from tests.servers.mastodon.serve import MastodonServer

__all__ = ["Behaviour", "Fault", "MastodonServer", "gotosocial"]
