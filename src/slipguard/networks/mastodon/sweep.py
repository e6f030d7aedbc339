"""What the account's own listing says: the truth that every way of watching is measured against.

A stream tells first and may forget; the listing forgets nothing. So the cursor only moves on by sweeps:
it is the time (the server's, ISO) of the newest post of the last complete one, and everything up to it
has been told. Streams were seen to deliver posts out of order (the recorded frames have it), hence the
overlap: what lies within it comes twice, which callers must bear.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from slipguard.networks.mastodon import convert, listing, refs
from slipguard.networks.mastodon.http import Http
from slipguard.networks.protocol import Appeared, Happening, Vanished

OVERLAP = timedelta(seconds=10)
LOOK = 20  # posts per look: what every server gives
CHECKS = 5  # missing posts that one sweep asks about
KNOWN = 500  # posts whose edit and disappearance are noticed
NOTHING = "0001-01-01T00:00:00+00:00"  # cursor of an account without posts


class Sweep:
    """What one watch knows of the account's posts."""

    def __init__(self, http: Http, account_id: str, cursor: str | None) -> None:
        self._http, self._account_id = http, account_id
        self._me = f"{account_id}@{http.host}"
        self._known: OrderedDict[str, tuple[datetime, str]] = OrderedDict()  # id -> made, last edit
        self._gone: OrderedDict[str, None] = OrderedDict()  # told as vanished: a late listing may still hold it
        self.cursor = cursor or ""
        if cursor is None:
            self._begin_now()

    def _begin_now(self) -> None:
        """From now on: what is there already is known, and not told."""
        page = listing.page(self._http, self._account_id)
        for status in page:
            self._know(status)
        self.cursor = str(max(page, key=_made)["created_at"]) if page else NOTHING

    def all(self) -> Iterator[Happening]:
        """Everything since the cursor that was not told yet, oldest first; then the cursor moves on."""
        at = convert.time_of(self.cursor) or datetime.min.replace(tzinfo=UTC)
        floor = at - OVERLAP if at.year > 1 else at
        found: dict[str, dict[str, Any]] = {}
        before, reached = "", False
        while not reached:
            fresh = [s for s in listing.page(self._http, self._account_id, LOOK, before) if s["id"] not in found]
            if not fresh:  # the end, or a server that ignores max_id
                break
            found.update((str(s["id"]), s) for s in fresh)
            reached = any(_made(s) < floor for s in fresh)
            before = str(fresh[-1]["id"])
        newest, known = self.cursor, dict(self._known)
        for status_id, status in reversed(found.items()):
            # a stream may have told newer words meanwhile: what was read before is not told after them
            if _made(status) >= floor and self._known.get(status_id) == known.get(status_id):
                yield from self.status(status)
            if _made(status) > (convert.time_of(newest) or datetime.min.replace(tzinfo=UTC)):
                newest = str(status["created_at"])
        yield from self._vanished(found)
        self.cursor = newest

    def status(self, status: dict[str, Any]) -> Iterator[Happening]:
        """A status that somebody showed us: told if it is ours, and new or edited."""
        if convert.author_of(status, self._http.host) != self._me or not convert.own_words(status):
            return
        status_id = str(status["id"])
        if status_id in self._gone or self._known.get(status_id, (None, ""))[1] == _edit(status):
            return
        post = convert.post(status, self._http.host)
        self._know(status)
        yield Appeared(post, self.cursor)

    def deleted(self, status_id: str) -> Iterator[Happening]:
        """The server says that a post was deleted. It does not say whose: deletes of followed people's
        posts come too, and name refs that nobody has."""
        self._known.pop(status_id, None)
        if status_id not in self._gone:
            self._gone[status_id] = None
            while len(self._gone) > KNOWN:
                self._gone.popitem(last=False)
            yield Vanished(refs.make(self._me, status_id), self.cursor)

    def _vanished(self, found: dict[str, dict[str, Any]]) -> Iterator[Happening]:
        """Known posts that the listing should hold and does not, once a read agrees."""
        oldest = min(map(_made, found.values())) if len(found) >= LOOK else None  # None: that was everything
        missing = [
            status_id
            for status_id, (made, _) in self._known.items()
            if status_id not in found and (oldest is None or made > oldest)
        ]
        for status_id in missing[-CHECKS:]:
            answer = self._http.call("GET", f"/api/v1/statuses/{status_id}", "a look at the post")
            if answer.status in (404, 410):
                yield from self.deleted(status_id)

    def _know(self, status: dict[str, Any]) -> None:
        self._known[str(status["id"])] = (_made(status), _edit(status))
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)


def _made(status: dict[str, Any]) -> datetime:
    return convert.time_of(status.get("created_at")) or datetime.min.replace(tzinfo=UTC)


def _edit(status: dict[str, Any]) -> str:
    """Changes when the post is edited. The text too: some servers keep no time of it."""
    return f"{status.get('edited_at')}|{status.get('content')}"
