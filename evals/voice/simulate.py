"""Desks made of training texts only: on these, and never on the benchmark, weights and settings are chosen."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace

import numpy as np

from evals.voice.priors import Texts, bare
from evals.voice.split import Split
from slipguard.core.voice.desk import Desk
from slipguard.core.voice.evidence import INPUTS, inputs
from slipguard.core.voice.features import Features
from slipguard.core.voice.style import NAMES
from slipguard.core.voice.voice import Voice
from slipguard.core.voice.weights import Prior

#: What each simulated account is asked: its own later posts, people's, the other clients', strangers'.
GROUPS = ("own", "person", "client", "institution")
#: bare = no links, no leading mentions; full = as posted; wrapped = every link behind one shortener.
FORMS = ("bare", "full", "wrapped")
#: What stands before an office's name for its posts with wrapped links.
WRAPPED = "wrapped "


@dataclass(slots=True)
class Plan:
    """clients: name -> (history, later posts); people and strangers: single posts."""

    clients: dict[str, tuple[list[Features], list[Features]]]
    people: list[Features]
    strangers: list[Features]
    staff: dict[str, list[Features]]


@dataclass(slots=True)
class Case:
    """One account of one desk: rows of inputs for its own history (cross-fitted) and for each group, with SHARP_INPUTS
    where the desk could be sharpened.
    """

    name: str
    posts: int
    desk: int
    own_history: np.ndarray
    rows: dict[str, np.ndarray] = field(default_factory=dict)
    routed: float = 0.0

    def blunt(self) -> Case:
        """The same without SHARP_INPUTS."""
        few = slice(len(INPUTS))
        return replace(self, own_history=self.own_history[:, few], rows={g: r[:, few] for g, r in self.rows.items()})


def strip(features: Features) -> Features:
    """As on a desk without metadata: no links, no leading mention."""
    tags = tuple(t for t in features.tags if not t.startswith("domain:"))
    a, b, c, _ = features.cut
    return replace(features, ids=features.ids[:c], cut=(a, b, c, c), style=bare(features.style), tags=tags)


def plans(texts: Texts, chosen: Split, desks: int, history: int, seed: int, form: str = "bare") -> list[Plan]:
    """Desks of six offices, a news desk, public figures and a blog's headlines; history posts each, or 60 % of an
    office's. News and figures come from many hands in a row: they are dealt out in turn, lest the hand changes.
    """
    chance = random.Random(seed)
    show = strip if form == "bare" else (lambda f: f)
    office_posts = (lambda o: texts[WRAPPED + o]) if form == "wrapped" else (lambda o: texts[o])
    big = [o for o in chosen.offices if len(texts[o]) >= (60 if history >= 100 else 45)]
    news = texts["news_btc"][chosen.news[1]]
    out = []
    for _ in range(desks):
        picked = chance.sample(big, 6)
        clients: dict[str, tuple[list[Features], list[Features]]] = {}
        for office in picked:
            posts = [show(f) for f in office_posts(office)]
            cut = int(len(posts) * 0.6) if history >= 100 else min(len(posts) - 15, 30 + chance.randrange(20))
            clients[office] = (posts[max(0, cut - history) : cut], posts[cut:])
            if history >= 100 and chance.random() < 0.5:  # real desks hold accounts of unlike sizes
                clients[office] = (posts[chance.randrange(cut // 2) : cut], posts[cut:])
        for name, pool, stride in (
            ("news", news, 4),
            ("figures", texts["mixed_btc"], 7),
            ("titles", texts[chosen.titles], 1),
        ):
            step = max(1, min(stride, len(pool) // 260))
            start = chance.randrange(max(1, len(pool) - 260)) if step == 1 else chance.randrange(step)
            posts = [show(f) for f in (pool[start:] if step == 1 else pool[start::step])[:260]]
            clients[name] = (posts[200 - history : 200], posts[200:260])
        pool = [p for source in chosen.people for p in texts[source]]
        people = [show(f) for f in chance.sample(pool, 80)]
        rest = [o for o in chosen.offices if o not in picked]
        strangers = [show(chance.choice(office_posts(o))) for o in chance.sample(rest, min(45, len(rest)))]
        strangers += [show(f) for f in chance.sample(texts[chosen.bodies], 15)]
        # Not from the people who are asked about: the alarm would learn to know the collection by its own kind.
        staff = {f"staff{n}": [show(f) for f in chance.sample(texts["goemotions"], min(30, history))] for n in range(3)}
        out.append(Plan(clients, people, strangers, staff))
    return out


def voice_of(posts: list[Features], weights: Prior, private: bool = False) -> Voice:
    """learn() for posts whose features are known already."""
    voice = Voice(private, weights)
    voice._learn(posts)
    return voice


def play(plan: Plan, weights: Prior, number: int, most: int | None = None) -> list[Case]:
    """Every account of one desk, asked about every group, about `most` posts of each at most."""
    voices = {name: voice_of(history, weights) for name, (history, _) in plan.clients.items()}
    staff = {name: voice_of(posts, weights, private=True) for name, posts in plan.staff.items()}
    desk = Desk({**voices, **staff}, staff, weights)
    desk.sharpen()
    keen = desk._contrast
    cases = []
    for name, (history, later) in plan.clients.items():
        sharp = keen is not None and name in keen.column
        own = desk.sharp_inputs(name, keen) if sharp and keen is not None else desk.own_inputs(name)
        case = Case(name, len(history), number, own)
        swaps = [
            f
            for other, (_, posts) in plan.clients.items()
            if other != name
            for f in posts[:: max(1, len(posts) // 10)][:10]
        ]
        for group, posts in zip(GROUPS, (later[:60], plan.people, swaps, plan.strangers), strict=True):
            fresh = [f for f in posts if f.size and not voices[name].repeats(f)][:most]
            rows = np.concatenate([inputs(desk.measure(name, f)) for f in fresh])
            if sharp and keen is not None:
                more = [keen.inputs(keen.scores(f.ids, f.cut, f.style), name) for f in fresh]
                rows = np.concatenate((rows, more), axis=1)
            case.rows[group] = rows
        cases.append(case)
    return cases


assert "links" in NAMES
