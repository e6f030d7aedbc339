"""The background, the two registers and the register model, counted from the training texts."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from evals.voice.split import Split
from slipguard.core.voice.features import CHARS, KINDS, PAIRS, SPACE, START, WORDS, Features
from slipguard.core.voice.style import FIELDS, NAMES, OFFSETS, SIZE

Texts = dict[str, list[Features]]
TONGUE = NAMES.index("tongue")
SMOOTH, SMOOTH_MARKS = 20_000.0, 4_000.0
NEWS_WEIGHT = 1.5
#: Scales of the register model's three parts and the strength of its ridge.
SCALES, RIDGE = (0.5, 0.15, 0.5), 0.1


def bare(style: np.ndarray) -> np.ndarray:
    """Style without what tells the collection rather than the voice: links and replies."""
    out = style.copy()
    for name in ("links", "reply"):
        out[..., NAMES.index(name)] = OFFSETS[NAMES.index(name)]
    return out


def matrix(rows: list[np.ndarray], width: int) -> sp.csr_matrix:
    """0/1 rows from lists of ids."""
    ends = np.concatenate(([0], np.cumsum([len(r) for r in rows])))
    return sp.csr_matrix((np.ones(ends[-1], np.float32), np.concatenate(rows), ends), shape=(len(rows), width))


def gather(texts: Texts, chosen: Split) -> tuple[list[Features], np.ndarray, np.ndarray]:
    """(features, is a person, weight) of everything that teaches under this split."""
    rows: list[Features] = []
    person: list[bool] = []
    weight: list[float] = []
    for voice, sources in ((False, chosen.institution), (True, chosen.person)):
        for name, much in sources.items():
            rows += texts[name]
            person += [voice] * len(texts[name])
            weight += [much] * len(texts[name])
    news = texts["news_btc"][chosen.news[0]]
    rows += news
    person += [False] * len(news)
    weight += [NEWS_WEIGHT] * len(news)
    voice, much = np.asarray(person), np.asarray(weight)
    return rows, voice, much * balance(np.asarray([f.style[TONGUE] for f in rows]), voice, much)


def balance(tongue: np.ndarray, person: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """What each text's weight is multiplied by, lest a language count as a sign of the register: in every one but
    English, both registers weigh as much as the lighter of the two. (A senator's Spanish posts read like a person's
    while most Spanish texts were persons'.)
    """
    out = np.ones(len(weight))
    for place in range(OFFSETS[TONGUE] + 1, OFFSETS[TONGUE] + 5):
        sides = [(tongue == place) & (person == v) for v in (False, True)]
        least = min(weight[s].sum() for s in sides)
        for s in sides:
            out[s] = least / max(weight[s].sum(), 1e-9)
    return out


def _share(counts: np.ndarray, towards: np.ndarray | None) -> np.ndarray:
    out = np.empty(SPACE)
    for kind in range(KINDS):
        a, b = START[kind], START[kind + 1]
        base = np.full(b - a, 1.0 / (b - a)) if towards is None else towards[a:b]
        much = SMOOTH if kind < 3 else SMOOTH_MARKS
        out[a:b] = (counts[a:b] + much * base) / (counts[a:b].sum() + much)
    return out


def _style_share(counts: np.ndarray) -> np.ndarray:
    out = np.empty(SIZE)
    for start, (_, size) in zip(OFFSETS, FIELDS, strict=True):
        part = counts[start : start + size]
        out[start : start + size] = (part + 2.0 / size) / (part.sum() + 2.0)
    return out


def learn_prior(texts: Texts, chosen: Split) -> dict[str, np.ndarray]:
    """The arrays of weights.Prior but for the fusion."""
    rows, person, weight = gather(texts, chosen)
    ids, forms = matrix([f.ids for f in rows], SPACE), matrix([bare(f.style) for f in rows], SIZE)
    masked = matrix([f.masked for f in rows], WORDS + PAIRS)
    counts = {v: np.asarray(ids[person == v].T @ weight[person == v]).ravel() for v in (False, True)}
    styles = {v: _style_share(np.asarray(forms[person == v].T @ weight[person == v]).ravel()) for v in (False, True)}
    base = 0.5 * _share(counts[False], None) + 0.5 * _share(counts[True], None)
    style_base = 0.5 * styles[False] + 0.5 * styles[True]
    for name in ("links", "reply"):  # common in the background, and silent about the register
        at, size = OFFSETS[NAMES.index(name)], FIELDS[NAMES.index(name)][1]
        shown = np.bincount([f.style[NAMES.index(name)] - at for f in rows], weight, size) + 2.0
        for table in (style_base, styles[False], styles[True]):
            table[at : at + size] = shown / shown.sum()
    balanced = np.where(person, weight / weight[person].sum(), weight / weight[~person].sum()) * len(rows) / 2
    words, chars, form = SCALES
    design = sp.hstack([masked * words, ids[:, START[2] : START[3]] * chars, forms * form], format="csr")
    model = LogisticRegression(C=RIDGE, solver="liblinear", max_iter=200, random_state=0)
    model.fit(design, person, sample_weight=balanced)
    weights = model.coef_[0]
    cut = WORDS + PAIRS
    half = np.float16
    return {
        "base": base.astype(np.float32),
        "person": np.log(_share(counts[True], base) / base).astype(half),
        "institution": np.log(_share(counts[False], base) / base).astype(half),
        "style_base": style_base.astype(np.float32),
        "style_person": np.log(styles[True] / style_base).astype(np.float32),
        "style_institution": np.log(styles[False] / style_base).astype(np.float32),
        "register_words": (weights[:cut] * words).astype(half),
        "register_chars": (weights[cut : cut + CHARS] * chars).astype(half),
        "register_style": (weights[cut + CHARS :] * form).astype(np.float32),
        "register_bias": np.asarray(model.intercept_[0], np.float32),
    }
