"""Who the sign-in belongs to, and the account's own posts, page by page."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from slipguard.networks.protocol import Reason, Retryable
from slipguard.networks.x import convert
from slipguard.networks.x.calls import Calls

PAGE = 100  # the most that X gives at once; the fewest are 5
_WHO = "the question whose sign-in this is"


def me(calls: Calls) -> dict[str, Any]:
    """/2/users/me with this very sign-in. Raises the five shapes."""
    found = calls.ask(_WHO, lambda x, old: x.get_me(user_fields=convert.USER_FIELDS, user_auth=old)).data
    if not isinstance(found, dict) or not {"id", "username"} <= found.keys():
        raise Retryable(f"X gave no proper answer to {_WHO}.", Reason.NETWORK)
    return found


def own(
    calls: Calls,
    user_id: str,
    *,
    limit: int = PAGE,
    since_id: str = "",
    start: datetime | None = None,
    as_app: bool = False,
    doing: str = "a look at the account's posts",
    note: Callable[[Mapping[str, str]], None] = lambda _: None,
    within: float | None = None,
) -> Iterator[dict[str, Any]]:
    """Own words, newest first, until there are no more: X keeps the newest 3,200 within reach. No reposts.

    `limit` only sizes the pages (X charges for each post that an answer holds); the caller stops when it has enough.
    `note` is given the headers of each answer; `within`: see Calls.call.
    """
    options: dict[str, Any] = {"max_results": min(PAGE, max(5, limit)), "exclude": ["retweets"]}
    options |= {"tweet_fields": convert.FIELDS}
    options |= {"since_id": since_id} if since_id else {}
    options |= {"start_time": start} if start else {}
    yield from _pages(calls, "get_users_tweets", user_id, options, as_app, doing, note, within)


def mentioning(calls: Calls, user_id: str, start: datetime) -> Iterator[dict[str, Any]]:
    """Posts that mention the account, newest first: X keeps the newest 800."""
    options = {"max_results": PAGE, "tweet_fields": convert.FIELDS, "start_time": start}
    yield from _pages(calls, "get_users_mentions", user_id, options, False, "a look at the mentions", lambda _: None)


def _pages(
    calls: Calls,
    verb: str,
    user_id: str,
    options: dict[str, Any],
    as_app: bool,
    doing: str,
    note: Callable[[Mapping[str, str]], None],
    within: float | None = None,
) -> Iterator[dict[str, Any]]:
    seen: set[str] = set()
    token: str | None = None
    while True:
        page = functools.partial(_page, verb=verb, user_id=user_id, options={**options, "pagination_token": token})
        answer = calls.ask(doing, page, as_app=as_app, within=within)
        note(answer.headers)
        fresh = [t for t in answer.items if "id" in t and "text" in t and t["id"] not in seen]
        for tweet in fresh:
            seen.add(tweet["id"])
            if convert.own_words(tweet):
                yield tweet
        meta = answer.body.get("meta") or {}
        if not fresh or not meta.get("next_token"):
            return
        token = str(meta["next_token"])


def _page(x: Any, old: bool, *, verb: str, user_id: str, options: dict[str, Any]) -> Any:
    return getattr(x, verb)(user_id, user_auth=old, **options)
