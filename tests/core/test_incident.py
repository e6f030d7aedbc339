"""The incident record: a fold that never says gone before it was seen gone, and a chain that shows tampering."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.core.incident import CopyState, as_json, as_markdown, broken_at, digest, fold
from slipguard.core.incident.chain import START
from slipguard.core.incident.report import seconds

T0 = datetime(2026, 3, 1, 22, 58, 0, tzinfo=UTC)
PLACE = {"ref": "practice/1", "network": "practice", "handle": "umparking"}
OPENED = {
    **PLACE,
    "text": "oh no\nnot her again",
    "posted_at": T0.isoformat(),
    "seen_at": (T0 + timedelta(seconds=0.2)).isoformat(),
    "decision": "alert",
    "reasons": ["Reads like @sam, not @umparking."],
    "alternative": "@sam",
    "url": "http://localhost/practice/@umparking/1",
    "link": "http://localhost/practice/@umparking/1",
}


TITLES = {"practice": "Practice network"}


def events(*more: tuple[float, str, dict[str, Any]]) -> list[tuple[datetime, str, dict[str, Any]]]:
    """An opened incident and what followed, seconds after the post."""
    return [(T0 + timedelta(seconds=0.3), "opened", OPENED)] + [
        (T0 + timedelta(seconds=after), kind, {**PLACE, **data}) for after, kind, data in more
    ]


GONE = (
    ("recall_started", {"by": "Olivia"}),
    ("copies_searched", {"found": 0}),
    ("delete_sent", {"answer": "sent"}),
    (
        "gone",
        {"checks": 3, "viewpoints": ["the timeline, logged out"], "gone_at": (T0 + timedelta(seconds=2)).isoformat()},
    ),
)


def test_a_recall_from_open_to_gone() -> None:
    """Each event moves the state on, and the seconds run from the network's own time to the proof."""
    told = events(*[(1 + n, kind, data) for n, (kind, data) in enumerate(GONE)])
    states = [fold(told[: n + 1]).state for n in range(len(told))]
    assert states == ["open", "taking it back", "taking it back", "taking it back", "confirmed gone"]
    record = fold(told)
    assert record.seconds_visible == pytest.approx(2.0)
    assert record.copies["practice/1"].checks == 3


def test_not_all_gone_before_all_copies_are_known() -> None:
    """The first copy may be gone before the others are found: until then nobody is told “confirmed gone”."""
    told = events(*[(1 + n, k, d) for n, (k, d) in enumerate(GONE) if k != "copies_searched"])
    assert fold(told).state == "taking it back"


def test_the_worst_copy_decides() -> None:
    """One copy that must be done by hand keeps the whole incident from being called gone."""
    other = {"ref": "at://x/1", "network": "bluesky", "handle": "um.example"}
    told = [
        *events(*[(1 + n, k, d) for n, (k, d) in enumerate(GONE)]),
        (T0, "copy_found", other),
        (T0, "by_hand", {**other, "says": "the sign-in is dead", "link": "https://b"}),
    ]
    record = fold(told)
    assert record.state == "must be done by hand"
    assert record.seconds_visible is None


def test_gone_and_back_again_is_not_gone() -> None:
    """A post that is seen again after it was gone is “not confirmed”."""
    told = events(*[(1 + n, k, d) for n, (k, d) in enumerate(GONE)], (9, "still_there", {"says": "it is back"}))
    assert fold(told).copies["practice/1"].state is CopyState.NOT_CONFIRMED


kinds = st.sampled_from(["delete_sent", "still_there", "by_hand", "told", "noted", "recall_started", "answered"])


@given(st.lists(st.tuples(st.floats(0, 100), kinds, st.just({"answer": "sent", "says": "x", "given_up": True}))))
def test_never_gone_without_a_proof(more: list[tuple[float, str, dict[str, Any]]]) -> None:
    """Whatever else happened: without a “gone” event no copy is ever called confirmed gone."""
    record = fold(events(*more))
    assert record.state != "confirmed gone"
    assert all(copy.state is not CopyState.GONE for copy in record.copies.values())


def test_unknown_events_do_not_break_the_fold() -> None:
    """A record written by a later version can still be read."""
    assert fold(events((1, "beamed_up", {}))).state == "open"


def chain(count: int) -> list[tuple[int, datetime, str, str, dict[str, Any], str]]:
    """A sound chain of `count` events."""
    rows, before = [], START
    for n in range(1, count + 1):
        at, data = T0 + timedelta(seconds=n), {"n": n, "text": "é 😀"}
        before = digest(before, n, at, "noted", f"k{n}", data)
        rows.append((n, at, "noted", f"k{n}", data, before))
    return rows


@given(st.integers(1, 12), st.data())
def test_chain_shows_every_change(count: int, data: st.DataObject) -> None:
    """A sound chain holds; a changed, missing or swapped event is found."""
    rows = chain(count)
    assert broken_at(rows) is None
    at = data.draw(st.integers(0, count - 1))
    seq, when, kind, key, content, mark = rows[at]
    assert broken_at([*rows[:at], (seq, when, kind, key, {**content, "n": -1}, mark), *rows[at + 1 :]]) == at + 1
    if at < count - 1:
        assert broken_at([*rows[:at], *rows[at + 1 :]]) == at + 1


def test_report_as_the_client_reads_it() -> None:
    """The Markdown says what was, what became of it, and what a delete does not undo."""
    told = events(
        *[(1 + n, k, d) for n, (k, d) in enumerate(GONE)],
        (60, "apology_sent", {"text": "We are sorry.", "url": "http://localhost/2"}),
    )
    text = as_markdown(fold(told, TITLES), True, 7)
    for part in (
        "# Incident 7: @umparking on Practice network",
        "- **@umparking** on Practice network: ",
        "UTC Confirmed gone on @umparking on Practice network (checked",
        "State: **confirmed gone**. Visible for 2.0 seconds.",
        "> oh no\n> not her again",
        "checked 3 times",
        "> We are sorry.",
        "What a delete does not undo",
        "chain of events is intact",
    ):
        assert part in text
    assert "broken" in as_markdown(fold(told), False, 7)
    data = as_json(fold(told, TITLES), True, 7)
    assert data["network"] == data["copies"][0]["network"] == "practice"  # for machines, the key
    assert data["copies"][0]["state"] == "confirmed gone"
    assert data["seconds_visible"] == pytest.approx(2.0)


def test_what_came_after_is_in_the_report() -> None:
    """Answers in numbers, ticks with names and times, one person off without a name; nothing where nothing was."""
    numbers = {"mentions": 41, "hostile": 12, "peak": 3.5, "echoes": 2, "decay": "It halves about every 9 minutes.",
               "says": "Quiet again since 23:41 UTC.", "ended": "Slipguard stopped watching the mentions."}
    told = events(
        (60, "mentions_quiet", numbers),
        (70, "ticked", {"item": "ads", "by": "Olivia", "note": "none running"}),
        (80, "ticked", {"item": "search", "by": "Olivia", "note": ""}),
        (90, "unticked", {"item": "search", "by": "Sam", "note": ""}),
        (95, "person_taken_off", {"accounts": 3, "by": "Olivia"}),
    )
    record = fold(told)
    assert list(record.ticks) == ["ads"] and record.taken_off[0]["accounts"] == 3
    text = as_markdown(record, True, 7)
    for part in (
        "## How people answered\n\n41 mentions and answers, 12 of them hostile (29%). At the busiest 3.5 a minute. "
        "2 of them quote the post, repeat its words or show it. It halves about every 9 minutes. Quiet again since",
        "## Who has access\n\nOn 2026-03-01 22:59:35 UTC one person was taken off 3 accounts;",
        "## Looked after\n\n- No paid promotion shows it (Olivia, 2026-03-01 22:59 UTC: none running)",
        "Sam took back the tick on “Search engines were asked to forget it”.",
    ):
        assert part in text
    data = as_json(record, True, 7)
    assert data["mentions"]["hostile"] == 12
    assert [line["item"] for line in data["checklist"] if line["done"]] == ["ads"]
    bare = as_markdown(fold(events()), True, 7)
    assert "How people answered" not in bare and "Looked after" not in bare and "access" not in bare


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, "not known"), (0.44, "0.4 seconds"), (61, "61 seconds"), (474, "8 minutes"), (9000, "2.5 hours")],
)
def test_durations_in_words(value: float | None, words: str) -> None:
    """A duration reads as a person would say it."""
    assert seconds(value) == words
