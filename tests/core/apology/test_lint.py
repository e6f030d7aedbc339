"""What the linter makes of whole statements. All but the reference sentence are made up for these tests."""

from __future__ import annotations

import pytest

from slipguard.core.apology import Facts, lint, publishable

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


def test_objections_know_their_line_and_column() -> None:
    """Editors and CI need line and column from 1."""
    text = "We are sorry for the post.\nWe were hacked."
    (remark,) = [remark for remark in lint(text) if remark.check == "A8"]
    assert remark.line_and_column(text) == (2, 9)
    assert remark.rewrite and remark.source
