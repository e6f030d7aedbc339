"""The bare script: deletes on the event and reads until gone. No check, no record, no engine.

usage: python -m evals.latency.bare NETWORK < secret.json   (prints one JSON line for each post)
It uses the project's own adapters, so that only what Slipguard adds is compared.
"""

from __future__ import annotations

import json
import sys
import time

from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.mastodon import ADAPTER as MASTODON
from slipguard.networks.protocol import Appeared, Heard, Seen

BLUESKY.allow_private = MASTODON.allow_private = True  # both servers of this eval are on loopback
WATCHED = {"bluesky": BLUESKY, "mastodon": MASTODON}


def main() -> None:
    """Until standard input is closed or the process is ended."""
    network = WATCHED[sys.argv[1]].open(json.loads(sys.stdin.readline()), lambda _: None)
    for happening in network.watch(None, lambda: False):
        if isinstance(happening, Heard):
            print(json.dumps({"heard": True}), flush=True)
        if isinstance(happening, Appeared):
            heard = time.time()
            network.delete(happening.post.ref)
            sent = time.time()
            checks = 1
            while any(s.seen is not Seen.GONE for s in network.fetch(happening.post.ref, logged_out=True)):
                checks += 1
                time.sleep(0.02)
            print(
                json.dumps(
                    {"ref": happening.post.ref, "heard": heard, "sent": sent, "gone": time.time(), "checks": checks}
                ),
                flush=True,
            )


if __name__ == "__main__":
    main()
