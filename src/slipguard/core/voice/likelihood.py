"""How much likelier a feature is under a voice than in the background, from its counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from slipguard.core.voice.features import KINDS, SPACE, START
from slipguard.core.voice.style import FIELDS
from slipguard.core.voice.text import LONGEST

Floats = np.ndarray
#: Where each kind of feature ends: (KINDS,).
Cut = Sequence[int] | Floats

#: Strength of the background beside a voice's own counts, per kind, in features: once a little, for the account's
#: own habit, and once a lot, for a fair choice between voices of unlike size. (Simulated desks, evals/voice/LOG.md.)
NEAR = np.asarray([300.0, 300.0, 1500.0, 100.0], np.float32)
FAR = np.asarray([8000.0, 8000.0, 40000.0, 1000.0], np.float32)
RATIO = NEAR / FAR
#: NEAR of every feature (SPACE,).
NEAR_OF = np.repeat(NEAR, np.diff(START))
STYLE_TRUST = 8.0
_ONES = np.ones(4 * LONGEST, np.float32)


def lean(counts: Floats, base: Floats, ids: Floats | None = None) -> tuple[Floats, Floats]:
    """(excess, level): excess (SPACE,) = log(1 + counts / (NEAR * base)), 0 where never seen, or that of these features
    alone; level (2, KINDS) = what every feature of a kind adds on top, under NEAR and FAR. excess + level is the log
    likelihood ratio.
    """
    if ids is None:
        seen = np.flatnonzero(counts != 0)  # a small part, and the logarithm of one is nought
        excess = np.zeros(SPACE, np.float32)
        excess[seen] = _excess(counts, base, seen)
    else:
        excess = _excess(counts, base, ids)
    return excess, levels([max(0.0, float(counts[a:b].sum())) for a, b in pairwise(START)])


def _excess(counts: Floats, base: Floats, ids: Floats) -> Floats:
    out: Floats = np.log1p(counts[ids] / (NEAR_OF[ids] * base[ids]))
    return out


def levels(totals: Sequence[float]) -> Floats:
    """lean()'s level (2, KINDS), from how many features of each kind were counted."""
    level = np.empty((2, KINDS), np.float32)
    for kind, total in enumerate(totals):
        level[:, kind] = np.log(NEAR[kind] / (total + NEAR[kind])), np.log(FAR[kind] / (total + FAR[kind]))
    return level


def lean_style(counts: Floats, base: Floats) -> Floats:
    """Log likelihood ratio of each style value (style.SIZE,)."""
    posts = counts.sum() / len(FIELDS)
    out: Floats = np.log((counts + STYLE_TRUST * base) / (posts + STYLE_TRUST) / base)
    return out.astype(np.float32)


def widen(excess: Floats) -> Floats:
    """The excess under FAR trust from that under NEAR: (SPACE,) -> the same shape, float32."""
    out = np.zeros(excess.shape, np.float32)
    seen = np.flatnonzero(excess != 0)
    ends = np.searchsorted(seen, START)
    for kind in range(KINDS):
        ids = seen[ends[kind] : ends[kind + 1]]
        out[ids] = np.log1p(np.expm1(excess[ids].astype(np.float32)) * RATIO[kind])
    return out


def sums(both: Floats, cut: Cut, level: Floats) -> Floats:
    """both: (features, 2, voices) of excess under NEAR and FAR, cut (KINDS,), level (2, KINDS, voices) ->
    (2, KINDS, voices).
    """
    flat = both.reshape(len(both), -1)
    added = np.empty((KINDS, flat.shape[1]), np.float32)
    sizes: list[list[int]] = []
    start = 0
    for kind in range(KINDS):
        end = int(cut[kind])
        if end > start:
            # A product with ones adds narrow columns several times faster than a sum over the first axis.
            _ONES[: end - start].dot(flat[start:end], added[kind])
        else:
            added[kind] = 0.0
        sizes.append([end - start])
        start = end
    out: Floats = np.asarray(sizes, np.float32) * level
    out += added.reshape(KINDS, 2, -1).transpose(1, 0, 2)
    return out


def with_far(near: Floats, cut: Cut) -> Floats:
    """Gathered rows under NEAR (features, voices) -> under both trusts (features, 2, voices)."""
    out = np.empty((len(near), 2, near.shape[1]), np.float32)
    out[:, 0], out[:, 1] = near, far_rows(near, cut)
    return out


def far_rows(near: Floats, cut: Cut) -> Floats:
    """The excess under FAR trust of gathered rows (features, voices), where only the one under NEAR was kept."""
    out = np.expm1(near)
    start = 0
    for kind in range(KINDS):
        end = int(cut[kind])
        out[start:end] *= RATIO[kind]
        start = end
    result: Floats = np.log1p(out, out=out)
    return result
