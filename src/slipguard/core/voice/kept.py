"""One kept post: the numbers that calibration needs again, in two bytes each."""

from __future__ import annotations

import numpy as np

from slipguard.core.voice.features import KINDS, START, Features
from slipguard.core.voice.style import FIELDS

Numbers = np.ndarray
#: Steps of the register's log odds: 1/500, so that what matters (-65 to 65) fits into two bytes.
FINE = 500
_HEAD = KINDS + 1
_BODY = _HEAD + len(FIELDS)
_STARTS = np.asarray(START[:KINDS])


def keep(features: Features, loud: float) -> Numbers:
    """(n,) uint16: where each kind ends, the register, the style, then the features within their kinds."""
    out = np.empty(_BODY + len(features.ids), np.uint16)
    out[:KINDS] = features.cut
    out[KINDS] = np.int16(max(-32_000, min(32_000, round(loud * FINE)))).view(np.uint16)
    out[_HEAD:_BODY] = features.style
    out[_BODY:] = features.ids - np.repeat(_STARTS, np.diff(features.cut, prepend=0))
    return out


def recall(kept: Numbers) -> tuple[Numbers, Numbers, Numbers, float]:
    """(ids, cut, style, register) of what keep() made."""
    cut = kept[:KINDS].astype(np.int64)
    ids = kept[_BODY:].astype(np.int64)
    for kind in range(1, KINDS):
        ids[cut[kind - 1] : cut[kind]] += START[kind]
    return ids, cut, kept[_HEAD:_BODY].astype(np.int64), float(kept[KINDS : KINDS + 1].view(np.int16)[0]) / FINE
