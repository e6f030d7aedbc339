"""A linear model of how offensive a text reads: one dot product over hashed n-grams."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .hashing import features


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` int8 of shape (2**BITS,), `scale` to multiply them by, `bias` in logits.

    `marks`: the weight in logits of each word class or structure signal that occurs in a text.
    `vocabulary`: CRC-32 of the words that were seen often enough in training to be no typing error, to
    log2 of how often.
    """

    weights: NDArray[np.int8]
    scale: float
    bias: float
    marks: dict[str, float]
    vocabulary: dict[int, int]

    @classmethod
    def of(cls, arrays: dict[str, NDArray[Any]]) -> Model:
        """From the arrays of an npz file (see evals/harm/train.py, which writes them)."""
        return cls(
            weights=arrays["weights"],
            scale=float(arrays["scale"]),
            bias=float(arrays["bias"]),
            marks=dict(zip(arrays["marks"].tolist(), arrays["mark_weights"].tolist(), strict=True)),
            vocabulary=dict(zip(arrays["vocabulary"].tolist(), arrays["often"].tolist(), strict=True)),
        )

    def score(self, plain: str, marks: Iterable[str] = ()) -> float:
        """Logit that a reader would call the text offensive. Longer texts are not worse texts."""
        found = features(plain)
        total = int(self.weights.take(found).sum(dtype=np.int64)) * self.scale / math.sqrt(max(len(found), 1))
        known = self.marks
        return total + self.bias + sum([known[mark] for mark in marks if mark in known])
