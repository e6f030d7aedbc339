"""Fusion of the evidence and the tails of genuine posts, from simulated desks."""

from __future__ import annotations

import numpy as np
from scipy.stats import chi2
from sklearn.linear_model import LogisticRegression

from evals.voice.simulate import Case
from slipguard.core.voice.calibrate import ALARMS, Known, design, habit, loudness, rarity, score, usual
from slipguard.core.voice.evidence import INPUTS, SHARP_INPUTS

Fusion = dict[str, np.ndarray]
TARGETS = (("person",), ("client", "institution"))
#: Strength of the fusion's ridge (small = strong).
RIDGE = 0.003
_PERSON = ("register", "person_", "own_words", "own_pairs", "own_chars", "own_style", "desk_")
_CLIENT = ("inst_", "own_", "other_", "far_", "desk_", "contrast_")


def _columns(starts: tuple[str, ...]) -> np.ndarray:
    """Design columns of the inputs so named."""
    return np.asarray([n for n, name in enumerate(INPUTS + SHARP_INPUTS) if name.startswith(starts)])


#: The person alarm does not look at the other clients, and the client alarm not at the register: a mean of the two
#: ruins the second (methods.md 5), and on simulated desks the first learns to know the other accounts of the desk.
USED = (_columns(_PERSON), _columns(_CLIENT))
#: ln of how much more of the false alarms the client alarm may use than the person alarm: neither is preferred.
SPLIT = 0.0
GRID = np.concatenate((np.linspace(0.0, -2.0, 21)[:-1], np.linspace(-2.0, -3.5, 16)))


def general(cases: list[Case]) -> tuple[np.ndarray, np.ndarray]:
    """Centre and spread of each input over accounts in general."""
    pooled = np.concatenate([c.own_history for c in cases])
    middle, wide = usual(pooled)
    return middle, np.maximum(wide, 0.3 * pooled.std(0) + 0.01)


def fuse(cases: list[Case]) -> Fusion:
    """Weights of both alarms from all cases; the tails of genuine posts from cases that the weights did not see."""
    centre, spread = general(cases)
    plain: Fusion = {"centre": centre, "spread": spread, "split": np.asarray(SPLIT)}
    fold = np.asarray([c.desk // 100 for c in cases])
    if len(set(fold.tolist())) == 1:
        fold = np.asarray([c.desk % 2 for c in cases])
    seen = []
    for part in sorted(set(fold.tolist())):
        rest = [c for c, f in zip(cases, fold, strict=True) if f != part]
        blind = plain | {"weights": weigh(rest, plain)}
        seen += [(c, blind) for c, f in zip(cases, fold, strict=True) if f == part]
    return plain | {"weights": weigh(cases, plain)} | tails(seen)


def weigh(cases: list[Case], plain: Fusion) -> np.ndarray:
    """(alarms, design columns + 1): logistic regression of misplaced posts against later genuine ones."""
    habits = [habit(c.own_history, plain["centre"], plain["spread"]) for c in cases]
    rows = [{g: design(r, h) for g, r in c.rows.items()} for c, h in zip(cases, habits, strict=True)]
    weights = []
    for wrong, every in zip(TARGETS, USED, strict=True):
        x = np.concatenate([d["own"] for d in rows] + [d[g] for d in rows for g in wrong])
        used = every[every < x.shape[1]]
        y = np.arange(len(x)) >= sum(len(d["own"]) for d in rows)
        middle, wide = x.mean(0), x.std(0) + 1e-6
        model = LogisticRegression(C=RIDGE, max_iter=3000, class_weight="balanced")
        model.fit(((x - middle) / wide)[:, used], y)
        slope = np.zeros(x.shape[1])
        slope[used] = model.coef_[0] / wide[used]
        weights.append(np.append(slope, model.intercept_[0] - slope @ middle))
    return np.asarray(weights)


def known(case: Case, fusion: Fusion) -> Known:
    """The account as the desk would know it."""
    mine = habit(case.own_history, fusion["centre"], fusion["spread"])
    own = score(design(case.own_history, mine), fusion["weights"])
    loud = tuple(loudness(rarity(own[:, n], fusion[f"history_{a}"])) for n, a in enumerate(ALARMS))
    return Known(fusion, mine, loud)


def tails(cases: list[tuple[Case, Fusion]]) -> Fusion:
    """Knots of both alarms for cross-fitted and for later genuine posts, and of the two alarms together."""
    later, before = [], []
    for case, fusion in cases:
        mine = habit(case.own_history, fusion["centre"], fusion["spread"])
        later.append(score(design(case.rows["own"], mine), fusion["weights"]))
        before.append(score(design(case.own_history, mine), fusion["weights"]))
    out: Fusion = {}
    for n, alarm in enumerate(ALARMS):
        out[f"tail_{alarm}"] = knots(np.concatenate([s[:, n] for s in later]))
        out[f"history_{alarm}"] = knots(np.concatenate([s[:, n] for s in before]))
    straight = np.stack((np.linspace(0.0, 14.0, 30), -np.linspace(0.0, 14.0, 30) / np.log(10.0)))
    trials = [(c, fusion | out | {"tail_both": straight}) for c, fusion in cases]
    both = np.concatenate([known(c, f).rarities(c.rows["own"])[:, :2] for c, f in trials])
    out["tail_both"] = careful(knots(np.maximum(both[:, 0], both[:, 1] + SPLIT)), different([c for c, _ in cases]))
    return out


def different(cases: list[Case]) -> int:
    """How many different genuine posts the cases rest on: an account is drawn for several desks."""
    found: dict[tuple[int, str], int] = {}
    for case in cases:
        key = case.desk // 100, case.name
        found[key] = max(found.get(key, 0), len(case.rows["own"]))
    return sum(found.values())


def careful(tail: np.ndarray, count: int) -> np.ndarray:
    """Every share is stated at its upper limit (95 %, Poisson) and not at its estimate: the fewer genuine posts lie
    out there, the less is claimed. A hold stops somebody's work and would rest on a handful of them.
    """
    seen = count * 10.0 ** tail[1]
    limit = chi2.ppf(0.95, 2.0 * (seen + 1.0)) / 2.0 / count
    return np.stack((tail[0], np.minimum(0.0, np.log10(limit))))


def knots(values: np.ndarray) -> np.ndarray:
    """(2, k): the score that the share 10^g of genuine posts exceeds, for g over GRID."""
    deepest = np.log10(4.0 / len(values))
    grid = GRID[deepest <= GRID]
    at = np.quantile(values, 1.0 - 10.0**grid)
    return np.stack((np.maximum.accumulate(at + np.arange(len(at)) * 1e-6), grid))
