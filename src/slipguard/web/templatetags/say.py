"""Filters that turn facts into words; used by every page."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from slipguard.core.incident import CopyState
from slipguard.core.incident.report import seconds
from slipguard.networks import NETWORKS, TITLES
from slipguard.storage.reactions import LOUDEST

register = template.Library()

COPY_CLASS = {CopyState.LIVE: "live", CopyState.DELETE_SENT: "sent", CopyState.GONE: "gone",
              CopyState.BY_HAND: "hand", CopyState.NOT_CONFIRMED: "doubt", CopyState.BY_WORD: "gone",
              CopyState.LEFT: ""}
COPY_WORDS = {CopyState.LIVE: "Still live", CopyState.DELETE_SENT: "Delete sent, checking",
              CopyState.GONE: "Confirmed gone", CopyState.BY_HAND: "Delete it by hand",
              CopyState.NOT_CONFIRMED: "Not confirmed", CopyState.BY_WORD: "Seen gone by a person",
              CopyState.LEFT: "Left in place"}
HARM = {1: "rude", 2: "offensive", 3: "a slur, threat, hatred or secret"}
CHECKS = {"token": "Signed in", "identity": "The right account", "scope": "Allowed to delete",
          "quota": "Within the network's limits", "proven": "Tried with a real post"}
MODE = {"trial": "Trial", "tell": "Tells you", "automatic": "Takes back by itself"}


@register.filter
def network(name: str) -> str:
    """A network's name as people write it."""
    return TITLES.get(name, name)


@register.filter
def by_hand(name: str) -> bool:
    """Is it a network where only a person deletes?"""
    return name in NETWORKS and NETWORKS[name].facts.by_hand


@register.filter
def copy_class(state: str) -> str:
    """The colour of a copy's state."""
    return COPY_CLASS[CopyState(state)]


@register.filter
def copy_words(state: str) -> str:
    """A copy's state, to be read from across a room."""
    return COPY_WORDS[CopyState(state)]


@register.filter
def harm_words(grade: int) -> str:
    """0..3 as words; "" for harmless."""
    return HARM.get(int(grade or 0), "")


@register.filter
def mode_words(mode: str) -> str:
    """trial, tell, automatic as the board says it."""
    return MODE.get(str(mode), str(mode))


@register.filter
def check_words(name: str) -> str:
    """What one of the doctor's checks is about, in plain words."""
    return CHECKS.get(name, name.capitalize())


@register.filter
def share(value: float | None) -> str:
    """A share as per cent; a dash where nothing could be counted."""
    return "–" if value is None else f"{value:.1%}".replace("%", "\u00a0%")


@register.filter
def one_in(budget: float) -> str:
    """A budget as the owner set it: 0.01 is 100."""
    return f"{round(1 / budget):,}" if budget else "none"


@register.filter
def per_year(posts: int, every: int) -> str:
    """So many alarms in a year, in words."""
    times = posts / max(1, every)
    if times >= 1.5:
        return f"{round(times):,} a year"
    return "one a year" if times >= 0.7 else f"one in {round(1 / times)} years"


@register.filter
def lasting(value: float | None) -> str:
    """A number of seconds in words."""
    return seconds(value)


@register.filter
def lasting_or_dash(value: float | None) -> str:
    """A number of seconds in words, a dash for what has not happened."""
    return "–" if value is None else seconds(value)


@register.filter
def percent(share: float | None) -> str:
    """A share as a whole percentage."""
    return f"{share or 0:.0%}"


@register.filter
def unlocal(value: float) -> str:
    """A number for an attribute: a point, never a comma."""
    return f"{value:g}"


@register.filter
def beside(reasons: list[str], alternative: str) -> list[str]:
    """The reasons without the sentence that only names the alternative again: the headline said it."""
    said = f"{alternative} writes like this.".casefold()
    left = [reason[len(said):].strip() if reason.casefold().startswith(said) else reason for reason in reasons]
    return [reason for reason in left if reason]


@register.filter
def after_badge(reasons: list[str], grade: int | None) -> list[str]:
    """The reasons beside the badge of the harm: what it says in one word is not said a second time."""
    return [reason for reason in reasons if (grade or 0) < 2 or reason != "It reads as offensive."]


@register.filter
def without_source(says: str, source: str) -> str:
    """What a remark says, without the source that stands in brackets behind it: a page prints that small."""
    return says.removesuffix(f" ({source})") if source else says


@register.filter
def titled(said: str) -> str:
    """A sentence of the record with each network's name as people write it: the core knows them by their keys."""
    for name, found in NETWORKS.items():
        said = re.sub(rf"(@\S+) (on {name}\b|\({name}\))",
                      lambda m, t=found.facts.title: f"{m[1]} ({t})" if m[2][0] == "(" else f"{m[1]} on {t}", said)
    return said


@register.filter
def clock(at: datetime | None) -> SafeString | str:
    """A moment: UTC as text (with the day, where it is another one), local time once clock.js saw it."""
    if at is None:
        return "not known"
    day = "" if at.date() == timezone.now().date() else "%-d %B %Y, "
    return format_html('<time datetime="{0}" data-local="{0}">{1}</time>', _iso(at), at.strftime(f"{day}%H:%M:%S UTC"))


@register.filter
def ago(at: datetime | None) -> SafeString | str:
    """How long ago, counting."""
    if at is None:
        return "never"
    gone = max(0, int((timezone.now() - at).total_seconds()))
    words = f"{gone} s ago" if gone < 120 else f"{gone // 60} min ago" if gone < 7200 else f"{gone // 3600} h ago"
    return format_html('<time datetime="{0}" data-ago="{0}" aria-live="off">{1}</time>', _iso(at), words)


@register.filter
def since(at: datetime | None) -> SafeString | str:
    """A clock that counts up from a moment, as m:ss. A timer: a screen reader does not read every second aloud."""
    if at is None:
        return ""
    gone = max(0, int((timezone.now() - at).total_seconds()))
    words = f"{gone // 60}:{gone % 60:02d}" if gone < 3600 else f"{gone // 3600}:{gone // 60 % 60:02d}:{gone % 60:02d}"
    return format_html('<time datetime="{0}" data-since="{0}" role="timer">{1}</time>', _iso(at), words)


@register.filter
def until(at: datetime | None) -> SafeString | str:
    """Seconds left, counting down."""
    if at is None:
        return ""
    left = max(0, int((at - timezone.now()).total_seconds() + 0.99))
    return format_html('<time datetime="{0}" data-until="{0}" role="timer">{1}</time>', _iso(at), left)


@register.filter
def in_days(at: datetime) -> str:
    """How near an end is, by the calendar's days (UTC): "today", "tomorrow", "in 12 days"."""
    days = (at.date() - timezone.now().date()).days
    return "today" if days <= 0 else "tomorrow" if days == 1 else f"in {days} days"


@register.filter
def soon(at: datetime) -> bool:
    """Does it end within three days?"""
    return (at.date() - timezone.now().date()).days <= 3


BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
           ("Linux", "Linux"))


@register.filter
def browser(agent: str) -> str:
    """What a browser calls itself, as people would: "Firefox on Windows"."""
    program = next((name for sign, name in BROWSERS if sign in agent), "")
    system = next((name for sign, name in SYSTEMS if sign in agent), "")
    return " on ".join(part for part in (program, system) if part) or "A browser that does not say its name"


@register.filter
def initials(name: Any) -> str:
    """The avatar of a workspace or a profile: one letter, or two of two words; clients that begin alike differ."""
    words = ["".join(c for c in word if c.isalnum()) for word in str(name).split()]
    return "".join(word[0] for word in [word for word in words if word][:2]).upper() or "•"


@register.filter
def iso(at: datetime | None) -> str:
    """ISO 8601, for scripts."""
    return _iso(at) if at else ""


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds")


@register.filter
def mention_costs(network: str) -> str:
    """What reading an incident's mentions there costs, and the loudest again; "" where nothing."""
    return NETWORKS[network].facts.cost("mentions", str(LOUDEST)) if network in NETWORKS else ""


@register.filter
def recall_costs(network: str) -> str:
    """What taking a post back costs there, said before it is spent; "" where nothing."""
    return NETWORKS[network].facts.cost("recall", "") if network in NETWORKS else ""
