"""A run that could not look at access must not be green where it counts."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.faces.web import axe
from tests.servers import needed, node


@pytest.mark.parametrize(("set_", "outcome"), [
    ({needed.WHOLE: "1"}, pytest.fail.Exception), ({"CI": "true"}, pytest.fail.Exception), ({}, pytest.skip.Exception),
])
def test_without_axe_core_make_test_and_ci_fail(
    set_: dict[str, str], outcome: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They fail, a run of a few files by hand skips, and both say what to run."""
    for name in (needed.WHOLE, "CI"):
        monkeypatch.delenv(name, raising=False)
    for name, value in set_.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(node, "ROOT", tmp_path)
    monkeypatch.setattr(node, "home", lambda: tmp_path / "nothing")
    with pytest.raises(outcome, match=r"axe-core is not installed.*make servers"):
        axe.source.__wrapped__()


PYTEST = f"""#!/bin/sh
[ "$SLIPGUARD_TEST_DATABASE" = postgres ] && echo "it failed there" && exit $POSTGRES
echo "plain: $*, whole: ${needed.WHOLE}"
exit $PLAIN
"""


@pytest.mark.parametrize(("plain", "postgres", "code"), [(0, 0, 0), (1, 0, 1), (0, 1, 1), (5, 5, 1)])
def test_make_test_asks_for_the_whole_and_fails_with_either_half(
    plain: int, postgres: int, code: int, tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """The switch is set where the tests are run for good; neither half's failure is lost, nor what it printed."""
    assert "\tbash tests/run.sh $(WORKERS)\n" in (pytestconfig.rootpath / "Makefile").read_text(encoding="utf-8")
    (tmp_path / "tests").mkdir()
    shutil.copy(pytestconfig.rootpath / "tests/run.sh", tmp_path / "tests")
    python = tmp_path / ".venv/bin/python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTEST)
    python.chmod(0o755)
    around = {name: value for name, value in os.environ.items() if not name.startswith("SLIPGUARD_")}
    done = subprocess.run(["bash", tmp_path / "tests/run.sh", "3"], capture_output=True, text=True, timeout=60,
                          check=False, env=around | {"PLAIN": str(plain), "POSTGRES": str(postgres)})
    assert done.returncode == code, done.stderr
    assert "plain: -m pytest -n 3 " in done.stdout and "whole: 1\n" in done.stdout
    assert done.stdout.endswith("it failed there\n")
