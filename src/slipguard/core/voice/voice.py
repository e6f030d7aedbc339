"""What was learnt of how an account sounds: numbers that grow with every accepted post, never text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from io import BytesIO
from itertools import islice

import numpy as np

from slipguard.core.types import Post
from slipguard.core.voice.features import SPACE, Features, extract
from slipguard.core.voice.kept import keep
from slipguard.core.voice.register import register
from slipguard.core.voice.style import SIZE
from slipguard.core.voice.weights import Prior, prior

#: Posts kept as bags of hashed numbers for calibration; older ones live on in the counts only.
KEPT = 400
#: A feature is counted no further than this.
MOST = 65_535
#: Posts whose numbers are held at once while a voice is learnt.
LOT = 4_000
_BEFORE, _FORMAT = 3, 4
#: What of a voice other accounts' posts are compared with.
_COMPARED = ("head", "ids", "counts", "style")


def mark(text: str) -> int:
    """A 63-bit number for a text or a tag: enough to say "the same again", useless for reading it back."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big") >> 1


class Voice:
    """How one account or person sounds. Grows by add(); round-trips through to_bytes()/from_bytes().

    private: a person's voice keeps sums over all their posts only, nothing about a single one, not even a number
    by which it could be recognised. (Whether a certain word or tag was ever used can be asked of any voice.)
    """

    def __init__(self, private: bool = False, weights: Prior | None = None) -> None:
        self.private = private
        self._weights = weights
        self.posts = 0
        self.ids = np.zeros(0, np.int32)
        self.counts = np.zeros(0, np.uint16)
        self.style = np.zeros(SIZE, np.float32)
        self.tags: dict[int, int] = {}
        self.seen: set[int] = set()
        self.kept: list[np.ndarray] = []

    # -- learning -----------------------------------------------------------------------------------------------

    def add(self, post: Post) -> None:
        """Learn one accepted post. Exact repeats are counted once. Cost: about a millisecond."""
        self._learn([extract(post)])

    def forget(self, post: Post) -> bool:
        """Take a learnt post out again (it turned out to be a slip); False where it is not in here.

        A private voice knows no single post, so it has nothing to forget. What was counted beyond MOST stays counted.
        """
        features = extract(post)
        if not self.repeats(features):
            return False
        self.seen.discard(mark(features.body))
        self.posts -= 1
        self.counts = self.counts.copy()
        place = np.searchsorted(self.ids, features.ids)
        inside = place < len(self.ids)
        inside[inside] = self.ids[place[inside]] == features.ids[inside]
        place = place[inside]
        self.counts[place] -= (self.counts[place] > 0) & (self.counts[place] < MOST)
        self.style[features.style] -= 1.0
        for tag in map(mark, features.tags):
            self.tags[tag] = self.tags.get(tag, 0) - 1
            if self.tags[tag] <= 0:
                del self.tags[tag]
        gone = keep(features, register(features, self._weights or prior()))
        self.kept = [k for k in self.kept if not np.array_equal(k, gone)]
        return True

    def _learn(self, posts: Sequence[Features]) -> None:
        weights = self._weights or prior()
        fresh: list[Features] = []
        for features in posts:
            known = mark(features.body)
            for tag in features.tags:
                self.tags[mark(tag)] = self.tags.get(mark(tag), 0) + 1
            if known in self.seen or not features.size:
                self.posts += 1
                continue
            if not self.private:
                self.seen.add(known)
            self.posts += 1
            fresh.append(features)
        if not fresh:
            return
        flat = np.concatenate([f.ids for f in fresh])
        ids, counts = np.unique(flat, return_counts=True)
        self._merge(ids.astype(np.int32), np.minimum(counts, MOST).astype(np.uint16))
        np.add.at(self.style, np.concatenate([f.style for f in fresh]), 1.0)
        if not self.private:
            self.kept += [keep(f, register(f, weights)) for f in fresh[-KEPT:]]
            del self.kept[:-KEPT]

    def _merge(self, ids: np.ndarray, counts: np.ndarray) -> None:
        place = np.searchsorted(self.ids, ids)
        inside = place < len(self.ids)
        same = np.zeros(len(ids), bool)
        same[inside] = self.ids[place[inside]] == ids[inside]
        self.counts = self.counts.copy()
        grown = self.counts[place[same]].astype(np.int64) + counts[same]
        self.counts[place[same]] = np.minimum(grown, MOST)
        if not same.all():
            self.ids = np.insert(self.ids, place[~same], ids[~same])
            self.counts = np.insert(self.counts, place[~same], counts[~same])

    # -- asking -------------------------------------------------------------------------------------------------

    def repeats(self, features: Features) -> bool:
        """Was exactly this text learnt before?"""
        return bool(features.size) and mark(features.body) in self.seen

    def used(self, tag: str) -> int:
        """How many learnt posts carried this "#tag", "@name" or "domain:host"."""
        return self.tags.get(mark(tag), 0)

    def dense(self) -> np.ndarray:
        """(SPACE,) float32: how often each hashed feature came."""
        counts = np.zeros(SPACE, np.float32)
        counts[self.ids] = self.counts
        return counts

    # -- keeping ------------------------------------------------------------------------------------------------

    def to_bytes(self) -> bytes:
        """npz without pickle; numbers only."""
        out = BytesIO()
        np.savez_compressed(
            out,
            head=np.asarray([_FORMAT, self.posts, int(self.private), SPACE], np.int64),
            ids=self.ids,
            counts=self.counts,
            style=self.style,
            tags=_pairs(self.tags),
            seen=np.asarray(sorted(self.seen), np.int64),
            kept=np.concatenate(self.kept) if self.kept else np.zeros(0, np.uint16),
            kept_lengths=np.asarray([len(k) for k in self.kept], np.int32),
        )
        return out.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes, whole: bool = True) -> Voice:
        """The voice that to_bytes() wrote. Raises ValueError for anything else.

        whole false: as far as a desk compares other accounts' posts with it. It knows of no single post, so nothing
        can be asked about its own account; it takes a quarter of the time.
        """
        try:
            with np.load(BytesIO(data), allow_pickle=False) as found:
                a = {name: found[name] for name in (found.files if whole else _COMPARED)}
            head = a["head"]
        except Exception as wrong:  # zip, npy and key errors alike: whatever it is, it is no voice
            raise ValueError("these bytes are not a voice") from wrong
        # A person's posts are not kept, so theirs cannot be learnt again: _BEFORE counted folders of links otherwise,
        # nothing else, and a person's marks weigh little.
        fits = head[0] == _FORMAT or (head[0] == _BEFORE and head[2])
        if not fits or head[3] != SPACE:
            raise ValueError("this voice was learnt by another version; learn it again from the posts")
        voice = cls(bool(head[2]))
        voice.posts = int(head[1])
        voice.ids, voice.counts, voice.style = a["ids"], a["counts"], a["style"]
        if not whole:
            return voice
        voice.tags = {int(k): int(v) for k, v in a["tags"]}
        voice.seen = {int(s) for s in a["seen"]}
        if len(a["kept_lengths"]):
            voice.kept = np.split(a["kept"], np.cumsum(a["kept_lengths"])[:-1])
        return voice


def _pairs(table: dict[int, int]) -> np.ndarray:
    return np.asarray(sorted(table.items()), np.int64).reshape(-1, 2)


def learn(posts: Iterable[Post], *, private: bool = False) -> Voice:
    """A voice from an account's posts, oldest first. private=True for people: see Voice."""
    voice = Voice(private)
    some = iter(posts)
    # in lots: the numbers of a hundred thousand posts at once would not fit into a small server
    while lot := [extract(p) for p in islice(some, LOT)]:
        voice._learn(lot)
    return voice
