"""A stateful server that speaks the part of X's API v2 that Slipguard uses, on loopback.

It imitates what was recorded of X's own simulator (tests/networks/frames) and what X's documentation says; see
behaviour.py for what can be set. It is no proof against X.
"""

from tests.servers.x.behaviour import Behaviour, Fault
from tests.servers.x.serve import XServer

__all__ = ["Behaviour", "Fault", "XServer"]
