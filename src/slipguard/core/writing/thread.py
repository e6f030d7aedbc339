"""A long text as the parts of a thread. Nothing is lost but the space at a break."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

Fits = Callable[[str], bool]

# three or more dashes alone on a line: what people type for "here the next one begins"; a browser's form sends
# lines that end in \r\n
CUT = "\n\n---\n\n"  # what we write between two parts
_CUT = re.compile(r"^[ \t]*-{3,}[ \t\r]*$", re.MULTILINE)
# where a reader takes a breath, the best place first; each piece keeps the space behind it
_SENTENCE = regex.compile(r".+?(?:[.!?…]+[\"')\]»”’]*(?=\s)|\n{2,}|$)\s*", regex.DOTALL)
_WORD = regex.compile(r"\s*\S+\s*")
_LETTER = regex.compile(r"\X")
_BREAKS = (_SENTENCE, _WORD, _LETTER)


def parts(text: str, fits: Fits, flow: bool) -> tuple[str, ...]:
    """The texts of a thread, in order; one for what is no thread, none for an empty text.

    The writer's own cuts (a line of dashes) always hold. With `flow`, what is still too long is broken at
    sentence ends, then between words, then between letters; without it, it stays too long.
    """
    found: list[str] = []
    for start, end in own_parts(text):
        chunk = text[start:end]
        found += list(_flow(chunk, fits, 0)) if flow and not fits(chunk) else [chunk]
    return tuple(found)


def own_parts(text: str) -> tuple[tuple[int, int], ...]:
    """Where the parts stand that the writer cut, as (start, end) in code points: without space around, none empty."""
    ends = [*_CUT.finditer(text)]
    bounds = zip([0, *(cut.end() for cut in ends)], [*(cut.start() for cut in ends), len(text)], strict=True)
    found = []
    for start, end in bounds:
        chunk = text[start:end]
        if chunk.strip():
            found.append((start + len(chunk) - len(chunk.lstrip()), start + len(chunk.rstrip())))
    return tuple(found)


def _flow(text: str, fits: Fits, level: int) -> Iterator[str]:
    """As much as fits in each part, broken at this level's places, and finer where one piece is too long."""
    held = ""
    for piece in _BREAKS[level].findall(text):
        if fits((held + piece).strip()):
            held += piece
            continue
        if held.strip():
            yield held.strip()
        held = ""
        if fits(piece.strip()) or level + 1 == len(_BREAKS):
            held = piece
        else:
            *whole, held = [*_flow(piece, fits, level + 1)] or [""]
            yield from whole
    if held.strip():
        yield held.strip()
