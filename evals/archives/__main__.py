"""`python -m evals.archives [--posts N] [--only x,mastodon]`: how long a large archive takes, and in how much memory.

For each form an archive of made-up posts is written, then taken in as an account's history in a process of its
own with an empty SQLite database: read, compared with what is known, learnt, kept. Printed are seconds, the
process's peak resident memory, and for how long the write lock was held at most, because a recall must never wait.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def measure(form: str, path: Path) -> None:
    """In a fresh process: one archive, one line of JSON."""
    from slipguard import app

    app.configure()
    app.migrate()
    from django.db import connection

    from evals.archives.making import DID, FORMS
    from slipguard.actions import archives
    from slipguard.actions.access import Actor
    from slipguard.actions.setup import make_owner
    from slipguard.storage.models import Account, Workspace

    owner = Actor(make_owner("olivia@example.org", "a long quiet password"), "command line")
    network = FORMS[form][0]
    remote_id = {"x": "4242", "mastodon": "17@social.example", "bluesky": DID}[network]
    account = Account.objects.create(
        workspace=Workspace.objects.get(), network=network, remote_id=remote_id, speaks_as="umparking",
        handle="umparking@social.example" if network == "mastodon" else "umparking",
    )
    steps: dict[str, float] = {}
    locked = [0.0, 0.0]  # since when, at most

    def watch(execute: object, sql: str, params: object, many: bool, context: object) -> object:
        if sql.startswith("BEGIN"):
            locked[0] = time.perf_counter()
        result = execute(sql, params, many, context)  # type: ignore[operator]
        if sql.startswith("INSERT INTO \"storage_postrow\""):
            locked[1] = max(locked[1], time.perf_counter() - locked[0] if locked[0] else 0)
        return result

    started = time.perf_counter()
    with connection.execute_wrapper(watch):
        locked[0] = 0.0
        told = archives.read_account(owner, account.pk, path,
                                     tell=lambda step, _: steps.setdefault(step, time.perf_counter() - started))
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak": peak, "found": told.found, "new": told.new, "voice": told.posts,
                      "last": seconds - steps["keeping"], "learning": steps["keeping"] - steps["learning"]}))


def main() -> None:
    """All forms, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=100_000)
    parser.add_argument("--only", default="x,mastodon,bluesky,csv")
    parser.add_argument("--one", nargs=2, metavar=("FORM", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure(options.one[0], Path(options.one[1]))
        return
    from evals.archives.making import make

    print(f"{options.posts:,} entries, a tenth of them reposts; 2 cores, SQLite")
    print(f"{'form':<10} {'file':>8} {'seconds':>8} {'of it learning':>15} {'writing at the end':>19} {'peak RSS':>9}  posts")
    for form in options.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            path = make(form, options.posts, Path(folder))
            run = subprocess.run([sys.executable, "-m", "evals.archives", "--one", form, str(path)],
                                 capture_output=True, text=True, check=False,
                                 env={**os.environ, "SLIPGUARD_HOME": f"{folder}/home"})
            if run.returncode:
                sys.exit(run.stderr)
            told = json.loads(run.stdout)
            print(f"{form:<10} {path.stat().st_size / 1e6:>5.0f} MB {told['seconds']:>8.1f} {told['learning']:>15.1f} "
                  f"{told['last']:>19.2f} {told['peak']:>6.0f} MB  {told['found']:,}", flush=True)


if __name__ == "__main__":
    main()
