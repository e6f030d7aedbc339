"""A run that could not look at access must not be green where it counts."""

from __future__ import annotations

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


def test_make_test_asks_for_the_whole(pytestconfig: pytest.Config) -> None:
    """The switch is set where the tests are run for good."""
    recipe = (Path(pytestconfig.rootpath) / "Makefile").read_text(encoding="utf-8")
    assert f"{needed.WHOLE}=1 $(PY) -m pytest\n" in recipe
