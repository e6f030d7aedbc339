"""The incident record as a document for the client: Markdown and JSON. (The page is web's.)"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from slipguard.core.incident.checklist import items
from slipguard.core.incident.fold import Copy, Record

NOT_UNDONE = (
    "What a delete does not undo: screenshots, quotes and replies, copies on servers and services that "
    "keep what they received, notifications and e-mails already delivered, search and archive caches."
)


def _clock(at: datetime | None) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S UTC") if at else "not known"


def seconds(value: float | None) -> str:
    """A duration in words that a client reads at once."""
    if value is None:
        return "not known"
    if value < 10:
        return f"{value:.1f} seconds"
    if value < 120:
        return f"{value:.0f} seconds"
    if value < 7200:
        return f"{value / 60:.0f} minutes"
    return f"{value / 3600:.1f} hours"


def _copy_lines(copy: Copy, network: str) -> list[str]:
    lines = [f"- **@{copy.handle}** on {network}: **{copy.state}**"]
    if copy.gone_at:
        viewpoints = "; ".join(copy.viewpoints) or "a reader"
        lines.append(
            f"  - gone at {_clock(copy.gone_at)}, checked {copy.checks} "
            f"time{'s' if copy.checks != 1 else ''} ({viewpoints}), "
            f"visible for {seconds(copy.seconds_visible)}"
        )
    elif copy.says:
        lines.append(f"  - {copy.says}")
    if copy.link and not copy.gone_at:
        lines.append(f"  - by hand: {copy.link}")
    return lines


def mentions_line(record: Record) -> str:
    """How people answered, in one paragraph; "" where nobody counted."""
    told = record.mentions
    if "mentions" not in told:
        return ""
    total, hostile = int(told["mentions"]), int(told.get("hostile", 0))
    if not total:
        return "Nobody mentioned or answered the account while Slipguard counted."
    share = f", {hostile} of them hostile ({hostile / total:.0%})" if hostile else ", none of them hostile"
    said = [f"{total} mention{'s' if total != 1 else ''} and answers{share}."]
    if told.get("peak"):
        said.append(f"At the busiest {told['peak']:g} a minute.")
    if told.get("echoes"):
        said.append(f"{told['echoes']} of them quote the post, repeat its words or show it.")
    said += [str(told[name]) for name in ("decay", "says") if told.get(name)]
    return " ".join(said)


def off_line(record: Record) -> str:
    """Whose access ended, without a name; "" where nobody's did."""
    return " ".join(
        f"On {_clock(off['at'])} one person was taken off {off['accounts']} account"
        f"{'s' if off['accounts'] != 1 else ''}; their sign-ins, links and tokens have ended."
        for off in record.taken_off
    )


def checked(record: Record) -> list[tuple[str, str]]:
    """The checklist as (title, by whom and when; "" = open), in its own order."""
    told = []
    for item in items({copy.network for copy in record.copies.values()}):
        tick = record.ticks.get(item.key)
        note = f": {tick.note}" if tick and tick.note else ""
        told.append((item.title, f"{tick.by}, {tick.at:%Y-%m-%d %H:%M} UTC{note}" if tick else ""))
    return told


def _said_lines(record: Record) -> list[str]:
    lines: list[str] = []
    later = [("What was said later", one) for one in record.follow_ups]
    for title, said in (("What was said", record.apology), *later):
        if said.get("text"):
            lines += ["", f"## {title}", "", *[f"> {line}".rstrip() for line in said["text"].splitlines()]]
            lines += ["", f"Published: {said['url']}"] if said.get("url") else []
    return lines


def _after_lines(record: Record) -> list[str]:
    lines = []
    if answered := mentions_line(record):
        lines += ["", "## How people answered", "", answered]
    if record.taken_off:
        lines += ["", "## Who has access", "", off_line(record)]
    if record.ticks:
        list_ = checked(record)
        still = [title for title, said in list_ if not said]
        lines += ["", "## Looked after", "", *[f"- {title} ({said})" for title, said in list_ if said]]
        lines += ["", f"Not ticked: {'; '.join(still)}."] if still else []
    return lines


def visible(record: Record) -> str:
    """How long it could be seen, as a sentence; while a copy may still be up, that is what is said."""
    if record.seconds_visible is not None:
        return f"Visible for {seconds(record.seconds_visible)}."
    open_ones = sum(copy.gone_at is None for copy in record.copies.values())
    if open_ones:
        return f"{open_ones} of {len(record.copies)} copies may still be visible."
    return "How long it was visible is not known."


def as_markdown(record: Record, intact: bool, number: int) -> str:
    """One page of Markdown. `intact`: whether the chain of events holds."""
    title = "Drill" if record.drill else "Incident"
    lines = [
        f"# {title} {number}: @{record.account} on {record.title(record.network)}",
        "",
        f"State: **{record.state}**. {visible(record)}",
        "",
        "## The post",
        "",
        *[f"> {line}" for line in record.text.splitlines() or [""]],
        "",
        f"Posted {_clock(record.posted_at)}, seen {_clock(record.seen_at)}.",
    ]
    if record.reasons:
        lines += ["", "Why it was noticed:", "", *[f"- {reason}" for reason in record.reasons]]
    lines += ["", "## Where it was, and what became of it", ""]
    for copy in record.copies.values():
        lines += _copy_lines(copy, record.title(copy.network))
    lines += _said_lines(record)
    if record.changes:
        lines += ["", "## What changes", "", *[f"- {change}" for change in record.changes]]
    if record.put_back.get("url"):
        lines += ["", f"Published again after a false alarm: {record.put_back['url']}"]
    lines += _after_lines(record)
    lines += ["", "## Minute by minute", ""]
    lines += [f"- {_clock(at)} {said}" for at, said in record.timeline]
    lines += ["", NOT_UNDONE, ""]
    lines.append(
        "The record's chain of events is intact."
        if intact
        else "**The record's chain of events is broken: an entry was changed or is missing.**"
    )
    return "\n".join(lines) + "\n"


def as_json(record: Record, intact: bool, number: int) -> dict[str, Any]:
    """The same as plain data; times are ISO 8601, durations are seconds."""
    return {
        "incident": number,
        "drill": record.drill,
        "state": record.state,
        "account": record.account,
        "network": record.network,
        "text": record.text,
        "posted_at": _when(record.posted_at),
        "seen_at": _when(record.seen_at),
        "decided_at": _when(record.decided_at),
        "decision": record.decision,
        "reasons": record.reasons,
        "alternative": record.alternative or None,
        "harm": record.harm,
        "p_value": record.p_value,
        "seconds_visible": record.seconds_visible,
        "copies": [
            {
                "ref": copy.ref,
                "network": copy.network,
                "handle": copy.handle,
                "url": copy.url,
                "state": str(copy.state),
                "says": copy.says,
                "by_hand": copy.link or None,
                "delete_sent_at": _when(copy.delete_sent_at),
                "gone_at": _when(copy.gone_at),
                "checks": copy.checks,
                "viewpoints": list(copy.viewpoints),
                "seconds_visible": copy.seconds_visible,
            }
            for copy in record.copies.values()
        ],
        "apology": {k: (_when(v) if isinstance(v, datetime) else v) for k, v in record.apology.items()} or None,
        "follow_ups": [{k: (_when(v) if isinstance(v, datetime) else v) for k, v in said.items()}
                       for said in record.follow_ups],
        "changes": record.changes,
        "put_back": record.put_back.get("url"),
        "mentions": {k: (_when(v) if isinstance(v, datetime) else v) for k, v in record.mentions.items()} or None,
        "taken_off": [{"at": _when(off["at"]), "accounts": off["accounts"]} for off in record.taken_off],
        "checklist": [
            {
                "item": item.key,
                "title": item.title,
                "done": item.key in record.ticks,
                "by": record.ticks[item.key].by if item.key in record.ticks else None,
                "at": _when(record.ticks[item.key].at) if item.key in record.ticks else None,
                "note": record.ticks[item.key].note if item.key in record.ticks else "",
            }
            for item in items({copy.network for copy in record.copies.values()})
        ],
        "timeline": [{"at": _when(at), "says": said} for at, said in record.timeline],
        "intact": intact,
        "not_undone": NOT_UNDONE,
    }


def _when(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
