"""The shipped prior: what institutions and people sound like before anything is known about an account.

The core does no I/O. This file is the one exception, and a narrow one: the arrays below are constants
of the package, fixed when it was built, exactly as if they stood in a .py file; they only are too
large for one. Nothing about the world is read here, and the answer never changes within a release.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pkgutil import get_data

import numpy as np

from slipguard.core.voice.features import SPACE

Floats = np.ndarray


@dataclass(frozen=True, slots=True)
class Prior:
    """base: probability of each hashed feature in its kind (SPACE,). person, institution: log ratios of the two
    registers to base (SPACE,). style_*: the same for style fields. register: weights of the person-or-institution
    model (masked words and pairs, then characters, then style), and its intercept. fusion: for young, growing and
    settled accounts: centre and spread of the inputs, weights (alarms, inputs + 1), and knots from score to log10
    share of genuine posts, tail_* for later posts and history_* for cross-fitted ones. sharp: the same for settled
    accounts, with evidence.SHARP_INPUTS beside the other inputs.
    """

    base: Floats
    person: Floats
    institution: Floats
    style_base: Floats
    style_person: Floats
    style_institution: Floats
    register_words: Floats
    register_chars: Floats
    register_style: Floats
    register_bias: float
    fusion: tuple[dict[str, Floats], ...]
    sharp: dict[str, Floats]


def unpack(data: bytes) -> Prior:
    """A prior from the bytes of its npz file (no pickle). Raises ValueError when it does not fit this code."""
    with np.load(BytesIO(data), allow_pickle=False) as found:
        a = {name: found[name] for name in found.files}
    if a["base"].shape != (SPACE,):
        raise ValueError("the shipped weights were built for other features; run `make model`")
    wide = {k: v.astype(np.float32) if v.dtype == np.float16 else v for k, v in a.items()}
    return Prior(
        base=wide["base"],
        person=wide["person"],
        institution=wide["institution"],
        style_base=wide["style_base"],
        style_person=wide["style_person"],
        style_institution=wide["style_institution"],
        register_words=wide["register_words"],
        register_chars=wide["register_chars"],
        register_style=wide["register_style"],
        register_bias=float(wide["register_bias"]),
        fusion=tuple(_under(f"fusion{n}_", wide) for n in range(3)),
        sharp=_under("sharp_", wide),
    )


def _under(start: str, arrays: dict[str, Floats]) -> dict[str, Floats]:
    """The arrays whose names begin so, without that beginning."""
    return {k.removeprefix(start): v for k, v in arrays.items() if k.startswith(start)}


@lru_cache(maxsize=1)
def prior() -> Prior:
    """The prior of this release, read once per process."""
    found = get_data("slipguard.core.voice", "weights/prior.npz")  # importlib.resources takes longer to load
    if found is None:
        raise FileNotFoundError("weights/prior.npz")
    return unpack(found)
