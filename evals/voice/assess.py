"""python -m evals.voice.assess HISTORY CANDIDATES: answers as JSON lines, in the form of score.py."""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator

from slipguard.core.voice.assess_file import assess_rows


def rows(path: str) -> Iterator[dict]:
    """JSON lines, gzipped or plain."""
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


if __name__ == "__main__":
    for answer in assess_rows(rows(sys.argv[1]), rows(sys.argv[2])):
        print(json.dumps(answer))
