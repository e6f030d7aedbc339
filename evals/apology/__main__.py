"""`python -m evals.apology [DATA]`: publishable told from not, on the labelled public statements.

The statements stay where they are; only ids and rule ids are printed. No incident record goes with
them, so rules that look at one (A8 apart, which needs evidence) are silent here.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from slipguard.core.apology import Facts, lint, publishable
from slipguard.core.types import Severity


def main(data: Path) -> int:
    """Print precision and recall of `publishable`, and what each miss hangs on."""
    rows = [json.loads(line) for line in (data / "apology" / "statements.jsonl").read_text().splitlines()]
    table: Counter[tuple[bool, bool]] = Counter()
    fired: Counter[str] = Counter()
    misses = []
    for row in rows:
        remarks = lint(row["text"], Facts(language=row["lang"]))
        said = publishable(remarks)
        stopping = sorted({remark.check for remark in remarks if remark.severity >= Severity.ERROR})
        fired.update(stopping)
        table[said, row["publishable"]] += 1
        if said != row["publishable"]:
            misses.append(f"  {row['id']} {'wrongly passed' if said else 'wrongly stopped'} {' '.join(stopping)}")
    right, passed = table[True, True], table[True, True] + table[True, False]
    truly = table[True, True] + table[False, True]
    print(f"apology statements: {len(rows)}, of them publishable by the readers: {truly}")
    print(
        f"publishable: precision {right}/{passed} = {right / max(passed, 1):.2f}, "
        f"recall {right}/{truly} = {right / max(truly, 1):.2f}"
    )
    print("errors and blocks by rule:", ", ".join(f"{rule} {count}" for rule, count in sorted(fired.items())))
    print("misses:" if misses else "misses: none", *misses, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench")))
