"""What the model is given of a text: its folded words, and marks of what the structure shows."""

from __future__ import annotations

from .parts import Parts
from .reader import Reader, Signal
from .reading import Token

_EVIL = frozenset(("hate", "bad", "insult", "dehuman"))
_UNTOLD = frozenset(("mention", "person", "role", "anybody", "knows", "lair", "approach", "menace", "gloom"))


def evidence(
    read: tuple[Token, ...], seen: Parts, shown: tuple[Signal, ...], without_quotes: bool = False
) -> tuple[str, frozenset[str]]:
    """(folded text, marks). A mark is a word class that occurs, with "+" if twice, or a signal's kind.

    The names of groups are hidden from the model, so that they weigh nothing by themselves. The class
    of an evil word that is denied ("not stupid") is kept back, because a sum cannot see the denial.
    """
    reader = Reader(seen)
    forms: list[str] = []
    marks: set[str] = {f"!{signal.kind}" for signal in shown if not (without_quotes and signal.quoted)}
    for place, word in enumerate(seen.words):
        if word.quoted and without_quotes:
            continue
        if not word.classes:  # nearly all words
            forms.append(word.form)
            continue
        kinds = word.classes - _UNTOLD
        if not kinds.isdisjoint(_EVIL) and reader.denied(place):
            kinds = kinds - _EVIL
        marks.update(f"{kind}+" for kind in kinds if kind in marks)
        marks |= kinds
        if "mention" not in word.classes:
            group = "slur" not in kinds and not kinds.isdisjoint(("group", "groupish"))
            forms.append("people" if group else word.form)
    forms += [token.form for token in read if token.kind == "mark" and (token.form in "!?" or token.form > "\u2000")]
    return " ".join(forms), frozenset(marks)
