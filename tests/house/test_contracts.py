"""Each import contract of the house is proven to fail by a violation that is planted in a copy of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLANTS = {
    "a core that reads the clock": ("core/policy.py", "import time", "The core touches nothing outside"),
    "a core that knows Django": ("core/types.py", "import django", "The core touches nothing outside"),
    "a core that knows a workflow": (
        "core/policy.py", "import slipguard.workflows.engine", "Imports go one way through the house"),
    "an action that knows a face": (
        "actions/drafts.py", "import slipguard.web.urls", "Imports go one way through the house"),
    "a network that knows storage": (
        "networks/protocol.py", "import slipguard.storage.seal", "Networks know nothing of storage or settings"),
    "a network that knows another": (
        "networks/practice/world.py", "import slipguard.networks.bluesky", "Networks do not know each other"),
    "a story that knows dbos": ("workflows/recall.py", "import dbos", "Only engine.py knows the durable engine"),
    "a face that knows dbos": ("web/urls.py", "import dbos", "Only engine.py knows the durable engine"),
    "a silent utils room": ("utils.py", "", "Imports go one way through the house"),
    "a cycle": ("notify/send.py", "import slipguard.storage.accounts\nimport slipguard.workflows.alarm",
                "No cycles between the rooms"),
}


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    """import-linter on a copy of the house."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--config", house / "pyproject.toml"],
        cwd=house, env={**os.environ, "PYTHONPATH": str(house / "src")}, capture_output=True, text=True, timeout=120,
        check=False,
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.npz"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_house_as_it_stands(house: Path) -> None:
    """No contract is broken today."""
    run = lint(house)
    assert run.returncode == 0, run.stdout
    assert "0 broken" in run.stdout


@pytest.mark.parametrize("plant", PLANTS)
def test_a_planted_violation_is_found(plant: str, house: Path) -> None:
    """The contract that should notice this violation is the one that breaks."""
    file, line, contract = PLANTS[plant]
    path = house / "src" / "slipguard" / file
    path.write_text(f"{line}\n{path.read_text()}" if path.exists() else line)
    run = lint(house)
    assert run.returncode == 1, run.stdout
    assert f"{contract} BROKEN" in run.stdout
