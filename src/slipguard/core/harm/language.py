"""Which language a text is in, as far as the judge of harm needs to know."""

# ruff: noqa: E501 - word lists

from __future__ import annotations

import re

_COMMON = {
    "en": "the and you to of is that it for this was are my have not be with on your all just what so but they we if me do like",
    "de": "der die das und ich nicht ist ein eine zu den mit auf für von im dem sich auch so aber wie wir sie es hat war bei nur noch",
    "fr": "le les des est et une pas pour que qui dans vous je nous sur au avec ce plus mais on du en ne tu cette sont ont elle",
    "es": "el los las y que de una por para con no es se lo su al como más pero muy esta este yo tu te mi ya si hay son",
    "it": "il che di non un una per è con sono mi lo gli della del si ma anche come più ti alla questo ho hai ci nel perché le",
    "nl": "het een en van ik niet dat je op voor met zijn maar ook als aan er nog wel naar dit geen",
    "pt": "o os um uma não que para com por mais como mas foi ele ela você em do da no na são eu isso muito",
}
_CODES: dict[str, tuple[str, ...]] = {}
for _code, _words in _COMMON.items():
    for _word in _words.split():
        _CODES[_word] = (*_CODES.get(_word, ()), _code)
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
JUDGED = ("en", "de")  # measured; see docs/reference/model-card-harm.md
LISTED = ("fr", "es", "it")  # word lists only: a hit says something, no hit says nothing


def guess(text: str) -> str | None:
    """ISO 639-1 by common words; None when the text is in another script or says too little.

    A text of Latin letters without any common word of these languages counts as unknown, not as
    English, unless it is plain ASCII of at most three words ("Nice one!"), which English readers see
    as theirs.
    """
    words = _WORD.findall(text.lower())
    if not words:
        return None
    if not text.isascii() and sum(word[0] < "\u0250" for word in words) * 2 < len(words):
        return None
    scores = dict.fromkeys(_COMMON, 0)
    for word in words:
        for code in _CODES.get(word, ()):
            scores[code] += 1
    best = max(scores, key=lambda code: scores[code])  # first wins a tie: English
    if scores[best] == 0:
        return "en" if text.isascii() else None
    return best
