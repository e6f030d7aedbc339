"""The account's own statuses, newest first, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from slipguard.networks.mastodon import convert
from slipguard.networks.mastodon.http import Http

PAGE = 40  # the most that servers give at once


def page(http: Http, account_id: str, limit: int = PAGE, before: str = "") -> list[dict[str, Any]]:
    """One page of statuses, reposts and direct messages included where the server does not leave them out.

    Pages are only asked for by max_id, and only where one is not enough: Mastodon counts requests with
    max_id, min_id or since_id against a quota of their own (300 in 15 minutes, rack_attack.rb), and
    snac2 ignores all three.
    """
    params = {"limit": str(limit), "exclude_reblogs": "true"} | ({"max_id": before} if before else {})
    path = f"/api/v1/accounts/{account_id}/statuses"
    items = http.ask("GET", path, "a look at the account's posts", params=params).items
    return [item for item in items if "id" in item and isinstance(item.get("account"), dict)]


def own(http: Http, account_id: str, limit: int = PAGE) -> Iterator[dict[str, Any]]:
    """The account's own words, newest first, until there are no more."""
    seen: set[str] = set()
    before = ""
    while True:
        fresh = [s for s in page(http, account_id, limit, before) if s["id"] not in seen]
        if not fresh:  # the end, or a server that ignores max_id
            return
        for status in fresh:
            seen.add(status["id"])
            if convert.own_words(status):
                yield status
        before = str(fresh[-1]["id"])
