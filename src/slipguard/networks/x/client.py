"""One account on X: the verbs of `Network`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import IO

from slipguard.core.types import Picture, Post
from slipguard.networks.ledger import Ledger
from slipguard.networks.protocol import (
    Delete,
    Happening,
    Identity,
    NetworkFailure,
    Outgoing,
    Readiness,
    Reason,
    Rejected,
    Secret,
    Sighting,
    Uploaded,
)
from slipguard.networks.x import (
    convert,
    failures,
    films,
    leaving,
    listing,
    pictures,
    readiness,
    refs,
    threads,
    watching,
)
from slipguard.networks.x.activity import Hub
from slipguard.networks.x.calls import Calls
from slipguard.networks.x.plan import Plan
from slipguard.networks.x.publishing import Publisher
from slipguard.networks.x.reading import Reader
from slipguard.networks.x.tokens import Keyring


@dataclass(slots=True)
class Shared:
    """What all clients of one installation share."""

    ledger: Ledger = field(default_factory=Ledger)
    keyring: Keyring = field(default_factory=Keyring)
    quota: readiness.Quota = field(default_factory=readiness.Quota)
    hub: Hub = field(default_factory=Hub)


class XNetwork:
    """Implements `Network`. Makes no call before it is asked something."""

    def __init__(
        self,
        secret: Secret,
        keep: Callable[[Secret], None],
        shared: Shared | None = None,
        plan: Plan | None = None,
        rhythm: watching.Rhythm = watching.RHYTHM,
    ) -> None:
        shared = shared or Shared()
        self._me, self._user = secret["user_id"], secret["user"]
        self._calls = Calls(secret, keep, shared.keyring)
        self._quota = shared.quota
        self._publisher = Publisher(self._calls, self._me, self._user, shared.ledger)
        self._reader = Reader(self._calls, self._me, self._user, secret.get("oembed", ""))
        self._watch = watching.Watch(self._calls, (self._me, self._user), plan or Plan(), shared.hub, rhythm)

    def whoami(self) -> Identity:
        """See `Network`."""
        return convert.identity(listing.me(self._calls))

    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        """See `Network`, and pictures.py."""
        return pictures.upload(self._calls, picture, content)

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        """See `Network`, and films.py."""
        return films.upload(self._calls, film, file)

    def film_ready(self, handle: str) -> bool:
        """See `Network`, and films.py."""
        return films.ready(self._calls, handle)

    def publish(self, post: Outgoing, key: str) -> Post:
        """See `Network`, and publishing.py for what one key means on a network that knows none."""
        return self._publisher.publish(post, key)

    def find(self, post: Outgoing, key: str) -> Post | None:
        """See `Network`, and the rule in publishing.py."""
        return self._publisher.find(post, key)

    def delete(self, ref: str) -> Delete:
        """See `Network`. Own answers that hang on the post go first, the last one first; then the post, in all its
        versions (any number of an edited post stands for the whole chain).

        Another account's ref is refused here, before a call is made with the wrong token. A part that X does not
        delete holds nothing up: the post itself is deleted, and then the part's failure is raised.
        """
        owner, post_id = refs.split(ref)
        if owner != self._me:
            raise Rejected("This post belongs to another account.", Reason.PERMISSION)
        if full := self._quota.used_up(self._me):
            raise full
        stuck: NetworkFailure | None = None
        for part in threads.parts_after(self._calls, self._me, post_id):
            try:
                self._delete(part)
            except NetworkFailure as failure:
                stuck = failure
        outcome = self._delete(post_id)
        if stuck is not None:
            raise stuck
        return outcome

    def _delete(self, post_id: str) -> Delete:
        doing = "a delete"
        answer = self._calls.call(doing, lambda x, old: x.delete_tweet(post_id, user_auth=old), acts=True)
        self._quota.note(self._me, answer.status, answer.headers)
        if answer.ok:
            return Delete.SENT
        if answer.status in (404, 410):
            return Delete.NOT_FOUND
        raise failures.of(answer.status, answer.headers, answer.body, doing)

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        """See `Network`, and reading.py for what proves what."""
        post_id = refs.split(ref)[1]
        return self._reader.logged_out(post_id) if logged_out else [self._reader.signed_in(post_id)]

    def history(self, limit: int) -> Iterator[Post]:
        """See `Network`. No reposts; X keeps the newest 3,200 posts within reach."""
        if limit <= 0:
            return
        for number, tweet in enumerate(listing.own(self._calls, self._me, limit=limit), 1):
            yield convert.post(tweet, self._me, self._user)
            if number >= limit:
                return

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """See `Network`, and watching.py."""
        return self._watch.watch(cursor, stop)

    def mentions(self, since: datetime) -> list[Post]:
        """See `Network`: X's own list of mentions, which answers are in too; the newest 800 at most."""
        start = since.astimezone(UTC).replace(microsecond=0)
        told = listing.mentioning(self._calls, self._me, start)
        found = [convert.post(tweet, reader=(self._me, self._user)) for tweet in told]
        return [post for post in found if post.author != self._me and (post.at is None or post.at >= since)]

    def can_delete(self) -> Readiness:
        """See `Network`."""
        return readiness.check(self._calls, self._me, self._quota)

    def limits(self) -> Mapping[str, int]:
        """None of an account's own: 280 for everybody here. Longer posts of paying accounts are not sent."""
        return {}

    def sign_out(self) -> str:
        """End this very sign-in at X; see leaving.py."""
        return leaving.leave(self._calls)

    def close(self) -> None:
        """See `Network`."""
        self._calls.close()
        self._reader.close()
