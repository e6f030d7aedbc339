"""One profile of the rehearsal network, behind the protocol that real networks have."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import IO

from slipguard.core.types import FilmRules, Picture, PictureRules, Post
from slipguard.core.writing import objection
from slipguard.networks.practice.world import Item, World
from slipguard.networks.protocol import (
    Appeared,
    Check,
    Delete,
    Facts,
    Happening,
    Heard,
    Identity,
    Length,
    Located,
    Outgoing,
    Readiness,
    Reason,
    Reconnect,
    Rejected,
    Secret,
    Seen,
    Sighting,
    Uploaded,
    Vanished,
)

LIMIT = 500
_POST = re.compile(r"practice/@[a-z0-9_]+/\d+")
_BEAT = 2.0  # seconds between two Heard
_LOOK = 0.02  # seconds between two looks at the file: a slip must be seen within a moment

FACTS = Facts(
    name="practice",
    title="Practice network",
    post_limit=LIMIT,
    limit_counts="characters",
    delete_quota="none",
    idempotent_publish="the key is stored with the post",
    watches_by=("its own event log",),
    manual_delete="Open the post on the practice timeline and press Delete.",
    fields=(("handle", "Practice profile", False),),
    pictures=PictureRules(count=4, size=2_000_000, alt=1500, alone=True, film=FilmRules(20_000_000, seconds=60)),
)


class PracticeNetwork:
    """A client with one token."""

    def __init__(self, secret: Secret) -> None:
        self._world = World(secret["db"])
        self._token = secret["token"]
        self._base = secret.get("base", "")

    def _me(self) -> tuple[str, str]:
        me = self._world.owner(self._token)
        if me is None:
            raise Reconnect("The practice network does not know this token any more.", Reason.TOKEN, 401)
        return me

    def _post(self, item: Item) -> Post:
        return Post(
            text=item.text,
            ref=f"practice/@{item.handle}/{item.id}",
            url=f"{self._base}/practice/@{item.handle}/{item.id}",
            at=item.at,
            app=item.app,
            reply_to=item.reply_to or "",
            media=len(item.alts),
            alts=tuple(alt for alt in item.alts if alt),
            author=item.handle,
            quotes=quoted[0] if (quoted := _POST.search(item.text)) else "",
            reactions=self._world.answers(item.id),
        )

    def whoami(self) -> Identity:
        handle, name = self._me()
        return Identity(handle, handle, name, f"{self._base}/practice/@{handle}")

    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        handle, _ = self._me()
        if why := objection([picture], FACTS.pictures, FACTS.title):
            raise Rejected(why.what, Reason.INVALID, 422)
        return Uploaded(picture, self._world.keep_picture(handle, picture, content))

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        handle, _ = self._me()
        if why := objection([film], FACTS.pictures, FACTS.title):
            raise Rejected(why.what, Reason.INVALID, 422)
        return Uploaded(film, self._world.keep_film(handle, film, file))

    def film_ready(self, handle: str) -> bool:
        if not self._world.has_picture(self._me()[0], handle):
            raise Rejected("The practice network does not have this film.", Reason.INVALID, 404)
        return True

    def publish(self, post: Outgoing, key: str) -> Post:
        handle, _ = self._me()
        if not post.text.strip() and not post.pictures:
            raise Rejected("The practice network does not take an empty post.", Reason.INVALID, 422)
        if len(post.text) > LIMIT:
            raise Rejected(
                f"The text has {len(post.text)} characters; {LIMIT} fit in a post here.", Reason.INVALID, 422
            )
        if why := objection([one.picture for one in post.pictures], FACTS.pictures, FACTS.title):
            raise Rejected(why.what, Reason.INVALID, 422)
        names = [one.handle for one in post.pictures]
        if not all(self._world.has_picture(handle, name) for name in names):
            raise Rejected("The practice network does not have one of its pictures.", Reason.INVALID, 422)
        item = self._world.post(handle, post.text, key, app="Slipguard", reply_to=post.reply_to, pictures=names)
        return self._post(item)

    def find(self, post: Outgoing, key: str) -> Post | None:
        handle, _ = self._me()
        item = self._world.keyed(handle, key)
        return self._post(item) if item is not None and item.deleted_at is None else None

    def delete(self, ref: str) -> Delete:
        handle, _ = self._me()
        taken = self._world.delete(handle, _number(ref))
        if taken is None:
            raise Rejected("This post belongs to another profile.", Reason.PERMISSION, 403)
        return Delete.SENT if taken else Delete.NOT_FOUND

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        number = _number(ref)
        public = self._world.visible(number, public=True)
        sightings = [self._sighting(public, "the practice timeline, logged out")]
        if not logged_out:
            own = self._world.visible(number, public=False)
            sightings.append(self._sighting(own, "the practice network, signed in", outside=False))
        return sightings

    def _sighting(self, item: Item | None, viewpoint: str, outside: bool = True) -> Sighting:
        if item is None:
            return Sighting(Seen.GONE, viewpoint, "404 Not Found", outside=outside)
        return Sighting(Seen.THERE, viewpoint, "200 OK", self._post(item), outside)

    def history(self, limit: int) -> Iterator[Post]:
        handle, _ = self._me()
        for item in self._world.timeline(limit, handle):
            yield self._post(item)

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        handle, _ = self._me()
        after = int(cursor) if cursor else self._world.last_seq()
        via = "the event log"
        yield Heard(str(after), via)
        beat = time.monotonic()
        mark = -1
        while not stop():
            now = self._world.changed()
            if now != mark:
                mark = now
                for seq, kind, item in self._world.events(handle, after):
                    after = seq
                    if kind == "delete":
                        yield Vanished(f"practice/@{handle}/{item.id}", str(after))
                    else:
                        # also where it is gone by now: it was seen by others, so it is judged
                        yield Appeared(self._post(item), str(after))
            if time.monotonic() - beat >= _BEAT:
                beat = time.monotonic()
                self._me()
                yield Heard(str(after), via)
            time.sleep(_LOOK)

    def mentions(self, since: datetime) -> list[Post]:
        handle, _ = self._me()
        name = re.compile(rf"(?<![\w/])@{re.escape(handle)}(?!\w)", re.IGNORECASE)
        return [
            self._post(item)
            for item in self._world.since(since.timestamp())
            if item.handle != handle
            and (name.search(item.text) or any(self._mine(ref, handle) for ref in _refs(item)))
        ]

    def _mine(self, ref: str, handle: str) -> bool:
        first = self._world.item(_number(ref))
        return first is not None and first.handle == handle

    def can_delete(self) -> Readiness:
        try:
            self._me()
        except Reconnect as dead:
            return Readiness(False, dead.says)
        says = "The practice network takes back every post of yours."
        return Readiness(True, says, {}, (Check("scope", True, says), Check("quota", True, "There is no limit.")))

    def sign_out(self) -> str:
        me = self._world.owner(self._token)
        if me is not None:
            self._world.revoke(me[0])
        return ""

    def limits(self) -> Mapping[str, int]:
        return {}

    def close(self) -> None:
        self._world.close()


class PracticeAdapter:
    """The rehearsal network as a whole. A secret is {"db", "base", "handle", "token"}."""

    facts = FACTS

    def connect(self, form: Mapping[str, str]) -> Secret:
        world = World(form["db"])
        handle = form["handle"].strip().lstrip("@").lower()
        if not re.fullmatch(r"[a-z0-9_]{1,30}", handle):
            raise Rejected("A practice profile has 1 to 30 letters, digits or _.", Reason.INVALID)
        token = world.enrol(handle, form.get("name") or handle)
        return {"db": form["db"], "base": form.get("base", ""), "handle": handle, "token": token}

    def pictureless(self, secret: Secret) -> str:
        """Every token may."""
        return ""

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        """What everybody can read of a profile, without any sign-in."""
        world = World(where["db"])
        try:
            for item in world.timeline(limit, handle.strip().lstrip("@").lower()):
                yield Post(item.text, f"practice/@{item.handle}/{item.id}", at=item.at, app=item.app)
        finally:
            world.close()

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> PracticeNetwork:
        return PracticeNetwork(secret)

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """Code points."""
        return Length(len(text), LIMIT)

    def locate(self, url: str) -> Located | None:
        page = re.search(r"(?:^|/)practice/@([a-z0-9_]+)/(\d+)/?$", url)
        return Located(page[1], page[2]) if page else None

    def ref(self, remote_id: str, key: str) -> str:
        return f"practice/@{remote_id}/{key}"

    def address(self, ref: str, secret: Secret) -> str:
        return f"{secret.get('base', '')}/practice/@{secret['handle']}/{_number(ref)}"


def _refs(item: Item) -> list[str]:
    """What a post answers and what it quotes: here a quote is the link to a post."""
    return [*([item.reply_to] if item.reply_to else []), *_POST.findall(item.text)]


def _number(ref: str) -> int:
    tail = ref.rsplit("/", 1)[-1]
    return int(tail) if tail.isdigit() else 0


ADAPTER = PracticeAdapter()
