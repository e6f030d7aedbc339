"""The state of the server and the rules that change it. Every method is called under `lock`."""

from __future__ import annotations

import queue
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.mastodon.behaviour import Fault
from tests.servers.x.behaviour import Behaviour

EPOCH = 1_288_834_974_657
SCOPES = "tweet.read tweet.write users.read media.write offline.access"
PROBLEMS = "https://api.twitter.com/2/problems/"
EXAMPLE = "463440424141459456"  # the post that the documentation embeds


class Refused(Exception):
    """An answer that is not what was asked for."""

    def __init__(self, status: int, body: dict[str, Any], headers: dict[str, str] | None = None) -> None:
        super().__init__(str(status))
        self.status, self.body, self.headers = status, body, headers or {}


@dataclass(eq=False)
class Person:
    """An account, with the two keys that OAuth 1.0a gives it."""

    id: str
    name: str
    token: str = ""
    token_secret: str = ""
    protected: bool = False
    used: dict[str, list[float]] = field(default_factory=dict)  # quota -> when


@dataclass(eq=False)
class Tweet:
    """One version of a post."""

    id: str
    author: Person
    text: str
    at: datetime
    app: str
    versions: list[str]  # numbers of the whole chain, shared by all versions
    reply_to: Tweet | None = None
    repost_of: Tweet | None = None
    likes: int = 0
    deleted: bool = False
    late_reads: int = 0
    pictures: list[Picture] = field(default_factory=list)


@dataclass(eq=False)
class Picture:
    """A picture that was brought."""

    id: str
    owner: Person
    content: bytes
    alt: str = ""
    size: int = 0  # of a film, as it was announced; 0: a picture
    chunks: dict[int, bytes] = field(default_factory=dict)
    working_reads: int = 0  # looks at a film until X is done with it


@dataclass
class Grant:
    """What a token may do. person None: the application itself."""

    person: Person | None
    scopes: set[str]
    app: str = "a phone"
    ends: float = float("inf")


class World:
    """Everything that the server remembers."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.lock = threading.RLock()
        self.host = self.base = ""
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.people: dict[str, Person] = {}
        self.tweets: OrderedDict[str, Tweet] = OrderedDict()
        self.pictures: dict[str, Picture] = {}
        self.tokens: dict[str, Grant] = {}
        self.refresh: dict[str, tuple[Person, str, set[str]]] = {}  # token -> person, client id, scopes
        self.codes: dict[str, dict[str, str]] = {}
        self.apps = {"x-client": "x-client-secret", "x-public": ""}  # OAuth 2.0
        self.keys = {"x-api-key": "x-api-secret"}  # OAuth 1.0a
        self.bearer = secrets.token_urlsafe(24)
        self.tokens[self.bearer] = Grant(None, set(), "the application")
        self.subscriptions: list[dict[str, Any]] = []
        self.streams: list[queue.SimpleQueue[bytes | None]] = []
        self._last = 0
        self.published(self.person("Interior"), "Sunsets don't get much better than this one.", number=EXAMPLE)

    # ---- people ----------------------------------------------------------------------------------
    def person(self, name: str = "") -> Person:
        """A new account with OAuth 1.0a keys."""
        person = Person(self._number(), name or f"user{len(self.people) + 1}")
        person.token, person.token_secret = f"{person.id}-{secrets.token_urlsafe(18)}", secrets.token_urlsafe(24)
        self.people[person.id] = person
        return person

    def by_name(self, name: str) -> Person | None:
        """The account of this name."""
        return next((p for p in self.people.values() if p.name.lower() == name.lower()), None)

    def grant(self, person: Person, client: str = "x-client", scopes: str = SCOPES) -> dict[str, Any]:
        """An OAuth 2.0 token, and a refresh token where offline.access is asked for."""
        token, life = secrets.token_urlsafe(32), self.behaviour.token_life
        self.tokens[token] = Grant(person, set(scopes.split()), "Slipguard", time.monotonic() + life)
        told: dict[str, Any] = {"token_type": "bearer", "expires_in": life, "access_token": token, "scope": scopes}
        if "offline.access" in scopes:
            told["refresh_token"] = secrets.token_urlsafe(32)
            self.refresh[told["refresh_token"]] = (person, client, set(scopes.split()))
        return told

    # ---- posts -----------------------------------------------------------------------------------
    def publish(self, grant: Grant, form: dict[str, Any]) -> Tweet:
        """A new post."""
        text, person = str(form.get("text") or ""), grant.person
        assert person is not None
        numbers = (form.get("media") or {}).get("media_ids") or []
        if (not text.strip() and not numbers) or len(text) > 280:
            raise Refused(400, problem("Invalid Request", "One or more parameters to your request was invalid."))
        live = (t for t in self.tweets.values() if t.author is person and not t.deleted and not t.repost_of)
        if self.behaviour.refuses_repeats and text and any(t.text == text for t in live):
            says = "You are not allowed to create a Tweet with duplicate content."
            raise Refused(403, {"detail": says, "type": "about:blank", "title": "Forbidden", "status": 403})
        answered = (form.get("reply") or {}).get("in_reply_to_tweet_id")
        shown = [self.pictures.get(number) for number in numbers]
        if len(shown) > 4 or any(one is None or one.owner is not person for one in shown):
            raise Refused(400, problem("Invalid Request", "Your media IDs are invalid."))
        films = [one for one in shown if one is not None and one.size]
        if any(len(one.content) != one.size or one.working_reads for one in films):
            raise Refused(400, problem("Invalid Request", "Your media IDs are invalid."))
        made = self.published(person, text, grant.app, self.tweets.get(str(answered)) if answered else None)
        made.pictures = [one for one in shown if one is not None]
        return made

    def bring(self, person: Person, content: bytes) -> Picture:
        """A picture, before the post that shows it."""
        if not content or len(content) > 5_000_000:
            raise Refused(400, problem("Invalid Request", "The media is too large."))
        made = Picture(self._number(), person, content)
        self.pictures[made.id] = made
        return made

    def announce(self, person: Person, size: int) -> Picture:
        """A film that will come in chunks."""
        made = Picture(self._number(), person, b"", size=size)
        self.pictures[made.id] = made
        return made

    def published(
        self, person: Person, text: str, app: str = "Twitter Web App", reply_to: Tweet | None = None, number: str = ""
    ) -> Tweet:
        """Without asking whether it may be."""
        number = number or self._number()
        tweet = Tweet(number, person, text, self._at(number), app, [number], reply_to)
        self.tweets[number] = tweet
        self.event("post.create", tweet)
        return tweet

    def repost(self, person: Person, tweet: Tweet) -> Tweet:
        """A repost."""
        number = self._number()
        made = Tweet(number, person, f"RT @{tweet.author.name}: {tweet.text}", self._at(number), "a phone", [number])
        made.repost_of = tweet
        self.tweets[number] = made
        return made

    def edit(self, tweet: Tweet, text: str) -> Tweet:
        """A new version with a number of its own; the chain grows."""
        number = self._number()
        made = Tweet(number, tweet.author, text, tweet.at, tweet.app, tweet.versions, tweet.reply_to)
        tweet.versions.append(number)
        self.tweets[number] = made
        self.event("post.create", made)
        return made

    def delete(self, person: Person, number: str) -> None:
        """The whole chain, by any of its numbers."""
        tweet = self.tweets.get(number)
        if tweet is None or tweet.deleted:
            if self.behaviour.unknown_is_deleted:
                return
            raise Refused(404, {"errors": [not_found(number)]})
        if tweet.author is not person:
            raise Refused(403, problem("Forbidden", "You are not allowed to delete this Tweet."))
        for version in tweet.versions:
            self.tweets[version].deleted = True
            self.tweets[version].late_reads = self.behaviour.late_reads
        self.event("post.delete", tweet)

    def seen(self, number: str, reader: Person | None) -> Tweet | None:
        """The post for a reader, if it is still shown."""
        tweet = self.tweets.get(number)
        if tweet is None or (tweet.deleted and tweet.late_reads <= 0):
            return None
        if tweet.author.protected and reader is not tweet.author:
            return None
        if tweet.deleted:
            tweet.late_reads -= 1
        return tweet

    def of(self, person: Person) -> list[Tweet]:
        """A person's posts, newest first, each chain by its newest version."""
        mine = [t for t in self.tweets.values() if t.author is person and not t.deleted and t.id == t.versions[-1]]
        return sorted(mine, key=lambda t: -int(t.id))

    # ---- quotas ------------------------------------------------------------------------------------
    def count(self, person: Person | None, what: str, limit: int) -> dict[str, str]:
        """Headers of one more request; 429 when the window is full."""
        used = person.used.setdefault(what, []) if person else []
        now = time.monotonic()
        used[:] = [at for at in used if now - at < self.behaviour.window]
        reset = int(self.clock() + (self.behaviour.window - (now - used[0]) if used else self.behaviour.window))
        headers = {"x-rate-limit-limit": str(limit), "x-rate-limit-reset": str(reset)}
        if len(used) >= limit:
            raise Refused(429, problem("Too Many Requests", "Too Many Requests"),
                          headers | {"x-rate-limit-remaining": "0"})
        used.append(now)
        return headers | {"x-rate-limit-remaining": str(limit - len(used))}

    # ---- activity ----------------------------------------------------------------------------------
    def event(self, kind: str, tweet: Tweet) -> None:
        """To every open stream, where somebody subscribed to it."""
        import json

        from tests.servers.x import show

        for made in self.subscriptions:
            if made["event_type"] == kind and made["filter"].get("user_id") == tweet.author.id:
                payload = show.whole(tweet) if kind == "post.create" else {"id": tweet.id, "author_id": tweet.author.id}
                data = {"event_uuid": self._number(), "filter": made["filter"], "event_type": kind,
                        "tag": made.get("tag"), "payload": payload, "includes": {}}
                for stream in self.streams:
                    stream.put(json.dumps({"data": data}).encode() + b"\r\n")

    # ---- clock and numbers ---------------------------------------------------------------------------
    def clock(self) -> float:
        """The server's own clock, seconds since 1970."""
        return time.time() + self.behaviour.skew

    def _number(self) -> str:
        self._last = max(self._last + 1, int(self.clock() * 1000 - EPOCH) << 22)
        return str(self._last)

    @staticmethod
    def _at(number: str) -> datetime:
        return datetime.fromtimestamp(((int(number) >> 22) + EPOCH) / 1000, UTC)


def problem(title: str, detail: str) -> dict[str, Any]:
    """An error body as X writes most of them."""
    return {"title": title, "detail": detail, "type": PROBLEMS + title.lower().replace(" ", "-")}


def not_found(number: str) -> dict[str, Any]:
    """One entry of `errors` (recorded)."""
    return {"code": 50, "detail": f"Could not find tweet with id: [{number}].", "parameter": "id",
            "resource_id": number, "resource_type": "tweet", "title": "Not Found Error",
            "type": PROBLEMS + "resource-not-found", "value": number}
