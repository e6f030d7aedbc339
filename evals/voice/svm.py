"""The usual answer, for the same run: scikit-learn's TF-IDF and one linear SVM per account, cross-conformal."""

from __future__ import annotations

import random

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

Row = dict[str, str]
BLOCKS = 5


def answers(history: list[Row], candidates: list[Row], neutral: list[str]) -> list[tuple[float, str | None]]:
    """(p-value, nearest other account) per candidate. neutral: texts that belong to no account, as background.

    The p-value is conformal over the account's own posts, each scored by a model that did not see its time block.
    """
    features = make_union(
        TfidfVectorizer(analyzer="char", ngram_range=(2, 5), lowercase=False, sublinear_tf=True, min_df=2),
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
    )
    texts = features.fit_transform([r["text"] for r in history] + neutral).tocsr()
    asked = features.transform([r["text"] for r in candidates]).tocsr()
    owner = np.asarray([r["account"] for r in history] + [""] * len(neutral))
    scores, calibration = {}, {}
    for account in dict.fromkeys(r["account"] for r in history):
        own = owner == account
        scores[account] = LinearSVC().fit(texts, own).decision_function(asked)
        if any(r["account"] == account for r in candidates):
            calibration[account] = _blind(texts, own)
    out = []
    for n, row in enumerate(candidates):
        own = calibration[row["account"]]
        p = (1 + int((own <= scores[row["account"]][n]).sum())) / (len(own) + 1)
        rest = [a for a in scores if a != row["account"]]
        out.append((p, max(rest, key=lambda a: scores[a][n]) if rest else None))
    return out


def _blind(texts: sp.csr_matrix, own: np.ndarray) -> np.ndarray:
    """Scores of the account's own posts, each by a model taught without its block of time."""
    places = np.flatnonzero(own)
    out = np.empty(len(places))
    for block in np.array_split(np.arange(len(places)), BLOCKS):
        seen = np.ones(len(own), bool)
        seen[places[block]] = False
        out[block] = LinearSVC().fit(texts[seen], own[seen]).decision_function(texts[places[block]])
    return out


def background(texts: list[str], count: int = 1000) -> list[str]:
    """The same sample every time."""
    return random.Random(0).sample(texts, min(count, len(texts)))
