"""A trial of the programs: the benchmark cut down to a few rows of each kind, so that an eval ends in seconds.

What comes out says that an eval runs, and nothing about Slipguard. `python -m evals --trial` runs every part so, and
tests/house/test_evals.py does; the small copy lies in a temporary folder and goes with the process.
"""

from __future__ import annotations

import argparse
import atexit
import gzip
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

BENCH = Path("../shared/bench")
SAYS = "TRIAL: a few rows and rounds show that this runs. Its figures say nothing about Slipguard."
OFFICES = "institutional_congress_offices"
#: Rows that are kept of each kind; more of those from which simulated desks and languages take a stretch.
FEW, STRETCH = 25, 262
STRETCHES = {"institutional_btc_news_G": 2 * STRETCH, "mixed_btc_EF": STRETCH, "personal_xlime_de_it_es": STRETCH,
             "institutional_us_digital_blogs": STRETCH, "offensive_germeval2018_de": STRETCH // 4,
             "offensive_mlma_en_fr_ar": STRETCH // 2}
ACCOUNTS = 20  # offices, those with most posts: a desk takes six, and asks about strangers
DESKS = ("agency-bare-200", "agency-full-200")
ASKED = 40  # posts of a kind that a simulated account is asked about
_MARK = "SMALL"  # a folder that was made so already
_KIND = ("source", "register", "account", "part", "label", "group", "split", "functionality")


def asked(says: str | None) -> tuple[Path, bool]:
    """(the benchmark's folder, is it a trial) of a command line `[BENCH] [--trial]`; a trial's folder is a small one.

    Ends the process with 2 where the benchmark is not there.
    """
    parser = argparse.ArgumentParser(description=says, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=BENCH, metavar="BENCH", help="its folder")
    parser.add_argument("--trial", action="store_true", help="on a few rows of each kind, to see that it runs")
    given = parser.parse_args()
    if not given.bench.is_dir():
        parser.error(f"there is no benchmark at {given.bench}: it is not part of the project; give its folder")
    if not given.trial:
        return given.bench, False
    print(SAYS, flush=True)
    folder = Path(tempfile.mkdtemp(prefix="slipguard-trial-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return once(given.bench, folder), True


def once(bench: Path, folder: Path) -> Path:
    """A small one, made now unless it is there or `bench` is one: for several evals."""
    if (bench / _MARK).exists():
        return bench
    return folder if (folder / _MARK).exists() else small(bench, folder)


def small(bench: Path, folder: Path) -> Path:
    """The benchmark's form with few rows, in `folder`."""
    for path in [*(bench / "train").glob("*.gz"), *(bench / "severity").glob("*.gz")]:
        name = path.name.partition(".")[0]
        rows = _most(path, ACCOUNTS) if name == OFFICES else _few(path, STRETCHES.get(name, FEW))
        _write(folder / path.relative_to(bench), rows)
    for desk in DESKS:
        _desk(bench / "desks" / desk, folder / "desks" / desk)
    shutil.copy(bench / "misposts.jsonl", folder)
    shutil.copytree(bench / "apology", folder / "apology")
    (folder / _MARK).write_text(SAYS)
    return folder


def _desk(desk: Path, to: Path) -> None:
    """Every account with a part of its history, and one post of each kind and account to judge."""
    key = _few(desk / "key.jsonl.gz", 1)
    kept = {row["id"] for row in key}
    _write(to / "key.jsonl.gz", key)
    _write(to / "candidates.jsonl.gz", [row for row in _rows(desk / "candidates.jsonl.gz") if row["id"] in kept])
    _write(to / "history.jsonl.gz", _few(desk / "history.jsonl.gz", FEW))


def _few(path: Path, most: int) -> list[dict]:
    """The first rows of each kind."""
    seen: Counter[tuple] = Counter()
    kept = []
    for row in _rows(path):
        kind = tuple(row.get(name) for name in _KIND)
        seen[kind] += 1
        if seen[kind] <= most:
            kept.append(row)
    return kept


def _most(path: Path, accounts: int) -> list[dict]:
    """The rows of the accounts that have most."""
    rows = _rows(path)
    chosen = {name for name, _ in Counter(row["account"] for row in rows).most_common(accounts)}
    return [row for row in rows if row["account"] in chosen]


def _rows(path: Path) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _write(path: Path, rows: Iterable[dict]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=1) as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)
