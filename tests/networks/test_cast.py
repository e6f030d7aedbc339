"""The rehearsal network's people: complete, different from each other, and certainly nobody real."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from itertools import pairwise

import pytest

from slipguard.networks.practice import cast

CAST = cast.load()
HISTORIES = cast.histories()
CLIENTS = {who.handle for who in CAST.clients}
HANDLES = {who.handle for who in CAST.everybody}
TEXTS = [
    *(line.text for history in HISTORIES.values() for line in history),
    *(slip.text for slip in CAST.slips),
    *(post.text for post in CAST.right),
]


def test_everybody_is_there() -> None:
    """A newcomer finds three clients, one person, and enough of each to learn from and rehearse with."""
    assert [who.handle for who in CAST.clients] == ["umparking", "harbourbakery", "northlightfest"]
    assert [who.handle for who in CAST.people] == ["sam_rivera"]
    assert {len(history) for history in HISTORIES.values()} == {150}
    assert len(CAST.slips) == len(CAST.right) == 24


def test_the_short_ways_in_agree_with_load() -> None:
    """cast(), histories(), slips() and right() give the same people and posts as load()."""
    assert cast.cast() == CAST and HISTORIES.keys() == HANDLES
    assert cast.slips() == CAST.slips
    assert cast.right() == CAST.right


def test_no_text_comes_twice() -> None:
    """A post that is both learnt from and rehearsed with, or repeated, would flatter the alarms."""
    bare = [re.sub(r"\W+", " ", text).strip().casefold() for text in TEXTS]
    assert len(set(bare)) == len(bare)


def test_every_text_fits_every_network() -> None:
    """300 is the smallest limit of the networks that a drill imitates."""
    assert all(text == text.strip() and 0 < len(text) <= 300 for text in TEXTS)


def test_nobody_real_is_named() -> None:
    """A mention is of the cast or under .example; a link goes to a reserved name (RFC 2606)."""
    for text in TEXTS:
        for name in re.findall(r"@([\w.\-]*\w)", text):
            assert name in HANDLES or name.endswith(".example"), text
        for host in re.findall(r"https?://([^/\s]+)", text):
            assert host == "example.org" or host.endswith(".example"), text
        assert not re.search(r"\bwww\.|\b[\w-]+\.(?:com|net|edu|gov|io|co|uk|social|app)\b", text), text


def test_slips_are_on_the_wrong_account() -> None:
    """Every slip names two different known profiles, goes out on a client, and has a grade and a kind."""
    for slip in CAST.slips:
        assert slip.belongs_to in HANDLES and slip.on in CLIENTS and slip.belongs_to != slip.on, slip
        assert slip.kind, slip
    assert {slip.harm for slip in CAST.slips} == {0, 1, 2, 3}
    assert {slip.belongs_to for slip in CAST.slips} == {slip.on for slip in CAST.slips} | {"sam_rivera"}
    assert {post.on for post in CAST.right} == CLIENTS


@pytest.mark.parametrize("handle", sorted(HANDLES))
def test_a_history_reaches_back_four_months(handle: str) -> None:
    """Oldest first, never two at once, spread over about 120 days without a week of silence."""
    hours = [line.hours_ago for line in HISTORIES[handle]]
    steps = [early - late for early, late in pairwise(hours)]
    assert 0 < hours[-1] < 24 and 110 * 24 < hours[0] < 120 * 24
    assert all(0 < step < 6 * 24 for step in steps)


@pytest.mark.parametrize("opened", ["2024-02-29T03:10", "2025-06-15T23:59", "2025-06-16T00:00"])
def test_the_office_keeps_its_hours_whenever_the_desk_is_opened(opened: str) -> None:
    """Posting times hang on the calendar, not on the moment at which somebody opens the desk."""
    now = datetime.fromisoformat(opened).replace(tzinfo=timezone(timedelta(hours=-5)))
    office = [line.at(now) for line in HISTORIES["umparking"]]
    sam = [line.at(now) for line in HISTORIES["sam_rivera"]]
    assert max(office + sam) < now and min(office + sam) > now - timedelta(days=127)
    assert all(6 <= at.hour < 22 for at in office)
    assert sum(at.weekday() < 5 for at in office) > 130
    assert sum(at.hour >= 20 or at.hour < 2 for at in sam) > 100
    assert {at.tzinfo for at in office} == {now.tzinfo}


def test_bad_data_is_refused() -> None:
    """A broken row stops the loading; it never becomes an empty post."""
    with pytest.raises(KeyError):
        cast.lines_in('{"text": "hello"}\n')
    with pytest.raises(TypeError):
        cast.right_in('{"text": 5, "on": "umparking"}\n')
    with pytest.raises(json.JSONDecodeError):
        cast.slips_in("not json\n")
