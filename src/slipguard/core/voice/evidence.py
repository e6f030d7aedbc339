"""From raw log likelihoods to the inputs of the alarms: one row of numbers per post, the same for every desk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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
    voice), person, institution: (posts, 5). register: (posts,). words: different words, size: hashed features, both
    (posts,). peaks: (posts, 2), what peaks() found.
    """

    own: Floats
    pool: Floats
    person: Floats
    institution: Floats
    others: Floats
    register: Floats
    words: Floats
    size: Floats
    peaks: Floats


def together(some: Sequence[Raw]) -> Raw:
    """Several of one desk as one."""
    over_posts = {"own": 1, "others": 1}
    return Raw(*(np.concatenate([getattr(raw, name) for raw in some], axis=over_posts.get(name, 0))
                 for name in Raw.__slots__))


#: What each input is divided by: 0 nothing, 1 words, 2 features, 3 the root of the words; and by which constant.
_BY = np.asarray([0, 1, 1, 2, 0, 1, 2, 0, 1, 1, 2, 0, 0, 3, 3, 3, 0, 3, 0, 3, 3, 3, 3, 3, 3, 1, 1, 2, 0, 0])
_TIMES = np.asarray([1, 1, 1, 1, 5, 1, 1, 5, 1, 1, 1, 5, 5, 1, 1, 3, 5, 1, 10, *[1] * 11], np.float64)


def peaks(gap: Floats) -> Floats:
    """(2,): mean of the three words that speak most for a person, and the first of them. gap: (words,) how much
    likelier each word is a person's than the account's own. A personal post betrays itself in a word or two.
    """
    if not len(gap):
        return np.zeros(2)
    best = np.sort(gap)[-3:]
    return np.asarray([best.mean(), best[-1]])


def inputs(raw: Raw) -> Floats:
    """(posts, len(INPUTS)): high always means out of place."""
    own, others = raw.own, raw.others
    if not others.shape[2]:
        others = np.stack((raw.institution[:, None, :],) * 2)
    gap = others - own[:, :, None, :]
    # One post has few numbers: what is slow is every single call, so reduce() instead of max() and sum().
    most, mixed = np.maximum.reduce(gap, axis=2), gap @ MIX
    best = np.maximum.reduce(mixed, axis=2)
    # The best of the others, and a soft maximum over them.
    soft = np.log(np.add.reduce(np.exp(np.maximum(mixed - best[:, :, None], -150.0) * 0.3), axis=2)) / 0.3 + best
    out = np.empty((len(raw.words), len(INPUTS)))
    out[:, 0] = raw.register
    person = raw.person - own[0]
    out[:, 1:4], out[:, 4] = person[:, :3], person[:, 4]
    out[:, 5:8] = (raw.institution - own[0])[:, ::2]
    strange = -own[0]
    out[:, 8:11], out[:, 11], out[:, 12] = strange[:, :3], strange[:, 4], strange[:, 3]
    out[:, 13:17] = most[0, :, :4]
    out[:, 17:19], out[:, 19] = best[0][:, None], soft[0]
    out[:, 20] = -(own[1][:, None] @ MIX)[:, 0]  # post by post: in one product many would be added in another order
    out[:, 21:23] = most[1, :, :3:2]
    out[:, 23], out[:, 24] = best[1], soft[1]
    out[:, 25:28] = -raw.pool[:, :3]
    out[:, 28:30] = raw.peaks
    sizes = np.empty((len(out), 4))
    sizes[:, 0] = 1.0
    sizes[:, 1], sizes[:, 2], sizes[:, 3] = raw.words + 2.0, (raw.size + 20.0) / 10.0, np.sqrt(raw.words + 4.0)
    out /= sizes.take(_BY, axis=1) * _TIMES
    return out
