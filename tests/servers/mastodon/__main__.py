"""`python -m tests.servers.mastodon [--port N] [--like mastodon|gotosocial] [ACCOUNT ...]`.

Serves until it is stopped; the first line on standard output is JSON: {"url", "accounts": {name: token}}.
More accounts, faults and other behaviour: POST /_test/accounts, /_test/faults, /_test/behaviour, /_test/drop.
"""

from __future__ import annotations

import argparse
import json
import signal
import threading

from tests.servers.mastodon import Behaviour, MastodonServer, gotosocial


def main() -> None:
    """Serve until SIGTERM or SIGINT."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.mastodon")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--like", choices=("mastodon", "gotosocial"), default="mastodon")
    parser.add_argument("accounts", nargs="*", default=["alice", "bob"])
    told = parser.parse_args()
    over = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: over.set())
    with MastodonServer(gotosocial() if told.like == "gotosocial" else Behaviour(), told.port) as server:
        tokens = {name: server.person(name).token for name in told.accounts}
        print(json.dumps({"url": server.url, "accounts": tokens}), flush=True)
        over.wait()


if __name__ == "__main__":
    main()
