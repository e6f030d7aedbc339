"""What several readers saw, and what that proves."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.proof import Verdict, judge


@dataclass(frozen=True)
class Look:
    """One reader's look."""

    seen: str
    outside: bool = True
    viewpoint: str = "a reader"
    says: str = "words"


looks = st.lists(st.builds(Look, st.sampled_from(["there", "gone", "unproven"]), st.booleans()), max_size=5)


@pytest.mark.parametrize(
    ("seen", "verdict", "complete"),
    [
        ([], "unproven", False),
        ([Look("gone")], "gone", True),
        ([Look("there")], "there", True),
        ([Look("gone"), Look("there")], "there", True),  # one cache still shows it: not gone
        ([Look("gone", outside=False)], "unproven", False),  # signed in proves nothing about others
        ([Look("unproven"), Look("gone", outside=False)], "unproven", False),  # 401 to the logged-out
        ([Look("gone"), Look("unproven")], "gone", False),  # worth another look
        ([Look("there", outside=False)], "there", True),
    ],
)
def test_table(seen: list[Look], verdict: str, complete: bool) -> None:
    """Each combination of looks proves what the docstring of `judge` says."""
    proof = judge(seen)
    assert (proof.verdict, proof.complete) == (verdict, complete)


@given(looks)
def test_gone_needs_an_outside_reader(seen: list[Look]) -> None:
    """“Gone” is never said without a logged-out reader's “not found”, nor against anybody who sees it."""
    proof = judge(seen)
    if proof.verdict is Verdict.GONE:
        assert any(look.outside and look.seen == "gone" for look in seen)
        assert not any(look.seen == "there" for look in seen)
        assert proof.viewpoints


@given(looks)
def test_one_who_sees_it_outweighs_all(seen: list[Look]) -> None:
    """Adding a reader who still sees the post always makes it “there”."""
    assert judge([*seen, Look("there")]).verdict is Verdict.THERE
