"""The state of one server and the rules that change it. Every method is called under `lock`."""

from __future__ import annotations

import json
import queue
import secrets
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from tests.servers.mastodon import show
from tests.servers.mastodon.behaviour import Behaviour, Fault

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALL_SCOPES = "read write follow push"


class Refused(Exception):
    """An error answer."""

    def __init__(self, status: int, says: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(says)
        self.status, self.says, self.headers = status, says, headers or {}


@dataclass(eq=False)
class Person:
    """An account."""

    id: str
    name: str
    token: str
    followers: set[Person] = field(default_factory=set)
    notifications: list[dict[str, Any]] = field(default_factory=list)
    streams: list[queue.SimpleQueue[tuple[str, str] | None]] = field(default_factory=list)
    deletes: list[float] = field(default_factory=list)  # when, for the quota


@dataclass(eq=False)
class Attachment:
    """A picture or film that was brought."""

    id: str
    owner: Person
    content: bytes
    media_type: str
    description: str
    working_reads: int  # looks until it is ready
    shown: bool = False


@dataclass(eq=False)
class Status:
    """A post."""

    id: str
    author: Person
    text: str
    at: str
    path: str
    visibility: str = "public"
    language: str | None = None
    spoiler: str = ""
    app: str = "a phone"
    reply_to: Status | None = None
    reblog: Status | None = None
    edited: str | None = None
    deleted: bool = False
    late_reads: int = 0  # reads that still serve it although it is deleted
    late_until: float = 0.0
    attachments: list[Attachment] = field(default_factory=list)

    @property
    def served(self) -> bool:
        """Is it still there for readers?"""
        return not self.deleted or self.late_reads > 0 or time.monotonic() < self.late_until


@dataclass
class Grant:
    """What a token may do."""

    person: Person
    scopes: set[str]
    app: str
    used: list[float] = field(default_factory=list)

    def may(self, scope: str) -> bool:
        """Is the scope, or the whole it is a part of, granted?"""
        return scope in self.scopes or scope.partition(":")[0] in self.scopes


class World:
    """Everything that a server remembers."""

    def __init__(self, behaviour: Behaviour) -> None:
        self.behaviour = behaviour
        self.lock = threading.RLock()
        self.host = self.base = ""  # set when the port is known
        self.faults: list[Fault] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []  # (method, path, headers), for assertions
        self.people: dict[str, Person] = {}
        self.statuses: OrderedDict[str, Status] = OrderedDict()
        self.attachments: dict[str, Attachment] = {}
        self.tokens: dict[str, Grant] = {}
        self.apps: dict[str, dict[str, str]] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self._keys: dict[tuple[str, str], tuple[float, str]] = {}
        self._last = 0
        self._owed = 0.0  # late deletes owed by late_share: deterministic, not drawn

    # ---- people ----------------------------------------------------------------------------------
    def person(self, name: str = "", scopes: str = ALL_SCOPES) -> Person:
        """A new account with a token."""
        name = name or f"user{len(self.people) + 1}"
        person = Person(self._id(), name, "")
        self.people[person.id] = person
        person.token = self.token(person, scopes)
        return person

    def token(self, person: Person, scopes: str = ALL_SCOPES, app: str = "a phone") -> str:
        """One more token for a person."""
        token = secrets.token_urlsafe(32)
        self.tokens[token] = Grant(person, set(scopes.split()), app)
        return token

    def by_name(self, name: str) -> Person | None:
        """The account of this name."""
        return next((p for p in self.people.values() if p.name == name), None)

    def of(self, person: Person) -> list[Status]:
        """A person's posts that are served, newest first."""
        return [s for s in reversed(self.statuses.values()) if s.author is person and s.served]

    # ---- posts -----------------------------------------------------------------------------------
    def publish(
        self, grant: Grant, form: dict[str, str], key: str = "", media_ids: list[str] | None = None
    ) -> Status:
        """A new post; scheduled_at is ignored and the post goes out at once, as on snac2."""
        person, text = grant.person, form.get("status", "")
        if key and self.behaviour.honours_keys:
            kept_at, status_id = self._keys.get((person.id, key), (-1e9, ""))
            if time.monotonic() - kept_at < 3600:
                return self.visible(status_id, person)
        if not text.strip() and not media_ids:
            raise Refused(422, "Validation failed: Text can't be blank")
        if len(text) > self.behaviour.max_characters:
            raise Refused(422, "Validation failed: Text character limit exceeded")
        answered = self.visible(form["in_reply_to_id"], person) if form.get("in_reply_to_id") else None
        attachments = self._attached(person, media_ids or [])
        status = self._add(person, text, grant.app, form.get("visibility") or "public")
        status.attachments = attachments
        for one in attachments:
            one.shown = True
        status.reply_to, status.language = answered, form.get("language") or "en"
        status.spoiler = form.get("spoiler_text", "")
        if key:
            self._keys[person.id, key] = (time.monotonic(), status.id)
        self._tell_of(status, "update")
        for mentioned in show.content(self, text)[1]:
            self._notify(mentioned, status)
        return status

    def bring(self, person: Person, content: bytes, media_type: str, description: str) -> Attachment:
        """A picture or a film, before the post that shows it."""
        if not self.behaviour.takes_pictures:
            raise Refused(404, "Not Found")
        film = media_type.startswith("video/")
        if film and media_type != "video/mp4":
            raise Refused(422, "Validation failed: File content type is invalid")
        if not content or len(content) > (self.behaviour.film_bytes if film else self.behaviour.picture_bytes):
            raise Refused(422, "Validation failed: File is too big")
        if len(description) > (self.behaviour.description_limit or 1500):
            raise Refused(422, "Validation failed: Description is too long")
        reads = self.behaviour.film_reads if film else self.behaviour.working_reads
        made = Attachment(self._id(), person, content, media_type, description, reads)
        self.attachments[made.id] = made
        return made

    def _attached(self, person: Person, ids: list[str]) -> list[Attachment]:
        """The pictures of a new post: one's own, ready, not yet shown, and at most four."""
        if len(ids) > 4:
            raise Refused(422, "Cannot attach more than 4 files")
        found = [self.attachments.get(one) for one in ids]
        if any(one is None or one.owner is not person or one.shown for one in found):
            raise Refused(422, "Validation failed: Media not found")
        if any(one and one.working_reads > 0 for one in found):
            raise Refused(422, "Cannot attach files that have not finished processing. Try again in a moment!")
        shown = [one for one in found if one is not None]
        if len(shown) > 1 and any(one.media_type.startswith("video/") for one in shown):
            raise Refused(422, "Cannot attach a video to a post that already contains images")
        return shown

    def reblog(self, grant: Grant, status: Status) -> Status:
        """A repost."""
        repost = self._add(grant.person, "", grant.app, "public")
        repost.reblog = status
        self._tell_of(repost, "update")
        return repost

    def edit(self, person: Person, status_id: str, text: str) -> Status:
        """Another text for the same post."""
        status = self._mine(person, status_id)
        status.text, status.edited = text, self.now()
        self._tell_of(status, "status.update")
        return status

    def delete(self, person: Person, status_id: str) -> Status:
        """200 comes before the post is gone for every reader, in `late_share` of the cases."""
        if not self.behaviour.deletes:
            raise Refused(404, "Not Found")
        self._count_delete(person)
        status = self._mine(person, status_id)
        status.deleted = True
        self._owed += self.behaviour.late_share
        if self._owed >= 1 - 1e-9:
            self._owed -= 1
            status.late_reads = self.behaviour.late_reads
            status.late_until = time.monotonic() + self.behaviour.late_seconds
        for person_to_tell in {status.author, *status.author.followers}:
            self._event(person_to_tell, "delete", status.id)
        return status

    def visible(self, status_id: str, reader: Person | None) -> Status:
        """A post for a reader (None: logged out), or 404. Followers-only posts do not exist for strangers."""
        status = self.statuses.get(status_id)
        if status is None or not status.served:
            raise Refused(404, "Record not found")
        inside = reader is status.author or (reader is not None and reader in status.author.followers)
        if status.visibility not in ("public", "unlisted") and not inside:
            raise Refused(404, "Record not found")
        if status.deleted:
            status.late_reads -= 1
        return status

    def delete_headers(self, person: Person) -> dict[str, str]:
        """The narrowest quota that applies to a delete."""
        used = len(self._recent(person.deletes, self.behaviour.delete_window))
        return self.quota_headers(self.behaviour.delete_quota, used, self.behaviour.delete_window)

    def quota_headers(self, limit: int, used: int, window: float) -> dict[str, str]:
        """As Mastodon writes them: the reset as an ISO time with microseconds."""
        reset = datetime.fromtimestamp(self.clock() + window, UTC).isoformat(timespec="microseconds")
        return {
            "X-RateLimit-Limit": str(limit),
            "X-RateLimit-Remaining": str(max(0, limit - used)),
            "X-RateLimit-Reset": reset.replace("+00:00", "Z"),
        }

    def count_request(self, grant: Grant) -> dict[str, str]:
        """The quota of a token; 429 when it is used up."""
        used = self._recent(grant.used, self.behaviour.window)
        headers = self.quota_headers(self.behaviour.quota, len(used) + 1, self.behaviour.window)
        if len(used) >= self.behaviour.quota:
            raise Refused(429, "Too many requests", headers)
        grant.used[:] = [*used, time.monotonic()]
        return headers

    # ---- clock -----------------------------------------------------------------------------------
    def clock(self) -> float:
        """The server's own clock, seconds since 1970."""
        return time.time() + self.behaviour.skew

    def now(self) -> str:
        """The server's time as the API writes it."""
        at = datetime.fromtimestamp(self.clock(), UTC)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    # ---- helpers ---------------------------------------------------------------------------------
    def _add(self, person: Person, text: str, app: str, visibility: str) -> Status:
        status_id = self._id()
        middle = "statuses/" if self.behaviour.ulids else ""
        status = Status(status_id, person, text, self.now(), f"/@{person.name}/{middle}{status_id}", visibility)
        status.app = app
        self.statuses[status_id] = status
        return status

    def _mine(self, person: Person, status_id: str) -> Status:
        status = self.statuses.get(status_id)
        if status is None or status.deleted:
            raise Refused(404, "Record not found")
        if status.author is not person:
            raise Refused(self.behaviour.others_post, "This action is not allowed")
        return status

    def _count_delete(self, person: Person) -> None:
        recent = self._recent(person.deletes, self.behaviour.delete_window)
        if len(recent) >= self.behaviour.delete_quota:
            raise Refused(429, "Too many requests", self.delete_headers(person))
        person.deletes[:] = [*recent, time.monotonic()]

    @staticmethod
    def _recent(times: list[float], window: float) -> list[float]:
        return [at for at in times if time.monotonic() - at < window]

    def _tell_of(self, status: Status, event: str) -> None:
        for reader in {status.author, *status.author.followers}:
            payload = show.status(self, status, owner=reader is status.author)
            self._event(reader, event, json.dumps(payload))

    def _notify(self, person: Person, status: Status) -> None:
        if person is status.author:
            return
        notice = {
            "id": self._id(),
            "type": "mention",
            "created_at": self.now(),
            "account": show.account(self, status.author),
            "status_id": status.id,
        }
        person.notifications.insert(0, notice)
        told = notice | {"status": show.status(self, status)}
        self._event(person, "notification", json.dumps(told))

    @staticmethod
    def _event(person: Person, event: str, payload: str) -> None:
        for stream in person.streams:
            stream.put((event, payload))

    def _id(self) -> str:
        """Snowflake-like (milliseconds, 16 bits) or a ULID; strictly growing."""
        self._last = max(self._last + 1, int(self.clock() * 1000) << 16)
        if not self.behaviour.ulids:
            return str(self._last)
        number, out = self._last << 32, ""  # 48 bits of milliseconds, 80 of the rest
        number <<= 32
        for _ in range(26):
            number, digit = divmod(number, 32)
            out = _CROCKFORD[digit] + out
        return out
