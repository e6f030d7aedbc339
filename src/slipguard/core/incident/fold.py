"""Reads the events of one incident from first to last and says where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from slipguard.core.incident.words import sentence


class CopyState(StrEnum):
    """Where one copy of the post stands. The words are what people are shown."""

    LIVE = "live"
    DELETE_SENT = "delete sent"
    GONE = "confirmed gone"
    BY_HAND = "must be done by hand"
    NOT_CONFIRMED = "not confirmed"
    BY_WORD = "seen gone by hand"  # a person looked, where no reader of ours can
    LEFT = "left in place"  # a person said that this copy is fine


SETTLED = frozenset({CopyState.GONE, CopyState.BY_WORD, CopyState.LEFT})


@dataclass(slots=True)
class Copy:
    """One copy of the text on one account."""

    ref: str
    network: str = ""
    handle: str = ""
    url: str = ""
    posted_at: datetime | None = None
    state: CopyState = CopyState.LIVE
    says: str = ""  # the newest fact in words
    link: str = ""  # where it is deleted by hand
    delete_sent_at: datetime | None = None
    gone_at: datetime | None = None
    checks: int = 0
    viewpoints: tuple[str, ...] = ()
    already_gone: bool = False  # the network had no such post when the delete arrived
    shortened: bool = False  # a part of the words, not all of them
    waits: bool = False  # nobody has decided about this copy yet

    @property
    def seconds_visible(self) -> float | None:
        """From the network's own time of the post until a reader found it gone."""
        if self.gone_at is None or self.posted_at is None:
            return None
        return max(0.0, (self.gone_at - self.posted_at).total_seconds())


@dataclass(frozen=True, slots=True)
class Tick:
    """An item of the checklist that somebody has dealt with."""

    by: str
    at: datetime
    note: str = ""


@dataclass(slots=True)
class Record:
    """Everything that an incident's events say, ready for a page, a report or a decision."""

    account: str = ""
    network: str = ""
    text: str = ""
    opened_at: datetime | None = None
    posted_at: datetime | None = None
    seen_at: datetime | None = None
    decided_at: datetime | None = None
    decision: str = ""
    reasons: list[str] = field(default_factory=list)
    alternative: str = ""
    harm: int = 0
    p_value: float | None = None
    mode: str = ""
    drill: bool = False
    copies: dict[str, Copy] = field(default_factory=dict)
    told: list[dict[str, Any]] = field(default_factory=list)
    recalled_by: str = ""
    look_also: dict[str, dict[str, Any]] = field(default_factory=dict)  # accounts that only a person can look at
    searching: bool = False  # for the same words elsewhere: until then not all copies are known
    answer: str = ""  # "fine" or "slip", where a person said so
    apology: dict[str, Any] = field(default_factory=dict)
    follow_ups: list[dict[str, Any]] = field(default_factory=list)  # what was said after the apology, oldest first
    put_back: dict[str, Any] = field(default_factory=dict)
    notes: list[dict[str, Any]] = field(default_factory=list)
    ticks: dict[str, Tick] = field(default_factory=dict)  # item of the checklist -> who dealt with it
    mentions: dict[str, Any] = field(default_factory=dict)  # the reaction in numbers: mentions, hostile, says ...
    taken_off: list[dict[str, Any]] = field(default_factory=list)  # people whose access ended; no names
    changes: list[str] = field(default_factory=list)  # what is done differently from now on, in a person's words
    timeline: list[tuple[datetime, str]] = field(default_factory=list)
    closed_at: datetime | None = None
    titles: Mapping[str, str] = field(default_factory=dict)  # of networks: key -> name as people write it

    def title(self, network: str) -> str:
        """A network's name as people write it."""
        return self.titles.get(network, network)

    @property
    def state(self) -> str:
        """One phrase for lists; the worst copy decides, because that is the one that needs a person."""
        states = {copy.state for copy in self.copies.values()}
        recalled = bool(self.recalled_by) or any(c.delete_sent_at for c in self.copies.values())
        if self.answer == "fine" and not recalled:
            return "fine"
        for state in (CopyState.BY_HAND, CopyState.NOT_CONFIRMED):
            if state in states:
                return str(state)
        live = [copy for copy in self.copies.values() if copy.state is CopyState.LIVE]
        if recalled and any(copy.waits or not self.recalled_by for copy in live):
            return "a copy waits"
        if states and states <= SETTLED and not self.searching:
            if self.put_back.get("url"):
                return "put back"
            return str(CopyState.BY_WORD if CopyState.BY_WORD in states else CopyState.GONE)
        return "taking it back" if recalled else "open"

    @property
    def seconds_visible(self) -> float | None:
        """Of the copy that stayed longest; None until every copy is confirmed gone."""
        each = [copy.seconds_visible for copy in self.copies.values() if copy.state is not CopyState.LEFT]
        return max((s for s in each if s is not None), default=None) if all(s is not None for s in each) else None


def fold(
    events: Iterable[tuple[datetime, str, Mapping[str, Any]]], titles: Mapping[str, str] | None = None
) -> Record:
    """(at, kind, data) in order -> Record. An unknown kind only shows in the timeline.

    `titles` (networks.TITLES): what the record's sentences call the networks; without them, their keys.
    """
    record = Record(titles=titles or {})
    for at, kind, data in events:
        step = _STEPS.get(kind)
        if step is not None:
            step(record, at, data)
        said = sentence(kind, data, record.titles)
        if said:
            record.timeline.append((at, said))
    return record


def _moment(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) and value else None


def _copy(record: Record, data: Mapping[str, Any]) -> Copy:
    ref = str(data.get("ref", ""))
    return record.copies.setdefault(ref, Copy(ref))


def _opened(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.opened_at = at
    record.account = str(data.get("handle", ""))
    record.network = str(data.get("network", ""))
    record.text = str(data.get("text", ""))
    record.posted_at = _moment(data.get("posted_at"))
    record.seen_at = _moment(data.get("seen_at"))
    record.decided_at = _moment(data.get("decided_at"))
    record.decision = str(data.get("decision", ""))
    record.reasons = [str(reason) for reason in data.get("reasons", [])]
    record.alternative = str(data.get("alternative") or "")
    record.harm = int(data.get("harm", 0))
    record.p_value = data.get("p_value")
    record.mode = str(data.get("mode", ""))
    record.drill = bool(data.get("drill", False))
    _copy_found(record, at, data)


def _copy_found(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.network = str(data.get("network", copy.network))
    copy.handle = str(data.get("handle", copy.handle))
    copy.url = str(data.get("url", copy.url))
    copy.link = str(data.get("link", copy.link))
    copy.posted_at = _moment(data.get("posted_at")) or copy.posted_at
    copy.shortened = data.get("likeness") == "shortened"
    record.closed_at = None  # what was thought to be over is not


def _copy_waits(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.waits, copy.says = True, str(data.get("says", ""))


def _copy_left(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.state, copy.waits = CopyState.LEFT, False
    copy.says = f"{data.get('by', 'A person')} said that this copy is fine"


def _look_also(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    for place in data.get("accounts", ()):
        record.look_also.setdefault(str(place.get("account")), dict(place))


def _looked(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    place = record.look_also.setdefault(str(data.get("account")), {})
    place |= {"looked_by": data.get("by", ""), "looked_at": at, "found": bool(data.get("found"))}


def _recall_started(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.recalled_by = record.recalled_by or str(data.get("by", ""))
    record.searching = True
    for copy in record.copies.values():
        copy.waits = copy.waits and bool(data.get("automatic"))  # a person's word is for every copy


def _copies_searched(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.searching = False


def _delete_sent(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.delete_sent_at = copy.delete_sent_at or at
    copy.already_gone = data.get("answer") == "not_found"
    copy.waits = False
    if copy.state is not CopyState.GONE:
        copy.state = CopyState.DELETE_SENT
        copy.says = "the delete was sent, checking"


def _still_there(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.checks = max(copy.checks, int(data.get("checks", 0)))
    copy.state = CopyState.NOT_CONFIRMED if data.get("given_up") else copy.state
    if copy.state in (CopyState.GONE, CopyState.BY_WORD):
        # it was gone and is back: somebody restored it, or a cache lied
        copy.state, copy.gone_at = CopyState.NOT_CONFIRMED, None
    copy.says = str(data.get("says", copy.says))
    copy.link = str(data.get("link", copy.link))


def _gone(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.state = CopyState.GONE
    copy.gone_at = _moment(data.get("gone_at")) or at
    copy.checks = max(copy.checks, int(data.get("checks", 0)))
    copy.viewpoints = tuple(str(v) for v in data.get("viewpoints", ()))
    copy.says = str(data.get("says", ""))


def _gone_by_word(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    if copy.state is not CopyState.GONE:  # a reader's proof is worth more
        copy.state = CopyState.BY_WORD
        copy.gone_at = _moment(data.get("gone_at")) or at
        copy.checks, copy.viewpoints = 1, (f"seen by {data.get('by', 'a person')}, not by Slipguard",)
        copy.says = str(data.get("says", ""))


def _by_hand(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    copy = _copy(record, data)
    copy.waits = False
    if copy.state is CopyState.BY_WORD:
        return  # a later try of ours that was refused again says nothing new
    copy.state = CopyState.BY_HAND
    copy.says = str(data.get("says", ""))
    copy.link = str(data.get("link", copy.link))


def _told(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.told.append({"at": at, **data})


def _answered(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.answer = str(data.get("answer", ""))


def _apology(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.apology = {**record.apology, **data, "at": at}


def _followed_up(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.follow_ups.append({**data, "at": at})


def _put_back(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.put_back = {**data, "at": at}


def _noted(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.notes.append({"at": at, **data})


def _ticked(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    item = str(data.get("item", ""))
    record.ticks[item] = Tick(str(data.get("by", "")), at, str(data.get("note", "")))


def _unticked(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.ticks.pop(str(data.get("item", "")), None)


def _mentions(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.mentions = {**data, "at": at}


def _taken_off(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.taken_off.append({"at": at, "accounts": int(data.get("accounts", 0)), "by": str(data.get("by", ""))})


def _changed(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.changes.append(str(data.get("text", "")))


def _closed(record: Record, at: datetime, data: Mapping[str, Any]) -> None:
    record.closed_at = at


_STEPS = {
    "opened": _opened,
    "copy_found": _copy_found,
    "copy_waits": _copy_waits,
    "copy_left": _copy_left,
    "look_also": _look_also,
    "looked": _looked,
    "recall_started": _recall_started,
    "copies_searched": _copies_searched,
    "delete_sent": _delete_sent,
    "still_there": _still_there,
    "gone": _gone,
    "seen_gone_by_hand": _gone,
    "gone_by_word": _gone_by_word,
    "by_hand": _by_hand,
    "told": _told,
    "answered": _answered,
    "apology_approved": _apology,
    "apology_sent": _apology,
    "follow_up_sent": _followed_up,
    "put_back": _put_back,
    "noted": _noted,
    "ticked": _ticked,
    "unticked": _unticked,
    "mentions_quiet": _mentions,
    "mentions_ended": _mentions,
    "person_taken_off": _taken_off,
    "changed": _changed,
    "closed": _closed,
}
