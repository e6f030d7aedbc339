"""What the linter makes of whole statements. All but the reference sentence are made up for these tests."""

from __future__ import annotations

import pytest

from slipguard.core.apology import Facts, lint, publishable
from slipguard.core.types import Severity

REFERENCE = "We have deleted the previous tweet - it was sent in error. We send our deepest apologies."


def test_the_reference_sentence_passes() -> None:
    """The good short apology of the product's own text is publishable after a confirmed delete."""
    assert publishable(lint(REFERENCE, Facts(deleted=True, by_a_person=True, signer="Ana Ruiz, editor")))


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("We're sorry if anyone was offended", "A1"),
        ("mistakes were made", "A4"),
        ("We are sorry. Our account was hacked.", "A8"),
        ("We are sorry. An intern posted this.", "A9"),
        ("We are sorry that our post was taken out of context.", "A6"),
        ("We are sorry for the post, but it was funny.", "A2"),
    ],
)
def test_classic_bad_cousins_fail_with_the_right_rule(text: str, rule: str) -> None:
    """Each well-known non-apology is stopped, by the rule that is about it."""
    remarks = lint(text)
    assert rule in {remark.check for remark in remarks}
    assert not publishable(remarks)


def test_if_you_saw_it_is_no_condition_of_the_harm() -> None:
    """Grammar, not keywords: an "if" about seeing the post is fine."""
    text = "We posted something rude here and deleted it. If you saw it, we are sorry."
    assert "A1" not in {remark.check for remark in lint(text)}


def test_a_book_is_not_read() -> None:
    """Beyond ten thousand characters there is one objection at once, an error, with both figures."""
    (remark,) = lint("We are sorry for the post. " * 400)
    assert (remark.check, remark.severity) == ("A18", Severity.ERROR)
    assert "Nothing here was checked: it has 10,800 characters, and at most 10,000 are read" in remark.says
    assert "Cut it to at most 10,000" in remark.rewrite
    assert lint("a" * 10_000)[0].says != remark.says


def test_the_first_post_of_a_thread_stands_alone() -> None:
    """Sorry and the delete in the second post only are two errors; in the first they are none, dashes or not."""
    said, rest = "We posted something rude here, deleted it, and are sorry. We apologise.", "Ana Ruiz, editor"
    good = lint(f"{said}\n\n---\n\nFrom now on two people read each post. {rest}", Facts(deleted=True))
    assert publishable(good)
    bad = lint(f"We posted something rude here.\n---\nWe apologise for the post. We have deleted it. {rest}",
               Facts(deleted=True))
    assert {remark.check for remark in bad if remark.severity >= Severity.ERROR} == {"A13", "A18"}


def test_each_part_of_a_thread_has_the_room_of_a_post() -> None:
    """A text cut by dashes is measured part by part, and the objection names the part and where it runs over."""
    text = "We are sorry for the post. " + "It was wrong. " * 3 + "\n---\n" + "We read each post twice now. " * 5
    (remark,) = [r for r in lint(text, Facts(limit=100)) if "a post here holds" in r.says]
    assert remark.says.startswith("Part 2: 144 characters; a post here holds 100.")
    assert remark.span and text[remark.span.start :].startswith(text[-46:].lstrip()[:5])
    assert not [r for r in lint(text, Facts(limit=150)) if "a post here holds" in r.says]


def test_objections_know_their_line_and_column() -> None:
    """Editors and CI need line and column from 1."""
    text = "We are sorry for the post.\nWe were hacked."
    (remark,) = [remark for remark in lint(text) if remark.check == "A8"]
    assert remark.line_and_column(text) == (2, 9)
    assert remark.rewrite and remark.source
