"""The parts of the voice, each by what it promises."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipguard.core.types import Post
from slipguard.core.voice.calibrate import (
    DOUBT,
    FLOOR,
    LOUD,
    REACH,
    STRAYS,
    Loudness,
    Tail,
    habit,
    loudness,
    rarity,
    usual,
)
from slipguard.core.voice.evidence import INPUTS, peaks
from slipguard.core.voice.features import SPACE, extract
from slipguard.core.voice.kept import keep, recall
from slipguard.core.voice.likelihood import far_rows, lean, widen
from slipguard.core.voice.style import FIELDS, OFFSETS, SIZE, tongue
from slipguard.core.voice.text import LONGEST, prepare
from slipguard.core.voice.weights import prior, unpack

KNOTS = np.stack((np.linspace(-2.0, 3.0, 12), -np.linspace(0.0, 3.0, 12)))


@pytest.mark.parametrize(
    ("text", "body", "domains", "leading"),
    [
        ("@ann @bob hello there", "hello there", (), ("@ann", "@bob")),
        ("read https://www.example.org/news/1 now", "read now", ("example.org",), ()),
        ("khne.ws/1zg all you need", "all you need", ("khne.ws",), ()),
        ("pаypаl", "paypal", (), ()),  # two Cyrillic letters
        ("привет", "привет", (), ()),  # honest Cyrillic
        ("a\u200db\ufeffc", "abc", (), ()),
        ("\ud800 x", "\ufffd x", (), ()),
        ("", "", (), ()),
    ],
)
def test_preparing_a_text(text: str, body: str, domains: tuple[str, ...], leading: tuple[str, ...]) -> None:
    """Links and names are set apart and disguises undone, honest letters left alone."""
    ready = prepare(text)
    assert (ready.body, ready.domains, ready.leading) == (body, domains, leading)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("the cat and the dog", 0),
        ("der Hund und die Katze", 1),
        ("le chat et la souris", 2),
        ("il gatto è con noi", 3),
        ("el perro y los gatos", 4),
        ("xyz", 5),
    ],
)
def test_the_tongue_of_a_text(text: str, place: int) -> None:
    """The small words tell the language."""
    assert tongue(text.lower().split()) == place


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=600))
def test_features_stay_in_their_space(text: str) -> None:
    """Whatever is written: ids rise within the space, one style value per field, kept numbers come back."""
    found = extract(Post(text))
    assert len(found.body) <= LONGEST
    assert ((found.ids >= 0) & (found.ids < SPACE)).all() and (np.diff(found.ids) > 0).all()
    assert found.cut[-1] == len(found.ids)
    sizes = np.asarray([size for _, size in FIELDS])
    assert ((found.style >= OFFSETS) & (found.style < OFFSETS + sizes)).all() and found.style.max() < SIZE
    ids, cut, style, loud = recall(keep(found, 1.25))
    assert (ids == found.ids).all() and tuple(cut) == found.cut and (style == found.style).all() and loud == 1.25


@given(st.floats(-50, 50))
def test_one_rarity_is_as_many(value: float) -> None:
    """The quick path for one post gives what the arrays give."""
    assert Tail(KNOTS).rarity(value) == pytest.approx(float(rarity(np.asarray([value]), KNOTS)[0]), abs=1e-9)


@given(st.lists(st.floats(0, 20), max_size=60), st.floats(0, 30), st.floats(0, 30))
def test_louder_accounts_rank_the_same(own: list[float], one: float, two: float) -> None:
    """Whatever an account's habit, a rarer post stays the rarer, and no claim goes beyond the floor."""
    known = loudness(np.asarray(own))
    low, high = sorted((one, two))
    assert known.of_one(low) <= known.of_one(high) <= FLOOR
    assert known.of_one(one) == pytest.approx(float(known.of(one)))


@pytest.mark.parametrize("posts", [2, 3, 26, 51, 400])
def test_strays_are_drawn_in_where_the_quantiles_lie(posts: int) -> None:
    """To the last bit what np.quantile would say, which the shipped weights were made with."""
    own = np.random.default_rng(posts).normal(0.0, 5.0, (posts, 4))
    held = np.clip(own, *np.quantile(own, (STRAYS, 1.0 - STRAYS), axis=0))
    assert np.array_equal(usual(own), (held.mean(0), held.std(0)))


def test_without_history_an_account_is_as_loud_as_any() -> None:
    """No posts, no opinion of its own."""
    assert loudness(np.zeros(0)) == Loudness(LOUD, 1.0)
    assert Loudness(LOUD, 1.0).of_one(3.0) == pytest.approx(3.0)


def test_one_personal_word_is_not_drowned_by_many_of_the_accounts_own() -> None:
    """The peaks stay where they are however many words of the account stand around; no words give nothing."""
    loud, quiet = np.asarray([4.0, 1.0, -2.0]), np.full(40, -3.0)
    assert peaks(loud) == pytest.approx([1.0, 4.0])
    assert peaks(np.concatenate((loud, quiet))) == pytest.approx(peaks(loud))
    assert peaks(np.zeros(0)) == pytest.approx([0.0, 0.0])


def test_a_habit_grows_from_the_usual_to_the_own() -> None:
    """With few posts the centre lies near the usual one, with many near the account's own."""
    centre, spread = np.zeros(len(INPUTS)), np.ones(len(INPUTS))
    few, many = (habit(np.full((posts, len(INPUTS)), 3.0), centre, spread) for posts in (3, 300))
    assert few.centre[0] < 0.5 < 2.4 < many.centre[0]
    assert (many.spread > 0).all()


def test_an_account_that_only_ever_said_one_thing_may_say_another() -> None:
    """However far its posts lie from everybody's, the centre stays within REACH usual spreads."""
    mine = habit(np.full((400, len(INPUTS)), 40.0), np.zeros(len(INPUTS)), np.ones(len(INPUTS)))
    assert mine.centre.max() <= REACH


def test_what_strayed_onto_an_account_hardly_widens_its_habit() -> None:
    """Three strange posts among 300 leave the spread as it was, give or take a tenth."""
    own = np.random.default_rng(1).normal(size=(300, len(INPUTS)))
    strange = own.copy()
    strange[:3] = 50.0
    clean, strayed = usual(own)[1], usual(strange)[1]
    assert (strayed < 1.1 * clean).all()


def test_a_site_never_used_means_the_same_on_every_account() -> None:
    """Inputs about marks keep the usual centre and spread, however many posts an account has."""
    marks = [n for n, name in enumerate(INPUTS) if name.endswith("_marks")]
    mine = habit(np.full((300, len(INPUTS)), 4.0), np.zeros(len(INPUTS)), np.ones(len(INPUTS)))
    assert len(marks) == 2
    assert (mine.centre[marks] == 0.0).all()
    assert (mine.spread[marks] == 1.0).all()


def test_beyond_what_was_measured_little_is_claimed() -> None:
    """Past the last knot the tail falls only DOUBT as steeply as before it."""
    tail = Tail(KNOTS)
    step = tail.rarity(3.0) - tail.rarity(2.0)
    assert tail.rarity(4.0) - tail.rarity(3.0) == pytest.approx(DOUBT * step, rel=0.02)


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("https://example.org/news/today", "example.org/news"),
        ("https://t.co/4HaQzMAOwa", "t.co/"),
        ("khne.ws/1A4xvDG", "khne.ws/"),
        ("https://example.org", "example.org/"),
    ],
)
def test_the_number_behind_a_shortener_is_no_place(link: str, place: str) -> None:
    """A folder is a habit of the account; a short link's own number is noise that no other post repeats."""
    assert prepare(f"read {link}").places == (place,)


def test_far_trust_is_the_same_by_table_and_by_row() -> None:
    """Who has only what NEAR trust says of some rows finds what a small desk keeps ready for FAR."""
    counts = np.zeros(SPACE, np.float32)
    ids = np.asarray([5, 40_000, 70_000, 135_000])
    counts[ids] = (3, 1, 2, 7)
    near, _ = lean(counts, prior().base)
    rows = far_rows(near[ids][:, None], (1, 2, 3, 4))[:, 0]
    assert np.allclose(rows, widen(near)[ids], atol=1e-6)


def test_foreign_weights_are_refused() -> None:
    """Weights for other features are an error that says what to do."""
    from io import BytesIO

    out = BytesIO()
    np.savez(out, base=np.zeros(3))
    with pytest.raises(ValueError, match="make model"):
        unpack(out.getvalue())
