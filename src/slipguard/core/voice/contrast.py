"""What tells the clients of one desk apart: a linear model over all their kept posts at once, beside the likelihoods.

Ridge regression on TF-IDF of the same hashed features, solved over posts instead of features (there are fewer): one
inverse also gives, exactly, how each block of time is scored by what the others taught (Rasmussen and Williams 2006,
5.12, for a block in place of a post).
Whether it names better than the likelihoods differs in sign from desk to desk, so each desk learns from its own
cross-fitted posts how much to listen to either (stacking, Wolpert 1992), starting from what desks in general found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from slipguard.core.voice.evidence import NAMING
from slipguard.core.voice.features import KINDS, SPACE, START
from slipguard.core.voice.kept import recall
from slipguard.core.voice.likelihood import Cut, lean, lean_style, sums, with_far
from slipguard.core.voice.style import SIZE
from slipguard.core.voice.voice import Voice
from slipguard.core.voice.weights import Prior

Floats = np.ndarray
Places = np.ndarray
#: One kept post as kept.recall() gives it: ids, cut, style, register.
Kept = tuple[Places, Places, Places, float]

#: More clients than this, or fewer than two: left out. A client with fewer kept posts is named by likelihood alone.
MOST_CLIENTS, LEAST_POSTS = 40, 8
#: Posts that it is taught in all, the newest of each client: time grows with their cube (2,400: three seconds), memory
#: with their square (0.3 GB).
MOST_POSTS = 2_400
#: How much words with pairs, characters, marks and style count, each brought to length one.
SCALES = (1.0, 1.0, 0.7, 0.6)
_SCALES = np.asarray(SCALES, np.float32)
#: Where these four end among the columns: hashed features, then the values of the style fields.
ENDS = (START[2], START[3], START[4], SPACE + SIZE)
RIDGE, CONSTANT = 0.2, 1.0
#: What a unit of likelihood and one of the margin weigh on desks in general (python -m evals.voice.naming), how
#: strongly a desk's own weights are drawn to that, in posts, and how strongly a client's head start is drawn to none.
LIKELIHOOD, MARGIN = 0.08, 4.5
TRUST, TRUST_START = 100.0, 30.0
#: A column that more posts than this have goes through a dense product; rarer ones pair by pair.
COMMON = 16


@dataclass(frozen=True, slots=True, eq=False)
class Contrast:
    """table: (SPACE + SIZE, clients + 1), the weights of each client times the column's IDF, and last the IDF squared.
    constant: (clients,) what each adds to every post. For naming: likelihood and margin, the weights of the evidence
    and of the scores, and start: (clients,) the head start of each. column: where each client is. held: client -> kept
    post as bytes -> inputs() of the post by what the other blocks of time taught.
    """

    column: dict[str, int]
    table: Floats
    constant: Floats
    likelihood: float
    margin: float
    start: Floats
    held: dict[str, dict[bytes, Floats]]

    def margins(self, scores: Floats) -> Floats:
        """(clients,) for one post, in units that likelihood times evidence can be added to."""
        out: Floats = self.start + self.margin * scores
        return out

    def inputs(self, scores: Floats, name: str) -> Floats:
        """(len(evidence.SHARP_INPUTS),) for one post that is asked about on this client's account."""
        place = self.column[name]
        rest, own = scores.copy(), scores[place]
        rest[place] = -np.inf
        return np.asarray((np.maximum.reduce(rest) - own, -own))  # against() of one, without the cost of arrays

    def scores(self, ids: Places, cut: Cut, look: Places) -> Floats:
        """(clients,) for one post."""
        words, chars, marks = int(cut[1]), int(cut[2]), int(cut[3])
        kind = np.zeros((len(SCALES), marks + len(look)), np.float32)
        kind[0, :words] = kind[1, words:chars] = kind[2, chars:marks] = kind[3, marks:] = 1.0
        total = kind.dot(self.table.take(np.concatenate((ids, look + SPACE)), axis=0))
        out: Floats = self.constant + (_SCALES / np.sqrt(np.maximum(total[:, -1], 1e-9))) @ total[:, :-1]
        return out


def against(scores: Floats, place: int) -> Floats:
    """(posts, len(evidence.SHARP_INPUTS)) from (posts, clients), at least two: high means out of place here."""
    rest = scores.copy()
    rest[:, place] = -np.inf
    return np.stack((rest.max(1) - scores[:, place], -scores[:, place]), axis=1)


def newest(counts: Sequence[int]) -> int:
    """Posts per client so that all together stay within MOST_POSTS."""
    high = max(counts, default=0)
    while sum(min(c, high) for c in counts) > MOST_POSTS:
        high -= max(1, high // 50)
    return high


def contrast(voices: Mapping[str, Voice], blocks: int, weights: Prior) -> Contrast:
    """From the kept posts of at least two clients, in so many blocks of time."""
    most = newest([len(v.kept) for v in voices.values()])
    kept = [[recall(k) for k in v.kept[-most:]] for v in voices.values()]
    owner = np.repeat(np.arange(len(kept)), [len(own) for own in kept])
    block = np.concatenate([np.arange(len(own)) * blocks // len(own) for own in kept])
    posts = [k for own in kept for k in own]
    far = blind(list(voices.values()), posts, owner, block, weights)
    raw = {n: v.kept[-most:] for n, v in voices.items()}
    return teach(raw, posts, owner, block, far)


def blind(voices: Sequence[Voice], posts: Sequence[Kept], owner: Places, block: Places, weights: Prior) -> Floats:
    """(posts, clients): the evidence for each client, under FAR trust, by what its other blocks of time taught."""
    far = np.empty((len(posts), len(voices)), np.float32)
    for number in range(int(block.max()) + 1):
        out = np.flatnonzero(block == number)
        excess, level, form = [], [], []
        for place, voice in enumerate(voices):
            left, style = voice.dense(), voice.style.copy()
            for n in out[owner[out] == place].tolist():
                ids, _, look, _ = posts[n]
                left[ids] -= 1.0
                style[look] -= 1.0
            one, much = lean(np.maximum(left, 0.0), weights.base)
            excess.append(one)
            level.append(much)
            form.append(lean_style(style, weights.style_base))
        table, levels, forms = np.stack(excess, axis=1), np.stack(level, axis=2), np.stack(form, axis=1)
        for n in out.tolist():
            ids, cut, look, _ = posts[n]
            kinds = sums(with_far(table[ids], cut), cut, levels)[1]
            far[n] = NAMING[:KINDS] @ kinds + NAMING[KINDS] * forms[look].sum(0)
    return far


def teach(
    kept: Mapping[str, Sequence[Floats]], posts: Sequence[Kept], owner: Places, block: Places, far: Floats
) -> Contrast:
    """kept: client -> its posts as its voice keeps them; posts: the same, recalled, one client after the other. owner,
    block: (posts,) the client and the block of time of each; far: what blind() found.
    """
    count, clients = len(posts), len(kept)
    at, column, value, idf = _columns(posts)
    close = _kernel(at, column, value, count)
    close += np.float32(CONSTANT)
    share = count / (clients * np.bincount(owner, minlength=clients))  # a small account counts as much as a big one
    target = np.where(owner[:, None] == np.arange(clients), 1.0, -1.0 / (clients - 1))
    dual, held = ridge(close, target, share[owner], block)
    much, start = stack(np.stack((far * LIKELIHOOD, held * MARGIN), axis=2), owner, share[owner])
    much = np.maximum(much, 0.0)
    table = np.zeros((SPACE + SIZE, clients + 1), np.float32)
    edges = np.flatnonzero(np.diff(column, prepend=-1))
    summed = np.add.reduceat(value[:, None] * dual.astype(np.float32)[at], edges, axis=0)
    table[column[edges], :-1] = summed * idf[column[edges], None]
    table[:, -1] = idf**2
    where = {name: n for n, name in enumerate(kept)}
    return Contrast(
        where,
        table,
        (CONSTANT * dual.sum(0)).astype(np.float32),
        float(much[0]) * LIKELIHOOD,
        float(much[1]) * MARGIN,
        start.astype(np.float32),
        {
            name: dict(zip((k.tobytes() for k in own), against(held[owner == where[name]], where[name]), strict=True))
            for name, own in kept.items()
        },
    )


def ridge(close: Floats, target: Floats, weight: Floats, block: Places) -> tuple[Floats, Floats]:
    """(dual weights of each post, scores of each post by what the other blocks taught), both (posts, clients)."""
    firm = close.copy()
    firm.flat[:: len(firm) + 1] += RIDGE / weight
    inverse = np.linalg.inv(firm)
    dual, held = inverse @ target.astype(close.dtype), np.empty(target.shape)
    for number in range(int(block.max()) + 1):
        out = np.flatnonzero(block == number)
        held[out] = target[out] - np.linalg.solve(inverse[np.ix_(out, out)], dual[out])
    return dual, held


def _columns(posts: Sequence[Kept]) -> tuple[Places, Places, Floats, Floats]:
    """(post, column, value) of everything that is not nought, by column, and the IDF of each column."""
    flat = [np.concatenate((ids, look + SPACE)) for ids, _, look, _ in posts]
    at, column = np.repeat(np.arange(len(posts)), [len(f) for f in flat]), np.concatenate(flat)
    idf = np.log((1.0 + len(posts)) / (1.0 + np.bincount(column, minlength=SPACE + SIZE))) + 1.0
    kind = np.searchsorted(np.asarray(ENDS), column, side="right")
    group = at * len(ENDS) + kind
    length = np.sqrt(np.bincount(group, idf[column] ** 2))
    value = (_SCALES[kind] * idf[column] / length[group]).astype(np.float32)
    order = np.argsort(column, kind="stable")
    return at[order], column[order], value[order], idf.astype(np.float32)


def _kernel(at: Places, column: Places, value: Floats, count: int) -> Floats:
    """(posts, posts): the products of all rows with all rows."""
    _, first, often = np.unique(column, return_index=True, return_counts=True)
    out = np.zeros(count * count, np.float32)
    for size in range(1, COMMON + 1):
        place = first[often == size][:, None] + np.arange(size)
        who, much = at[place], value[place]
        pairs = who[:, :, None] * count + who[:, None, :]
        np.add.at(out, pairs.ravel(), (much[:, :, None] * much[:, None, :]).ravel())
    whole = out.reshape(count, count)
    many = np.flatnonzero(often > COMMON)
    for some in np.array_split(many, len(many) // 2_000 + 1):
        dense = np.zeros((count, len(some)), np.float32)
        for place, n in enumerate(some):
            inside = slice(first[n], first[n] + often[n])
            dense[at[inside], place] = value[inside]
        whole += dense @ dense.T
    return whole


def stack(scores: Floats, owner: Places, weight: Floats) -> tuple[Floats, Floats]:
    """(weight of each score, head start of each client) that name the owners best: multinomial logistic regression by
    Newton's method. scores: (posts, clients, k); drawn to one each, and to no head start.
    """
    count, clients, k = scores.shape
    rows = np.concatenate((scores, np.broadcast_to(np.eye(clients), (count, clients, clients))), axis=2)
    centre = np.concatenate((np.ones(k), np.zeros(clients)))
    strength = np.concatenate((np.full(k, TRUST), np.full(clients, TRUST_START)))
    found, best = centre, np.inf
    step = np.zeros(len(centre))
    for _ in range(30):
        trial = found - step
        logit = rows @ trial
        logit -= logit.max(1, keepdims=True)
        chance = np.exp(logit)
        chance /= chance.sum(1, keepdims=True)
        right = np.log(np.maximum(chance[np.arange(count), owner], 1e-30))
        loss = float(strength @ (trial - centre) ** 2 - weight @ right)
        if loss > best:
            step /= 2.0
            continue
        if best - loss < 1e-4:
            found = trial
            break
        found, best = trial, loss
        part = (chance * weight[:, None])[:, :, None] * rows
        mean = np.einsum("nak,na->nk", rows, chance)
        slope = part.sum((0, 1)) - weight @ rows[np.arange(count), owner] + 2.0 * strength * (found - centre)
        bend = np.einsum("nak,nal->kl", part, rows) - (mean * weight[:, None]).T @ mean + 2.0 * np.diag(strength)
        step = np.linalg.solve(bend, slope)
    return found[:k], found[k:]
