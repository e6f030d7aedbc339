"""Pictures against a network's rules: each refusal names the figures and what to do next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.types import FilmRules, Picture, PictureRules
from slipguard.core.writing import as_sent, clock, fits, objection

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


FILM = Picture("video/mp4", 9_000_000, 1280, 720, "A loaf is scored.", 70.2)
FILMS = replace(RULES, film=FilmRules(10_000_000, seconds=140, pixels=1920 * 1080, alt=50))


@pytest.mark.parametrize(("shown", "says", "do"), [
    ([FILM, FILM], "There are 2 films; one goes with a post.", "all but one"),
    ([FILM, PICTURE], "A film and pictures do not go together on Testnet.", "two posts"),
    ([replace(FILM, size=12_000_000)], "The film has 12.0 MB; Testnet takes 10.0 MB.", "smaller"),
    ([replace(FILM, seconds=200)], "The film runs 3:20; Testnet takes 2:20.", "Cut it shorter"),
    ([replace(FILM, width=3840, height=2160)], "3840 × 2160 pixels, more than Testnet takes", "smaller"),
    ([replace(FILM, alt="a" * 60)], "has 60 characters; Testnet takes 50. That is 10 too many", "Shorten"),
])
def test_a_film_is_one_and_alone_and_within_its_rules(shown: list[Picture], says: str, do: str) -> None:
    """One film in the place of all pictures, never made to fit: the words name the figures and the way on."""
    found = objection(shown, FILMS, "Testnet")
    assert found is not None
    assert says in found.what
    assert do in found.next_step
    assert objection([FILM], FILMS, "Testnet") is None and as_sent(FILM, FILMS) is FILM
    none = objection([FILM], RULES, "Testnet")
    assert none is not None and "cannot publish films on Testnet" in none.what


def test_how_long_a_film_runs_is_read_as_players_show_it() -> None:
    """A part of a second counts as one; hours only where there are any."""
    assert [clock(s) for s in (0.4, 59.2, 140, 3600)] == ["0:01", "1:00", "2:20", "1:00:00"]


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
