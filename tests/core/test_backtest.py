"""Swap tests and the promise about false alarms."""

from __future__ import annotations

import pytest

from slipguard.core.backtest import backtest
from slipguard.core.types import Budget, Post
from slipguard.core.voice.drift import drift, realised
from tests.core.voice.test_voice import BAKER, CITY, FRIEND


def test_the_table_rises_with_the_budget() -> None:
    """A larger budget never catches less and never asks less."""
    found = backtest({"city": CITY, "bakery": BAKER, "mia": FRIEND}, {"mia"})
    assert found.accounts == 2 and found.staff > 0 and found.client > 0 and not found.too_young
    for small, large in zip(found.lines, found.lines[1:], strict=False):
        for kind in ("false", "staff", "client"):
            assert getattr(small, kind) <= getattr(large, kind)


def test_unlike_accounts_are_told_apart() -> None:
    """A friend's chatter and a bakery's bread are mostly caught at one in a hundred."""
    line = next(x for x in backtest({"city": CITY, "bakery": BAKER, "mia": FRIEND}, {"mia"}).lines if x.budget == 0.01)
    assert line.staff is not None and line.staff > 0.8
    assert line.client is not None and line.client > 0.8 and line.named == 1.0


def test_an_account_is_played_under_its_own_budget_and_others_only_lend_posts() -> None:
    """One account asked for: one home, its tallies agree with the table, and a stop is always also an ask."""
    strict = Budget(ask=0.2, hold=0.05)
    found = backtest({"city": CITY, "bakery": BAKER, "mia": FRIEND}, {"mia"}, homes={"city": strict})
    (home,) = found.homes
    assert (home.account, home.budget, found.accounts) == ("city", strict, 1)
    assert found.own == home.own.posts and found.staff == home.staff.posts and found.client == home.client.posts
    for tally in (home.own, home.staff, home.client):
        assert 0 <= tally.stopped <= tally.asked <= tally.posts and tally.named <= tally.asked
    assert home.staff.asked > home.staff.posts / 2


def test_young_accounts_are_named_not_tested() -> None:
    """With too few posts nothing is claimed."""
    found = backtest({"city": CITY, "new": [Post("Hello world")]})
    assert found.too_young == ("new",)
    assert found.lines[0].client is None


def test_no_accounts_at_all() -> None:
    """An empty desk gives an empty table."""
    found = backtest({})
    assert found.own == 0 and found.lines[0].false is None


@pytest.mark.parametrize(
    ("hits", "posts", "budget", "kept"),
    [(0, 0, 0.01, True), (0, 100, 0.01, True), (1, 100, 0.01, True), (30, 100, 0.01, False), (100, 100, 0.01, False),
     (1, 300, 0.0005, True), (3, 300, 0.0005, False)],
)
def test_the_realised_rate_is_held_against_the_budget(hits: int, posts: int, budget: float, kept: bool) -> None:
    """Too many are admitted; what chance explains (one hold in a young account) is not called a broken promise."""
    found = realised(hits, posts, budget)
    assert (found.hits, found.kept) == (hits, kept)
    assert found.low <= found.share <= found.high
    assert ("more than you allowed" in found.says) is not kept


@pytest.mark.parametrize(("hits", "posts", "low", "high"), [(5, 100, 0.01643, 0.11284), (60, 100, 0.49721, 0.69671)])
def test_the_interval_is_the_exact_one(hits: int, posts: int, low: float, high: float) -> None:
    """The bounds are Clopper and Pearson's, as tables of the binomial give them."""
    found = realised(hits, posts, 0.5)
    assert abs(found.low - low) < 1e-4 and abs(found.high - high) < 1e-4


def test_even_p_values_are_no_drift() -> None:
    """Shares spread as they should be are no sign of a change."""
    assert drift([(n * 37 % 100 + 0.5) / 100 for n in range(400)]) is None
    assert drift([]) is None


def test_a_new_editor_is_noticed_and_dated() -> None:
    """When posts begin to look out of place the stretch is named, roughly from where it began."""
    found = drift([(n * 37 % 100 + 0.5) / 100 for n in range(200)] + [0.01, 0.05, 0.02, 0.2, 0.01, 0.03] * 5)
    assert found is not None
    assert 190 <= found.since <= 205
    assert "posts read differently" in found.says
