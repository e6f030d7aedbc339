"""One slip on several networks: what counts as the same words, and what only looks like it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.siblings import WINDOW, Likeness, habit, near, same_words

SLIP = ("whoever parked the ice cream van across my drive, i am eating every single lolly in it and sending you "
        "the dentist's bill, marvin")

COPIES = [
    ("the same", SLIP, "same"),
    ("another link", SLIP + " https://lnk.example/3f", "same"),
    ("a bare link", SLIP + " social.example/@ann/12…", "same"),
    ("another kind of mention", SLIP.replace("marvin", "@marvin@social.example"), "same"),
    ("hashtags at the end", SLIP + " #parking #icecream", "same"),
    ("a hint at the other network", SLIP + "\n\nAlso on Bluesky: https://bsky.example/p/1", "same"),
    ("capitals and marks", SLIP.upper().replace(",", " –"), "same"),
    ("typed again", SLIP.replace("parked", "prked").replace("dentist", "dentst"), "same"),
    ("cut with dots", SLIP[:70] + "...", "shortened"),
    ("cut in a word, with a link", SLIP[:63] + "… https://mastodon.example/@ann/1", "shortened"),
    ("the last clause dropped", SLIP.partition(" and sending")[0], "shortened"),
    ("a part's number", SLIP[:80].rpartition(" ")[0] + " (1/2)", "shortened"),
]
OTHERS = [
    ("a greeting", "Good morning!", "Good morning!"),
    ("opening hours", "We're open 9–5 today", "We're open 9–5 today"),
    ("two letters", "oh no", "oh no"),
    ("another branch", "The north office is closed on Friday for repairs to the boiler.",
     "The south office is closed on Friday for repairs to the boiler."),
    ("another number", "Lot 3 is full, use the overflow area behind the stadium.",
     "Lot 7 is full, use the overflow area behind the stadium."),
    ("an apology that quotes it first", SLIP, f"“{SLIP}” This was sent in error and we are sorry."),
    ("an apology that quotes it later", SLIP, f"We have just deleted a post here that read: {SLIP}"),
    ("nothing but links", "https://a.example/1", "https://a.example/1"),
    ("another post", SLIP, "Our spring clay course starts on 4 May, all tools included, beginners welcome."),
]


@pytest.mark.parametrize(("why", "other", "kind"), COPIES, ids=[row[0] for row in COPIES])
def test_a_copy_is_recognised(why: str, other: str, kind: str) -> None:
    """What relays and hurried people leave of a text is still that text."""
    assert same_words(SLIP, other).kind == kind


@pytest.mark.parametrize(("why", "one", "other"), OTHERS, ids=[row[0] for row in OTHERS])
def test_what_is_no_copy(why: str, one: str, other: str) -> None:
    """Everyday words, filled-in forms and words about a slip are never taken back with it."""
    assert same_words(one, other).kind is Likeness.DIFFERENT


@given(st.text(max_size=200), st.text(max_size=200))
def test_it_makes_no_difference_who_was_first(one: str, other: str) -> None:
    """The answer is the same both ways round, whatever the texts hold."""
    assert same_words(one, other) == same_words(other, one)


NOUNS = ["marvin", "lolly", "dentist", "gravel", "harp", "zebra", "onion", "tractor", "velvet", "cobra"]


@given(st.lists(st.sampled_from(NOUNS),
                min_size=8, max_size=40), st.integers(50, 95), st.sampled_from(["…", "...", " …", " [...]"]))
def test_a_cut_copy_is_a_copy(words: list[str], percent: int, mark: str) -> None:
    """However long the text and wherever the cut, as long as enough telling words are left."""
    text = " ".join(words)
    left = text[: len(text) * percent // 100]
    telling = set(left.split()[:-1])
    assert same_words(text, left + mark).copy or len(telling) < 5


@given(st.text(max_size=120))
def test_what_is_added_at_the_end_by_networks_changes_nothing(text: str) -> None:
    """A link and closing hashtags do not turn a text into another one."""
    assert same_words(text, text).copy == same_words(text, text + " https://t.example/9").copy


def test_habits_are_the_accounts_own() -> None:
    """What a branch said before in the same form is its own, with other numbers too; a slip is no habit."""
    earlier = ["Dish of the day, 11 May: leek and potato soup with rye bread.", "The terrace opens at noon."]
    assert habit("Dish of the day, 12 May: leek and potato soup with rye bread.", earlier)
    assert not habit(SLIP, earlier)
    assert not habit(SLIP, [])


def test_near_in_time() -> None:
    """The window counts both ways and ends where it says."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert near(now, now + WINDOW) and near(now + WINDOW, now)
    assert not near(now, now + WINDOW + timedelta(seconds=1))
