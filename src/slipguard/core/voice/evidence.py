"""From raw log likelihoods to the inputs of the alarms: one row of numbers per post, the same for every desk."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Floats = np.ndarray

#: How much a unit of evidence of each kind counts when kinds are added: words, pairs, characters, marks, style.
#: Character n-grams overlap, so each counts for less. Chosen on simulated desks (evals/voice/LOG.md).
MIX = np.asarray([1.0, 0.5, 0.25, 1.0, 2.0], np.float32)

INPUTS = (
    "register", "person_words", "person_pairs", "person_chars", "person_style", "inst_words", "inst_chars", "inst_style",
    "own_words", "own_pairs", "own_chars", "own_style", "own_marks", "other_words", "other_pairs", "other_chars",
    "other_marks", "other_all", "other_sum", "other_soft", "far_own", "far_words", "far_chars", "far_all", "far_soft",
    "length", "short",
)
#: Inputs that also enter relative to the account's own habit; length does not.
HABITS = len(INPUTS) - 2


@dataclass(frozen=True, slots=True)
class Raw:
    """Log likelihood ratios to the background, kinds = words, pairs, chars, marks, style.

    own: (2, posts, 5) and others: (2, posts, voices, 5), under NEAR and FAR trust. person, institution: (posts, 5).
    register: (posts,). words: different words, size: hashed features, both (posts,).
    """

    own: Floats
    person: Floats
    institution: Floats
    others: Floats
    register: Floats
    words: Floats
    size: Floats


def _soft(both: Floats) -> tuple[Floats, Floats]:
    """The best of the others and a soft maximum over them."""
    best = both.max(1)
    return best, np.log(np.exp(np.maximum(both - best[:, None], -150.0) * 0.3).sum(1)) / 0.3 + best


def inputs(raw: Raw) -> Floats:
    """(posts, len(INPUTS)): high always means out of place."""
    words = raw.words + 2.0
    size = (raw.size + 20.0) / 10.0
    root = np.sqrt(raw.words + 4.0)
    own, far_own = raw.own
    others, far = raw.others if raw.others.shape[2] else np.stack((raw.institution[:, None, :],) * 2)
    person, institution = raw.person - own, raw.institution - own
    gap, far_gap = others - own[:, None, :], far - far_own[:, None, :]
    best, soft = _soft(gap @ MIX)
    far_best, far_soft = _soft(far_gap @ MIX)
    columns = (
        raw.register, person[:, 0] / words, person[:, 1] / words, person[:, 2] / size, person[:, 4] / 5.0,
        institution[:, 0] / words, institution[:, 2] / size, institution[:, 4] / 5.0,
        -own[:, 0] / words, -own[:, 1] / words, -own[:, 2] / size, -own[:, 4] / 5.0, -own[:, 3] / 5.0,
        gap[:, :, 0].max(1) / root, gap[:, :, 1].max(1) / root, gap[:, :, 2].max(1) / root / 3.0,
        gap[:, :, 3].max(1) / 5.0, best / root, best / 10.0, soft / root, -(far_own @ MIX) / root,
        far_gap[:, :, 0].max(1) / root, far_gap[:, :, 2].max(1) / root, far_best / root, far_soft / root,
        np.log(raw.words + 1.0), 1.0 / np.sqrt(raw.words + 1.0),
    )
    return np.stack(columns, 1)
