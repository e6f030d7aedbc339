"""Who speaks to the account, as its server hears it from its AppView."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from slipguard.core.types import Post
from slipguard.networks.bluesky import convert
from slipguard.networks.bluesky.xrpc import Refused, Xrpc, shape
from slipguard.networks.protocol import Reason, Unsupported

PAGE = 100  # the most that a server lists at once
PAGES = 10  # a storm's newest thousand; the looks follow each other closely


def mentions(xrpc: Xrpc, host: str, since: datetime) -> list[Post]:
    """app.bsky.notification.listNotifications, which the account's server asks its AppView for us.

    A server without one cannot know who mentions the account: Unsupported.
    """
    found: dict[str, Post] = {}
    cursor: str | None = None
    for _ in range(PAGES):
        answer = _page(xrpc, host, cursor)
        notices = answer.get("notifications")
        if not isinstance(notices, list) or not notices:
            break
        oldest = since
        for note in notices:
            post = convert.post(str(note.get("uri")), note.get("record") or {})
            seen = convert.moment(note.get("indexedAt")) or (post.at if post else None)
            oldest = seen or oldest
            if post and seen and seen >= since:
                found.setdefault(post.ref, post)
        cursor = answer.get("cursor")
        if not cursor or oldest < since:
            break
    return list(found.values())


def _page(xrpc: Xrpc, host: str, cursor: str | None) -> dict[str, Any]:
    """One page, newest first."""
    reasons, more = ["mention", "reply", "quote"], {"cursor": cursor} if cursor else {}
    try:
        return xrpc.get_as("app.bsky.notification.listNotifications", limit=PAGE, reasons=reasons, **more)
    except Refused as refused:
        failure = shape(refused, host)
        if isinstance(failure, Unsupported):
            says = f"{host} has no view of the whole network and cannot tell who mentions the account."
            raise Unsupported(says, Reason.INVALID, refused.status) from refused
        raise failure from refused
