"""Threads: the writer's cuts hold, breaks come where a reader breathes, nothing is lost, every part fits."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.writing import parts

TABLE = [
    ("", 20, False, ()),
    ("  \n ", 20, True, ()),
    ("One thing.", 20, True, ("One thing.",)),
    ("First.\n---\nSecond.", 20, False, ("First.", "Second.")),
    ("First.\n  -----  \n\nSecond.\n---\n", 20, False, ("First.", "Second.")),
    ("a --- b", 20, False, ("a --- b",)),
    ("Doors open at six. Music from seven. Bring a coat.", 40, True,
     ("Doors open at six. Music from seven.", "Bring a coat.")),
    ("He said “Stop!” Then he left us.", 18, True, ("He said “Stop!”", "Then he left us.")),
    ("onewordthatislongerthananything", 10, True, ("onewordtha", "tislongert", "hananythin", "g")),
    ("Too long for one part.", 10, False, ("Too long for one part.",)),
    ("Costs 3.50 a day. Or 12.00 a week.", 20, True, ("Costs 3.50 a day.", "Or 12.00 a week.")),
]


@pytest.mark.parametrize(("text", "room", "flow", "expected"), TABLE)
def test_table(text: str, room: int, flow: bool, expected: tuple[str, ...]) -> None:
    """Cuts and breaks where a person would make them."""
    assert parts(text, lambda part: len(part) <= room, flow) == expected


@given(st.text(max_size=400), st.integers(min_value=20, max_value=80))
def test_every_part_fits_and_no_letter_is_lost(text: str, room: int) -> None:
    """Whatever is typed: parts fit, none is empty, and together they hold every letter in order."""
    found = parts(text, lambda part: len(part) <= room, True)
    assert all(part.strip() and len(part) <= room for part in found)
    whole = re.sub(r"^[ \t]*-{3,}[ \t]*$", "", text, flags=re.MULTILINE)
    assert "".join("".join(found).split()) == "".join(whole.split())


@given(st.text(max_size=300))
def test_it_ends_where_nothing_fits(text: str) -> None:
    """A network that takes nothing at all leads to an end, not to a loop."""
    found = parts(text, lambda part: False, True)
    assert "".join("".join(found).split()) == "".join(re.sub(r"^[ \t]*-{3,}[ \t]*$", "", text, flags=re.M).split())
