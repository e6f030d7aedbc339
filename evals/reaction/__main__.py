"""How well hostile answers are told from others: python -m evals.reaction [--wrong]

labelled.jsonl holds sentences made up for this project, in five languages, each with our own label. The
half "tune" was before our eyes when the list of blame was written; "held" was written first, too, but not
looked at again until the list was done. Both halves have one author, so real answers will do worse.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

from slipguard.core.harm import Context, grade
from slipguard.core.reaction import hostile


def counted() -> dict[str, Counter[str]]:
    """half -> {tp, fp, fn, tn}; also by half and language."""
    told: dict[str, Counter[str]] = {}
    for line in (Path(__file__).parent / "labelled.jsonl").read_text().splitlines():
        case = json.loads(line)
        harm = grade(case["text"], language=case["language"], context=Context(is_reply=True))
        said = bool(hostile(case["text"], harm, case["language"]))
        cell = ("t" if said == case["hostile"] else "f") + ("p" if said else "n")
        for key in (case["half"], f"{case['half']} {case['language']}"):
            told.setdefault(key, Counter())[cell] += 1
        if "--wrong" in sys.argv and cell[0] == "f" and case["half"] == "tune":
            print(cell, case["text"])
    return told


def main() -> None:
    """The table."""
    print("| half | sentences | hostile | precision | recall |\n| --- | --- | --- | --- | --- |")
    for key, n in counted().items():
        positive, found = n["tp"] + n["fn"], n["tp"] + n["fp"]
        precision = f"{n['tp'] / found:.2f}" if found else "-"
        print(f"| {key} | {sum(n.values())} | {positive} | {precision} | {n['tp'] / positive:.2f} |")


if __name__ == "__main__":
    main()
