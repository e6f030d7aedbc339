"""Why: the words and habits that made a post look out of place, in sentences that a person can check."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from slipguard.core.types import Finding, Severity, Span
from slipguard.core.voice.features import Features
from slipguard.core.voice.style import FIELDS, NAMES, OFFSETS
from slipguard.core.voice.voice import Voice

#: Word buckets to how much each weighs.
Weigh = Callable[[np.ndarray], np.ndarray]
#: Nothing is explained that looks at home: the p-value below which there is something to say.
WORTH = 0.05
_SIGNS = (
    ("me", "first person"),
    ("oath", "swearing"),
    ("chat", "chat words"),
    ("smiley", "a smiley"),
    ("emoji", "emoji"),
    ("stretched", "stretched letters"),
    ("small_i", "a small i"),
    ("feel", "feelings"),
    ("exclaims", "exclamation marks"),
)
_KNOWN = {
    "app": ("app", "Never sent with {} in {:,} posts."),
    "language": ("language", "Never written in “{}” in {:,} posts."),
    "domain": ("domain", "Never linked to {} in {:,} posts."),
}
#: Where each style field stands; its first value means "not at all".
_PLACES = {n: (int(o), int(o) + size) for n, o, (_, size) in zip(NAMES, OFFSETS, FIELDS, strict=True)}
_MARKED = [(NAMES.index(name), _PLACES[name][0], name, say) for name, say in _SIGNS]
_LINKS = NAMES.index("links")
#: What a word must weigh to be named: log ratio between two voices; weight in the register model.
CLEARLY, PLAINLY = 1.0, 0.2
#: A habit that fewer than one own post in ten shows is worth naming.
_RARE = 0.1


def findings(
    text: str,
    features: Features,
    voice: Voice,
    p_person: float,
    p_client: float,
    alternative: str | None,
    register: Weigh,
    gap: Weigh | None,
    outdone: bool = False,
) -> tuple[Finding, ...]:
    """The most telling facts first; empty when the post looks at home. Spans are in text, as it was written.

    register: the shipped model's weights of word buckets. gap: how much likelier the alternative uses them. outdone:
    told apart side by side, another client fits the post better. (How many do is not said: it would tell a client how
    many others there are.)
    """
    if min(p_person, p_client) > WORTH:
        return ()
    grade = Severity.WARN if min(p_person, p_client) <= 0.01 else Severity.INFO
    plain = _plain(text)
    found: list[Finding] = []
    if p_person <= WORTH:
        found.append(_person(plain, features, voice, _telling(features, register, PLAINLY), grade))
    if p_client <= WORTH and alternative is not None:
        words = _telling(features, gap, CLEARLY) if gap is not None else []
        because = f" Its words: {_quoted(words)}." if words else ""
        span = _where(plain, words[0]) if words else None
        if outdone:
            because += " Side by side, another account fits it better than this one."
        found.append(Finding("router", grade, f"@{alternative.removeprefix('@')} writes like this.{because}", span))
    if p_client < p_person:
        found.reverse()
    return tuple((found + _rarities(plain, features, voice, grade))[:6])


def _person(plain: str, features: Features, voice: Voice, words: list[str], grade: Severity) -> Finding:
    look = features.style.tolist()
    signs = [say for field, first, name, say in _MARKED if look[field] != first and _habit(voice, name) < _RARE][:3]
    if look[_LINKS] == _PLACES["links"][0] and voice.posts and _habit(voice, "links") > 1 - _RARE:
        signs.append("no link")
    if words:
        signs.append(_quoted(words))
    says = "Reads like a person: " + ", ".join(signs) + "." if signs else "Reads like a person."
    return Finding("register", grade, says, _where(plain, words[0]) if words else None)


def _habit(voice: Voice, name: str) -> float:
    """Share of the account's posts that show this field at all."""
    start, end = _PLACES[name]
    usual = voice.style[start:end].tolist()
    total = sum(usual)
    return 1.0 - usual[0] / total if total else 0.0


def _rarities(plain: str, features: Features, voice: Voice, grade: Severity) -> list[Finding]:
    out = []
    for tag in features.tags:
        kind, _, shown = tag.partition(":")
        if voice.used(tag) or not voice.posts or (kind in _KNOWN and not shown):
            continue
        if kind in _KNOWN:
            check, says = _KNOWN[kind]
            # How often the fact was known at all: nobody used an application that the network never told.
            times = voice.used(f"{kind}:") if kind != "domain" else voice.posts
            if times:
                out.append(Finding(check, grade, says.format(shown, times)))
        else:
            check = "hashtag" if tag[0] == "#" else "mention"
            out.append(Finding(check, grade, f"Never used {tag} in {voice.posts:,} posts.", _where(plain, tag)))
    return out


def _telling(features: Features, weights: Weigh, least: float) -> list[str]:
    """Up to three of the post's words that weigh most, names and numbers left out."""
    values = weights(features.buckets).tolist()
    heavy = [n for n, value in enumerate(values) if value > least]
    out: list[str] = []
    for n in sorted(heavy, key=values.__getitem__, reverse=True):
        word = features.tokens[n]
        if len(word) > 1 and word[0].isalpha() and word not in out:
            out.append(word)
            if len(out) == 3:
                break
    return out


def _quoted(words: list[str]) -> str:
    return ", ".join(f"“{w}”" for w in words)


def _plain(text: str) -> str:
    """The text with its letters as _where() looks for them; "" where places in it would be others."""
    plain = text.replace("’", "'").lower()
    return plain if len(plain) == len(text) else ""  # a few letters grow when they are made small


def _where(plain: str, shown: str) -> Span | None:
    """Where it stands, in code points; None where it is written in other letters."""
    at = plain.find(shown)
    while at > 0 and plain[at - 1].isalnum():
        at = plain.find(shown, at + 1)
    return Span(at, at + len(shown)) if at >= 0 else None
