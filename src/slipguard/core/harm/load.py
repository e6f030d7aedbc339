"""The only place of this room that touches packaged files: read once, when first needed."""

from __future__ import annotations

import io
from functools import cache
from pkgutil import get_data

import numpy as np

from .model import Model
from .words import Words


def _bytes(folder: str, name: str) -> bytes:
    found = get_data(__package__, f"{folder}/{name}")  # importlib.resources loads a tenth of the library for this
    if found is None:
        raise FileNotFoundError(name)
    return found


@cache
def model(language: str) -> Model | None:
    """The shipped weights for a language (ISO 639-1), or None where the data carry no model."""
    try:
        raw = _bytes("weights", f"{language}.npz")
    except FileNotFoundError:
        return None
    with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
        return Model.of(dict(arrays.items()))


@cache
def words(language: str) -> Words:
    """The hand-written word classes of a language; empty where there is no list."""
    try:
        return Words.parse(_bytes("lexicon", f"{language}.txt").decode())
    except FileNotFoundError:
        return Words.parse("")
