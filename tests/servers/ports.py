"""Free and closed ports on loopback."""

from __future__ import annotations

import itertools
import os
import random
import socket

# Below the ports that the kernel hands out by itself: between the question and the server's start no
# connection takes it. Each worker of a test run walks in a lane of its own.
_FIRST, _END, _LANES = 16_000, 32_000, 16
_lane = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % _LANES
_steps = (_END - _FIRST) // _LANES
_numbers = itertools.count(random.randrange(_steps))


def free_port() -> int:
    """A port that nobody listened on a moment ago, another one each time."""
    for _ in range(_steps):
        port = _FIRST + _lane + next(_numbers) % _steps * _LANES
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise RuntimeError(f"no port between {_FIRST} and {_END} is free")


closed_port = free_port  # nothing listens there: a connection is refused at once
