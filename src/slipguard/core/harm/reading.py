"""Reading through disguises: a text becomes folded tokens that remember where they stood.

Handles what people do to slip a word past a filter: look-alike letters of other scripts, full-width
and decorated letters, zero-width characters, digits and signs for letters, stars and dashes in the
middle of a word, letters drawn apart, letters repeated, words run together. After the inventories of
Gröndahl et al. 2018 ("All you need is love") and Unicode TR39 (confusables).
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from slipguard.core.types import Span

_LOOKALIKE = str.maketrans(
    # Cyrillic, Greek and others that look Latin; only ever used inside a word that has Latin letters
    "аеорсухіјѕԁԛԝһвнкмтпгԍαβεικνορτυχγωɑɡɩ",
    "aeopcyxijsdqwhbhkmtnrgabeiknoptuxywagi",
)
_LEET = str.maketrans(
    {
        "0": "o",
        "1": "i",
        "3": "e",
        "4": "a",
        "5": "s",
        "7": "t",
        "8": "b",
        "9": "g",
        "@": "a",
        "$": "s",
        "!": "i",
        "|": "i",
        "+": "t",
        "€": "e",
        "£": "l",
    }
)
_PLAIN_SIGNS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "‹": '"',
        "›": '"',
        "–": "-",
        "—": "-",
        "…": ".",
    }
)
_TOKEN = re.compile(
    r"(?P<link>https?://\S+|www\.\S+)"
    r"|(?P<plain>[A-Za-z]+(?![^\W_]|['*@$!|+€£_.-]))"
    r"|(?P<mention>@\w{3,})"
    r"|(?P<tag>#\w+)"
    r"|(?P<word>[@$]?[^\W_]+(?:(?:['*@$!|+€£]{1,4}|[-_.]{2,4})[^\W_]+)*\*{0,4})"
    r"|(?P<mark>[\"'.,;:!?()\[\]\n]|[^\w\s])"
)
_APART = re.compile(r"(?<![^\W_])(?<![*@$#'.-])[^\W\d_](?:[ .\-_*/]{1,2}[^\W\d_](?![^\W_]|\*)){2,}")
_JOINERS = re.compile(r"[ .\-_*/]")
_LONG = re.compile(r"(.)\1{2,}")
_DRAWN = re.compile(r"(.)\1{2,}", re.IGNORECASE)
_HUMP = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_]+")


class Token(NamedTuple):
    """A word or mark: its folded form and where it stands in the original text (code points)."""

    form: str
    start: int
    end: int
    kind: str = "word"  # word, mark, mention, tag, link
    loud: bool = False  # written in capitals
    disguised: bool = False  # the written form differs beyond case and accents

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


Places = list[int] | range


@cache
def _folded(letter: str) -> str:
    """One character folded: compatibility form, lower case, no accents, no invisible characters."""
    if unicodedata.category(letter) in ("Cf", "Mn", "Me"):
        return ""
    plain = unicodedata.normalize("NFKD", letter).translate(_PLAIN_SIGNS)
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Me", "Cf")).lower()


@cache
def _kept(letter: str) -> str:
    """Folded, but upper case is kept until the tokens are made: it tells shouting and #CamelCase."""
    plain = _folded(letter)
    return plain.upper() if letter.isupper() and len(plain.upper()) == len(plain) else plain


def fold(text: str) -> str:
    """The folded text without positions: lower case, plain letters, nothing invisible."""
    return text.lower() if text.isascii() else "".join(_folded(letter) for letter in text)


def _fold_with_places(text: str) -> tuple[str, Places]:
    if text.isascii():
        return text, range(len(text) + 1)
    odd = {letter: _kept(letter) for letter in set(text) if not letter.isascii()}
    if all(len(plain) == 1 for plain in odd.values()):  # nearly always: places stay as they are
        return "".join([odd.get(letter, letter) for letter in text]), range(len(text) + 1)
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in odd.get(letter, letter):
            letters.append(plain)
            places.append(place)
    places.append(len(text))
    return "".join(letters), places


def _latin(word: str) -> str:
    """Replace look-alikes in a word that mixes them with Latin letters."""
    if word.isascii():
        return word
    has_latin = any("a" <= letter <= "z" for letter in word)
    swapped = word.translate(_LOOKALIKE)
    return swapped if has_latin or swapped.isascii() else word


def unmask(word: str) -> str:
    """Digits and signs that stand for letters become letters, when the word has letters at all."""
    if word.isalpha() or not any(letter.isalpha() for letter in word):
        return word
    if "*" in word:  # stars hide letters: spelling.masked looks for the word that fits
        return word.rstrip("*") if word.rstrip("*").isalpha() and not word.endswith("**") else word
    body = word.rstrip("!").replace("'", "") or word
    if body.isdigit() or re.fullmatch(r"\d+[a-z]{1,2}", body):  # 1st, 10k, 5g, 90s
        return word
    return body.translate(_LEET)


def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a text in order. Letters drawn apart come back as one token."""
    plain, places = _fold_with_places(text)
    made: list[Token] = []
    position = 0
    for apart in _APART.finditer(plain):
        _read(plain, position, apart.start(), places, text, made)
        joined = _JOINERS.sub("", apart.group())
        made.append(Token(joined.lower(), places[apart.start()], places[apart.end() - 1] + 1, disguised=True))
        position = apart.end()
    _read(plain, position, len(plain), places, text, made)
    return tuple(made)


def _read(plain: str, low: int, high: int, places: Places, text: str, made: list[Token]) -> None:
    drawn = _DRAWN.search(plain, low, high) is not None
    ascii_only = text.isascii()  # then places are the identity, and nothing is disguised by its script
    add, new = made.append, tuple.__new__  # half the time of a NamedTuple's own call, some thirty times a text
    for found in _TOKEN.finditer(plain, low, high):
        kind = found.lastgroup
        if kind == "plain":  # nearly all words: nothing to unmask
            written = found.group()
            form = written.lower()
            disguised = False
            if drawn and _LONG.search(form):
                form, disguised = _LONG.sub(r"\1\1", form), True
            start, end = found.span()
            if not ascii_only:
                start, end = places[start], places[end - 1] + 1
                disguised = disguised or end - start != len(written) or not text[start].isascii()
            loud = len(written) > 2 and written.isupper()
            add(new(Token, (form, start, end, "word", loud, disguised)))
        elif kind == "mark":
            start, end = places[found.start()], places[found.end() - 1] + 1
            add(new(Token, (found.group(), start, end, "mark", False, False)))
        else:
            made.extend(_made(found, places, text))


def _made(found: re.Match[str], places: Places, text: str) -> list[Token]:
    kind = found.lastgroup or "mark"
    written = found.group()
    start, end = places[found.start()], places[found.end() - 1] + 1
    if kind == "tag":
        return [
            Token(
                part.group().lower(),
                places[found.start() + 1 + part.start()],
                places[found.start() + part.end()] + 1,
                kind="word",
            )
            for part in _HUMP.finditer(written[1:])
        ]
    if kind != "word":
        return [Token(written.lower(), start, end, kind)]
    lower = _LONG.sub(r"\1\1", _latin(written.lower()))
    form = lower if lower.isalpha() else unmask(lower) if "'" not in lower else lower
    disguised = form != written.lower() or (not text[start:end].isascii() and fold(text[start:end]) != form)
    return [Token(form, start, end, "word", len(written) > 2 and written.isupper(), disguised)]
