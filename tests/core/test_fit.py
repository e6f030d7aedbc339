"""Posts that do not fit what was known before are told of, and an account's own older ones are not."""

from __future__ import annotations

import pytest

from slipguard.core.fit import Fit, doubtful, fit, says
from slipguard.core.types import Assessment, Budget

OWN, ODD = Assessment(0.4), Assessment(0.001, alternative="@other")
SHORT = Assessment(0.001, too_little=True)


@pytest.mark.parametrize(("own", "odd", "times", "ask", "tells"), [
    (60, 0, 1, 0.01, False),
    (60, 3, 1, 0.01, False),  # chance, and how people wrote years ago
    (290, 10, 1, 0.01, False),
    (60, 20, 1, 0.01, True),  # somebody else's words
    (0, 8, 1, 0.01, True),
    (0, 7, 1, 0.01, False),  # too few to say so
    (200, 40, 1, 0.1, False),  # the owner asks to be told of one in ten anyway
    (299, 1, 36, 0.01, True),  # one line again and again
    (36, 0, 36, 0.01, False),  # which is how the account sounds
])
def test_a_good_part_is_told_of(own: int, odd: int, times: int, ask: float, tells: bool) -> None:
    """Table of what is doubtful."""
    budget = Budget(ask=ask)
    found = [(OWN, times)] * own + [(ODD, times)] * odd + [(SHORT, 50)]
    seen = fit(found, budget)
    assert (seen.judged, seen.strange) == (own + odd, odd)
    assert doubtful(seen, budget) is tells


def test_an_account_is_named_only_where_most_agree() -> None:
    """Half of them is chance."""
    third = Assessment(0.001, alternative="@third")
    assert fit([(ODD, 1)] * 2 + [(third, 1)], Budget()).alternative == "@other"
    assert fit([(ODD, 1), (third, 1)], Budget()).alternative is None
    assert fit([(OWN, 1)], Budget()) == Fit(1, 0)


def test_it_is_said_in_plain_words() -> None:
    """How many, like whom, and what it would do."""
    assert says(Fit(60, 20, 1), "umparking", "@other") == (
        "20 of 60 different texts that came new do not sound like @umparking as it was known before. Most of them "
        "sound like @other. If these are not its own words, do not learn them: such slips would go unnoticed from "
        "now on.")
    assert says(Fit(1, 1, 40), "umparking", "").startswith(
        "The text that came new does not sound like @umparking as it was known before. One of them came 40 times.")
