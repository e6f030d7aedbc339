"""The table of a desk's evidence: what every hashed feature says for each voice, ready to be looked up."""

from __future__ import annotations

import numpy as np

from slipguard.core.voice.features import KINDS, SPACE
from slipguard.core.voice.likelihood import Cut, Floats, lean, sums, widen


class Table:
    """A column per voice, a row per feature, under both trusts side by side: as fast as can be, for a megabyte a voice.
    index.Index answers the same for a desk of many.

    level: (2, KINDS, columns), what every feature of a kind adds on top of its excess, see likelihood.lean.
    """

    def __init__(self, base: Floats, columns: int) -> None:
        self._base = base
        self._both = np.zeros((SPACE, 2, 0), np.float32)
        self.level = np.zeros((2, KINDS, 0), np.float32)
        self.grow(columns)

    def grow(self, columns: int) -> None:
        """Empty columns at the end, until there are so many."""
        more = columns - self._both.shape[2]
        wide = np.zeros((SPACE, 2, more), np.float32)
        self._both = np.concatenate((self._both, wide), axis=2) if self._both.size else wide
        self.level = np.concatenate((self.level, np.zeros((2, KINDS, more), np.float32)), axis=2)

    def put(self, place: int, ids: np.ndarray, counts: np.ndarray) -> None:
        """A voice's whole column anew, from how often each feature came (ids rising)."""
        dense = np.zeros(SPACE, np.float32)
        dense[ids] = counts
        excess, self.level[:, :, place] = lean(dense, self._base)
        self._both[:, 0, place], self._both[:, 1, place] = excess, widen(excess)

    def lay(self, place: int, ids: np.ndarray, excess: Floats, level: Floats | None = None) -> None:
        """Some rows of a column that is no voice's: both (features,), asked about under NEAR trust only."""
        self._both[ids, 0, place] = excess
        self.level[:, :, place] = 0.0 if level is None else level

    def sums(self, ids: np.ndarray, cut: Cut) -> Floats:
        """(2, KINDS, columns): all that a post's features say, under NEAR and FAR trust."""
        return sums(self._both.take(ids, axis=0), cut, self.level)

    def near(self, ids: np.ndarray, place: int) -> Floats:
        """(features,): the excess under NEAR trust in one column."""
        found: Floats = self._both[ids, 0, place]
        return found

    def gap(self, ids: np.ndarray, there: int, here: int) -> Floats:
        """(features,): how much higher the excess under NEAR trust is in one column than in another."""
        rows = self._both.take(ids, axis=0)
        found: Floats = rows[:, 0, there] - rows[:, 0, here]
        return found
