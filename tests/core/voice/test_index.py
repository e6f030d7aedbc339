"""The index of a big desk: it answers what the table of a small one does, whatever is learnt in whatever order."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, desk, learn
from slipguard.core.voice.desk import FIXED, POOL
from slipguard.core.voice.evidence import Raw
from slipguard.core.voice.features import SPACE, START, extract
from slipguard.core.voice.index import Index
from slipguard.core.voice.table import Table
from slipguard.core.voice.weights import prior
from tests.core.voice.test_voice import TOPICS

#: Sums of logarithms in float32: the table adds them in another order than the index.
NEARLY = 2e-3
WORDS = [word for topic in TOPICS for word in topic.split()] + [
    "bread",
    "oven",
    "rye",
    "lol",
    "omg",
    "tonight",
    "cheese",
]
ASKED = [
    Post("The council has a report on the tram and the harbour bridge."),
    Post("omg the game tonight lol https://market.example/a #bread", app="Phone"),
    Post("x"),
]


def said(chance: random.Random, count: int) -> list[Post]:
    """Invented posts in the words that one voice likes."""
    mine = chance.sample(WORDS, 12)
    return [Post(f"{' '.join(chance.choices(mine, k=9))} #{chance.choice(mine)} {n}", app="Desk") for n in range(count)]


def voices(count: int) -> dict[str, Voice]:
    """One of them a person's, one that has seen nothing."""
    chance = random.Random(5)
    made = {f"a{n}": learn(said(chance, 40 if n == 0 else 8)) for n in range(count)}
    return made | {"mia": learn(said(chance, 12), private=True), "new": learn([])}


def both(monkeypatch: pytest.MonkeyPatch, some: dict[str, Voice]) -> tuple[Desk, Desk]:
    """The same desk with a table and with an index."""
    small = Desk(some, {"mia"})
    with monkeypatch.context() as patch:
        patch.setattr(desk, "SMALL", 1)
        big = Desk(some, {"mia"})
    assert isinstance(small._table, Table)
    assert isinstance(big._table, Index)
    return small, big


def same(one: Desk, two: Desk, accounts: tuple[str, ...] = ("a0", "a3", "new", "mia")) -> None:
    """Both say of every post what the other says."""
    for account in accounts:
        for post in ASKED:
            a, b = (d.measure(account, extract(post)) for d in (one, two))
            for name in Raw.__slots__:
                assert np.allclose(getattr(a, name), getattr(b, name), atol=NEARLY), (account, post.text, name)
            first, second = (d.assess(account, post) for d in (one, two))
            assert second.p_value == pytest.approx(first.p_value, rel=0.01)
            assert second.p_person == pytest.approx(first.p_person, rel=0.01)
            assert second.p_client == pytest.approx(first.p_client, rel=0.01)
            assert (second.alternative, second.findings) == (first.alternative, first.findings)


def test_an_index_says_what_a_table_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Evidence and p-values, names and reasons of a desk do not depend on how its evidence is held."""
    same(*both(monkeypatch, voices(9)))


def test_what_is_learnt_is_in_both_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A grown voice, one that forgot, another one under an old name and a new one are heard alike, and the pool of all
    clients is that of a desk built from them; a person's words are in no pool.
    """
    some = voices(9)
    small, big = both(monkeypatch, some)
    for name, posts in (("a3", ASKED[:2]), ("mia", ASKED[1:2]), ("new", ASKED[:1])):
        for post in posts:
            some[name].add(post)
            for each in (small, big):
                each.replace(name, some[name])
    same(small, big)
    assert big.assess("a3", ASKED[0]).p_value == 1.0
    some["a3"].forget(ASKED[1])
    some |= {"a0": learn(said(random.Random(8), 9)), "a5": learn([]), "late": learn(said(random.Random(9), 9))}
    for each in (small, big):
        for name in ("a3", "a0", "a5", "late"):
            each.replace(name, some[name])
    same(small, big, ("a0", "a3", "a5", "late"))
    _, fresh = both(monkeypatch, some)
    same(big, fresh, ("a0", "a3", "a5", "late"))
    every = np.arange(SPACE)
    assert np.array_equal(big._table._table.near(every, POOL), fresh._table._table.near(every, POOL))
    kept = big._counts.copy()
    big.replace("mia", learn(said(random.Random(10), 40), private=True))
    assert np.array_equal(big._counts, kept)


def test_a_desk_outgrows_its_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """The voice that is one too many for a table brings the index, which says what the table said, and itself."""
    some = voices(4)
    monkeypatch.setattr(desk, "SMALL", len(some))
    grown = Desk(some, {"mia"})
    assert isinstance(grown._table, Table)
    late = {f"late{n}": learn(said(random.Random(n), 9)) for n in range(2)}
    for name, voice in late.items():
        grown.replace(name, voice)
    assert isinstance(grown._table, Index)
    monkeypatch.undo()
    same(Desk(some | late, {"mia"}), grown, ("a0", "new", "late0", "late1"))


#: A few rows that everybody uses, so that they fill up, move and are packed anew, and one at each end of every kind.
ROWS = sorted({0, 1, 2, SPACE - 1, *START[1:4], *(s - 1 for s in START[1:4])})
COLUMN = st.dictionaries(st.sampled_from(ROWS), st.sampled_from([0, 1, 2, 65_535]))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(FIXED, FIXED + 7), COLUMN), max_size=60))
def test_whatever_is_put_where_it_is_found(steps: list[tuple[int, dict[int, int]]]) -> None:
    """Columns that come, grow, shrink and go, in any order, stand in the index as they stand in a table."""
    base, columns = prior().base, FIXED + 8
    index, table = Index(base, columns, FIXED), Table(base, columns)
    for place, column in steps:
        ids = np.asarray(sorted(column), np.int32)
        counts = np.asarray([column[n] for n in sorted(column)], np.uint16)
        for each in (index, table):
            each.put(place, ids, counts)
    asked = np.asarray(ROWS)
    cut = np.searchsorted(asked, START[1:])
    assert np.allclose(index.sums(asked, cut), table.sums(asked, cut), atol=1e-3)
    for place in (FIXED, FIXED + 7):
        assert np.allclose(index.near(asked, place), table.near(asked, place), atol=1e-5)


def test_a_full_index_is_packed_anew() -> None:
    """When there is no room for a row that is full, nothing is lost, and memory grows with what is in use, not with
    time.
    """
    base, everybody = prior().base, np.arange(0, SPACE, 40, dtype=np.int32)
    index, table = Index(base, FIXED, FIXED), Table(base, FIXED)
    counts = np.ones(len(everybody), np.uint16)
    for number in range(40):
        for each in (index, table):
            each.grow(FIXED + number + 1)
            each.put(FIXED + number, everybody, counts)
    cut = np.searchsorted(everybody, START[1:])
    assert np.allclose(index.sums(everybody, cut), table.sums(everybody, cut), rtol=1e-4)
    size = len(index._rows[0])
    for number in range(100):
        index.put(FIXED, everybody, counts + np.uint16(number % 7))
    assert len(index._rows[0]) == size < 3 * 40 * len(everybody) + 5 * SPACE


def test_more_voices_than_can_be_told_apart_are_refused() -> None:
    """Entries hold a place in two bytes: one voice too many is an error that says so, never another's evidence."""
    with pytest.raises(ValueError, match="at most"):
        Index(prior().base, FIXED + (1 << 16), FIXED)
