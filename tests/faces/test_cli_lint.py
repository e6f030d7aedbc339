"""`slipguard apology lint` as an editor or a CI calls it: standard input, exit codes, places."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from slipguard.cli import cli

GOOD = "We have deleted the previous post - it was sent in error. We send our deepest apologies."
BAD = "Hello.\nWe're sorry if anyone was offended"


@pytest.mark.parametrize(("words", "code"), [(GOOD, 0), (BAD, 1), (b"\xff\xfe\x00sorry", 2)])
@pytest.mark.parametrize("piped", [True, False])
def test_exit_codes_for_files_and_for_standard_input(
    words: str | bytes, code: int, piped: bool, tmp_path: Path
) -> None:
    """0 publishable, 1 an error stands, 2 unreadable; the same from a file and from a pipe."""
    raw = words.encode() if isinstance(words, str) else words
    file = tmp_path / "words.txt"
    file.write_bytes(raw)
    result = CliRunner().invoke(cli, ["apology", "lint", "-" if piped else str(file)], input=raw if piped else None)
    assert result.exit_code == code, result.output


def test_places_from_standard_input() -> None:
    """Line and column from 1, in words and as JSON."""
    result = CliRunner().invoke(cli, ["apology", "lint", "-"], input=BAD)
    assert "-:2:" in result.output and " A1: " in result.output
    data = json.loads(CliRunner().invoke(cli, ["apology", "lint", "-", "--json"], input=BAD).output)
    assert data["publishable"] is False and any(r["check"] == "A1" and r["line"] == 2 for r in data["remarks"])


def test_a_text_that_is_too_long_to_be_checked_is_told() -> None:
    """Not silently half read: exit 1, both figures, and what to do; in words and as JSON."""
    long = GOOD + " We are sorry." * 1_000
    result = CliRunner().invoke(cli, ["apology", "lint", "-"], input=long)
    assert result.exit_code == 1 and "Nothing here was checked" in result.output
    assert f"{len(long):,} characters" in result.output and "Cut it to at most 10,000" in result.output
    data = json.loads(CliRunner().invoke(cli, ["apology", "lint", "-", "--json"], input=long).output)
    assert [remark["check"] for remark in data["remarks"]] == ["A18"] and not data["publishable"]
