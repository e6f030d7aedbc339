"""One pass over a post: everything that the scorers look at, as numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
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


_MASK = {"#": 1, "@": 2, **dict.fromkeys("0123456789", 3)}


@dataclass(frozen=True, slots=True)
class Features:
    """ids: unique hashed features in the order of START; cut = where each of the four kinds ends.

    style: one id per style field. tokens: lower case, as they stand in the body. tags: named facts such
    as "#tag", "@name", "domain:host", for rarities. size: number of tokens. body: the text without links.
    masked: ids for the register model, names and numbers hidden.
    """

    ids: np.ndarray
    cut: tuple[int, int, int, int]
    style: np.ndarray
    tokens: tuple[str, ...]
    tags: tuple[str, ...]
    size: int
    body: str
    masked: np.ndarray


def extract(post: Post) -> Features:
    """Features of a post; a defined answer for every string, the empty one included."""
    ready = prepare(post.text, post.links)
    body = ready.body
    cased = _TOKEN.findall(body)
    tokens = [t.lower() for t in cased]
    if not body.isascii():
        tokens = [t.replace("’", "'") for t in tokens]
    hashes = np.asarray([*map(crc32, map(str.encode, tokens))], np.uint64)  # prepare() left no broken surrogate
    words, pairs = _unique(hashes & np.uint64(WORDS - 1)), _unique(_pairs(hashes))
    chars = _chars(body)
    around = _marks(post, ready)
    marks = _unique(np.fromiter((crc32(m.encode("utf-8", "replace")) % MARKS for m in around), np.uint64, len(around)))
    every = np.concatenate((words, pairs + START[1], chars + START[2], marks + START[3]))
    a, b, c = len(words), len(words) + len(pairs), len(words) + len(pairs) + len(chars)
    reply = post.reply_to != "" if post.reply_to is not None else bool(ready.leading)
    form = style(body, tokens, cased, ready.links, reply)
    tags = [t for t in tokens if len(t) > 1 and t[0] in "#@"] if "#" in body or "@" in body else []
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
        _masked(tokens, hashes, words, pairs),
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


def _pairs(hashes: np.ndarray) -> np.ndarray:
    """Bucket of each token with the one after it."""
    mixed: np.ndarray = hashes[:-1] * np.uint64(0x9E3779B1) + hashes[1:] * np.uint64(0x85EBCA6B)
    out: np.ndarray = mixed >> np.uint64(7) & np.uint64(PAIRS - 1)
    return out


def _unique(values: np.ndarray) -> np.ndarray:
    if len(values) < 2:
        return values.astype(np.int64)
    ordered = np.sort(values.astype(np.uint16), kind="stable")  # radix sort: a third of the time of np.unique
    keep = np.empty(len(ordered), dtype=bool)
    keep[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=keep[1:])
    return ordered[keep].astype(np.int64)


def _chars(body: str) -> np.ndarray:
    """Bucketed character n-grams of 3, 4 and 5 code points, case kept, the text's edges included."""
    padded = f"\x02{body}\x03".encode("utf-32-le", "replace")
    codes = np.frombuffer(padded, dtype=np.uint32).astype(np.uint64)
    if len(codes) < 3:
        return np.zeros(0, np.int64)
    mix = codes * np.uint64(0x9E3779B97F4A7C15)
    ends = len(codes) - 2, 2 * len(codes) - 5, max(2 * len(codes) - 5, 3 * len(codes) - 9)
    every = np.empty(ends[2], np.uint64)
    three, four, five = every[: ends[0]], every[ends[0] : ends[1]], every[ends[1] :]
    np.multiply(mix[:-2], np.uint64(3), out=three)
    three ^= mix[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F)
    three ^= mix[2:] * np.uint64(0x165667B19E3779F9)
    np.multiply(three[:-1], np.uint64(0xD6E8FEB86659FD93), out=four)
    four += mix[3:]
    np.multiply(four[:-1], np.uint64(0xA0761D6478BD642F), out=five)
    five += mix[4:]
    every ^= every >> np.uint64(29)
    every *= np.uint64(0xBF58476D1CE4E5B9)
    every >>= np.uint64(48)
    return _unique(every)


def _masked(tokens: list[str], hashes: np.ndarray, words: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """Word and pair buckets with names, tags and numbers masked: register must not lean on them."""
    swaps = [(n, _MASK[t[0]]) for n, t in enumerate(tokens) if t[0] in _MASK and (len(t) > 1 or t[0] not in "#@")]
    if not swaps:
        return np.concatenate((words, pairs + WORDS))
    hidden = hashes.copy()
    hidden[[n for n, _ in swaps]] = [code for _, code in swaps]
    return _unique(np.concatenate((hidden & np.uint64(WORDS - 1), _pairs(hidden) + np.uint64(WORDS))))
