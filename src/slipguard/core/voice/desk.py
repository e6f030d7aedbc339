"""The desk: every voice that the same hands hold, laid side by side so that a post can be compared with all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from slipguard.core.types import Assessment, Finding, Post, Severity
from slipguard.core.voice import explain
from slipguard.core.voice.calibrate import ALARMS, Known, design, habit, loudness, rarity, score, size_class
from slipguard.core.voice.evidence import INPUTS, MIX, Raw, inputs
from slipguard.core.voice.features import KINDS, SPACE, Features, extract
from slipguard.core.voice.kept import recall
from slipguard.core.voice.likelihood import far_rows, lean, lean_style, sums, widen
from slipguard.core.voice.register import register
from slipguard.core.voice.style import SIZE
from slipguard.core.voice.voice import Voice
from slipguard.core.voice.weights import Prior, prior

#: Up to so many voices a desk keeps its tables twice for speed (a voice takes a megabyte then, a quarter beyond).
SMALL = 64
#: Time blocks of the cross-fit: a post is scored by what was learnt from the other blocks only.
BLOCKS = 5
#: One word or a voice of two posts may raise a question, never a hold: the least p-value then.
LITTLE = 0.005


class Desk:
    """Build once per workspace and keep. assess() answers for one account; replace() takes a grown voice in."""

    def __init__(self, voices: Mapping[str, Voice], people: Collection[str] = (), weights: Prior | None = None) -> None:
        self._prior = weights or prior()
        self._names = list(voices)
        self._voices = dict(voices)
        self._people = frozenset(people)
        self._place = {name: n for n, name in enumerate(self._names)}
        self._level = np.zeros((2, KINDS, 0), np.float32)
        self._style = np.zeros((SIZE, 0), np.float32)
        self._near = np.zeros((SPACE, 0), np.float32)
        self._far: np.ndarray | None = np.zeros((SPACE, 0), np.float32)
        self._known: dict[str, Known] = {}
        self._known_at: dict[str, int] = {}
        self._others: dict[str, tuple[list[str], np.ndarray]] = {}
        self._make_room(len(self._names))
        for name in self._names:
            self._lay(name)

    def _make_room(self, voices: int) -> None:
        """A small desk keeps both tables, as fast as can be; a big one keeps one at half the precision."""
        more = voices - self._near.shape[1]
        kind = np.float32 if voices <= SMALL else np.float16
        self._near = np.concatenate((self._near.astype(kind), np.zeros((SPACE, more), kind)), axis=1)
        if self._far is not None:
            wide = np.concatenate((self._far, np.zeros((SPACE, more), np.float32)), axis=1) if voices <= SMALL else None
            self._far = wide
        self._level = np.concatenate((self._level, np.zeros((2, KINDS, more), np.float32)), axis=2)
        self._style = np.concatenate((self._style, np.zeros((SIZE, more), np.float32)), axis=1)

    def replace(self, key: str, voice: Voice) -> None:
        """Take in a voice that has grown, or a new one. Cheap: what is normal for the account is worked out again
        when it is next asked about, and only once the voice has grown by a twentieth.
        """
        if key not in self._place:
            self._place[key] = len(self._names)
            self._names.append(key)
            self._make_room(len(self._names))
        old = self._voices.get(key)
        self._voices[key] = voice
        self._others.clear()
        if old is None or not self._barely_grown(key, old, voice):
            self._known.pop(key, None)
        self._lay(key)

    def _barely_grown(self, key: str, old: Voice, voice: Voice) -> bool:
        """The same history with a few more posts than when its habits were worked out."""
        before = self._known_at.get(key, 0)
        same = bool(old.kept and voice.kept) and np.array_equal(old.kept[-1], voice.kept[: len(old.kept)][-1])
        return (
            (voice is old or same)
            and before <= voice.posts < before * 1.05
            and (size_class(before) == size_class(voice.posts))
        )

    def _lay(self, name: str) -> None:
        voice, place = self._voices[name], self._place[name]
        excess, self._level[:, :, place] = lean(_dense(voice), self._prior.base)
        self._near[:, place] = excess
        if self._far is not None:
            self._far[:, place] = widen(excess)
        self._style[:, place] = lean_style(voice.style, self._prior.style_base)

    def _rest(self, account: str) -> tuple[list[str], np.ndarray]:
        """The other voices that have something to say, and their places."""
        found = self._others.get(account)
        if found is None:
            names = [n for n in self._names if n != account and self._voices[n].posts]
            found = self._others[account] = names, np.asarray([self._place[n] for n in names], np.intp)
        return found

    # -- one post -----------------------------------------------------------------------------------------------

    def measure(self, account: str, features: Features) -> Raw:
        """Log likelihood ratios of one post under every voice of the desk."""
        own = self._place[account]
        kinds = self._compare(features.ids, features.cut, features.style)
        rest = self._rest(account)[1]
        p = self._prior
        fixed = [
            _fixed(features.ids, features.cut, features.style, t, s)
            for t, s in ((p.person, p.style_person), (p.institution, p.style_institution))
        ]
        return Raw(
            kinds[:, None, own],
            fixed[0][None],
            fixed[1][None],
            kinds[:, None, rest],
            np.asarray([register(features, p)]),
            np.asarray([float(features.cut[0])]),
            np.asarray([float(features.cut[2])]),
        )

    def _compare(self, ids: np.ndarray, cut: np.ndarray | tuple[int, ...], look: np.ndarray) -> np.ndarray:
        """(2, voices, 5) of one post."""
        near = self._near.take(ids, axis=0).astype(np.float32, copy=False)
        far = far_rows(near, cut) if self._far is None else self._far.take(ids, axis=0)
        out = np.empty((2, KINDS + 1, near.shape[1]), np.float32)
        out[:, :KINDS] = sums(near, far, cut, self._level)
        out[:, KINDS] = self._style.take(look, axis=0).sum(0)
        return out.transpose(0, 2, 1)

    # -- the account's own posts --------------------------------------------------------------------------------

    def own_inputs(self, account: str) -> np.ndarray:
        """(posts, inputs) of the account's kept posts, each judged by what was learnt from the other time blocks."""
        voice, p = self._voices[account], self._prior
        kept = [recall(k) for k in voice.kept]
        if len(kept) < 2:
            return np.zeros((0, len(INPUTS)))
        block = np.arange(len(kept)) * min(BLOCKS, len(kept)) // len(kept)
        total, form_total = _dense(voice), voice.style
        rest = self._rest(account)[1]
        rows = []
        for number in range(int(block[-1]) + 1):
            inside = [kept[n] for n in np.flatnonzero(block == number)]
            counts, form = total.copy(), form_total.copy()
            np.subtract.at(counts, np.concatenate([k[0] for k in inside]), 1.0)
            np.subtract.at(form, np.concatenate([k[2] for k in inside]), 1.0)
            excess, level = lean(counts, p.base)
            lean_form = lean_style(form, p.style_base)
            for ids, cut, look, loud in inside:
                near = excess[ids][:, None]
                mine = np.append(
                    sums(near, far_rows(near, cut), cut, level[:, :, None])[:, :, 0],
                    np.full((2, 1), lean_form[look].sum()),
                    axis=1,
                )
                rows.append(
                    Raw(
                        mine[:, None],
                        _fixed(ids, cut, look, p.person, p.style_person)[None],
                        _fixed(ids, cut, look, p.institution, p.style_institution)[None],
                        self._compare(ids, cut, look)[:, None, rest],
                        np.asarray([loud]),
                        np.asarray([float(cut[0])]),
                        np.asarray([float(cut[2])]),
                    )
                )
        return np.concatenate([inputs(r) for r in rows])

    def _know(self, account: str) -> Known:
        known = self._known.get(account)
        if known is None:
            own = self.own_inputs(account)
            fusion = self._prior.fusion[size_class(self._voices[account].posts)]
            mine = habit(own, fusion["centre"], fusion["spread"])
            scores = score(design(own, mine), fusion["weights"])
            loud = tuple(loudness(rarity(scores[:, n], fusion[f"history_{a}"])) for n, a in enumerate(ALARMS))
            self._known_at[account] = self._voices[account].posts
            known = self._known[account] = Known(fusion, mine, loud)
        return known

    # -- the answer ---------------------------------------------------------------------------------------------

    def assess(self, account: str, post: Post) -> Assessment:
        """Does this post belong on this account? KeyError when the account is not on the desk."""
        if account not in self._place:
            raise KeyError(account)
        features, voice = extract(post), self._voices[account]
        if voice.repeats(features):
            says = "The account has posted exactly this before."
            return Assessment(1.0, 1.0, 1.0, None, False, (Finding("repeat", Severity.INFO, says),))
        if not features.size:
            says = "There are no words to judge."
            return Assessment(1.0, None, None, None, True, (Finding("too_little", Severity.INFO, says),))
        raw = self.measure(account, features)
        person, client, both = self._know(account).rarity(inputs(raw)[0])
        little = voice.posts < 3 or features.size < 2
        p_value, p_person, p_client = (float(np.exp(-u)) for u in (both, person, client))
        if little:
            p_value = max(p_value, LITTLE)
        rest, _ = self._rest(account)
        alternative = rest[int((raw.others[1, 0] @ MIX).argmax())] if rest else None
        gap = None
        if alternative is not None:
            there, here = self._place[alternative], self._place[account]
            gap = lambda words: self._near[words, there] - self._near[words, here]  # noqa: E731 (used once, below)
        weights = self._prior.register_words.__getitem__
        findings = explain.findings(post.text, features, voice, p_person, p_client, alternative, weights, gap)
        has_others = any(n not in self._people for n in rest)
        return Assessment(p_value, p_person, p_client if has_others else None, alternative, little, findings)


def _dense(voice: Voice) -> np.ndarray:
    counts = np.zeros(SPACE, np.float32)
    counts[voice.ids] = voice.counts
    return counts


def _fixed(
    ids: np.ndarray, cut: Sequence[int] | np.ndarray, look: np.ndarray, table: np.ndarray, style: np.ndarray
) -> np.ndarray:
    """(5,) log likelihood ratios under a shipped register. Marks say nothing there: they would give away the source."""
    values = table[ids[: cut[2]]]
    return np.asarray(
        [values[: cut[0]].sum(), values[cut[0] : cut[1]].sum(), values[cut[1] :].sum(), 0.0, style[look].sum()]
    )
