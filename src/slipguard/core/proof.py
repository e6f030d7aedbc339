"""Is it gone? What several readers saw, and what that proves.

"Gone" means that a logged-out reader got "not found" (PRODUCT: never claim what was not seen).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Look(Protocol):
    """One read of one post (networks.protocol.Sighting)."""

    @property
    def seen(self) -> str: ...
    @property
    def viewpoint(self) -> str: ...
    @property
    def says(self) -> str: ...
    @property
    def outside(self) -> bool: ...


class Verdict(StrEnum):
    """What the looks prove together."""

    THERE = "there"
    GONE = "gone"
    UNPROVEN = "unproven"


@dataclass(frozen=True, slots=True)
class Proof:
    """The verdict, who saw it, the words for people, and whether every outside reader had a say."""

    verdict: Verdict
    viewpoints: tuple[str, ...]
    says: str
    complete: bool = True


def judge(looks: Sequence[Look]) -> Proof:
    """All looks of one moment. One reader who still sees it outweighs all who don't.

    Only a logged-out reader's "not found" proves that others find nothing. An outside reader that was
    turned away (401) or did not answer leaves the proof incomplete: worth another look, never a "gone".
    """
    there = tuple(look.viewpoint for look in looks if look.seen == "there")
    if there:
        return Proof(Verdict.THERE, there, f"it can still be read ({'; '.join(there)})")
    mute = [look for look in looks if look.outside and look.seen == "unproven"]
    why = "; ".join(f"{look.viewpoint}: {look.says}" for look in mute)
    outside = tuple(look.viewpoint for look in looks if look.outside and look.seen == "gone")
    if outside:
        said = "a logged-out reader finds nothing"
        return Proof(Verdict.GONE, outside, f"{said}; could not be asked: {why}" if mute else said, not mute)
    if any(look.seen == "gone" for look in looks):
        said = "the account itself finds nothing any more, but no outside reader could confirm it"
    else:
        said = "no reader could tell"
    return Proof(Verdict.UNPROVEN, (), f"{said} ({why})" if why else said, False)
