"""Record keys: valid TIDs that carry the publish key's mark."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from slipguard.networks.bluesky import tid

NOW_US = 1_795_367_247_000_000
KEYS = st.text(max_size=60)


@given(st.integers(0, 2**63 - 1))
def test_round_trip(value: int) -> None:
    """Every number of 63 bits is a TID of 13 characters and comes back."""
    text = tid.encode(value)
    assert len(text) == 13 and tid.decode(text) == value


@given(st.integers(0, 2**63 - 1), st.integers(0, 2**63 - 1))
def test_order_is_kept(one: int, two: int) -> None:
    """TIDs sort as text like their numbers: servers list records by that."""
    assert (tid.encode(one) < tid.encode(two)) == (one < two)


def test_known_tid() -> None:
    """A record key that a real PDS gave, read as the time at which it gave it."""
    made = tid.made_at("3n2w4cg6hv227")
    assert made is not None
    assert abs(made - datetime(2026, 11, 22, 17, 11, 17, 878000, UTC)) < timedelta(seconds=1)


@given(KEYS, st.integers(0, 2**53 - 1).filter(lambda us: us > 2**21))
def test_derived_keys_are_never_in_the_future(key: str, now_us: int) -> None:
    """A derived key is a valid TID within the last 2.1 seconds and carries its publish key."""
    text = tid.derive(key, now_us)
    value = tid.decode(text)
    assert value is not None and value < 2**63
    assert 0 <= now_us - (value >> 10) <= 2**21
    assert tid.carries(text, key)


@given(KEYS, st.integers(2**21, 2**53 - 1), st.integers(2**21, 2**53 - 1))
def test_the_mark_does_not_depend_on_the_time(key: str, first: int, later: int) -> None:
    """What was derived at any moment is recognised at any other."""
    assert tid.carries(tid.derive(key, first), key)
    assert tid.decode(tid.derive(key, first)) == tid.decode(tid.derive(key, first))
    assert tid.mark(key) == tid.mark(str(key)) and tid.carries(tid.derive(key, later), key)


def test_marks_differ() -> None:
    """Ten thousand ordinary keys hardly ever share a mark (30 bits: 0.05 pairs expected)."""
    keys = [f"publish:{draft}-v{version}" for draft in range(2000) for version in range(5)]
    assert len({tid.mark(key) for key in keys}) >= len(keys) - 2


def test_what_is_no_tid() -> None:
    """Anything else is None and never an error."""
    for text in (
        "",
        "self",
        "3n2w4cg6hv22",
        "3n2w4cg6hv2277",
        "zn2w4cg6hv227",
        "3n2w4cg6hv22!",
        "3N2W4CG6HV227",
    ):
        assert tid.decode(text) is None and tid.made_at(text) is None and not tid.carries(text, "a")
