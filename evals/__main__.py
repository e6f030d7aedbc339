"""`make eval`: every figure that the docs name, printed by one command.

usage: python -m evals [--only voice,speed,harm,apology,reaction,joint,siblings,latency,cold,archives,board,tutorial]
The benchmark (desks/, severity/, apology/, train/) is not part of the project; without it the parts that
need it say so.
Each part runs in a process of its own, so that one does not warm the other's caches.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "bench"
PARTS = {
    "voice": (["evals.voice.quality", "evals.voice.kinds", "evals.voice.foreign", "evals.voice.drift"], True),
    "speed": (["evals.voice.speed"], True),
    "harm": (["evals.harm"], True),
    "apology": (["evals.apology"], True),
    "reaction": (["evals.reaction"], False),
    "joint": (["evals.joint"], True),
    "siblings": (["evals.siblings"], False),
    "latency": (["evals.latency"], False),
    "cold": (["evals.cold"], False),
    "archives": (["evals.archives"], False),
    "board": (["evals.board"], False),
    "tutorial": (["evals.tutorial"], False),
}


def main() -> None:
    """Run the parts one after the other; exit 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS))
    options = parser.parse_args()
    failed = []
    for name in options.only.split(","):
        modules, needs_data = PARTS[name]
        print(f"\n######## {name}", flush=True)
        if needs_data and not DATA.exists():
            print(f"left out: the benchmark's data is not at {DATA.parent.name}/{DATA.name} beside the project")
            continue
        for module in modules:
            if subprocess.run([sys.executable, "-m", module], check=False).returncode:
                failed.append(name)
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
