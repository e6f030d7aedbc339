"""python -m evals.voice.naming [BENCH]: who is named on simulated desks, with and without the contrast.

Prints the weights that later posts of these desks ask for (contrast.LIKELIHOOD and MARGIN were set by them), then per
size and kind of desk: the right client by likelihood alone and when sharp, without and with staff on the desk, and the
right member of staff. Desks have six offices, news, figures and titles, or twelve offices.
"""

from __future__ import annotations

import random
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from evals.voice.corpus import BENCH
from evals.voice.priors import Texts, learn_prior
from evals.voice.simulate import Plan, plans, strip, voice_of
from evals.voice.split import Split, split
from evals.voice.train import as_prior, read
from slipguard.core.voice.contrast import LIKELIHOOD, MARGIN, Contrast
from slipguard.core.voice.desk import Desk
from slipguard.core.voice.evidence import NAMING
from slipguard.core.voice.features import Features
from slipguard.core.voice.weights import Prior

DESKS, ASKED = 3, 30
Scores = tuple[np.ndarray, np.ndarray]


def offices(texts: Texts, chosen: Split, history: int, seed: int) -> list[Plan]:
    """Desks of twelve offices, bare."""
    chance = random.Random(seed)
    big = [o for o in chosen.offices if len(texts[o]) >= 60]
    out = []
    for _ in range(DESKS):
        clients = {}
        for office in chance.sample(big, 12):
            posts = [strip(f) for f in texts[office]]
            cut = int(len(posts) * 0.6)
            clients[office] = (posts[max(0, cut - history) : cut], posts[cut:])
        out.append(Plan(clients, [], [], {}))
    return out


def staffed(plan: Plan, texts: Texts, chosen: Split, seed: int) -> dict[str, list[Features]]:
    """Two members from comments and one from tweets of a collection that the prior did not see: member -> later."""
    chance = random.Random(seed)
    source = chance.choice([s for s in chosen.people if s.endswith("person") and len(texts[s]) > 150])
    start = chance.randrange(len(texts[source]) - 100)
    tweets = [strip(f) for f in texts[source][start : start + 65]]
    plan.staff = {f"staff{n}": [strip(f) for f in chance.sample(texts["goemotions"], 30)] for n in range(2)}
    plan.staff["tweets"] = tweets[:30]
    return {"tweets": tweets[35:]}


def play(plan: Plan, later: dict[str, list[Features]], weights: Prior) -> tuple[dict[str, float], Scores]:
    """Shares named rightly, and (posts, clients, 2) likelihood and bare margin with the owner of each."""
    voices = {n: voice_of(h, weights) for n, (h, _) in plan.clients.items()}
    people = {n: voice_of(h, weights, private=True) for n, h in plan.staff.items()}
    found: dict[str, list[bool]] = defaultdict(list)
    rows, owners = [], []
    for staff in ({}, people):
        desk = Desk({**voices, **staff}, staff, weights)
        for sharp in (False, True):
            if sharp:
                desk.sharpen()
            how = f"{'sharp' if sharp else 'plain'}{' with staff' if staff else ''}"
            names = list(voices)
            for place, name in enumerate(names):
                host = names[place - 1]
                fresh = [f for f in plan.clients[name][1][:ASKED] if f.size and not voices[name].repeats(f)]
                for f in fresh:
                    found[how].append(_named(desk, host, f) == name)
                    if sharp and not staff and desk._contrast is not None:
                        rows.append(_scores(desk, desk._contrast, f))
                        owners.append(place)
            for member, posts in later.items() if staff else ():
                found[f"{how}, member"] += [_named(desk, names[0], f) == member for f in posts if f.size]
    return {how: float(np.mean(v)) for how, v in found.items()}, (np.asarray(rows), np.asarray(owners))


def _named(desk: Desk, host: str, f: Features) -> str:
    raw = desk.measure(host, f)
    return desk._nearest(desk._rest(host)[0], raw.others[1, 0], f)


def _scores(desk: Desk, known: Contrast, f: Features) -> np.ndarray:
    """(clients, 2), each divided by what it weighs already."""
    far = desk._compare(f.ids, f.cut, f.style)[1][[desk._place[n] for n in known.column]] @ NAMING
    margin = known.margins(known.scores(f.ids, f.cut, f.style))
    return np.stack((known.likelihood * far / LIKELIHOOD, margin / MARGIN), axis=1)


def wanted(desks: list[Scores]) -> np.ndarray:
    """The two weights that name later posts best, over all desks (multinomial logistic regression)."""

    def loss(weights: np.ndarray) -> float:
        total = 0.0
        for rows, owner in desks:
            logit = rows @ weights
            logit -= logit.max(1, keepdims=True)
            total -= (logit[np.arange(len(owner)), owner] - np.log(np.exp(logit).sum(1))).sum()
        return total

    return minimize(loss, np.asarray([LIKELIHOOD, MARGIN]), method="Nelder-Mead").x


if __name__ == "__main__":
    texts = read(Path(sys.argv[1]) if len(sys.argv) > 1 else BENCH)
    names = sorted(n for n in texts if n.startswith("tw_"))
    shares, scores = defaultdict(list), []
    for half in (0, 1):
        chosen = split(half, names, len(texts["news_btc"]))
        weights = as_prior(learn_prior(texts, chosen))
        for history in (200, 30):
            mixed = plans(texts, chosen, DESKS, history, 900 + half + history)
            for kind, made in (("mixed", mixed), ("offices", offices(texts, chosen, history, 950 + half + history))):
                for number, plan in enumerate(made):
                    result, asked = play(plan, staffed(plan, texts, chosen, number), weights)
                    scores.append(asked)
                    for how, share in result.items():
                        shares[history, kind, how].append(share)
    print("weights that later posts ask for: likelihood {:.3f}, margin {:.2f}".format(*wanted(scores)))
    for (history, kind, how), values in shares.items():
        print(f"{history} posts, {kind:8} {how:28} {np.mean(values):.1%}")
