"""Watching an account by asking for what is newer than the newest known (since_id), as often as the plan allows.

The cursor is that number, or a time (ISO) while the account has not posted since it is watched. X's numbers are made
on many machines and may show up out of order by moments, so now and then, and after every pause, one question
goes back OVERLAP instead; what comes twice is told once.

Deletes: X does not list them. Posts that this watch saw within the last hour are looked at again, a few at a
time; X charges a post once a day, so this costs next to nothing. Where the Activity API tells of them, see activity.py.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from slipguard.networks.protocol import Appeared, Happening, Heard, Reason, Retryable, Vanished
from slipguard.networks.x import convert, listing, refs
from slipguard.networks.x.activity import Hub, Told
from slipguard.networks.x.calls import Calls
from slipguard.networks.x.plan import Plan, spell

SLICE = 0.25  # seconds between looks at stop()
OVERLAP = timedelta(seconds=30)
BACK_EVERY = 20  # questions
YOUNG = timedelta(hours=1)
LOOKS = 10  # posts looked at again at a time
KNOWN = 500


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds."""

    heard: float = 3.0  # between signs of life
    beside: float = 120.0  # between questions beside a stream, which may forget
    looks: float = 60.0  # between looks at young posts


RHYTHM = Rhythm()


class Watch:
    """One account's watch."""

    def __init__(self, calls: Calls, me: tuple[str, str], plan: Plan, hub: Hub, rhythm: Rhythm = RHYTHM) -> None:
        self._calls, (self._me, self._user) = calls, me
        self._plan, self._hub, self._rhythm = plan, hub, rhythm
        self._known: OrderedDict[str, tuple[str, datetime]] = OrderedDict()  # first number -> newest version, made
        self._gone: OrderedDict[str, None] = OrderedDict()
        self._cursor = ""
        self._asked = 0
        self._looked = float("-inf")

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """See `Network.watch`. An edited post appears again, with its new text."""
        listing.me(self._calls)  # a dead sign-in is told as such
        self._cursor = cursor or datetime.now(UTC).isoformat(timespec="seconds")
        with self._hub.listening(self._me) as told:
            while not stop():
                pause, via = yield from self._round(told, stop)
                if not stop():
                    yield Heard(self._cursor, via)
                    yield from self._wait(pause, via, told, stop)

    def _round(self, told: Told, stop: Callable[[], bool]) -> Generator[Happening, None, tuple[float, str]]:
        """One question and, when due, one look at young posts: (seconds until the next, how we watch).

        What the stream tells meanwhile goes first; the cursor moves once all of the answer was dealt with.
        """
        accounts = self._hub.accounts
        try:
            tweets, newest = yield from self._ask(told)
            for tweet in tweets:
                yield from self._now(told)
                if stop():
                    return 0.0, ""
                yield from self._post(tweet)
            self._cursor = newest
            if time.monotonic() - self._looked >= self._rhythm.looks:
                yield from self._look_again()
        except Retryable as full:
            if full.reason is not Reason.QUOTA:
                raise
            pause = min(full.after or 60.0, 900.0)
            return pause, f"asking, after a wait of {spell(pause)}: the quota of 15 minutes is used up"
        pause = self._plan.pause(accounts, self._headers)
        if self._hub.live:
            pause = max(pause, self._rhythm.beside)
            return pause, f"the activity stream, and asking every {spell(pause)}"
        return pause, self._plan.says(pause, accounts)

    def _ask(self, told: Told) -> Generator[Happening, None, tuple[list[dict[str, Any]], str]]:
        """(everything since the cursor, oldest first, the new cursor)."""
        back = self._asked % BACK_EVERY == 0
        self._asked += 1
        since: dict[str, Any] = {"since_id": self._cursor}
        if not self._cursor.isdigit():
            since = {"start_time": datetime.fromisoformat(self._cursor)}
        elif back and (at := refs.made_at(self._cursor)):
            since = {"start_time": (at - OVERLAP).replace(microsecond=0)}
        newest = int(self._cursor) if self._cursor.isdigit() else 0
        floor = newest if "since_id" in since else 0
        found = []
        for tweet in self._since(since):
            yield from self._now(told)
            newest = max(newest, *map(int, convert.chain(tweet)), int(tweet["id"]))
            if int(tweet["id"]) > floor:
                found.append(tweet)
        return found[::-1], str(newest) if newest else self._cursor

    def _since(self, since: dict[str, Any]) -> Iterator[dict[str, Any]]:
        return listing.own(
            self._calls, self._me, since_id=since.get("since_id", ""), start=since.get("start_time"), note=self._note
        )

    _headers: dict[str, str] = {}  # noqa: RUF012 - replaced, never changed

    def _note(self, headers: Any) -> None:
        self._headers = headers

    def _post(self, tweet: dict[str, Any]) -> Iterator[Happening]:
        """A post that somebody showed us: told if it is new or edited. Known only once it was dealt with."""
        versions = convert.chain(tweet)
        first, version = versions[0], str(tweet["id"])
        known = self._known.get(first)
        if first in self._gone or (known and int(known[0]) >= int(version)):
            return
        post = convert.post(tweet, self._me, self._user)
        yield Appeared(post, self._cursor)
        self._known[first] = version, post.at or datetime.now(UTC)
        while len(self._known) > KNOWN:
            self._known.popitem(last=False)

    def _look_again(self) -> Iterator[Happening]:
        """Are the youngest posts still there?"""
        self._looked = time.monotonic()
        oldest = datetime.now(UTC) - YOUNG
        young = [first for first, (_, made) in self._known.items() if made > oldest][-LOOKS:]
        if not young:
            return
        answer = self._calls.call(
            "a look at the last posts", lambda x, old: x.get_tweets(young, tweet_fields=convert.FIELDS, user_auth=old)
        )
        # a refusal is no reason to stop listening: the next question meets it, too, if it matters
        for error in (answer.body.get("errors") or ()) if answer.ok and isinstance(answer.body, dict) else ():
            number = str(error.get("resource_id") or error.get("value") or "")
            if number in young and convert.not_found({"errors": [error]}):
                yield from self._deleted(number)

    def _deleted(self, number: str) -> Iterator[Happening]:
        self._known.pop(number, None)
        if number not in self._gone:
            self._gone[number] = None
            while len(self._gone) > KNOWN:
                self._gone.popitem(last=False)
            yield Vanished(refs.make(self._me, number), self._cursor)

    def _wait(self, pause: float, via: str, told: Told, stop: Callable[[], bool]) -> Iterator[Happening]:
        """Until the next question is due; what the stream tells meanwhile is passed on at once."""
        ends = heard = time.monotonic()
        ends += pause
        while (now := time.monotonic()) < ends and not stop():
            yield from self._event(told.next(min(SLICE, ends - now)))
            if time.monotonic() - heard >= self._rhythm.heard:
                yield Heard(self._cursor, via)
                heard = time.monotonic()

    def _now(self, told: Told) -> Iterator[Happening]:
        """What the stream has told meanwhile."""
        while event := told.next(0):
            yield from self._event(event)

    def _event(self, event: tuple[str, dict[str, Any]] | None) -> Iterator[Happening]:
        kind, payload = event or ("", {})
        if kind == "post.create" and convert.own_words(payload):
            yield from self._post(payload)
        elif kind == "post.delete":
            yield from self._deleted(str(payload.get("id")))
