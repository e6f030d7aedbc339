"""Say nothing, write a short note, or apologise in full? Advice only: the manager decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """How much to say in public."""

    NOTHING = "nothing"
    NOTE = "note"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known about a slip when somebody asks what to say. None = not known.

    harm: 0..3 as `Harm.grade`. seconds_live: visible until gone. reactions: replies, quotes, shares and
    likes together. views: where the network counts them. followers: of the account.
    people_named: somebody in particular was hurt. copies_known: screenshots or quotes survive.
    press: a journalist has asked or written.
    """

    harm: int = 0
    seconds_live: float | None = None
    reactions: int | None = None
    views: int | None = None
    followers: int | None = None
    people_named: tuple[str, ...] = ()
    copies_known: bool = False
    press: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """What to say, why, by when (minutes from now), from whom and where. All sentences for people."""

    answer: Answer
    why: str
    within_minutes: int | None
    from_whom: str
    where: tuple[str, ...]


_VOICE = "the organisation's official voice"
_UNSEEN_SECONDS = 60  # impressions peak at 72 s (Pfeffer et al. 2023): before it, hardly anybody saw it


def seen(at: Situation) -> bool:
    """Did people see it? Reactions and views prove it; a short life without them says no."""
    if at.copies_known or at.press or (at.reactions or 0) > 0:
        return True
    if at.views is not None:
        return at.views > 20
    if at.seconds_live is None:
        return True  # unknown is treated as seen: silence must be earned
    return at.seconds_live > _UNSEEN_SECONDS


def loud(at: Situation) -> bool:
    """Is it already a story? Press, or reactions out of proportion to the account."""
    if at.press or (at.reactions or 0) >= 100:
        return True
    return bool(at.reactions and at.followers and at.reactions >= max(20, at.followers // 200))


def advise(at: Situation) -> Advice:
    """The default by harm, reach, time online and reaction.

    A trivial slip's apology can make it bigger, so silence is offered where nobody saw it; hatred, and
    anything that hit somebody in particular, is answered for even if few saw it (practice.md 6).
    """
    here = ("on the same account, as a post of its own, not in a thread elsewhere",)
    directly = tuple(f"to {name} directly" for name in at.people_named)
    if not seen(at) and at.harm <= 2 and not (at.people_named and at.harm == 2):
        why = "It was gone within a minute and nobody is known to have seen it; a note would be its first audience."
        return Advice(Answer.NOTHING, why, None, "nobody", ())
    if at.harm >= 3:
        why = "It attacks people. Screenshots must be assumed, and silence would read as agreement."
        return Advice(Answer.FULL, why, 10, "a named leader, with role", here + directly)
    if at.harm == 2:
        leader = "a named leader, with role" if loud(at) or at.people_named else _VOICE
        return Advice(Answer.FULL, "It was offensive and people saw it.", 15, leader, here + directly)
    if loud(at) or at.harm == 1 or at.reactions:
        why, minutes = _note(at)
        return Advice(Answer.NOTE, why, minutes, _VOICE, here + directly)
    why = "Harmless, and nobody has reacted; an apology would make it bigger."
    return Advice(Answer.NOTHING, why, None, "nobody", ())


def _note(at: Situation) -> tuple[str, int]:
    """Why a short note is enough, and within how many minutes it should be out."""
    if loud(at):
        return "It was mild, but it is being talked about: people should hear that you know.", 15
    if at.harm == 1:
        return "Rude but small: one honest sentence ends it.", 30
    return "Harmless, and some have noticed: a short note, in the account's own tone, is enough.", 30
