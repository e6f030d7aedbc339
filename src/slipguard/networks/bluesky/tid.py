"""Record keys. Pure.

A TID is 13 characters of base32-sortable: one zero bit, 53 bits of microseconds since 1970, 10 bits of
clock id (https://atproto.com/specs/tid). The PDS refuses a post under any other kind of key, and
lists an account's posts in the order of their keys, so the time in a key has to be the true time:
with a time made of nothing but a hash, our own posts would stand years away from their neighbours in
every history and every catch-up. So a key of ours is the present second (2^20 microseconds) and 30
bits of hash: 20 in the place of the second's microseconds, 10 in the place of the clock id. The next
attempt finds the first one's post by these bits, whatever its second (client.py says how two attempts
at one moment are kept apart).
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_SHAPE = re.compile("[234567a-j][234567a-z]{12}")
_CLOCK_BITS = 10
_SECOND_BITS = 20
_MARK = (1 << (_SECOND_BITS + _CLOCK_BITS)) - 1


def encode(value: int) -> str:
    """A number of 63 bits as a TID."""
    return "".join(_ALPHABET[(value >> shift) & 31] for shift in range(60, -1, -5))


def decode(tid: str) -> int | None:
    """The number in a TID; None where it is none."""
    if not _SHAPE.fullmatch(tid):
        return None
    value = 0
    for character in tid:
        value = value << 5 | _ALPHABET.index(character)
    return value


def mark(key: str) -> int:
    """The 30 bits of a publish key that its record key carries."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) & _MARK


def derive(key: str, now_us: int) -> str:
    """A record key for a publish key, up to two seconds before `now_us` and never after it."""
    second = (now_us >> _SECOND_BITS) - 1
    return encode(second << (_SECOND_BITS + _CLOCK_BITS) | mark(key))


def carries(tid: str, key: str) -> bool:
    """Could this record key have been derived from the publish key? Wrong once in 2^30."""
    value = decode(tid)
    return value is not None and value & _MARK == mark(key)


def made_at(tid: str) -> datetime | None:
    """The time that a record key claims, aware; None where it claims none."""
    value = decode(tid)
    if value is None:
        return None
    try:
        return datetime.fromtimestamp((value >> _CLOCK_BITS) / 1_000_000, UTC)
    except (ValueError, OverflowError, OSError):  # 53 bits reach past the year 9999? they do not; clocks may
        return None
