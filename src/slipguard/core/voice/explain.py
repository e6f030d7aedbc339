"""Why: the words and habits that made a post look out of place, in sentences that a person can check."""

from __future__ import annotations

import re

from slipguard.core.types import Finding, Severity, Span
from slipguard.core.voice.features import Features
from slipguard.core.voice.style import NAMES, OFFSETS
from slipguard.core.voice.voice import Voice


def findings(features: Features, voice: Voice, p_person: float, p_client: float, alternative: str | None) -> tuple[Finding, ...]:
    """The most telling facts first; empty when the post looks at home."""
    found: list[Finding] = []
    grade = Severity.WARN if min(p_person, p_client) <= 0.01 else Severity.INFO
    if alternative is not None:
        found.append(Finding("router", grade, f"@{alternative.removeprefix('@')} writes like this."))
    if min(p_person, p_client) <= 0.05:
        for tag in features.tags:
            if not voice.used(tag) and voice.posts:
                shown = tag.removeprefix("domain:")
                found.append(Finding("domain" if tag != shown else "hashtag" if tag[0] == "#" else "mention", grade,
                                     f"Never used {shown} in {voice.posts:,} posts.", _where(features, shown)))
    if p_person <= 0.05:
        value = dict(zip(NAMES, (features.style - OFFSETS).tolist(), strict=True))
        signs = [say for name, say in _SIGNS if value[name]]
        if not value["links"]:
            signs.append("no link")
        found.append(Finding("register", grade, "Reads like a person: " + ", ".join(signs[:4]) + "." if signs else "Reads like a person."))
    return tuple(found[:6])


_SIGNS = (("me", "first person"), ("oath", "swearing"), ("chat", "chat words"), ("smiley", "a smiley"), ("emoji", "emoji"),
          ("stretched", "stretched letters"), ("small_i", "a small i"), ("feel", "feelings"), ("exclaims", "exclamation marks"))


def _where(features: Features, shown: str) -> Span | None:
    at = re.search(re.escape(shown), features.body, re.IGNORECASE)
    return Span(at.start(), at.end()) if at else None
