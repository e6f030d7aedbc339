"""`python -m evals.apology [BENCH] [--trial]`: publishable told from not, on public statements and on made-up ones.

The public ones stay where they are; only ids and rule ids are printed, and no incident record goes with
them, so that rules which look at one are silent there (A8 apart, which needs evidence). The made-up ones
(statements.jsonl beside this file) were labelled before the linter saw them, in rounds; after each round the
grammar was widened, so only LOG.md says how each round went when it was unseen. Of the later files,
unseen_last.jsonl is the one whose misses nobody looked at.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from evals import trial
from slipguard.core.apology import Facts, lint, publishable
from slipguard.core.types import Severity

OURS = Path(__file__).parent / "statements.jsonl"
LATER = [Path(__file__).parent / name for name in ("unseen.jsonl", "unseen_again.jsonl", "unseen_third.jsonl",
                                                "unseen_last.jsonl")]  # headers say when


def rows(path: Path) -> list[dict[str, Any]]:
    """The statements of a JSON-lines file, without its header."""
    given = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in given if "header" not in row]


def judge(row: dict[str, Any]) -> tuple[bool, set[str], set[str]]:
    """May it go out with one tap; rules that stop it; all rules that object."""
    given = {key: tuple(value) if isinstance(value, list) else value for key, value in row.get("facts", {}).items()}
    remarks = lint(row["text"], Facts(language=row["lang"], **given))
    stopping = {remark.check for remark in remarks if remark.severity >= Severity.ERROR}
    return publishable(remarks), stopping, {remark.check for remark in remarks}


def table(title: str, given: Sequence[dict[str, Any]]) -> Iterable[str]:
    """Precision and recall of `publishable`, the rules that stopped something, and each miss by its id."""
    counts: Counter[tuple[bool, bool]] = Counter()
    fired: Counter[str] = Counter()
    misses, other = [], []
    for row in given:
        said, stopping, all_of_them = judge(row)
        fired.update(stopping)
        counts[said, row["publishable"]] += 1
        if said != row["publishable"]:
            misses.append(
                f"    {row['id']} {'wrongly passed' if said else 'wrongly stopped'} {' '.join(sorted(stopping))}"
            )
        elif not set(row.get("rules", ())) <= all_of_them:
            other.append(row["id"])
    right, passed = counts[True, True], counts[True, True] + counts[True, False]
    truly = counts[True, True] + counts[False, True]
    precision, recall = right / max(passed, 1), right / max(truly, 1)
    yield (
        f"{title}: {len(given)}, publishable by their readers {truly}; "
        f"precision {right}/{passed} = {precision:.2f}, recall {right}/{truly} = {recall:.2f}"
    )
    yield "    stopped by: " + ", ".join(f"{rule} {count}" for rule, count in sorted(fired.items()))
    if other:
        yield f"    stopped, but not by the rule that their writer had in mind: {' '.join(other)}"
    yield from misses


def speed(given: Sequence[dict[str, Any]], runs: int) -> str:
    """Milliseconds for one statement, one thread: the best of so many runs each."""
    best = [9e9] * len(given)
    for _ in range(runs):
        for place, row in enumerate(given):
            start = time.perf_counter()
            judge(row)
            best[place] = min(best[place], (time.perf_counter() - start) * 1000)
    long = sorted(best)[-1]
    words = sum(len(row["text"].split()) for row in given) / len(given)
    return f"one statement of {words:.0f} words: p50 {median(best):.2f} ms, the slowest {long:.1f} ms of {len(given)}"


def main(data: Path, small: bool) -> int:
    """Print both tables, the made-up statements by round and by language, and the clock."""
    public = rows(data / "apology" / "statements.jsonl")
    print(*table("public statements", public), sep="\n")
    ours = rows(OURS)
    print(speed(public + ours, runs=1 if small else 9))
    print(*table("made-up statements", ours), sep="\n")
    for key in ("round", "lang"):
        for value in sorted({row[key] for row in ours}):
            print("   ", next(iter(table(f"{key} {value}", [row for row in ours if row[key] == value]))))
    for later in LATER:
        given = rows(later)
        for half in dict.fromkeys(row["half"] for row in given):
            mine = [row for row in given if row["half"] == half]
            told = table(f"{later.stem}, {half}", mine)
            print(*([next(iter(told))] if later is LATER[-1] else told), sep="\n")  # the last one's misses stay unseen
    return 0


if __name__ == "__main__":
    sys.exit(main(*trial.asked(__doc__)))
