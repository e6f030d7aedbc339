"""Repairing words that were broken on purpose: one letter gone, two swapped, spaces taken out.

Only words that training never saw often are touched, and only towards words that matter to the judge.
Deletion index after Garbe (SymSpell); segmentation by unigram probability after Norvig 2009.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from zlib import crc32

from .hashing import term_key
from .reading import Token
from .words import MATTERS, SHORTEST, Words

_MASK = re.compile(r"[*_.-]+")
_LONGEST_PIECE = 16
_UNKNOWN_COST = 14.0  # bits per letter of a piece that is no word
_WORD_COST = 3.0  # per piece, so that few long words win over many short ones


def repaired(read: tuple[Token, ...], lexicon: Words, vocabulary: Mapping[int, int]) -> tuple[Token, ...]:
    """The same tokens with broken words mended. vocabulary: term_key to log2 of its frequency."""
    if not vocabulary:
        return read
    mended: list[Token] = []
    changed = False
    classes = lexicon.classes
    for token in read:
        form, kind = token[0], token[3]
        if kind != "word":
            mended.append(token)
            continue
        if form.isalpha():
            if len(form) < 4 or crc32(form.encode()) in vocabulary or form in classes or lexicon.of(form):
                mended.append(token)  # nearly all words
                continue
        elif _MASK.search(form):
            meant = masked(form, lexicon)
            mended.append(token._replace(form=meant, disguised=True) if meant else token)
            changed = changed or meant is not None
            continue
        elif len(form) < 4 or term_key(form) in vocabulary or lexicon.of(form):
            mended.append(token)
            continue
        pieces = list(_mend(token, lexicon, vocabulary))
        changed = changed or len(pieces) > 1 or pieces[0] is not token
        mended.extend(pieces)
    return tuple(mended) if changed else read


def _mend(token: Token, lexicon: Words, vocabulary: Mapping[int, int]) -> Iterator[Token]:
    meant = near(token.form, lexicon)
    if meant is not None:
        yield token._replace(form=meant, disguised=True)
        return
    pieces = apart(token.form, lexicon, vocabulary) if len(token.form) >= 5 else [token.form]
    if len(pieces) < 2:
        yield token
        return
    straight = token.end - token.start == len(token.form)
    start = token.start
    for piece in pieces:
        end = start + len(piece) if straight else token.end
        yield token._replace(form=piece, start=start, end=end, disguised=True)
        start = end if straight else token.start


def masked(form: str, lexicon: Words) -> str | None:
    """The first listed rude word that fits around stars or dashes: "f--ing", "sh*t"."""
    first, last = _MASK.split(form)[0], _MASK.split(form)[-1]
    if not first:
        return None
    for entry, kinds in lexicon.classes.items():
        fits = entry.startswith(first) and entry.endswith(last) and len(entry) > len(first) + len(last)
        rude = " " not in entry and not kinds.isdisjoint(("profanity", "slur", "soft", "insult"))
        if fits and rude and abs(len(entry) - len(form)) <= 1:
            return entry
    return None


def near(form: str, lexicon: Words) -> str | None:
    """The listed word that this one is a single slip away from, if there is exactly one reading of it."""
    if form in lexicon.slips:  # a letter is missing
        return lexicon.slips[form]
    for place in range(0 if len(form) >= SHORTEST else 1, len(form) - 1):  # two neighbours swapped
        swapped = form[:place] + form[place + 1] + form[place] + form[place + 2 :]
        if swapped != form and not lexicon.classes.get(swapped, frozenset()).isdisjoint(MATTERS):
            return swapped
    return None


def apart(form: str, lexicon: Words, vocabulary: Mapping[int, int]) -> list[str]:
    """The likeliest words of a run-together string, when one of them matters; else the string itself."""
    size = len(form)
    if not any(form[place : place + 4] in lexicon.heads for place in range(size - 3)):
        return [form]
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, size + 1):
        options = []
        for start in range(max(0, end - _LONGEST_PIECE), end):
            piece = form[start:end]
            often = vocabulary.get(term_key(piece))
            if often is None and len(piece) > 3 and piece in lexicon.classes:
                often = 4
            if often is None or (len(piece) == 1 and piece not in "aiu"):
                cost = _UNKNOWN_COST * len(piece)
            else:
                cost = 24.0 - often + _WORD_COST
            options.append((best[start][0] + cost, start))
        best.append(min(options))
    pieces: list[str] = []
    end = size
    while end > 0:
        start = best[end][1]
        pieces.append(form[start:end])
        end = start
    pieces.reverse()
    known = all(
        term_key(piece) in vocabulary or (len(piece) > 3 and piece in lexicon.classes)
        for piece in pieces
        if len(piece) > 1 or piece not in "aiu"
    )
    matters = any(len(piece) > 3 and not lexicon.of(piece).isdisjoint(MATTERS) for piece in pieces)
    return pieces if matters and known else [form]
