"""The drafted apology: honest about the record, within the limit, and good enough for our own linter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.apology import LANGUAGES, Facts, lint, outline, publishable
from slipguard.core.types import Severity

SIGNED = "Ana Ruiz, editor"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("harm", [0, 1, 2, 3])
@pytest.mark.parametrize("full", [True, False])
def test_every_draft_passes_the_linter(language: str, harm: int, full: bool) -> None:
    """In each language, for each severity: nothing that the linter calls an error stands in our own words."""
    facts = Facts(
        deleted=True,
        by_a_person=True,
        harm=harm,
        signer=SIGNED,
        people_named=("@someone",),
        removed_access=True,
        language=language,
        deleted_text="the whole town smells of fish and worse",
    )
    (text,) = outline(facts, language, limit=5000, full=full)
    stopping = [remark for remark in lint(text, facts) if remark.severity >= Severity.ERROR]
    assert stopping == []
    assert publishable(lint(text, facts))


def test_says_deleted_only_when_it_is_confirmed() -> None:
    """Until the delete is confirmed the draft does not claim it."""
    assert "deleted" not in " ".join(outline(Facts(deleted=False), "en"))
    assert "deleted" in " ".join(outline(Facts(deleted=True), "en"))


def test_never_repeats_the_post_and_never_says_hacked() -> None:
    """Neither the words of the post nor an unproven intrusion get into the draft."""
    facts = Facts(deleted=True, harm=3, deleted_text="a very particular insult")
    text = " ".join(outline(facts, "en", limit=5000)).lower()
    assert "particular" not in text and "hack" not in text


@given(st.integers(min_value=80, max_value=600), st.sampled_from(LANGUAGES), st.integers(min_value=0, max_value=3))
def test_threads_keep_to_the_limit_and_lose_no_word(limit: int, language: str, harm: int) -> None:
    """Whatever the limit: each part fits, parts are numbered, and the words are those of the whole."""
    facts = Facts(deleted=True, harm=harm, signer=SIGNED, removed_access=True, people_named=("@x",))
    (whole,) = outline(facts, language, limit=5000)
    posts = outline(facts, language, limit=limit)
    assert all(len(post) <= limit for post in posts)
    if len(posts) > 1:
        posts = [post.rsplit(" (", 1)[0] for post in posts]
    assert " ".join(posts).split() == whole.split()
