"""`python -m evals.harm.train [DATA]`: build the shipped weights, bit for bit, from the permitted files.

One linear model per language over the n-grams of core/harm/hashing.py. English is trained twice: the
first model's confident opinions of unlabelled posts join the second's training (self-training, Yarowsky
1995). liblinear runs on one thread from a fixed seed, and weights are rounded to int8, so the same
library versions give the same bytes.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from evals.harm import sources
from slipguard.core.harm import load
from slipguard.core.harm.evidence import evidence
from slipguard.core.harm.hashing import BITS, features, term_key
from slipguard.core.harm.parts import parts
from slipguard.core.harm.reading import tokens
from slipguard.core.harm.structure import signals

WEIGHTS = Path(__file__).parents[2] / "src/slipguard/core/harm/weights"
SURE = 1.0  # logits beyond which an unlabelled text joins the second round
GERMAN_CAUTION = 0.6  # logits: no German institution is among the training texts, so it has to be surer
SEEN_OFTEN = 8  # a word that stands in this many training texts is no typing error


MARK = 0.5  # value of a mark beside n-gram rows of unit length
_UNLEARNT = ("group", "known")  # naming a group is no evidence; "known" only stops false repairs
Given = tuple[str, frozenset[str]]


def given(text: str, language: str) -> Given:
    """What the model is given when it judges: the very same functions."""
    read = tokens(text)
    seen = parts(read, load.words(language))
    return evidence(read, seen, signals(seen))


def matrix(rows: Sequence[Given], names: Sequence[str]) -> csr_matrix:
    """Rows of unit length over hashed features, then one column per mark."""
    place = {name: (1 << BITS) + number for number, name in enumerate(names)}
    columns, values, ends = [], [], [0]
    for plain, marks in rows:
        found = features(plain)
        known = sorted(place[mark] for mark in marks if mark in place)
        columns += [found.astype(np.int32), np.array(known, dtype=np.int32)]
        values += [np.full(len(found), 1 / np.sqrt(max(len(found), 1))), np.full(len(known), MARK)]
        ends.append(ends[-1] + len(found) + len(known))
    shape = (len(rows), (1 << BITS) + len(names))
    return csr_matrix((np.concatenate(values), np.concatenate(columns), np.array(ends)), shape=shape)


def fit(rows: csr_matrix, targets: Sequence[int], weights: Sequence[float]) -> tuple[NDArray[np.float64], float]:
    """Weights and bias of a logistic regression."""
    model = LogisticRegression(solver="liblinear", C=4.0, tol=0.02, random_state=0)
    model.fit(rows, np.array(targets), sample_weight=np.array(weights))
    return model.coef_[0], float(model.intercept_[0])


def save(
    language: str, coefficients: NDArray[np.float64], bias: float, names: Sequence[str], vocabulary: dict[int, int]
) -> None:
    """Quantise and write; npz entries carry a fixed date, so equal arrays are equal bytes."""
    words, marks = coefficients[: 1 << BITS], coefficients[1 << BITS :] * MARK
    scale = float(np.quantile(np.abs(words[words != 0]), 0.9999)) / 127
    keys = sorted(vocabulary)
    WEIGHTS.mkdir(exist_ok=True)
    np.savez(
        WEIGHTS / f"{language}.npz",
        weights=np.clip(np.round(words / scale), -127, 127).astype(np.int8),
        scale=np.float32(scale),
        bias=np.float32(bias),
        marks=np.array(names),
        mark_weights=np.round(marks, 3).astype(np.float32),
        vocabulary=np.array(keys, dtype=np.uint32),
        often=np.array([vocabulary[key] for key in keys], dtype=np.uint8),
    )


def common(plains: Iterable[str]) -> dict[int, int]:
    """Words that stand in enough texts, as term keys, to log2 of how many. Short ones must be commoner."""
    counts = Counter(word for text in plains for word in set(text.split()) if word.isalpha())
    return {
        term_key(word): round(math.log2(count))
        for word, count in sorted(counts.items())
        if count >= (SEEN_OFTEN if len(word) > 3 else 25 * SEEN_OFTEN)
    }


def names_of(rows: Iterable[Given]) -> list[str]:
    """Marks that occur in at least fifty texts."""
    counts = Counter(mark for _, marks in rows for mark in marks)
    return sorted(mark for mark, count in counts.items() if count >= 50 and not mark.startswith(_UNLEARNT))


def english(data: Path) -> None:
    """The English model, in two rounds."""
    examples = list(sources.english(data))
    labelled = [given(example.text, "en") for example in examples]
    unlabelled = [given(text, "en") for text in sources.english_unlabelled(data)]
    names = names_of(labelled)
    rows, extra = matrix(labelled, names), matrix(unlabelled, names)
    targets, weights = [e.target for e in examples], [e.weight for e in examples]
    coefficients, bias = fit(rows, targets, weights)
    opinion = extra @ coefficients + bias
    sure = np.abs(opinion) > SURE
    targets += [int(score > 0) for score in opinion[sure]]
    weights += [0.3] * int(sure.sum())
    coefficients, bias = fit(vstack([rows, extra[sure]]).tocsr(), targets, weights)
    save("en", coefficients, bias, names, common(plain for plain, _ in labelled + unlabelled))
    print(f"en: {len(examples)} labelled texts, {int(sure.sum())} of {len(unlabelled)} others, {len(names)} marks")


def german(data: Path) -> None:
    """The German model, in one round."""
    examples = list(sources.german(data))
    rows = [given(example.text, "de") for example in examples]
    names = names_of(rows)
    coefficients, bias = fit(matrix(rows, names), [e.target for e in examples], [e.weight for e in examples])
    save("de", coefficients, bias - GERMAN_CAUTION, names, common(plain for plain, _ in rows))
    print(f"de: {len(examples)} labelled texts, {len(names)} marks")


def main(data: Path) -> int:
    """Build every language's file."""
    english(data)
    german(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/bench")))
