"""Reads like a person, whoever the account is: the shipped register model, zero own history needed."""

from __future__ import annotations

from slipguard.core.voice.features import START, Features
from slipguard.core.voice.weights import Prior


def register(features: Features, prior: Prior) -> float:
    """Log odds that a person and not an institution speaks (natural logarithm, 0 = undecided)."""
    chars = features.ids[features.cut[1] : features.cut[2]] - START[2]
    return float(
        prior.register_words[features.masked].sum()
        + prior.register_chars[chars].sum()
        + prior.register_style[features.style].sum()
        + prior.register_bias
    )
