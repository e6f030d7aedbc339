"""Every eval runs: on a few rows and rounds, in seconds. What it would say is not looked at, only that it says it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals import trial
from evals.__main__ import PARTS
from tests.servers import node

ROOT = Path(__file__).parents[2]
BENCH = ROOT / trial.BENCH
#: Programs that no part runs: they make what ships, or answer one question of who changes it.
BESIDE = {"evals.voice.train", "evals.harm.train", "evals.voice.naming", "evals.voice.assess", "evals.voice.corpus",
          "evals.voice.many", "evals.latency.bare"}  # the last two are run by a part
#: What a part's last words look like; the tutorial's are tests/faces/web/test_tutorial.py's.
SAYS = {
    "voice": r"caught: other offices +\d", "speed": r"cold start and one check: [\d.]+ s",
    "harm": r"== linear, n-grams", "apology": r"unseen_last, last: \d+",
    "reaction": r"\| held it \|", "joint": r"(?m)^all .*olid: stopped",
    "siblings": r"time +\d+ µs a pair", "latency": r"mastodon: 1 slips each(.|\n)*gone, p50",
    "cold": r"the same, a server running +clock", "archives": r"csv +0 MB", "board": r"nothing moved",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The benchmark with a few rows of each kind."""
    folder = tmp_path_factory.mktemp("small")
    yield trial.small(BENCH, folder) if BENCH.is_dir() else folder / "none"


@pytest.mark.parametrize("name", SAYS)
def test_a_part_runs(name: str, small: Path) -> None:
    """To its last line, without an error, and saying that it was a trial."""
    if PARTS[name][1] and not small.is_dir():
        pytest.skip("the benchmark is not part of the project, and it does not lie beside it")
    if name == "latency" and (why := node.missing()):
        pytest.skip(why)
    around = {key: value for key, value in os.environ.items() if not key.startswith("SLIPGUARD_")}
    shared = {key: value for key, value in os.environ.items() if key == "SLIPGUARD_TEST_TABLES"}
    done = subprocess.run([sys.executable, "-m", "evals", str(small), "--trial", "--only", name], cwd=ROOT, check=False,
                          env=around | shared, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{done.stdout[-2000:]}\n{done.stderr[-4000:]}"
    assert trial.SAYS in done.stdout
    assert re.search(SAYS[name], done.stdout), done.stdout[-3000:]


def test_no_part_is_left_out() -> None:
    """Each part is tried here or with the tutorial, and each program of evals/ is in a part or known to be beside."""
    assert PARTS.keys() == SAYS.keys() | {"tutorial"}
    programs = {".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__main__")
                for path in (ROOT / "evals").rglob("*.py") if '\nif __name__ == "__main__":' in path.read_text()}
    assert programs - {"evals"} - {module for modules, _ in PARTS.values() for module in modules} == BESIDE
