"""`python -m evals.archives [--posts N] [--only x,mastodon]`: how long a large archive takes, and in how much memory.

For each form an archive of made-up posts is written, then taken in as an account's history in a process of its
own with an empty SQLite database: read, compared with what is known, learnt, kept. Printed are seconds, the
process's peak resident memory, how long the posts' way into the table took at the end, and how long another
writer (an incident, a delete) had to wait at worst meanwhile: one beside it asks for SQLite's lock all the time.
"processor" is the seconds that the process itself ran: on a busy machine they say more than the clock.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path


def measure(form: str, path: Path) -> None:
    """In a fresh process: one archive, one line of JSON."""
    from slipguard import app

    app.configure()
    app.migrate()
    from evals.archives.making import DID, FORMS
    from slipguard.actions import archives
    from slipguard.actions.access import Actor
    from slipguard.actions.setup import make_owner
    from slipguard.settings import CONFIG
    from slipguard.storage.models import Account, Workspace

    owner = Actor(make_owner("olivia@example.org", "a long quiet password"), "command line")
    network = FORMS[form][0]
    remote_id = {"x": "4242", "mastodon": "17@social.example", "bluesky": DID}[network]
    account = Account.objects.create(
        workspace=Workspace.objects.get(), network=network, remote_id=remote_id, speaks_as="umparking",
        handle="umparking@social.example" if network == "mastodon" else "umparking",
    )
    waits: list[float] = []
    ended = threading.Event()
    beside = threading.Thread(target=wait_beside, args=(str(CONFIG.home / "slipguard.db"), waits, ended))
    beside.start()
    steps: dict[str, float] = {}
    started, spent = time.perf_counter(), time.process_time()
    told = archives.read_account(owner, account.pk, path,
                                 tell=lambda step, _: steps.setdefault(step, time.perf_counter() - started))
    seconds, spent = time.perf_counter() - started, time.process_time() - spent
    ended.set()
    beside.join()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "spent": spent, "peak": peak, "found": told.found, "voice": told.posts,
                      "last": seconds - steps["keeping"], "learning": steps["keeping"] - steps["learning"],
                      "wait": max(waits)}))


def wait_beside(database: str, waits: list[float], ended: threading.Event) -> None:
    """Another writer: seconds until it had the lock, again and again."""
    connection = sqlite3.connect(database, timeout=60, isolation_level=None)
    while not ended.wait(0.02):
        began = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        waits.append(time.perf_counter() - began)
    connection.close()


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
    from tests import fresh

    print(f"{options.posts:,} entries, a tenth of them reposts; 2 cores, SQLite")
    heads = ["form", "file", "seconds", "processor", "learning", "keeping", "others wait", "peak RSS", "posts"]
    print("  ".join(head.rjust(11) for head in heads))
    for form in options.only.split(","):
        with tempfile.TemporaryDirectory() as folder:
            path = make(form, options.posts, Path(folder))
            (home := Path(folder) / "home").mkdir()
            fresh.tables(home)
            run = subprocess.run([sys.executable, "-m", "evals.archives", "--one", form, str(path)],
                                 capture_output=True, text=True, check=False,
                                 env={**os.environ, "SLIPGUARD_HOME": str(home)})
            if run.returncode:
                sys.exit(run.stderr)
            told = json.loads(run.stdout)
            cells = [form, f"{path.stat().st_size / 1e6:.0f} MB", f"{told['seconds']:.1f}", f"{told['spent']:.1f}",
                     f"{told['learning']:.1f}", f"{told['last']:.2f}", f"{told['wait']:.2f}",
                     f"{told['peak']:.0f} MB", f"{told['found']:,}"]
            print("  ".join(cell.rjust(11) for cell in cells), flush=True)


if __name__ == "__main__":
    main()
