"""The people of the rehearsal network: who they are, what they posted, and the slips to rehearse with.

All of it is invented. A newcomer's desk needs accounts with believable habits at once, so the histories
are packaged data: one JSON object per line under `cast/`. Parsing is pure; only `load` reads files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Line:
    """One post of a history."""

    text: str
    hours_ago: float  # before the last midnight between a Sunday and a Monday

    def at(self, opened: datetime) -> datetime:
        """When it was posted, for a desk that is opened at this (aware) moment; keeps its time zone.

        Counted from the last Monday 00:00, not from the moment itself: otherwise a parking office
        would post at night and announce Saturday's closure on a Tuesday.
        """
        midnight = opened.replace(hour=0, minute=0, second=0, microsecond=0)
        return midnight - timedelta(days=opened.weekday(), hours=self.hours_ago)


@dataclass(frozen=True, slots=True)
class Member:
    """A profile and what it posted, oldest first, as voices are learnt and posts are numbered."""

    handle: str  # without @
    name: str
    personal: bool  # a person's own account: its voice is known, it is never linked
    history: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Slip:
    """A post that goes out on the wrong account."""

    text: str
    belongs_to: str  # handle
    on: str  # handle of the client that it wrongly goes out on
    harm: int  # as core.types.Harm.grade: 0 harmless, 1 rude, 2 offensive, 3 a threat
    kind: str  # "football", "tv", "secret" ...: for the list that a person picks from


@dataclass(frozen=True, slots=True)
class Right:
    """A post that belongs where it goes out and is in no history: nothing may happen to it."""

    text: str
    on: str  # handle


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody of the audience says to a slip. {handle}, {words} and {link} are the post's own."""

    who: str  # handle of the onlooker
    name: str
    text: str

    def to(self, handle: str, words: str, link: str) -> str:
        """The answer to one post; not `format`, because a post may hold braces."""
        said = self.text.replace("{handle}", handle).replace("{link}", link)
        return said.replace("{words}", words)


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and everything that they say."""

    clients: tuple[Member, ...]
    people: tuple[Member, ...]
    slips: tuple[Slip, ...]
    right: tuple[Right, ...]
    audience: tuple[Answer, ...] = ()

    @property
    def everybody(self) -> tuple[Member, ...]:
        """Clients and people."""
        return self.clients + self.people


def members_in(text: str) -> tuple[Member, ...]:
    """Members from a JSON array. Like all parsers here: KeyError, TypeError or ValueError on bad data."""
    return tuple(Member(_str(o, "handle"), _str(o, "name"), bool(o["personal"])) for o in json.loads(text))


def lines_in(text: str) -> tuple[Line, ...]:
    """A history from JSON lines."""
    return tuple(Line(_str(o, "text"), _number(o, "hours_ago")) for o in _rows(text))


def slips_in(text: str) -> tuple[Slip, ...]:
    """Slips from JSON lines."""
    return tuple(
        Slip(_str(o, "text"), _str(o, "belongs_to"), _str(o, "on"), int(_number(o, "harm")), _str(o, "kind"))
        for o in _rows(text)
    )


def right_in(text: str) -> tuple[Right, ...]:
    """Genuine posts from JSON lines."""
    return tuple(Right(_str(o, "text"), _str(o, "on")) for o in _rows(text))


def audience_in(text: str) -> tuple[Answer, ...]:
    """Answers from JSON lines."""
    return tuple(Answer(_str(o, "who"), _str(o, "name"), _str(o, "text")) for o in _rows(text))


def load() -> Cast:
    """The packaged cast, read anew."""
    members = [replace(who, history=lines_in(_read(f"{who.handle}.jsonl"))) for who in members_in(_read("people.json"))]
    return Cast(
        tuple(who for who in members if not who.personal),
        tuple(who for who in members if who.personal),
        slips_in(_read("slips.jsonl")),
        right_in(_read("right.jsonl")),
        audience_in(_read("audience.jsonl")),
    )


@cache
def cast() -> Cast:
    """The packaged cast, read once: it cannot change while the program runs."""
    return load()


def histories() -> Mapping[str, tuple[Line, ...]]:
    """Every profile's history by handle, oldest first."""
    return {who.handle: who.history for who in cast().everybody}


def slips() -> tuple[Slip, ...]:
    """The slips to rehearse with; the first is the one that a newcomer sees."""
    return cast().slips


def right() -> tuple[Right, ...]:
    """Genuine posts that no history holds."""
    return cast().right


def _read(name: str) -> str:
    return (files(__package__) / "cast" / name).read_text(encoding="utf-8")


def _rows(text: str) -> list[dict[str, object]]:
    # Only at \n: str.splitlines would also cut at separators that a post may hold unescaped.
    return [json.loads(row) for row in text.split("\n") if row.strip()]


def _str(row: Mapping[str, object], key: str) -> str:
    value = row[key]
    if not isinstance(value, str):
        raise TypeError(f"{key} must be a string, not {type(value).__name__}")
    return value


def _number(row: Mapping[str, object], key: str) -> float:
    value = row[key]
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"{key} must be a number, not {type(value).__name__}")
    return float(value)
