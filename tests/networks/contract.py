"""The one contract suite: what every adapter must do against a real server.

A network's test file gives a fixture `rig` (see rig.py) and subclasses the four parts:

    class TestPublishing(Publishing): ...
    class TestRecalling(Recalling): ...
    class TestWatching(Watching): ...
    class TestPicturing(Picturing): ...
"""

from tests.networks.picturing import Picturing
from tests.networks.publishing import Publishing
from tests.networks.recalling import Recalling
from tests.networks.watching import Watching

__all__ = ["Picturing", "Publishing", "Recalling", "Watching"]
