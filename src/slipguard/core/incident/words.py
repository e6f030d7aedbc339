"""The timeline's sentences: what each event says to a person. Neutral: they go to the client."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from slipguard.core.incident.checklist import BY_KEY

Data = Mapping[str, Any]


def _where(data: Data) -> str:
    return f"@{data.get('handle', '?')} on {data.get('network', '?')}"


def _opened(data: Data) -> str:
    if data.get("decision") == "person":
        return f"{data.get('by', 'A person')} reported a post on {_where(data)}."
    return f"Slipguard noticed a post on {_where(data)} that does not sound like the account."


def _told(data: Data) -> str:
    if data.get("ok"):
        return f"{data.get('channel', 'Somebody')} was told: {data.get('subject', '')}"
    return f"{data.get('channel', 'A channel')} could not be reached: {data.get('says', '')}"


def _gone(data: Data) -> str:
    seen = ", ".join(str(v) for v in data.get("viewpoints", ())) or "a reader"
    times = int(data.get("checks", 1))
    return f"Confirmed gone on {_where(data)} (checked {times} time{'s' if times != 1 else ''}; {seen})."


def _copy_found(data: Data) -> str:
    what = "A shortened copy" if data.get("likeness") == "shortened" else "The same text"
    return f"{what} {'appeared' if data.get('later') else 'was found'} on {_where(data)}."


def _look_also(data: Data) -> str:
    names = ", ".join(_where(place) for place in data.get("accounts", ()))
    return f"Slipguard cannot look there by itself: {names}."


def _looked(data: Data) -> str:
    found = "found a copy" if data.get("found") else "looked and found no copy"
    return f"{data.get('by', 'A person')} {found} on {_where(data)}."


def _ticked(data: Data) -> str:
    item = BY_KEY.get(str(data.get("item")))
    title = item.title if item else str(data.get("item", ""))
    note = f" ({data['note']})" if data.get("note") else ""
    return f"{data.get('by', 'A person')} ticked “{title}”{note}."


def _unticked(data: Data) -> str:
    item = BY_KEY.get(str(data.get("item")))
    title = item.title if item else str(data.get("item", ""))
    note = f": {data['note']}" if data.get("note") else ""
    return f"{data.get('by', 'A person')} took back the tick on “{title}”{note}."


def _taken_off(data: Data) -> str:
    count = int(data.get("accounts", 0))
    return (
        f"{data.get('by', 'A person')} took one person off {count} account{'s' if count != 1 else ''}; "
        "their sign-ins, links and tokens have ended."
    )


def _answered(data: Data) -> str:
    words = {"fine": "said that the post was fine", "slip": "said that the post was a slip"}
    return f"{data.get('by', 'A person')} {words.get(str(data.get('answer')), 'answered')}."


_SENTENCES: dict[str, Callable[[Data], str]] = {
    "opened": _opened,
    "copy_found": _copy_found,
    "copy_waits": lambda d: f"The copy on {_where(d)} waits for a person: {d.get('says', '')}",
    "copy_left": lambda d: f"{d.get('by', 'A person')} said that the copy on {_where(d)} is fine; it stays.",
    "look_also": _look_also,
    "looked": _looked,
    "recall_started": lambda d: f"{d.get('by', 'Somebody')} started the recall.",
    "delete_sent": lambda d: (
        f"The delete was sent to {_where(d)}."
        if d.get("answer") != "not_found"
        else f"{_where(d)} answered that it has no such post; checking."
    ),
    "still_there": lambda d: f"Not confirmed on {_where(d)}: {d.get('says', '')}",
    "gone": _gone,
    "seen_gone_by_hand": lambda d: f"{d.get('by', 'A person')} deleted it by hand on {_where(d)}.",
    "gone_by_word": lambda d: (
        f"{d.get('by', 'A person')} deleted it by hand on {_where(d)} and saw it gone; Slipguard could not look."
    ),
    "by_hand": lambda d: f"Must be deleted by hand on {_where(d)}: {d.get('says', '')}",
    "told": _told,
    "answered": _answered,
    "intrusion_found": lambda d: (
        f"{d.get('by', 'A person')} noted evidence that a stranger was in the account: {d.get('says', '')}"
    ),
    "apology_approved": lambda d: f"{d.get('by', 'A person')} approved the words of the apology.",
    "apology_sent": lambda d: f"The apology was published on {_where(d)}.",
    "follow_up_approved": lambda d: f"{d.get('by', 'A person')} approved the words of the follow-up.",
    "follow_up_sent": lambda d: f"The follow-up was published on {_where(d)}.",
    "put_back": lambda d: f"{d.get('by', 'A person')} had the post published again on {_where(d)}.",
    "noted": lambda d: f"{d.get('by', 'A person')} noted: {d.get('text', '')}",
    "ticked": _ticked,
    "unticked": _unticked,
    "mentions_quiet": lambda d: str(d.get("says", "")),
    "mentions_ended": lambda d: str(d.get("ended", "")),
    "person_taken_off": _taken_off,
    "changed": lambda d: f"{d.get('by', 'A person')} wrote down what changes: {d.get('text', '')}",
    "closed": lambda d: f"{d.get('by', 'A person')} closed the incident.",
}


def sentence(kind: str, data: Data, titles: Mapping[str, str]) -> str:
    """One event as one sentence; "" for kinds that are for machines only.

    `titles`: a network's key -> its name as people write it. A key without one stands for itself.
    """
    words = _SENTENCES.get(kind)
    return words(_titled(data, titles)) if words else ""


def _titled(data: Data, titles: Mapping[str, str]) -> Data:
    places = data.get("accounts")
    more = {"accounts": [_titled(place, titles) for place in places]} if isinstance(places, list) else {}
    return {**data, **more, "network": titles.get(str(data.get("network")), data.get("network", "?"))}
