"""From raw log likelihoods to the inputs of the alarms: one row of numbers per post, the same for every desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

Floats = np.ndarray

#: How much a unit of evidence of each kind counts when kinds are added: words, pairs, characters, marks, style.
#: Character n-grams overlap, so each counts for less. Chosen on simulated desks (evals/voice/LOG.md).
MIX = np.asarray([1.0, 0.5, 0.25, 1.0, 2.0], np.float32)
#: The same where the nearest voice is named: FAR trust believes marks late, and a site tells clients apart at once.
NAMING = np.asarray([1.0, 0.5, 0.25, 5.0, 2.0], np.float32)

INPUTS = (
    "register",
    "person_words",
    "person_pairs",
    "person_chars",
    "person_style",
    "inst_words",
    "inst_chars",
    "inst_style",
    "own_words",
    "own_pairs",
    "own_chars",
    "own_style",
    "own_marks",
    "other_words",
    "other_pairs",
    "other_chars",
    "other_marks",
    "other_all",
    "other_sum",
    "other_soft",
    "far_own",
    "far_words",
    "far_chars",
    "far_all",
    "far_soft",
    "desk_words",
    "desk_pairs",
    "desk_chars",
    "person_peak",
    "person_word",
)


#: Inputs that a desk adds for settled accounts once it is sharp (contrast.Contrast.inputs): the best other client
#: against the own account, and the own account by itself.
SHARP_INPUTS = ("contrast_gap", "contrast_own")


@dataclass(frozen=True, slots=True)
class Raw:
    """Log likelihood ratios to the background, kinds = words, pairs, chars, marks, style.

    own: (2, posts, 5) and others: (2, posts, voices, 5), under NEAR and FAR trust. pool (all clients taken as one
    voice): (posts, 5). general (persons, institutions): (posts, 2, 5). alone: (posts, 3), the register and what peaks()
    found. by: (posts, 4), what inputs are divided by, see divisors().
    """

    own: Floats
    pool: Floats
    general: Floats
    others: Floats
    alone: Floats
    by: Floats


def together(some: Sequence[Raw]) -> Raw:
    """Several of one desk as one."""
    over_posts = {"own": 1, "others": 1}
    return Raw(*(np.concatenate([getattr(raw, name) for raw in some], axis=over_posts.get(name, 0))
                 for name in Raw.__slots__))


#: Where each input stands among what inputs() lays side by side, each five kinds of evidence: a person's against the
#: own, an institution's against the own, the own, the pool's, the best of the others' against the own under NEAR, and
#: under FAR; then the register and the two peaks, the best of the others in all and the softly best under each, and the
#: own in all.
_AT = [30, 0, 1, 2, 4, 5, 7, 9, 10, 11, 12, 14, 13, 20, 21, 22, 23, 33, 33, 35, 37, 25, 27, 34, 36, 15, 16, 17, 31, 32]
#: What each is divided by: which of divisors(), and which constant (below nought where likeness is counted).
_BY = [0, 1, 1, 2, 0, 1, 2, 0, 1, 1, 2, 0, 0, 3, 3, 3, 0, 3, 0, 3, 3, 3, 3, 3, 3, 1, 1, 2, 0, 0]
_TIMES = [1, 1, 1, 1, 5, 1, 1, 5, -1, -1, -1, -5, -5, 1, 1, 3, 5, 1, 10, 1, -1, 1, 1, 1, 1, -1, -1, -1, 1, 1]
_PLACES, _WHICH, _CONSTANT = np.asarray(_AT, np.intp), np.asarray(_BY, np.intp), np.asarray(_TIMES, np.float64)


def divisors(words: int, size: int) -> list[float]:
    """Nothing, words, features, and the root of the words. words: different words, size: hashed features."""
    return [1.0, words + 2.0, (size + 20.0) / 10.0, sqrt(words + 4.0)]


def peaks(gap: Floats) -> tuple[float, float]:
    """Mean of the three words that speak most for a person, and the first of them. gap: (words,) how much
    likelier each word is a person's than the account's own. A personal post betrays itself in a word or two.
    """
    if not len(gap):
        return 0.0, 0.0
    best = np.sort(gap)[-3:]
    return float(np.add.reduce(best) / len(best)), float(best[-1])


def inputs(raw: Raw) -> Floats:
    """(posts, len(INPUTS)): high always means out of place."""
    own, others = raw.own, raw.others
    if not others.shape[2]:
        others = np.stack((raw.general[:, 1:],) * 2)
    gap = others - own[:, :, None, :]
    # One post has few numbers: what is slow is every single call, so reduce() instead of max() and sum().
    most, mixed = np.maximum.reduce(gap, axis=2), gap @ MIX
    best = np.maximum.reduce(mixed, axis=2)
    # The best of the others, and a soft maximum over them.
    mixed -= best[:, :, None]
    np.maximum(mixed, -150.0, out=mixed)
    mixed *= 0.3
    np.exp(mixed, out=mixed)
    soft = np.log(np.add.reduce(mixed, axis=2))
    soft /= 0.3
    soft += best
    whole = own[1][:, None] @ MIX  # post by post: in one product many would be added in another order
    general = (raw.general - own[0][:, None]).reshape(len(whole), -1)
    side = (general, own[0], raw.pool, most[0], most[1], raw.alone, best.T, soft.T, whole)
    out: Floats = np.concatenate(side, axis=1).take(_PLACES, axis=1)
    out /= raw.by.take(_WHICH, axis=1) * _CONSTANT
    return out
