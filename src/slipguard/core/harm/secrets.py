"""Things that must not be public whatever they sound like: credentials, and how to reach a person."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from slipguard.core.types import Span


class Leak(NamedTuple):
    """A stretch of text that looks like a secret. kind: "credential" or "private"; says: what it is."""

    kind: str
    says: str
    span: Span


class _Late:
    """A pattern that is compiled when a text first gives a reason to try it: few do, and all of them together are a
    thirtieth of a cold check.
    """

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._source, self._flags)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(text)


_CREDENTIALS = (
    ("an AWS access key", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    ("a GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{30,})\b"),
    ("a Slack token", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b"),
    ("a secret API key", r"\b(?:sk|rk|pk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}\b"),
    ("a Google API key", r"\bAIza[0-9A-Za-z_-]{30,}\b"),
    ("a private key", r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    ("a JSON web token", r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{5,}"),
    ("a GitLab token", r"\bglpat-[A-Za-z0-9_-]{16,}\b"),
    ("an app password", r"\b[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}\b"),
    ("a login inside a link", r"\bhttps?://[^\s/:@]+:[^\s/@]+@[^\s]+"),
    ("a bearer token", r"\bbearer\s+[A-Za-z0-9._~+/-]{16,}=*"),
)
_NAMED = _Late(
    r"\b(?:pass(?:word|phrase|code)?|passwort|kennwort|mot\s+de\s+passe|contraseña|clave|pwd|pw|pin(?:\s+code)?|"
    r"secret|token|api[-_ ]?key|login|zugangscode|access\s+code|otp|2fa(?:\s+code)?|wifi\s+(?:key|code))\b"
    r"\s*(?:is|ist|est|es|è|:|=|->|→)+\s*[\"'“„«]?(?P<value>[^\s\"'”“»]{4,})",
    re.IGNORECASE,
)
_LOCK = (  # what a code opens: a promo code, a dress code or a QR code opens nothing
    r"(?:front\s+|back\s+|garage\s+|cellar\s+)?(?:doors?|gates?|alarm|entry|building|office|garage|safe|locker|lock|key\s?box|lock\s?box|"
    r"shed|lift|room|wi-?fi|wlan|t[üu]r|haust[üu]r|alarmanlage|tresor|porte|immeuble|alarme|coffre|puerta|portal|alarma|porta|portone|"
    r"allarme|cassaforte|digicode)"
)
_ASSIGNED = (
    r"(?:'s|’s|\s+is|\s+ist|\s+lautet|\s+est|\s+es|\s+è|\s*[:=→])(?:\s+(?:now|still|jetzt|le|el|il|la))?\s*[\"'“„«]?"
)
_CODE = (
    r"(?:code|pin|combination|combo|passcode|passwor[dt]|key|kennwort|código|clave|contraseña|codice|mot\s+de\s+passe)"
)
_OPENS = _Late(
    rf"\b(?:{_LOCK}[\s-]?{_CODE}|digicode|{_CODE}\s+(?:\w+[\s']+){{0,3}}?(?:for|to|of|für|zur?|zum|der|de|del|d|della|du)\s*'?\s*(?:\w+\s+){{0,2}}?{_LOCK})"
    rf"(?:\s+\w+)?{_ASSIGNED}(?P<value>[^\s\"'”“»]{{3,}})"
    r"(?!\s*(?:years?|days|pages|sections|euros?|pounds|dollars|percent|%|jahre|ans|años|anni))",
    re.IGNORECASE,
)
_HIDDEN_KEY = _Late(
    r"\b(?:spare\s+|front\s+door\s+)?keys?\b[^.!?\n]{0,30}?\b(?:is|are|'s|under|left)\s+(?:it\s+)?(?:under|behind|beneath|inside|on\s+top\s+of)?\s*"
    r"(?:the|a|our|my)\s+(?:\w+\s+)?(?:door\s?mat|mat|flower\s?pots?|pot|planter|stone|brick|gnome|bin|letter\s?box|mailbox|meter\s+box)\b",
    re.IGNORECASE,
)
_HEALTH = _Late(
    r"\bmy\s+(?:blood|test|scan|biopsy|hiv|std|sti|pregnancy|ultrasound|mri)\s+(?:results?|test)\b|\bmy\s+(?:diagnosis|antidepressants|"
    r"miscarriage|chemo|psychiatrist|therapist\s+(?:says?|said|thinks))\b",
    re.IGNORECASE,
)
_EMAIL = _Late(r"(?<![\w.@/])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+(?![\w@])")
_PHONE = _Late(r"(?<![\w./=@#$€£-])(?:\+|00)?\(?\d[\d \-./()]{6,17}\d(?![\w%])")
_ADDRESSES = (  # words of which one must be there for the pattern to be worth a try, and the pattern
    (
        (
            "street",
            " st",
            " ave",
            " road",
            " rd",
            " lane",
            " ln",
            "drive",
            " dr",
            "blvd",
            "boulevard",
            "court",
            " ct",
            "place",
            " pl",
            "square",
            "terrace",
            "close",
            "crescent",
            " way",
        ),
        r"\b\d{1,5}[a-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'.-]+\s+){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Lane|Ln|Drive|Dr|"
        r"Boulevard|Blvd|Court|Ct|Place|Pl|Square|Terrace|Close|Crescent|Way)\b\.?",
    ),
    (
        ("straße", "strasse", "str.", "gasse", "weg", "platz", "allee"),
        r"\b[A-ZÄÖÜ][\wäöüß-]*(?:straße|strasse|str\.|gasse|weg|platz|allee)\s+\d{1,4}\s?[a-z]?\b",
    ),
    (
        ("rue ", "avenue ", "boulevard ", "impasse ", "chemin ", "allée ", "quai "),
        r"\b\d{1,4}(?:\s?(?:bis|ter))?,?\s+(?:rue|avenue|boulevard|impasse|chemin|allée|quai)\s+[\w'’ -]{3,40}",
    ),
    (
        ("calle ", "avenida ", "avda. ", "plaza ", "paseo "),
        r"\b(?:calle|avenida|avda\.|plaza|paseo)\s+[A-ZÁÉÍÓÚÑ][\w'’ -]{2,40},?\s+(?:n[.º°]\s*)?\d{1,4}\b",
    ),
    (
        ("via ", "viale ", "piazza ", "corso ", "vicolo "),
        r"\b(?:via|viale|piazza|corso|vicolo)\s+[A-ZÀ-Ú][\w'’ -]{2,40},?\s+(?:n[.º°]\s*)?\d{1,4}\b",
    ),
)
_ADDRESS = tuple((words, _Late(pattern)) for words, pattern in _ADDRESSES)
_CARD = _Late(r"(?<!\d)(?:\d[ -]?){13,19}(?!\d)")
_IBAN = _Late(r"\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}(?:\s?[A-Z0-9]{1,3})?\b")
_DATE = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:19|20)?\d\d")
_CREDENTIAL_PATTERNS = tuple(
    (says, _Late(pattern, re.IGNORECASE if says == "a bearer token" else 0)) for says, pattern in _CREDENTIALS
)
_TOKENISH = (
    *("AKIA", "ASIA", "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat", "xox", "AIza", "eyJ", "glpat", "earer "),
    *("sk-", "sk_", "rk-", "rk_", "pk-", "pk_", "-----BEGIN"),
)
_GIVEN = (
    *("pass", "wort", "clave", "contrase", "pwd", "pw", "pin", "secret", "token", "key", "login", "code", "otp", "2fa"),
    *("combination", "combo", "código", "codice", "mot de passe"),
)
_ASSIGNS = re.compile(
    r"[:=>→]|\b(?:is|ist|lautet|est|es)\b|è|['’]s\b"
)  # without one of these nothing is given as a password
_DIGIT = re.compile(r"\d")
_FEWEST = 8  # digits of a telephone number; cards and accounts have more
_NUMBER = re.compile(r"\d[\d \-./()]{5,}\d|\d\s+\S|\s\d")
_LINK = re.compile(r"https?://\S+|www\.\S+")


def leaks(text: str) -> Iterator[Leak]:
    """Everything in a text that looks like a credential or like private contact data.

    Each group of patterns is tried only where a cheap look says that it could match.
    """
    linked = "://" in text
    bare = _LINK.sub(lambda found: " " * len(found.group()), text) if linked or "www." in text else text
    if any(sign in text for sign in _TOKENISH) or bare.count("-") >= 3 or (linked and "@" in text):
        yield from _tokens(text)
    lower = text.lower()
    if any(sign in lower for sign in _GIVEN) and _ASSIGNS.search(lower):
        yield from _told(text)
    yield from _personal(text, lower)
    if _DIGIT.search(bare) and _NUMBER.search(bare):
        for words, pattern in _ADDRESS:
            if any(word in lower for word in words):
                for found in pattern.finditer(bare):
                    yield Leak("private", "a postal address", Span(*found.span()))
        yield from _numbers(bare)


def _tokens(text: str) -> Iterator[Leak]:
    for says, pattern in _CREDENTIAL_PATTERNS:
        for found in pattern.finditer(text):
            if says != "an app password" or _random(found.group()):
                yield Leak("credential", says, Span(*found.span()))


def _told(text: str) -> Iterator[Leak]:
    """What is given as a password, or as the code that opens something."""
    for found in _OPENS.finditer(text):
        if _like_a_code(found["value"]):
            yield Leak("credential", "the code of a door, an alarm or a network", Span(*found.span("value")))
    for found in _NAMED.finditer(text):
        if _like_a_password(found["value"]):
            yield Leak("credential", "something given as a password or code", Span(*found.span("value")))


def _personal(text: str, lower: str) -> Iterator[Leak]:
    if "my " in lower:
        for found in _HEALTH.finditer(text):
            yield Leak("private", "something about somebody's health", Span(*found.span()))
    if "key" in lower:
        for found in _HIDDEN_KEY.finditer(text):
            yield Leak("private", "where a key lies", Span(*found.span()))
    if "@" in text:
        for found in _EMAIL.finditer(text):
            yield Leak("private", "an e-mail address", Span(*found.span()))


def _numbers(text: str) -> Iterator[Leak]:
    if len(_DIGIT.findall(text)) < _FEWEST:
        return
    taken: list[tuple[int, int]] = []
    for found in _IBAN.finditer(text):
        if _iban(found.group()):
            taken.append(found.span())
            yield Leak("private", "a bank account number", Span(*found.span()))
    for found in _CARD.finditer(text):
        if _luhn(found.group()):
            taken.append(found.span())
            yield Leak("private", "a payment card number", Span(*found.span()))
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found.group())
        inside = any(low <= found.start() < high for low, high in taken)
        grouped = found.group().startswith(("+", "00", "0", "(")) or len(re.findall(r"[ \-.]", found.group())) >= 2
        if not inside and 8 <= len(digits) <= 15 and grouped and not _DATE.search(found.group()):
            yield Leak("private", "a phone number", Span(*found.span()))


def _like_a_password(value: str) -> bool:
    """ "password: hunter2" is one, "password is important" is none."""
    body = value.strip(".,!?;:)")
    kinds = sum(bool(re.search(kind, body)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w]"))
    return len(body) >= 4 and ((kinds >= 2 and not re.fullmatch(r"[A-Z]?[a-z'’-]+", body)) or body.isdigit())


def _like_a_code(value: str) -> bool:
    """ "4417#" is one, and so is a password; a street number of two digits or a plain word is none."""
    body = value.strip(".,!?;:)")
    return len(re.sub(r"\D", "", body)) >= 3 or _like_a_password(body)


def _random(value: str) -> bool:
    """Letters thrown together rather than four words of four letters: needs digits or a high entropy."""
    letters = value.replace("-", "")
    if any(letter.isdigit() for letter in letters):
        return not letters.isdigit()
    counts = [letters.count(letter) / len(letters) for letter in set(letters)]
    vowels = sum(letter in "aeiou" for letter in letters)
    return -sum(share * math.log2(share) for share in counts) > 3.3 and vowels < 4


def _luhn(number: str) -> bool:
    digits = [int(digit) for digit in number if digit.isdigit()]
    if not 13 <= len(digits) <= 19 or len(set(digits)) < 2 or digits[0] not in (3, 4, 5, 6):
        return False
    doubled = [digit if place % 2 == 0 else sum(divmod(2 * digit, 10)) for place, digit in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def _iban(number: str) -> bool:
    """ISO 7064 mod 97-10."""
    plain = number.replace(" ", "")
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1
