"""`make eval`: every figure that the docs name, printed by one command.

usage: python -m evals [BENCH] [--only voice,speed,harm,apology,reaction,joint,siblings,latency,cold,archives,board,
tutorial] [--trial]
The benchmark (desks/, severity/, apology/, train/) is not part of the project; without it the parts that
need it say so. Each part runs in a process of its own, so that one does not warm the other's caches.
--trial runs each on a few rows and rounds, to see in seconds that it runs at all; its figures say nothing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from evals import trial

PARTS = {
    "voice": (["evals.voice.quality", "evals.voice.kinds", "evals.voice.foreign", "evals.voice.drift"], True),
    "speed": (["evals.voice.speed"], False),
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
#: What makes a part small that does not read the benchmark.
FEW = {"speed": ["--trial"], "siblings": ["--rounds", "1", "--texts", "6"], "latency": ["--rounds", "1"],
       "cold": ["--rounds", "1"], "archives": ["--posts", "300", "--only", "x,csv"],
       "board": ["--posts", "20", "--rounds", "2", "--only", "rows"]}


def main() -> None:
    """Run the parts one after the other; exit 1 where one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", nargs="?", type=Path, default=trial.BENCH, metavar="BENCH")
    parser.add_argument("--only", default=",".join(PARTS))
    parser.add_argument("--trial", action="store_true")
    options = parser.parse_args()
    if options.trial:
        print(trial.SAYS, flush=True)
    with tempfile.TemporaryDirectory(prefix="slipguard-trial-") as folder:
        failed = [name for name in options.only.split(",")
                  if not part(name, options.bench, options.trial, Path(folder))]
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


def part(name: str, bench: Path, small: bool, folder: Path) -> bool:
    """Run one; False where it failed. What is left out is said and did not fail."""
    modules, needs_data = PARTS[name]
    print(f"\n######## {name}", flush=True)
    if needs_data and not bench.is_dir():
        print(f"left out: there is no benchmark at {bench}, and it is not part of the project")
        return True
    words = FEW.get(name, []) if small else []
    if needs_data:
        words = [str(trial.once(bench, folder)), "--trial"] if small else [str(bench)]
    done = [subprocess.run([sys.executable, "-m", module, *words], check=False).returncode for module in modules]
    return not any(done)


if __name__ == "__main__":
    main()
