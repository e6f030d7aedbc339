"""How a post is written rather than what it says: case, address, punctuation, length, emoji, language."""

from __future__ import annotations

import re
from bisect import bisect_left

import numpy as np

_EMOJI = re.compile("[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")
_STRETCHED = re.compile(r"([a-zA-Z])\1\1")
#: What a byte is: a capital, a small letter, a digit, or else.
_CLASS = bytes(65 if 65 <= n <= 90 else 97 if 97 <= n <= 122 else 48 if 48 <= n <= 57 else 32 for n in range(256))
_CAPS = re.compile(r"\b[A-Z]{3,}\b")
_DIGIT = re.compile(r"\d")
_TIME = re.compile(r"\b\d{1,2}(?::\d\d)?\s?(?:am|pm|a\.m|p\.m|uhr|h)\b", re.IGNORECASE)
_SMILEY = re.compile(r"[:;=]-?[)(DPp/|]|<3|\bx[dD]\b|\bxo+\b")

_LISTS = {
    "me": (
        "i i'm i've i'd i'll im ive me my mine myself ich mich mir mein meine je j'ai moi mon ma mes io mi "
        "mio mia yo mí"
    ),
    "we": (
        "we we're we've we'll our ours us wir uns unser unsere nous notre nos noi nostro nostra nosotros "
        "nuestro nuestra"
    ),
    "you": (
        "you your you're yours ya u ur du dich dir dein deine ihr sie tu te toi ton ta vous votre ti tuo tua usted tú"
    ),
    "chat": (
        "lol lmao lmfao omg omfg wtf haha hahaha lool rofl smh tbh imo imho btw idk ikr yay ugh meh nah yeah "
        "yep yup gonna wanna gotta dunno kinda sorta cuz cos coz pls plz thx ty tho thru nite bro dude mate "
        "man haha jaja jajaja mdr ptdr hehe boah alter krass geil boh cmq xd bruh fam yall y'all ain't aint "
        "tryna bout em dat dis da wit okay ok oh ah aww wow hey hi hello xx xoxo"
    ),
    "oath": (
        "fuck fucking fucked shit shitty bitch ass asshole damn hell crap bloody bastard dick piss pissed "
        "bullshit fuckin motherfucker scheisse scheiße verdammt putain merde cazzo merda mierda coño joder "
        "puta"
    ),
    "feel": (
        "love hate happy sad tired bored excited hungry sick sorry glad hope wish feel feeling felt miss "
        "missing awesome amazing awful terrible cute funny weird crazy stupid annoying"
    ),
    "hedge": (
        "maybe perhaps probably guess think thought seems actually really just literally honestly basically pretty"
    ),
    "call": (
        "read learn watch join register click visit check find tune discover apply sign follow vote donate "
        "listen mehr jetzt lire découvrez scopri leggi descubre lee"
    ),
    "news": (
        "report reports says say said study new announces announced update breaking via today tomorrow "
        "statement according officials launches"
    ),
    "day": "monday tuesday wednesday thursday friday saturday sunday tonight weekend morning yesterday",
}
_WORDS: dict[str, int] = {}
_NAMES = tuple(_LISTS)
for _bit, _line in enumerate(_LISTS.values()):
    for _word in _line.split():
        _WORDS[_word] = _WORDS.get(_word, 0) | (1 << _bit)

_LISTED = {flags: [n for n in range(len(_NAMES)) if flags >> n & 1] for flags in set(_WORDS.values())}

_TONGUES = {
    "en": "the and of to in is for on that with this are it you be have was we not at our your from as by i",
    "de": "der die das und ist nicht ich ein eine mit auf für im den von zu sich auch es dem an wie wir bei",
    "fr": "le la les et est des un une pour que dans pas sur qui vous ce en du au nous je plus avec c'est",
    "it": "il di che è la per un una non sono del con si ho da i gli della mi le più come al anche",
    "es": "el la de que y en los se un una por con no las para es del lo al mi su más como pero",
}
_TONGUE_OF: dict[str, int] = {}
for _bit, _line in enumerate(_TONGUES.values()):
    for _word in _line.split():
        _TONGUE_OF[_word] = _TONGUE_OF.get(_word, 0) | (1 << _bit)

_PLACES = [[place for place in range(5) if bits >> place & 1] for bits in range(32)]
#: Each listed word and small word with the places where it counts: the lists first, then the tongues.
_COUNTS = {
    word: (*_LISTED.get(_WORDS.get(word, 0), ()), *(len(_NAMES) + n for n in _PLACES[_TONGUE_OF.get(word, 0)]))
    for word in _WORDS.keys() | _TONGUE_OF.keys()
}
#: Upper edges of the bins; one more bin takes the rest.
_EDGES = {"chars": (20, 40, 60, 80, 100, 120, 140, 180, 220, 260), "words": (4, 8, 12, 16, 20, 26, 36)}

FIELDS: tuple[tuple[str, int], ...] = (
    ("chars", 11),
    ("words", 8),
    ("ends", 9),
    ("starts", 8),
    ("hashtags", 4),
    ("mentions", 4),
    ("lines", 3),
    ("quotes", 4),
    ("apostrophe", 3),
    ("dash", 4),
    ("caps", 3),
    ("titled", 5),
    ("exclaims", 4),
    ("asks", 3),
    ("emoji", 4),
    ("digits", 4),
    ("money", 2),
    ("colon", 3),
    ("and", 3),
    ("commas", 4),
    ("dots", 3),
    ("stretched", 2),
    ("smiley", 2),
    ("clock", 2),
    ("brackets", 2),
    ("small_i", 2),
    ("tongue", 6),
    ("links", 4),
    ("reply", 2),
    ("pipe", 2),
    ("sentences", 4),
    *((name, 3) for name in _NAMES),
)
OFFSETS = np.cumsum([0] + [size for _, size in FIELDS])[:-1].astype(np.int64)
SIZE = int(sum(size for _, size in FIELDS))
NAMES = tuple(name for name, _ in FIELDS)


def tongue(words: list[str]) -> int:
    """Which language the small words speak: 0..4 = en de fr it es, 5 = cannot tell."""
    return _loudest(_tally(words)[len(_NAMES) :])


def _tally(words: list[str]) -> list[int]:
    """How many words are on each list, then how many votes each tongue has."""
    out = [0] * (len(_NAMES) + len(_TONGUES))
    for places in filter(None, map(_COUNTS.get, words)):
        for place in places:
            out[place] += 1
    return out


def _loudest(votes: list[int]) -> int:
    best = max(votes)
    return votes.index(best) if best else len(votes)


def _capitals(heads: str) -> float:
    """The share of words with a capital among those that begin with a letter."""
    if heads.isascii():
        kinds = heads.encode().translate(_CLASS)
        large, small = kinds.count(b"A"), kinds.count(b"a")
    else:
        letters = [c for c in heads if c.isalpha()]
        large = len([c for c in letters if c.isupper()])
        small = len(letters) - large
    return large / (large + small) if large + small else 0.0


def _faces(body: str) -> bool:
    """No smiley stands in a text without one of these; looking for them is quicker."""
    eyes = ":" in body or ";" in body or "=" in body
    return eyes or "<3" in body or ("x" in body and ("xd" in body or "xD" in body or "xo" in body))


def style(body: str, words: list[str], heads: str, links: int, reply: bool) -> np.ndarray:
    """One value per field of FIELDS (int64, shape (len(FIELDS),)), already shifted by OFFSETS.

    words: in lower case; heads: how each begins as it was written.
    """
    last, first = body[-1:], body[:1]
    has = body.count
    tally = _tally(words)
    plain, raw = body.isascii(), body.encode()
    # Counting classes of bytes takes a tenth of the expressions' time, and most texts have nothing for them to find.
    kinds = raw.translate(_CLASS)
    digits = min(3, kinds.count(b"0") if plain else len(_DIGIT.findall(body)))
    number = int.from_bytes(raw, "little")
    thrice = b"\0\0" in (number ^ number >> 8).to_bytes(len(raw), "little")  # the same byte three times in a row
    emoji = 0 if plain else len(_EMOJI.findall(body))
    curly = 0 if plain else has("\u201c") + has("\u201d") + has("\u00ab") + has("\u201e")
    ends = (
        0
        if not last
        else ".!?:".index(last) + 1
        if last in ".!?:"
        else 5
        if last == "\u2026"
        else 6
        if last.isalpha()
        else 7
        if last.isdigit()
        else 8
    )
    starts = (
        0
        if not first
        else 1
        if first.isupper()
        else 2
        if first.islower()
        else 3
        if first.isdigit()
        else 4
        if first in "\"'\u201c\u00ab\u201e"
        else 5
        if first == "#"
        else 6
        if first in ".@"
        else 7
    )
    values = [
        bisect_left(_EDGES["chars"], len(body)),
        bisect_left(_EDGES["words"], len(words)),
        ends,
        starts,
        min(3, has("#")) if "#" in body else 0,
        min(3, has("@")) if "@" in body else 0,
        min(2, has("\n")) if "\n" in body else 0,
        (1 if '"' in body else 0) + (2 if curly else 0),
        1 if "'" in body else 2 if not plain and "\u2019" in body else 0,
        (
            1
            if " - " in body or "--" in body
            else 2
            if not plain and "\u2014" in body
            else 3
            if not plain and "\u2013" in body
            else 0
        ),
        min(2, len(_CAPS.findall(body))) if b"AAA" in kinds else 0,
        min(4, int(_capitals(heads) * 5)),
        min(3, has("!")) if "!" in body else 0,
        min(2, has("?")) if "?" in body else 0,
        min(3, emoji),
        digits,
        1 if "$" in body or "%" in body or "\u20ac" in body else 0,
        min(2, has(":")) if ":" in body else 0,
        1 if "&" in body else 2 if "and" in words else 0,
        min(3, has(",")) if "," in body else 0,
        1 if "..." in body else 2 if "\u2026" in body else 0,
        1 if thrice and _STRETCHED.search(body) else 0,
        1 if _faces(body) and _SMILEY.search(body) else 0,
        1 if digits and _TIME.search(body) else 0,
        1 if "(" in body else 0,
        1 if " i " in body or body.startswith("i ") else 0,
        _loudest(tally[len(_NAMES) :]),
        min(3, links),
        1 if reply else 0,
        1 if "|" in body else 0,
        min(3, has(". ") + has("! ") + has("? ")),
        *[count if count < 2 else 2 for count in tally[: len(_NAMES)]],
    ]
    out: np.ndarray = np.frombuffer(bytes(values), np.uint8) + OFFSETS
    return out
