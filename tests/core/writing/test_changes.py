"""What changed since somebody last looked: by table, and that both texts can be read back out of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.writing import changes

TABLE = [
    ("", "", []),
    ("Same words.", "Same words.", [("same", "Same words.")]),
    ("Open at six.", "Open at seven.", [("same", "Open at "), ("gone", "six"), ("new", "seven"), ("same", ".")]),
    ("Hello", "", [("gone", "Hello")]),
    ("", "Hello", [("new", "Hello")]),
    ("We are sorry.", "We are so very sorry.",
     [("same", "We are "), ("new", "so very "), ("same", "sorry.")]),
]


@pytest.mark.parametrize(("before", "now", "expected"), TABLE)
def test_table(before: str, now: str, expected: list[tuple[str, str]]) -> None:
    """Words, not letters: what a person would underline."""
    assert [(piece.kind, piece.text) for piece in changes(before, now)] == expected


@given(st.text(max_size=200), st.text(max_size=200))
def test_both_texts_are_in_it(before: str, now: str) -> None:
    """Nothing is left out on either side, and no piece is empty."""
    found = changes(before, now)
    assert "".join(p.text for p in found if p.kind != "new") == before
    assert "".join(p.text for p in found if p.kind != "gone") == now
    assert all(p.text for p in found)
