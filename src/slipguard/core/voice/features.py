"""One pass over a post: everything that the scorers look at, as numbers."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from sys import byteorder
from zlib import crc32

import numpy as np

from slipguard.core.types import Post
from slipguard.core.voice.style import style
from slipguard.core.voice.text import Prepared, prepare

#: Buckets of the hashed features: words, word pairs, character n-grams, marks (what surrounds the words: sites,
#: whom it answers, application, hour). One id space, in this order, each a power of two.
WORDS, PAIRS, CHARS, MARKS = 1 << 15, 1 << 15, 1 << 16, 1 << 13
START = (0, WORDS, WORDS + PAIRS, WORDS + PAIRS + CHARS, WORDS + PAIRS + CHARS + MARKS)
SPACE = START[4]
KINDS = 4

_TOKEN = re.compile(r"[#@]?\w+(?:['’]\w+)*|[^\w\s]")
#: The same for texts of ASCII alone, a third faster (whose \s leaves out four separators that are one elsewhere).
_PLAIN = re.compile(r"[#@]?\w+(?:'\w+)*|[^\w\s\x1c-\x1f]", re.ASCII)


_NAMED = re.compile(r"[#@0-9]")  # how a tag, a name or a number begins
_MASK = {"#": 1, "@": 2, **dict.fromkeys("0123456789", 3)}
#: Constants of the hashes, made once: an array without axes is quicker than a number that numpy must turn into one.
_MIX = [
    np.asarray(n, np.uint64)
    for n in (
        0x9E3779B97F4A7C15,
        3,
        0xC2B2AE3D27D4EB4F,
        0x165667B19E3779F9,
        0xD6E8FEB86659FD93,
        0xA0761D6478BD642F,
        29,
        0xBF58476D1CE4E5B9,
    )
]
_WORD, _LEFT, _RIGHT, _SEVEN = (np.asarray(n, np.uint32) for n in (WORDS - 1, 0x9E3779B1, 0x85EBCA6B, 7))
_PAIR = np.asarray(START[1], np.uint32)
_TOP = 3 if byteorder == "little" else 0  # where the two highest bytes of eight stand
_CHARS_AT = np.asarray(START[2], np.int64)


@dataclass(frozen=True, slots=True)
class Features:
    """ids: unique hashed features in the order of START; cut = where each of the four kinds ends.

    style: one id per style field. tokens: lower case, as they stand in the body. tags: named facts such
    as "#tag", "@name", "domain:host", for rarities. size: number of tokens. body: the text without links.
    masked: ids for the register model, names and numbers hidden. buckets: the word feature of each token.
    """

    ids: np.ndarray
    cut: tuple[int, int, int, int]
    style: np.ndarray
    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    size: int
    body: str
    masked: np.ndarray
    buckets: np.ndarray


def extract(post: Post) -> Features:
    """Features of a post; a defined answer for every string, the empty one included."""
    ready = prepare(post.text, post.links)
    body = ready.body
    cased = (_PLAIN if body.isascii() else _TOKEN).findall(body)
    heads = "".join([t[0] for t in cased])
    tokens = [*map(str.lower, cased)]
    if "’" in body:
        tokens = [t.replace("’", "'") for t in tokens]
    named = [at for m in _NAMED.finditer(heads) if len(tokens[at := m.start()]) > 1 or heads[at] not in "#@"]
    bag, masked, buckets = _bags(tokens, named)
    chars = _chars(body)
    marks = sorted({crc32(m.encode("utf-8", "replace")) % MARKS for m in _marks(post, ready)})
    a, b, c = bisect_left(bag, START[1]), len(bag), len(bag) + len(chars)
    every = np.empty(c + len(marks), np.int64)
    every[:b] = bag
    np.add(chars, _CHARS_AT, out=every[b:c])
    if marks:
        every[c:] = [START[3] + m for m in marks]
    reply = post.reply_to != "" if post.reply_to is not None else bool(ready.leading)
    form = style(body, tokens, heads, ready.links, reply)
    tags = [tokens[n] for n in named if heads[n] in "#@"]
    tags += [f"domain:{d}" for d in ready.domains]
    # The empty one says that the fact was known: an account is not "never" seen with what nobody told.
    tags += ["app:", f"app:{post.app}"] if post.app else []
    tags += ["language:", f"language:{post.language[:2].lower()}"] if post.language else []
    return Features(
        every,
        (a, b, c, len(every)),
        form,
        tuple(tokens),
        tuple(dict.fromkeys(tags)),
        len(tokens),
        body,
        masked,
        buckets,
    )


def _marks(post: Post, ready: Prepared) -> list[str]:
    """Facts around the words. What is not known gives no mark and so never counts against a post."""
    out = [f"site:{d}" for d in ready.domains] + [f"place:{p}" for p in ready.places]
    out += [f"to:{n}" for n in ready.leading]
    if ready.colon:
        out.append("colon-link")
    if post.app:
        out.append(f"app:{post.app}")
    if post.language:
        out.append(f"language:{post.language[:2].lower()}")
    if post.media is not None:
        out.append(f"media:{min(post.media, 4)}")
    if post.at is not None and (ahead := post.at.utcoffset()) is not None:
        # Not astimezone(): it fails at the ends of the calendar.
        out.append(f"hour:{int(post.at.hour - ahead.total_seconds() // 3600) % 24 // 3}")
        out.append(f"weekend:{post.at.weekday() >= 5}")
    return out


def _bags(tokens: list[str], named: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Buckets of the words and of each word with the one after it, each bucket once and in order: as they are (uint16),
    and with names, tags and numbers masked (int64), because register must not lean on them; and the bucket of every
    word in turn. named: where names, tags and numbers are.
    """
    if not tokens:
        return np.zeros(0, np.uint16), np.zeros(0, np.int64), np.zeros(0, np.uint32)
    # prepare() left no broken surrogate
    hashes = np.asarray([*map(crc32, map(str.encode, tokens))], np.uint32)
    words = hashes & _WORD
    bag = _bag(hashes, words)
    if not named:
        return bag, bag.astype(np.int64), words
    hashes[named] = [_MASK[tokens[n][0]] for n in named]
    return bag, _bag(hashes, hashes & _WORD).astype(np.int64), words


def _bag(hashes: np.ndarray, words: np.ndarray) -> np.ndarray:
    count = len(words)
    both = np.empty(2 * count - 1, np.uint16)
    both[:count] = words
    mixed = hashes[:-1] * _LEFT  # of the product only bits below the 22nd are asked for, so 32 are enough
    mixed += hashes[1:] * _RIGHT
    mixed >>= _SEVEN
    mixed |= _PAIR
    both[count:] = mixed
    return _distinct(both)


def _distinct(values: np.ndarray) -> np.ndarray:
    """The different ones of at least one, in order (uint16). Sorts where they stand."""
    values.sort(kind="stable")  # radix sort: a third of the time of np.unique
    keep = np.empty(len(values), dtype=bool)
    keep[0] = True
    np.not_equal(values[1:], values[:-1], out=keep[1:])
    return values[keep]


def _chars(body: str) -> np.ndarray:
    """Bucketed character n-grams of 3, 4 and 5 code points, case kept, the text's edges included (uint16)."""
    padded = f"\x02{body}\x03".encode("utf-32-le", "replace")
    mix = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    if len(mix) < 3:
        return np.zeros(0, np.uint16)
    mix *= _MIX[0]
    ends = len(mix) - 2, 2 * len(mix) - 5, max(2 * len(mix) - 5, 3 * len(mix) - 9)
    every = np.empty(ends[2], np.uint64)
    three, four, five = every[: ends[0]], every[ends[0] : ends[1]], every[ends[1] :]
    np.multiply(mix[:-2], _MIX[1], out=three)
    three ^= mix[1:-1] * _MIX[2]
    three ^= mix[2:] * _MIX[3]
    np.multiply(three[:-1], _MIX[4], out=four)
    four += mix[3:]
    np.multiply(four[:-1], _MIX[5], out=five)
    five += mix[4:]
    every ^= every >> _MIX[6]
    every *= _MIX[7]
    return _distinct(every.view(np.uint16)[_TOP::4].copy())
