"""Rows in, answers out: the form of the benchmark and of `slipguard assess`."""

from __future__ import annotations

import json

from slipguard.core.types import Harm, Post
from slipguard.core.voice.assess_file import assess_rows, post_of
from tests.core.voice.test_voice import CITY, FRIEND

HISTORY = [{"account": "city", "kind": "client", "text": p.text} for p in CITY] + [
    {"account": "mia", "kind": "personal", "text": p.text} for p in FRIEND
]


def test_answers_come_in_order_and_in_form() -> None:
    """Every candidate has one answer with every field, ready for JSON, in the order asked."""
    asked = [
        {"id": str(n), "account": "city", "text": t} for n, t in enumerate(("lol omg ugh i can't", CITY[3].text, ""))
    ]
    answers = list(assess_rows(HISTORY, asked))
    assert [a["id"] for a in answers] == ["0", "1", "2"]
    assert answers[0]["verdict"] in ("ask", "hold") and answers[0]["reasons"]
    assert answers[1]["verdict"] == "allow"
    assert all(set(a) == {"id", "p_value", "verdict", "alternative", "harm", "reasons"} for a in answers)
    json.dumps(answers)


def test_the_callers_harm_and_policy_are_used() -> None:
    """Harm is measured and the verdict decided by what the caller hands in."""
    asked = [{"id": "1", "account": "city", "text": "lol"}]
    (answer,) = assess_rows(HISTORY, asked, lambda post: Harm(3, reason="slur"), lambda p, harm: f"grade {harm.grade}")
    assert answer["harm"] == 3 and answer["verdict"] == "grade 3"


def test_an_account_without_history_is_answered() -> None:
    """A brand-new account is judged by what is known of accounts in general."""
    (answer,) = assess_rows([], [{"id": "1", "account": "new", "text": "Hello and welcome to our new account."}])
    assert 0.0 <= answer["p_value"] <= 1.0 and answer["alternative"] is None


def test_odd_rows_are_read_as_far_as_they_go() -> None:
    """Missing, null and malformed facts become unknown, never an error."""
    post = post_of({"text": None, "created_at": "yesterday", "lang": 3, "links": None, "media": "two"})
    assert post == Post("")
    assert (
        post_of({"text": "x", "created_at": "2020-10-01T10:00:00+00:00", "links": ["https://a.example"]}).at is not None
    )
