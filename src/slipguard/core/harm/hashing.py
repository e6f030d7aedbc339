"""Text to feature numbers: hashed character n-grams and words, the same for training and for judging.

Vectorised over code points, so that a post of 140 characters costs some fifty microseconds.
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

BITS = 18
LONGEST = 5  # character n-grams of 2 to 5
_MASK = np.uint32((1 << BITS) - 1)
_WORD_MASK = (1 << BITS) - 1
_HALF, _THIRTEEN = np.uint32(15), np.uint32(13)
_PRIME = np.uint32(0x01000193)
_MIX = np.uint32(0x85EBCA6B)
_SEED = np.uint32(0x811C9DC5)
_WORD = re.compile(r"[\w'*]+")
_SALTS = [np.uint32((n * 0x9E3779B1) & 0xFFFFFFFF) for n in range(LONGEST + 1)]


def term_key(term: str) -> int:
    """The number under which one folded term is remembered (CRC-32)."""
    return zlib.crc32(term.encode())


def features(plain: str) -> NDArray[np.uint32]:
    """The distinct bucket numbers (0 .. 2**BITS-1) of a folded text.

    Character n-grams run across word borders; words and word pairs are added. FNV-1a with an
    avalanche step, after Weinberger et al. 2009 (feature hashing).
    """
    points = np.frombuffer(f" {plain} ".encode("utf-32-le"), dtype=np.uint32)
    size, longest = len(points), min(LONGEST, len(points))
    mixed = np.empty(sum(size - n + 1 for n in range(2, longest + 1)), dtype=np.uint32)
    state = (points ^ _SEED) * _PRIME
    at = 0
    for n in range(2, longest + 1):
        length = size - n + 1
        state = state[:length] ^ points[n - 1 :]
        state *= _PRIME
        np.bitwise_xor(state, _SALTS[n], out=mixed[at : at + length])
        at += length
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    mixed ^= mixed >> _THIRTEEN
    mixed &= _MASK
    words = [word.encode() for word in _WORD.findall(plain)]
    mask = _WORD_MASK
    hashes = [zlib.crc32(word) & mask for word in words]
    hashes += [zlib.crc32(b, zlib.crc32(a, 7)) & mask for a, b in pairwise(words)]
    buckets = np.concatenate((mixed, np.array(hashes, dtype=np.uint32)))
    buckets.sort()  # for some hundred numbers faster than np.unique
    first = np.empty(len(buckets), dtype=bool)
    first[:1] = True
    np.not_equal(buckets[1:], buckets[:-1], out=first[1:])
    return buckets[first]
