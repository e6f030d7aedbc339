"""What everybody can read of a profile, without any sign-in: for a person's own voice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from slipguard.core.types import Post
from slipguard.networks.guard import address
from slipguard.networks.mastodon import convert, failures
from slipguard.networks.mastodon.http import Answer, Http
from slipguard.networks.mastodon.listing import PAGE
from slipguard.networks.protocol import Reason, Rejected


def history(handle: str, limit: int, allow_private: bool) -> Iterator[Post]:
    """Own words of user@server, newest first. Rejected where the server shows strangers nothing."""
    user, at, host = handle.strip().lstrip("@").partition("@")
    if not at or not user:
        raise Rejected("Type the whole name, with its server: user@social.example.", Reason.INVALID)
    server = address.base_url(host, allow_private)
    http = Http(server, urlsplit(server).netloc, "", allow_private)
    try:
        found = _read(http, "/api/v1/accounts/lookup", {"acct": user}).body
        number = str(found.get("id", "")) if isinstance(found, dict) else ""
        if not number.isalnum():
            raise Rejected(f"{http.host} answered with something that is no profile.", Reason.INVALID)
        yield from _pages(http, number, limit)
    finally:
        http.close()


def _pages(http: Http, number: str, limit: int) -> Iterator[Post]:
    seen: set[str] = set()
    before: dict[str, str] = {}
    while True:
        query = {"limit": str(PAGE), "exclude_reblogs": "true", **before}
        page = _read(http, f"/api/v1/accounts/{number}/statuses", query).items
        fresh = [status for status in page if status.get("id") not in seen and isinstance(status.get("account"), dict)]
        if not fresh:
            return
        for status in fresh:
            seen.add(status["id"])
            if convert.own_words(status):
                if limit <= 0:
                    return
                limit -= 1
                yield convert.post(status, http.host)
        before = {"max_id": str(fresh[-1]["id"])}


def _read(http: Http, path: str, query: Mapping[str, str]) -> Answer:
    answer = http.call("GET", path, "a look at public posts", params=query, signed_in=False)
    if answer.status == 404:
        raise Rejected(f"{http.host} knows no such profile.", Reason.INVALID, 404)
    if not answer.ok:
        says = f"{http.host} shows strangers nothing ({failures.words(answer.status)}): upload your archive instead."
        raise Rejected(says, Reason.PERMISSION, answer.status)
    return answer
