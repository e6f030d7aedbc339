"""The table of a big desk the other way round: for every feature the voices that ever used it, and how often."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np

from slipguard.core.voice.features import KINDS, SPACE, START
from slipguard.core.voice.likelihood import NEAR_OF, RATIO, Cut, Floats, levels
from slipguard.core.voice.table import Table

_COUNT = np.uint32(0xFFFF)
_PLACE = np.uint32(16)
#: Columns that one entry's two bytes can tell apart.
_COLUMNS = 1 << 16
#: Rows that are copied at once when all are packed anew.
_SOME = 8192
_ONE = np.float32(1.0)


class Index:
    """What table.Table answers, in four bytes for each feature of each voice: a voice has seen one feature in ten or
    twenty, and most of a post's features are new to most voices (an inverted index, as search engines keep one).

    An entry is a voice's place and its count; the logarithms are taken when a post asks. Each feature's entries stand
    together in a row with some room behind them; a row without room moves to the end. Safe beside questions from other
    threads: lengths are read before starts, and what moved still stands where it was.
    """

    def __init__(self, base: Floats, columns: int, fixed: int, voices: Iterable[np.ndarray] = ()) -> None:
        """fixed: how many columns, the first ones, are no voice's. voices: the ids of those that will be put, so that
        there is room for them.
        """
        self._table, self._fixed = Table(base, fixed), fixed
        self._usual = NEAR_OF * base
        self._held: dict[int, tuple[np.ndarray, np.ndarray]] = {}
        self.level = np.zeros((2, KINDS, 0), np.float32)
        self.grow(columns)
        room = np.zeros(SPACE, np.int64)
        for ids in voices:
            room[ids] += 1
        nothing = np.zeros(SPACE, np.int64)
        self._rows = np.zeros(0, np.uint32), nothing, nothing  # entries, where each row starts, its length
        self._room, self._end = nothing, 0
        self._pack(room)

    def grow(self, columns: int) -> None:
        """Empty columns at the end, until there are so many. ValueError where entries cannot tell them apart."""
        if columns > _COLUMNS:
            raise ValueError(f"a desk holds {_COLUMNS:,} voices at most; take some accounts off it")
        wide = np.zeros((2, KINDS, columns - self.level.shape[2]), np.float32)
        self.level = np.concatenate((self.level, wide), axis=2)

    def lay(self, place: int, ids: np.ndarray, excess: Floats, level: Floats | None = None) -> None:
        """Some rows of a column that is no voice's: both (features,), asked about under NEAR trust only."""
        self._table.lay(place, ids, excess, level)

    # -- learning -----------------------------------------------------------------------------------------------

    def put(self, place: int, ids: np.ndarray, counts: np.ndarray) -> None:
        """A voice's column, from how often each feature came (ids rising). The arrays are kept and must not change.
        Only what differs from the last time is touched.
        """
        old_ids, old_counts = self._held.get(place, (ids[:0], counts[:0]))
        was, now = _inside(old_ids, ids), _inside(ids, old_ids)
        grown = old_counts[now] != counts[was]
        self._take_out(place, old_ids[~now])
        self._rewrite(place, ids[was][grown], counts[was][grown])
        self._append(place, ids[~was], counts[~was])
        self._held[place] = ids, counts
        totals = [float(counts[a:b].sum()) for a, b in pairwise(np.searchsorted(ids, START))]
        self.level[:, :, place] = levels(totals)

    def _append(self, place: int, ids: np.ndarray, counts: np.ndarray) -> None:
        full = ids[self._rows[2][ids] == self._room[ids]]
        if len(full):
            self._move(full)
        entries, starts, lengths = self._rows
        entries[starts[ids] + lengths[ids]] = _entries(place, counts)
        lengths[ids] += 1

    def _rewrite(self, place: int, ids: np.ndarray, counts: np.ndarray) -> None:
        self._rows[0][self._find(place, ids)] = _entries(place, counts)

    def _take_out(self, place: int, ids: np.ndarray) -> None:
        """Each entry goes and its row's last one takes its place."""
        entries, starts, lengths = self._rows
        entries[self._find(place, ids)] = entries[starts[ids] + lengths[ids] - 1]
        lengths[ids] -= 1

    def _find(self, place: int, ids: np.ndarray) -> np.ndarray:
        """Where a voice's entries of these features stand, which it must have."""
        entries, starts, lengths = self._rows
        at = _spans(starts[ids], lengths[ids])
        found: np.ndarray = at[entries[at] >> _PLACE == place]
        return found

    def _move(self, ids: np.ndarray) -> None:
        """Rows to the end, with room; everything anew once there is no end left."""
        entries, starts, lengths = self._rows
        room = _roomy(lengths[ids])
        end = self._end + int(room.sum())
        if end > len(entries):
            self._pack(lengths)
            return
        to = self._end + np.cumsum(room) - room
        entries[_spans(to, lengths[ids])] = entries[_spans(starts[ids], lengths[ids])]
        starts[ids], self._room[ids], self._end = to, room, end

    def _pack(self, needed: np.ndarray) -> None:
        """All rows into new memory, with room for the entries that are needed and some more. A tenth of a second for
        ten million entries, which a desk of 1,000 does once in thousands of posts.
        """
        old, starts, lengths = self._rows
        room = _roomy(needed)
        to = np.cumsum(room) - room
        self._end = int(room.sum())
        entries = np.empty(self._end + self._end // 4, np.uint32)  # memory that is not written to yet costs none
        for a in range(0, SPACE, _SOME):
            some = slice(a, a + _SOME)
            entries[_spans(to[some], lengths[some])] = old[_spans(starts[some], lengths[some])]
        self._room, self._rows = room, (entries, to, lengths.copy())

    # -- asking -------------------------------------------------------------------------------------------------

    def _ask(self, ids: np.ndarray) -> tuple[np.ndarray, np.ndarray, Floats]:
        """(lengths, places, excess before the logarithm) of all entries of these features, row after row."""
        entries, starts, lengths = self._rows
        many = lengths[ids]
        found = entries[_spans(starts[ids], many)]
        return many, found >> _PLACE, (found & _COUNT).astype(np.float32) / np.repeat(self._usual[ids], many)

    def sums(self, ids: np.ndarray, cut: Cut) -> Floats:
        """(2, KINDS, columns): all that a post's features say, under NEAR and FAR trust."""
        out = self.level.copy()
        columns, start = out.shape[2], 0
        for kind in range(KINDS):
            end = int(cut[kind])
            out[:, kind] *= end - start
            _, places, more = self._ask(ids[start:end])
            # A voice that another thread brought since would come after the others.
            out[0, kind] += np.bincount(places, np.log(more + _ONE), columns)[:columns]
            more *= RATIO[kind]
            out[1, kind] += np.bincount(places, np.log(more + _ONE), columns)[:columns]
            start = end
        fixed = self._table.sums(ids, cut)
        out[:, :, : fixed.shape[2]] = fixed
        return out

    def near(self, ids: np.ndarray, place: int) -> Floats:
        """(features,): the excess under NEAR trust in one column."""
        if place < self._fixed:
            return self._table.near(ids, place)
        many, places, more = self._ask(ids)
        mine = places == place
        out = np.zeros(len(ids), np.float32)
        out[np.repeat(np.arange(len(ids)), many)[mine]] = np.log1p(more[mine])
        return out

    def gap(self, ids: np.ndarray, there: int, here: int) -> Floats:
        """(features,): how much higher the excess under NEAR trust is in one column than in another."""
        once, back = np.unique(ids, return_inverse=True)
        found: Floats = (self.near(once, there) - self.near(once, here))[back]
        return found


def _entries(place: int, counts: np.ndarray) -> np.ndarray:
    return counts.astype(np.uint32) | np.uint32(place << 16)


def _roomy(lengths: np.ndarray) -> np.ndarray:
    room: np.ndarray = lengths + lengths // 8 + 2
    return room


def _spans(starts: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The numbers from each start on, so many of each, one span after the other."""
    ends = np.cumsum(lengths)
    spans: np.ndarray = np.repeat(starts - (ends - lengths), lengths) + np.arange(ends[-1] if len(ends) else 0)
    return spans


def _inside(known: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Which of the ids are among the known ones; both rising."""
    if not len(known):
        return np.zeros(len(ids), bool)
    at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
    found: np.ndarray = known[at] == ids
    return found
