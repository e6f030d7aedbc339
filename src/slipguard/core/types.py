"""The nouns that every room shares. Frozen, plain, without behaviour beyond asking about themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum


class Mode(StrEnum):
    """What Slipguard may do for a live account by itself."""

    TRIAL = "trial"  # decide and show, do nothing
    TELL = "tell"  # an alarm that reaches a phone
    AUTOMATIC = "automatic"  # take back without asking, within the circuit breaker


class DraftDecision(StrEnum):
    """What happens to a draft that somebody wants to publish."""

    PUBLISH = "publish"
    ASK = "ask"  # a passive undo window
    HOLD = "hold"  # the person types the account's name


class PostDecision(StrEnum):
    """What happens to a post that is already public."""

    LEAVE = "leave"
    ALERT = "alert"
    RECALL = "recall"


class Severity(IntEnum):
    """How bad a finding is."""

    INFO = 0
    WARN = 1
    ERROR = 2
    BLOCK = 3


@dataclass(frozen=True, slots=True)
class Post:
    """A text and what a network says about it. Unknown facts are None and are never held against it.

    ref is the network's own name of the post (an at:// URI, a numeric id), empty for a draft.
    """

    text: str
    ref: str = ""
    url: str = ""  # where a person looks at it
    at: datetime | None = None  # created at, aware
    app: str | None = None  # the client application that sent it
    language: str | None = None  # BCP 47, as declared by the author
    reply_to: str | None = None  # ref of the post it answers; "" = known not to be a reply
    media: int | None = None  # attached pictures and videos
    links: tuple[str, ...] = ()  # full link targets, where the text only shows a part of them
    author: str = ""  # remote id of the account
    quotes: str = ""  # ref of the post that it shows inside itself
    reactions: int | None = None  # answers, reposts and likes, where the network says how many
    alts: tuple[str, ...] = ()  # what its media's descriptions say, where the network tells; empty ones left out


@dataclass(frozen=True, slots=True)
class Picture:
    """What is known of a picture or a film without its bytes, which lie elsewhere."""

    media_type: str  # "image/jpeg"; a film is always "video/mp4"
    size: int  # bytes
    width: int  # pixels, as it is looked at
    height: int
    alt: str = ""  # what somebody who does not see it is told
    seconds: float = 0.0  # how long a film runs; 0 for what stands still

    @property
    def film(self) -> bool:
        """Does it move?"""
        return self.media_type.startswith("video/")


@dataclass(frozen=True, slots=True)
class FilmRules:
    """What a network takes of the one film of a post; None: nothing that it says. A film is never made to fit."""

    size: int  # bytes
    seconds: float | None = None
    pixels: int | None = None  # width times height
    alt: int | None = None  # characters of its description, where that differs from a picture's


@dataclass(frozen=True, slots=True)
class PictureRules:
    """What a network takes with one post."""

    count: int = 4
    size: int = 1_000_000  # bytes of each
    alt: int = 1500  # characters of a description
    media_types: tuple[str, ...] = ("image/jpeg", "image/png")
    alone: bool = False  # may they go out without a text?
    film: FilmRules | None = None  # one film in the place of all pictures; None: no films by Slipguard


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: code points, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One check's answer, in a sentence that a person can read."""

    check: str  # "register", "router", "hashtag", "harm.insult", "A3" ...
    severity: Severity
    says: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """Does this post belong on this account? Two alarms, kept apart, and one for both together.

    Each p-value is the share of the account's genuine posts that would look at least this much out
    of place (0..1, small = does not belong). None = this alarm cannot say anything here.
    """

    p_value: float
    p_person: float | None = None  # "reads like a person"
    p_client: float | None = None  # "reads like another client"
    alternative: str | None = None  # key of the account or person it most likely belongs to
    too_little: bool = False  # not enough text or history to say anything
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Harm:
    """How much harm a text would do: 0 harmless, 1 rude, 2 offensive, 3 a slur, threat or hatred."""

    grade: int
    kinds: tuple[str, ...] = ()
    reason: str = ""
    findings: tuple[Finding, ...] = ()
    judged: bool = True  # False: cannot judge this language


@dataclass(frozen=True, slots=True)
class Budget:
    """The owner's false-alarm budgets as shares of genuine posts (0.005 = one in 200)."""

    ask: float = 0.01
    hold: float = 0.0005


NO_HARM = Harm(0)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision and every reason for it, most important first."""

    decision: DraftDecision | PostDecision
    because: tuple[str, ...] = field(default=())
