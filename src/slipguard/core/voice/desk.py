"""The desk: every voice that the same hands hold, laid side by side so that a post can be compared with all."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from slipguard.core.types import Assessment, Finding, Post, Severity
from slipguard.core.voice import explain
from slipguard.core.voice.calibrate import (
    ALARMS,
    SETTLED,
    Known,
    design,
    habit,
    loudness,
    rarity,
    score,
    size_class,
)
from slipguard.core.voice.contrast import LEAST_POSTS, MOST_CLIENTS, Contrast, contrast
from slipguard.core.voice.evidence import INPUTS, MIX, NAMING, SHARP_INPUTS, Raw, divisors, inputs, peaks, together
from slipguard.core.voice.features import KINDS, SPACE, START, Features, extract
from slipguard.core.voice.index import Index
from slipguard.core.voice.kept import recall
from slipguard.core.voice.likelihood import Cut, lean, lean_style, sums, with_far
from slipguard.core.voice.style import SIZE
from slipguard.core.voice.table import Table
from slipguard.core.voice.voice import KEPT, Voice
from slipguard.core.voice.weights import Prior, prior

#: Up to so many voices a desk keeps a table of its evidence for speed (a voice takes a megabyte then), beyond an index.
SMALL = 64
#: Columns that every desk has before its voices: all its clients as one voice, persons and institutions in general,
#: and the register model's weights.
POOL, PERSON, INSTITUTION, REGISTER, FIXED = range(5)
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
        self._place = {name: n + FIXED for n, name in enumerate(self._names)}
        self._counts = np.zeros(SPACE, np.float32)
        self._pooled: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._known: dict[str, tuple[Known, Contrast | None]] = {}
        self._known_at: dict[str, int] = {}
        self._others: dict[str, tuple[list[str], np.ndarray, bool]] = {}
        self._replaced = 0
        self._contrast: Contrast | None = None
        self._taught, self._fresh = 0, sum(v.posts for n, v in self._voices.items() if n not in self._people)
        for name in self._names:
            self._pool(name)
        columns = FIXED + len(self._names)
        self._style = self._styles(columns)
        self._table = self._tables(columns)

    def _styles(self, columns: int) -> np.ndarray:
        """(style.SIZE, columns)."""
        style = np.zeros((SIZE, columns), np.float32)
        p = self._prior
        style[:, PERSON], style[:, INSTITUTION] = p.style_person, p.style_institution
        style[:, REGISTER] = p.register_style
        for name, place in self._place.items():
            style[:, place] = lean_style(self._voices[name].style, p.style_base)
        return style

    def _tables(self, columns: int) -> Table | Index:
        """The evidence of every voice that has a place, and of what is the same on every desk: marks say nothing
        there, they would give away the source.
        """
        p, voices = self._prior, self._voices
        small = columns <= FIXED + SMALL
        table = Table(p.base, columns) if small else Index(p.base, columns, FIXED, (v.ids for v in voices.values()))
        for place, register in ((PERSON, p.person), (INSTITUTION, p.institution)):
            table.lay(place, np.arange(START[3]), register[: START[3]])
        table.lay(REGISTER, np.arange(START[2], START[3]), p.register_chars)
        table.lay(POOL, np.arange(SPACE), *lean(self._counts, p.base))
        for name, place in self._place.items():
            table.put(place, voices[name].ids, voices[name].counts)
        return table

    def replace(self, key: str, voice: Voice) -> None:
        """Take in a voice that has grown, or a new one. Cheap: what is normal for the account is worked out again
        when it is next asked about, and only once it has grown by a twentieth of the voice or of the posts it keeps.
        """
        old = self._voices.get(key)
        self._voices[key] = voice
        if key not in self._place:
            self._make_room(key)
        self._replaced += 1
        self._others.clear()
        same = old is not None and _grew(old, voice)
        if not same or not self._barely_grown(key, voice):
            self._known.pop(key, None)
        if not same and self._contrast is not None and key in self._contrast.column:
            self._contrast = None  # it speaks of another history
            self._known.clear()
        if key not in self._people:
            self._fresh += 1 if voice is old else voice.posts - (old.posts if old is not None and same else 0)
        place, pooled = self._place[key], self._pool(key)
        self._table.lay(POOL, pooled, *lean(self._counts, self._prior.base, pooled))
        self._table.put(place, voice.ids, voice.counts)
        self._style[:, place] = lean_style(voice.style, self._prior.style_base)

    def _make_room(self, name: str) -> None:
        """A last column for a new voice. What outgrows the table goes into an index."""
        columns = FIXED + len(self._names) + 1
        self._style = np.concatenate((self._style, np.zeros((SIZE, 1), np.float32)), axis=1)
        if columns == FIXED + SMALL + 1:
            self._table = self._tables(columns)
        else:
            self._table.grow(columns)
        self._place[name] = columns - 1
        self._names.append(name)

    def _barely_grown(self, key: str, voice: Voice) -> bool:
        """A few more posts than when the account's habits were worked out: few beside those that habits rest on."""
        before = self._known_at.get(key, 0)
        more = voice.posts - before
        return 0 <= more < 0.05 * min(before, KEPT) and size_class(before) == size_class(voice.posts)

    def _pool(self, name: str) -> np.ndarray:
        """Count a client's voice, and no longer as it was, in all clients taken as one; a person's never. The ids of
        all features that this concerns.
        """
        if name in self._people:
            return _NOTHING[0]
        voice = self._voices[name]
        old, new = self._pooled.get(name, _NOTHING), (voice.ids, voice.counts)
        for (ids, counts), sign in ((old, -1.0), (new, 1.0)):
            self._counts[ids] += sign * counts
        self._pooled[name] = new
        return np.concatenate((old[0], new[0]))

    def _rest(self, account: str) -> tuple[list[str], np.ndarray, bool]:
        """The other voices that have something to say, their places, and whether a client is among them."""
        found, replaced = self._others.get(account), self._replaced
        if found is None:
            names = [n for n in self._names if n != account and self._voices[n].posts]
            found = self._others[account] = (
                names,
                np.asarray([self._place[n] for n in names], np.intp),
                not self._people.issuperset(names),
            )
            if self._replaced != replaced:  # another thread brought a voice meanwhile: not for the next one
                self._others.pop(account, None)
        return found

    # -- one post -----------------------------------------------------------------------------------------------

    def measure(self, account: str, features: Features) -> Raw:
        """Log likelihood ratios of one post under every voice of the desk."""
        kinds = self._compare(features.ids, features.cut, features.style)
        loud, place, words = self._loud(kinds, features.masked), self._place[account], features.ids[: features.cut[0]]
        personal = peaks(self._table.gap(words, PERSON, place) - self._table.level[0, 0, place])
        return self._raw(kinds[:, place], kinds[0, POOL], kinds, loud, account, features.cut, personal)

    def _loud(self, kinds: np.ndarray, masked: np.ndarray) -> float:
        """register() of a post that was compared already."""
        words = np.add.reduce(self._prior.register_words.take(masked))
        return float(np.add.reduce(kinds[0, REGISTER]) + words) + self._prior.register_bias

    def _raw(
        self,
        own: np.ndarray,
        pool: np.ndarray,
        kinds: np.ndarray,
        loud: float,
        account: str,
        cut: Cut,
        personal: tuple[float, float],
    ) -> Raw:
        return Raw(
            own[:, None],
            pool[None],
            kinds[0, None, PERSON : INSTITUTION + 1],
            kinds[:, None, self._rest(account)[1]],
            np.asarray([[loud, *personal]]),
            np.asarray([divisors(int(cut[0]), int(cut[2]))]),
        )

    def _compare(self, ids: np.ndarray, cut: Cut, look: np.ndarray) -> np.ndarray:
        """(2, columns, 5) of one post."""
        both = self._table.sums(ids, cut)
        out = np.empty((2, KINDS + 1, both.shape[2]), np.float32)
        out[:, :KINDS] = both
        out[:, KINDS] = np.add.reduce(self._style.take(look, axis=0), axis=0)
        return out.transpose(0, 2, 1)

    # -- the account's own posts --------------------------------------------------------------------------------

    def own_inputs(self, account: str) -> np.ndarray:
        """(posts, inputs) of the account's kept posts, each judged by what was learnt from the other time blocks."""
        voice, p = self._voices[account], self._prior
        kept = [recall(k) for k in voice.kept]
        if len(kept) < 2:
            return np.zeros((0, len(INPUTS)))
        block = np.arange(len(kept)) * min(BLOCKS, len(kept)) // len(kept)
        total, pooled = voice.dense(), account not in self._people
        row = np.zeros(SPACE, np.intp)
        rows = []
        for number in range(int(block[-1]) + 1):
            inside = [kept[n] for n in np.flatnonzero(block == number)]
            gone = np.bincount(np.concatenate([k[0] for k in inside]), minlength=SPACE).astype(np.float32)
            form = voice.style - np.bincount(np.concatenate([k[2] for k in inside]), minlength=SIZE)
            asked = np.flatnonzero(gone)  # nothing else of the voice is looked up
            row[asked] = np.arange(len(asked))
            two = [lean(c, p.base, asked) for c in (total - gone, self._counts - gone if pooled else self._counts)]
            excess = with_far(np.stack([e for e, _ in two], axis=1), np.searchsorted(asked, START[1:]))
            level = np.stack([v for _, v in two], axis=2)
            lean_form = lean_style(form.astype(np.float32), p.style_base)
            for ids, cut, look, loud in inside:
                mine = np.empty((2, 2, KINDS + 1), np.float32)
                here = excess.take(row[ids], axis=0)
                mine[:, :, :KINDS] = sums(here, cut, level).transpose(0, 2, 1)
                mine[:, :, KINDS] = lean_form[look].sum()
                kinds = self._compare(ids, cut, look)
                words = ids[: int(cut[0])]
                personal = peaks(p.person[words] - here[: len(words), 0, 0] - level[0, 0, 0])
                rows.append(self._raw(mine[:, 0], mine[0, 1], kinds, loud, account, cut, personal))
        return inputs(together(rows))

    def sharp_inputs(self, account: str, keen: Contrast) -> np.ndarray:
        """own_inputs() with SHARP_INPUTS beside them, of the kept posts that the contrast was taught with: these were
        judged there, too, by what the other time blocks taught.
        """
        held = keen.held[account]
        found = [held.get(k.tobytes()) for k in self._voices[account].kept]
        known = [n for n, one in enumerate(found) if one is not None]
        more = np.asarray([found[n] for n in known]).reshape(-1, len(SHARP_INPUTS))
        return np.concatenate((self.own_inputs(account)[known], more), axis=1)

    def _keen(self, account: str) -> Contrast | None:
        """The contrast, where an alarm of this account may go by it: where it is settled."""
        known = self._contrast
        sharp = known is not None and account in known.column and size_class(self._voices[account].posts) == SETTLED
        return known if sharp else None

    def _know(self, account: str) -> tuple[Known, Contrast | None]:
        """What is usual there, and the contrast that it was worked out with."""
        found = self._known.get(account)
        if found is None:
            keen, voice = self._keen(account), self._voices[account]
            own = self.own_inputs(account) if keen is None else self.sharp_inputs(account, keen)
            fusion = self._prior.fusion[size_class(voice.posts)] if keen is None else self._prior.sharp
            mine = habit(own, fusion["centre"], fusion["spread"])
            scores = score(design(own, mine), fusion["weights"])
            loud = tuple(loudness(rarity(scores[:, n], fusion[f"history_{a}"])) for n, a in enumerate(ALARMS))
            found = Known(fusion, mine, loud), keen
            self._known[account], self._known_at[account] = found, voice.posts
            # another thread sharpened the desk or brought another voice meanwhile: worked out again next time. Looked
            # at after it is kept, because the other thread changes first and throws away then
            if keen is not self._keen(account) or self._voices[account] is not voice:
                self._known.pop(account, None)
        return found

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
        known, keen = self._know(account)
        row, told = inputs(raw)[0], None
        if keen is not None:
            told = keen.scores(features.ids, features.cut, features.style)
            row = np.concatenate((row, keen.inputs(told, account)))
        person, client, both = known.rarity(row)
        little = voice.posts < 3 or features.size < 2
        p_value, p_person, p_client = (float(np.exp(-u)) for u in (both, person, client))
        if little:
            p_value = max(p_value, LITTLE)
        rest, _, has_clients = self._rest(account)
        kinds = raw.others[1, 0]
        if len(kinds) != len(rest):  # another thread brought a voice between the two looks
            kinds = self.measure(account, features).others[1, 0]
        alternative = self._nearest(rest[: len(kinds)], kinds, features, keen, told) if rest else None
        gap = None
        if alternative is not None:
            there, here = self._place[alternative], self._place[account]
            gap = lambda words: self._table.gap(words, there, here)  # noqa: E731 (used once, below)
        weights = self._prior.register_words.__getitem__
        outdone = keen is not None and len(row) > len(INPUTS) and bool(row[len(INPUTS)] > 0.0)
        findings = explain.findings(post.text, features, voice, p_person, p_client, alternative, weights, gap, outdone)
        return Assessment(p_value, p_person, p_client if has_clients else None, alternative, little, findings)

    def _nearest(
        self,
        rest: list[str],
        kinds: np.ndarray,
        features: Features,
        known: Contrast | None = None,
        told: np.ndarray | None = None,
    ) -> str:
        """The voice that is named. kinds: evidence of each kind for each of `rest`. told: what `known` says, if asked.

        Among clients a site or an application tells most, and so does the contrast where it is there. A person's
        voice seldom knows any mark, and people are in no contrast: between the best client and the best person all
        kinds of evidence count as they do elsewhere.
        """
        marks = kinds @ NAMING
        people = [n for n, name in enumerate(rest) if name in self._people]
        clients = [n for n, name in enumerate(rest) if name not in self._people] if people else [*range(len(rest))]
        if people:
            even = (kinds @ MIX).tolist()
            person = max(people, key=even.__getitem__)
            if not clients or even[person] > max(even[n] for n in clients):
                return rest[person]
        known = known or self._contrast
        if known is not None and told is None:
            told = known.scores(features.ids, features.cut, features.style)
        return rest[self._best(rest, clients, marks, known, told)]

    def _best(
        self, rest: list[str], clients: list[int], marks: np.ndarray, known: Contrast | None, told: np.ndarray | None
    ) -> int:
        """The client that is named. One that the contrast does not know (yet) is chosen by likelihood alone."""
        plain = marks.tolist()
        inside = [n for n in clients if known is not None and rest[n] in known.column]
        if known is not None and told is not None and inside:
            score, column, weight = known.margins(told).tolist(), known.column, known.likelihood
            says = [score[column[rest[n]]] + weight * plain[n] for n in inside]
            best = inside[says.index(max(says))]
            if len(inside) == len(clients):
                return best
            clients = [n for n in clients if n == best or rest[n] not in column]
        return max(clients, key=plain.__getitem__)

    # -- what tells the clients apart -----------------------------------------------------------------------------

    @property
    def blunt(self) -> bool:
        """Would sharpen() bring something new? True once the clients have grown by a twentieth since the last time."""
        return self._fresh > self._taught * 0.05

    def sharpen(self) -> None:
        """Work out what tells the clients apart: for naming the right one, and for the client alarm of settled ones.
        Some tenths of a second on most desks, up to some three, so the caller says when. Safe beside checks in other
        threads: they go by likelihood alone until it is done, and by what it knew then about posts that are learnt
        later, until the next time.
        """
        self._taught, self._fresh = self._taught + self._fresh, 0
        every = dict(self._voices)
        voices = {n: v for n, v in every.items() if n not in self._people and len(v.kept) >= LEAST_POSTS}
        made = contrast(voices, BLOCKS, self._prior) if 2 <= len(voices) <= MOST_CLIENTS else None
        self._contrast = made
        if not all(_grew(v, self._voices[n]) for n, v in voices.items()):  # after it is kept: see _know()
            self._contrast = None
        asked = list(self._known)
        self._known.clear()
        for name in asked:  # what is usual is worked out again with it, here rather than in somebody's next check
            self._know(name)


_NOTHING = np.zeros(0, np.int32), np.zeros(0, np.uint16)


def _grew(old: Voice, voice: Voice) -> bool:
    """The same history, perhaps with more posts: the last post that the old one kept is among the new one's last."""
    if voice is old:
        return True
    more = voice.posts - old.posts
    return bool(old.kept) and more >= 0 and any(np.array_equal(old.kept[-1], k) for k in voice.kept[-1 - more :])
