"""The drafts as a manager first sees them: every language and severity, in a post of 300, against a golden file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from slipguard.core.apology import LANGUAGES, Facts, follow_up, lint, outline, publishable

GOLDEN = Path(__file__).parent / "outline.golden.json"
SIGNED = "Ana Ruiz, editor"


def drafts() -> Iterator[tuple[str, list[str]]]:
    """Name and parts of every draft. To renew the file after a change of words: python -m this module."""
    for language in LANGUAGES:
        for severity in range(4):
            facts = Facts(deleted=True, severity=severity, signer=SIGNED, people_named=("@x",) if severity > 1 else ())
            yield f"{language} {severity} full", outline(facts, language, 300)
            yield f"{language} {severity} note", outline(facts, language, 300, full=False)
        off = Facts(deleted=True, severity=2, signer=SIGNED, removed_access=True)
        yield f"{language} follow-up", follow_up(off, language, 300)


@pytest.mark.parametrize(("name", "parts"), list(drafts()), ids=[name for name, _ in drafts()])
def test_the_draft_reads_as_agreed(name: str, parts: list[str]) -> None:
    """What people are offered changes only on purpose; and it fits."""
    assert parts == json.loads(GOLDEN.read_text(encoding="utf-8"))[name]
    assert all(len(part) <= 300 for part in parts)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("severity", [0, 1, 2, 3])
def test_the_first_part_carries_the_apology_and_the_delete(language: str, severity: int) -> None:
    """Whoever reads only the first post of a thread has read that it is gone, and that somebody is sorry."""
    facts = Facts(deleted=True, severity=severity, signer=SIGNED, people_named=("@x",), removed_access=True)
    first = outline(facts, language, 300)[0]
    said = {remark.check for remark in lint(first, Facts(deleted=True, language=language))}
    assert not said & {"A23", "A13", "A12"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_follow_up_names_nobody_and_passes(language: str) -> None:
    """What was done about the person is said without a name; without the record's word it is not said at all."""
    off = Facts(deleted=True, severity=3, signer=SIGNED, removed_access=True, by_a_person=True, language=language)
    (text,) = follow_up(off, language, 5000)
    assert publishable(lint(text, off))
    without = follow_up(Facts(deleted=True, severity=3, signer=SIGNED), language, 5000)[0]
    assert len(without) < len(text)


def test_longer_than_a_post_is_said_with_the_way_out() -> None:
    """The linter counts against the network's own limit and offers a thread; it does not stop anybody for it."""
    text = "We are sorry for the post. We deleted it. " * 9
    remarks = lint(text, Facts(limit=300))
    (long,) = [remark for remark in remarks if remark.check == "A18" and remark.span and remark.span.start == 300]
    assert "thread of 2" in long.says
    assert not [remark for remark in lint(text[:200], Facts(limit=300)) if remark.span and remark.span.start == 300]


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(dict(drafts()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
