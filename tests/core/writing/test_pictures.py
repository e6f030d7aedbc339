"""Pictures against a network's rules: each refusal names the figures and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.types import Picture, PictureRules
from slipguard.core.writing import as_sent, fits, objection

RULES = PictureRules(count=4, size=1_000_000, alt=100)
PICTURE = Picture("image/jpeg", 400_000, 1200, 800, "A tray of rolls.")


@pytest.mark.parametrize(("pictures", "says", "do"), [
    ([PICTURE] * 5, "There are 5 pictures; Testnet takes 4 with a post.", "Take 1 of them out."),
    ([replace(PICTURE, size=1_500_000)], "The picture has 1.5 MB; Testnet takes 1.0 MB.", "smaller"),
    ([PICTURE, replace(PICTURE, media_type="image/tiff")], "Picture 2 is image/tiff", "JPEG or PNG"),
    ([replace(PICTURE, alt="a" * 130)], "has 130 characters; Testnet takes 100. That is 30 too many", "Shorten"),
])
def test_a_refusal_says_which_and_how_much(pictures: list[Picture], says: str, do: str) -> None:
    """Too many, too big, of a wrong kind, described too long: the words name the figures and the way on."""
    found = objection(pictures, RULES, "Testnet")
    assert found is not None
    assert says in found.what
    assert do in found.next_step


def test_a_network_without_pictures_says_so() -> None:
    """Where Slipguard cannot publish pictures, one picture is an objection, and none is none."""
    found = objection([PICTURE], None, "Testnet")
    assert found is not None and "cannot publish pictures on Testnet" in found.what
    assert objection([], None, "Testnet") is None


def test_no_description_is_no_objection() -> None:
    """Descriptions are asked for and not forced."""
    assert objection([replace(PICTURE, alt="")], RULES, "Testnet") is None


@given(st.integers(1, 50_000_000), st.sampled_from(["image/jpeg", "image/png", "image/gif"]))
def test_what_is_made_to_fit_fits(size: int, kind: str) -> None:
    """Whatever its size and kind, what is announced as going out is within the rules, and the words stay."""
    sent = as_sent(replace(PICTURE, size=size, media_type=kind), RULES)
    assert fits(sent, RULES)
    assert objection([sent], RULES, "Testnet") is None
    assert sent.alt == PICTURE.alt
