"""Every rule of the linter against its examples: what must be objected to, and its innocent twin."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from slipguard.core.apology import RULES, Facts, lint

GOLDEN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "golden.json").read_text(encoding="utf-8"))


def _facts(given: dict[str, Any]) -> Facts:
    return Facts(**{key: tuple(value) if isinstance(value, list) else value for key, value in given.items()})


@pytest.mark.parametrize("case", GOLDEN, ids=[f"{case['rule']}-{case['fires'][:30]}" for case in GOLDEN])
def test_fires_on_the_one_and_is_silent_on_the_other(case: dict[str, Any]) -> None:
    """A rule finds its fault, and leaves alone a sentence that looks like it and is none."""
    fired = {remark.check for remark in lint(case["fires"], _facts(case.get("fires_facts", {})))}
    assert case["rule"] in fired
    quiet = {remark.check for remark in lint(case["silent"], _facts(case.get("silent_facts", {})))}
    assert case["rule"] not in quiet


def test_no_rule_is_without_examples() -> None:
    """Each rule of the rule book stands in the golden file, with a positive and a negative example."""
    assert {case["rule"] for case in GOLDEN} == set(RULES)
