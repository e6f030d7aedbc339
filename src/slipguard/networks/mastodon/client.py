"""One account on one Mastodon-API server: the verbs of `Network`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import IO

from slipguard.core.types import Picture, Post
from slipguard.networks.ledger import Ledger
from slipguard.networks.mastodon import convert, leaving, listing, pictures, readiness, refs, stream
from slipguard.networks.mastodon.credentials import me
from slipguard.networks.mastodon.http import Http, netloc
from slipguard.networks.mastodon.publishing import Publisher
from slipguard.networks.mastodon.reading import Reader
from slipguard.networks.protocol import (
    Delete,
    Happening,
    Identity,
    Outgoing,
    Readiness,
    Reason,
    Rejected,
    Secret,
    Sighting,
    Uploaded,
)

PAGE = 40  # the most that servers give at once
MENTION_PAGES = 25  # a storm's newest thousand; 300 calls in 5 minutes are what most servers allow

# Whoever sees a post of these kinds was meant to see it: the public
_PUBLIC = ("public", "unlisted")


class MastodonNetwork:
    """Implements `Network`. Makes no call before it is asked something.

    `reach`: the base URL to call instead of the secret's server (a tunnel, a proxy); names of posts and
    accounts keep the secret's server.
    """

    def __init__(
        self,
        secret: Secret,
        ledger: Ledger | None = None,
        allow_private: bool = False,
        reach: str | None = None,
        rhythm: stream.Rhythm = stream.RHYTHM,
    ) -> None:
        self._host = netloc(secret["server"])
        self._http = Http(reach or secret["server"], self._host, secret["token"], allow_private)
        self._secret = secret
        self._account_id = secret["account_id"]
        self._granted = secret.get("scopes", "")
        self._publisher = Publisher(self._http, self._account_id, ledger or Ledger())
        self._reader = Reader(self._http, self._account_id, secret["acct"])
        self._watcher = stream.Watcher(self._http, self._account_id, rhythm)
        self._done: set[str] = set()
        self._quota = readiness.DeleteQuota()

    def whoami(self) -> Identity:
        """See `Network`."""
        return convert.identity(me(self._http), self._host)

    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        """See `Network`, and pictures.py."""
        return pictures.upload(self._http, picture, content)

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        """See `Network`, and pictures.py."""
        up, working = pictures.upload_film(self._http, film, file)
        if not working:
            self._done.add(up.handle)
        return up

    def film_ready(self, handle: str) -> bool:
        """See `Network`. A server that was done with it at once (snac2, GoToSocial) is not asked: some cannot tell."""
        return handle in self._done or pictures.ready(self._http, handle)

    def publish(self, post: Outgoing, key: str) -> Post:
        """See `Network`, and publishing.py for what one key means on servers that ignore it."""
        return self._publisher.publish(post, key)

    def find(self, post: Outgoing, key: str) -> Post | None:
        """See `Network`, and the rule in publishing.py."""
        return self._publisher.find(post, key)

    def delete(self, ref: str) -> Delete:
        """See `Network`. Attached pictures and videos are deleted with it (Mastodon 4.4 and later).

        Another account's ref is refused here, before a call is made with the wrong token.
        """
        account_id, host, status_id = refs.split(ref)
        if (account_id, host) != (self._account_id, self._host):
            raise Rejected("This post belongs to another account.", Reason.PERMISSION)
        path, doing = f"/api/v1/statuses/{status_id}", "a delete"
        answer = self._http.call("DELETE", path, doing, params={"delete_media": "true"})
        self._quota.note(answer.headers)
        if answer.ok:
            if isinstance(answer.body, dict):
                self._reader.remember(answer.body)
            return Delete.SENT
        if answer.status in (404, 410, 422):
            # Only a live token's "not found" counts: snac2 answers 404 to any delete by anybody
            me(self._http)
        if answer.status in (404, 410):
            return Delete.NOT_FOUND
        raise self._http.failure(answer, doing)

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        """See `Network`, and reading.py for what proves what. Signed in: the API; logged out: API and page."""
        status_id = refs.split(ref)[2]
        return self._reader.logged_out(status_id) if logged_out else [self._reader.signed_in(status_id)]

    def history(self, limit: int) -> Iterator[Post]:
        """See `Network`. No reposts and no direct messages; posts for followers only are included."""
        left = limit
        for status in listing.own(self._http, self._account_id, min(PAGE, max(limit, 1))):
            if left <= 0:
                return
            self._reader.remember(status)
            yield convert.post(status, self._host)
            left -= 1

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """See `Network`, and stream.py. An edited post appears again, with its new text."""
        return self._watcher.watch(cursor, stop)

    def mentions(self, since: datetime) -> list[Post]:
        """See `Network`: notifications of the type mention, which answers are too."""
        found: dict[str, Post] = {}
        params = {"types[]": "mention", "limit": str(PAGE)}
        for _ in range(MENTION_PAGES):
            answer = self._http.ask("GET", "/api/v1/notifications", "a look at the mentions", params=params)
            page = [n for n in answer.items if n.get("status") and n["id"] not in found]
            for notice in page:
                at = convert.time_of(notice.get("created_at"))
                if at is not None and at < since:
                    return self._by_time(found)
                if notice["status"].get("visibility") in _PUBLIC:
                    found[notice["id"]] = convert.post(notice["status"], self._host)
            if len(page) < PAGE or ("max_id" in params and params["max_id"] == page[-1]["id"]):
                break
            params["max_id"] = page[-1]["id"]
        return self._by_time(found)

    def can_delete(self) -> Readiness:
        """See `Network`."""
        return readiness.check(self._http, self._granted, self._quota)

    def sign_out(self) -> str:
        """See `Network`, and leaving.py."""
        return leaving.leave(self._http, self._secret)

    def limits(self) -> Mapping[str, int]:
        """See `Network`: characters of a post, and what a link counts."""
        return self._publisher.limits()

    def close(self) -> None:
        """See `Network`."""
        self._http.close()

    @staticmethod
    def _by_time(found: dict[str, Post]) -> list[Post]:
        return sorted(found.values(), key=lambda post: post.at.timestamp() if post.at else 0, reverse=True)
