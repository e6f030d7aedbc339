"""Named columns to a post: which names are understood, and what a cell means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from slipguard.core.types import Post
from slipguard.networks.archive.form import EMPTY, REPOST, STRANGE, Tally
from slipguard.networks.archive.limits import LONGEST

#: field -> the names under which exports and people write it; the first found counts
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "full_text", "content", "body", "post", "message", "tweet", "status", "caption"),
    "posted_at": ("posted_at", "created_at", "createdat", "published_at", "published", "posted", "timestamp",
                  "datetime", "date", "time", "at"),
    "id": ("id", "post_id", "id_str", "tweet_id", "status_id", "ref", "uri"),
    "url": ("url", "permalink", "link_to_post"),
    "language": ("language", "lang"),
    "app": ("app", "source", "client", "application"),
    "reply_to": ("reply_to", "in_reply_to", "in_reply_to_id", "in_reply_to_status_id", "in_reply_to_status_id_str"),
    "links": ("links",),
    "media": ("media", "media_count"),
    "repost": ("repost", "is_repost", "retweet", "is_retweet", "boost", "reblog"),
    "author": ("author", "account", "handle", "username", "screen_name", "user"),
}
NEEDED = "a column “text”; also understood: posted_at, id, url, language, app, reply_to, links, media, repost, author"
_NO = {"", "0", "false", "no", "none", "null", "n", "f"}


def places(heads: Iterable[str]) -> dict[str, str]:
    """field -> the column that holds it."""
    seen = {head.strip().lower().replace(" ", "_").replace("-", "_"): head for head in reversed(list(heads))}
    return {field: seen[name] for field, names in NAMES.items() for name in names[::-1] if name in seen}


def post_of(row: Mapping[str, Any], at: Mapping[str, str], tally: Tally) -> Post | None:
    """The row as a post; None, with the reason in the tally, where it is none of the owner's."""
    text = row.get(at["text"])
    if not isinstance(text, str):
        tally.skip(STRANGE if text is not None else EMPTY)
        return None
    if not text.strip():
        tally.skip(EMPTY)
        return None
    if text.startswith("RT @") or _word(row, at, "repost").lower() not in _NO:
        tally.skip(REPOST)
        return None
    if len(text) > LONGEST:
        tally.cut += 1
    links = row.get(at.get("links", ""), ())
    link_words = links.split() if isinstance(links, str) else links
    media = _word(row, at, "media")
    when = time_of(_word(row, at, "posted_at"), tally)
    tally.took(when)
    return Post(
        text=text[:LONGEST],
        ref=_word(row, at, "id"),
        url=_word(row, at, "url"),
        at=when,
        app=_word(row, at, "app") or None,
        language=_word(row, at, "language") or None,
        reply_to=_word(row, at, "reply_to") if "reply_to" in at else None,
        media=min(int(media), 99) if media.isdecimal() and len(media) < 9 else None,
        links=tuple(link for link in link_words if isinstance(link, str)) if isinstance(link_words, list) else (),
        author=_word(row, at, "author").lstrip("@"),  # a handle: the caller compares it
    )


def time_of(written: str, tally: Tally) -> datetime | None:
    """An aware time from ISO 8601 with its zone, or seconds since 1970. Everything else is not known.

    A time without zone is left out: the hour of a post says something about the account, and a wrong hour
    says something wrong.
    """
    if not written:
        return None
    try:
        number = float(written)
    except ValueError:
        number = -1.0
    try:
        if number > 0:
            return datetime.fromtimestamp(number / 1000 if number > 1e11 else number, UTC)
        at = datetime.fromisoformat(written.replace(" +", "+").replace(" UTC", "+00:00"))
    except (ValueError, OverflowError, OSError):
        tally.note("Some times are not written as 2026-11-22T09:00+01:00; they were left out.")
        return None
    if at.tzinfo is None:
        tally.note("Some times name no time zone, so they were left out: 09:00+01:00 and 09:00Z can be used.")
        return None
    return at


def _word(row: Mapping[str, Any], at: Mapping[str, str], field: str) -> str:
    value = row.get(at.get(field, ""))
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()
