"""What a stored voice consists of, counted from its bytes: for the person whose voice it is."""

from __future__ import annotations

from io import BytesIO

import numpy as np

#: The arrays of Voice.to_bytes in words for people.
FORMS = {
    "ids": "groups of letters and words, as hashed numbers",
    "counts": "how often each group came",
    "style": "habits: lengths, capitals, signs",
    "tags": "hashed hashtags and names, and how often",
    "seen": "fingerprints of single posts",
    "kept": "numbers of single posts",
}


def forms(data: bytes) -> list[tuple[str, int]]:
    """(form, how many numbers) of each part that is not empty; ValueError for bytes that are no voice."""
    try:
        with np.load(BytesIO(data), allow_pickle=False) as found:
            return [(words, int(found[name].size)) for name, words in FORMS.items() if found[name].size]
    except Exception as wrong:  # zip, npy and key errors alike
        raise ValueError("these bytes are not a voice") from wrong
