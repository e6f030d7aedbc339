"""What Slipguard asks of a network, and the five ways in which a network can fail it.

Everything is synchronous: a watcher is a thread, a call has a deadline. `networks/__init__.py` holds
the dict NETWORKS that names every adapter. An adapter is a folder with a module-level object of type
`Adapter` (how to connect, what it can do) whose `open()` gives a `Network` (one account, one token).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import IO, Protocol

from slipguard.core.types import Picture, PictureRules, Post


# ---- what may go wrong ---------------------------------------------------------------------------
class Reason(StrEnum):
    """Tells apart what the table in docs/reference/errors.md explains to people."""

    TOKEN = "token"  # noqa: S105 (a word, not a secret); 401 (422 on some servers): dead or revoked
    CREDIT = "credit"  # 402: nothing left to pay with
    PERMISSION = "permission"  # 403: scope or role missing, or another person's post
    QUOTA = "quota"  # 429
    NETWORK = "network"  # no answer, reset, 5xx
    INVALID = "invalid"  # the network does not accept this content
    DUPLICATE = "duplicate"  # the network says that it already has this text
    WRONG_ACCOUNT = "wrong_account"  # the token belongs to somebody else


class NetworkFailure(Exception):
    """Base of the five shapes. `says` is safe to show: it never holds a token or a response body."""

    def __init__(self, says: str, reason: Reason, status: int | None = None) -> None:
        super().__init__(says)
        self.says = says
        self.reason = reason
        self.status = status


class Retryable(NetworkFailure):
    """Nothing happened; try again after `after` seconds (None: with the caller's own patience)."""

    def __init__(
        self, says: str, reason: Reason, after: float | None = None, status: int | None = None
    ) -> None:
        super().__init__(says, reason, status)
        self.after = after


class Rejected(NetworkFailure):
    """The network understood and refuses; the same call will be refused again."""


class Reconnect(NetworkFailure):
    """The token is dead: a person has to connect the account again."""


class Unsupported(NetworkFailure):
    """This server has no such verb (a Mastodon-API server without delete, say)."""


class Unknown(NetworkFailure):
    """The call may or may not have happened (a time-out while publishing): look before a retry."""


# ---- what goes in and out ------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Identity:
    """Who the network says a token belongs to."""

    remote_id: str  # never changes: a DID, a numeric id, with the server where ids are per server
    handle: str  # as people type it, without a leading @
    name: str = ""
    url: str = ""
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How much of a post's room a text takes, in the network's own unit."""

    used: int
    limit: int
    unit: str = "characters"

    @property
    def fits(self) -> bool:
        """Not a letter too many."""
        return self.used <= self.limit


@dataclass(frozen=True, slots=True)
class Uploaded:
    """A picture or film at the network, not yet with a post. `handle` is the network's own and may run out."""

    picture: Picture
    handle: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What is to be published."""

    text: str
    language: str | None = None
    reply_to: str | None = None  # ref
    # when this key was first attempted (aware): the same words from before are another post. Only
    # networks that have to look for a post by its words need it.
    first_tried: datetime | None = None
    pictures: tuple[Uploaded, ...] = ()
    # what each picture's description says, "" for none; also while none is uploaded: where there are no words, a post
    # is found by them
    alts: tuple[str, ...] = ()

    def looks_like(self, post: Post) -> bool:
        """Of a post without words: does that one show as many pictures, described alike where the network tells?"""
        mine = self.alts or tuple(one.picture.alt for one in self.pictures)
        told = tuple(alt for alt in mine if alt)
        return not post.text.strip() and post.media == len(mine) and post.alts in ((), told)


class Delete(StrEnum):
    """What the network answered to a delete. Neither proves that the post is gone."""

    SENT = "sent"
    NOT_FOUND = "not_found"


class Seen(StrEnum):
    """What a read of one post proves."""

    THERE = "there"
    GONE = "gone"  # a positive "not found" answer
    UNPROVEN = "unproven"  # 401 to a logged-out reader, 5xx, time-out: says nothing either way


@dataclass(frozen=True, slots=True)
class Sighting:
    """One read of one post from one viewpoint."""

    seen: Seen
    viewpoint: str  # "the account's server", "the public view at HOST, logged out" ...
    says: str = ""  # the answer in words: "404 Not Found", "HTTP 401 to logged-out readers"
    post: Post | None = None
    outside: bool = True  # False: the reader was signed in, so it proves nothing about others


@dataclass(frozen=True, slots=True)
class Appeared:
    """A post of the watched account became visible."""

    post: Post
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Vanished:
    """A post of the watched account was deleted, by whomever."""

    ref: str
    cursor: str | None = None


@dataclass(frozen=True, slots=True)
class Heard:
    """The stream is alive; nothing of ours happened. `cursor` may move on."""

    cursor: str | None = None
    via: str = ""  # "firehose", "websocket", "polling every 15 s": shown on the board


Happening = Appeared | Vanished | Heard


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a delete needs. `ok` None: could not be found out, which is never a no."""

    name: str  # "token", "identity", "scope", "quota", "credit", "server", "proven" ...
    ok: bool | None
    says: str
    next_step: str = ""  # what a person does about it


@dataclass(frozen=True, slots=True)
class Readiness:
    """Could this account delete a post right now? None = could not be found out."""

    can_delete: bool | None
    says: str
    facts: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()  # what was asked, one by one; who am I is asked before and not repeated here
    soon: str = ""  # why it will be no before long (credit runs out), said before the day it is needed


# PictureRules' names <- the keys in `Network.limits`
TOLD = {"count": "pictures", "size": "picture_bytes", "alt": "picture_alt"}
FILM_BYTES = "film_bytes"  # and that of FilmRules.size


def free(verb: str, text: str = "") -> str:
    """What an act costs where acts cost nothing: nothing to say."""
    return ""


# The label of `facts.fields` for a token that names nobody: whoami's answer is compared with what is typed there.
WHOSE = "Name of the account (leave empty to take whoever's sign-in it is)"


@dataclass(frozen=True, slots=True)
class Facts:
    """What an adapter declares about itself; the table of networks in the docs is made from this."""

    name: str  # key in NETWORKS
    title: str  # as people write it
    post_limit: int  # in the network's own units
    limit_counts: str  # "graphemes", "characters, links as 23"
    delete_quota: str
    idempotent_publish: str  # how the same key twice gives one post
    watches_by: tuple[str, ...]
    manual_delete: str  # what a person does by hand, one sentence
    fields: tuple[tuple[str, str, bool], ...] = ()  # what connecting asks for: (key, label, secret)
    # (verb, text) -> what that act will cost, in words, before it is spent; "" where nothing. Verbs: "publish" (of
    # this text), "recall", "learn" (of so many posts), "mentions" (of which so many are read again)
    cost: Callable[[str, str], str] = free
    # verb -> why not, for a network where a person does it: "delete", "publish", "watch", "history",
    # "mentions", "whoami". Such a verb raises Unsupported; an account without "delete" is watched by hand
    cannot: Mapping[str, str] = field(default_factory=dict)
    proven_by: str = "a logged-out read of the post"  # how it is known that a post is gone
    pictures: PictureRules | None = None  # what goes with a post; None: Slipguard cannot publish pictures there

    def takes(self, limits: Mapping[str, int]) -> PictureRules | None:
        """The rules at one server, which may say other figures (`Network.limits`) than its kind usually has."""
        if self.pictures is None:
            return None
        told = {name: limits[key] for name, key in TOLD.items() if limits.get(key, 0) > 0}
        here = replace(self.pictures, **told)  # type: ignore[arg-type]
        if here.film is not None and limits.get(FILM_BYTES, 0) > 0:
            here = replace(here, film=replace(here.film, size=limits[FILM_BYTES]))
        return here

    @property
    def by_hand(self) -> bool:
        """Does a person delete here, guided, because no program can?"""
        return "delete" in self.cannot


class Network(Protocol):
    """One account on one network, with the very token that will be used."""

    def whoami(self) -> Identity:
        """Ask the network whose token this is. Never answered from memory."""

    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        """Bring a picture with its description to the network; nobody sees it before a post shows it.

        Twice is harmless: what no post shows is thrown away by the network. Unsupported where there is no way.
        """

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        """As `upload`, of a film, which is read piece by piece from its file's beginning. It may not be shown before
        `film_ready`; what that says is asked by the caller, again and again, so that a crash between is no new upload.
        """

    def film_ready(self, handle: str) -> bool:
        """Is the network done with the film of this handle? Rejected where it could make nothing of it, or does not
        know it any more."""

    def publish(self, post: Outgoing, key: str) -> Post:
        """Publish; the same key twice gives one post. Time-out: Unknown, after which `find` decides."""

    def find(self, post: Outgoing, key: str) -> Post | None:
        """Was this already published under this key? Looks at the account's own recent posts."""

    def delete(self, ref: str) -> Delete:
        """Send the delete. Never tells whether the post is gone."""

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        """Read the post now, from each viewpoint that a logged-in or logged-out reader has here.

        Never raises for the network's answers: what proves nothing comes back as UNPROVEN.
        """

    def history(self, limit: int) -> Iterator[Post]:
        """The account's own words (no reposts), newest first, at most `limit`."""

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """Everything that happens to the account's posts from the cursor on (None: from now on).

        Yields Heard at least every few seconds while the connection lives, returns once `stop()`
        is true, raises a NetworkFailure when the connection is lost: the caller reconnects with the
        last cursor. Posts may come twice, and never not at all.
        """

    def mentions(self, since: datetime) -> list[Post]:
        """Public posts that mention or answer the account, newest first."""

    def can_delete(self) -> Readiness:
        """Ask, without deleting anything, whether a delete would be accepted now."""

    def sign_out(self) -> str:
        """End this very sign-in at the network: what is left to be ended by hand, "" for nothing.

        Unsupported where the network has no way, with words on what a person does. A sign-in that was
        dead already is no error.
        """

    def limits(self) -> Mapping[str, int]:
        """What this account's server says of its own limits, as `Adapter.length` takes it; {}: the usual."""

    def close(self) -> None:
        """Let go of connections. Safe to call twice."""


Secret = Mapping[str, str]  # what is sealed at rest: tokens, app passwords, server addresses


@dataclass(frozen=True, slots=True)
class Located:
    """What can be read off a post's address without asking anybody."""

    owner: str  # handle or remote id, as the address has it
    key: str  # what `Adapter.ref` needs beside the remote id


class Adapter(Protocol):
    """A network as a whole."""

    facts: Facts

    def connect(self, form: Mapping[str, str]) -> Secret:
        """Turn what the person typed (keys of `facts.fields`) into a secret. Raises the five shapes."""

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> Network:
        """A client for this secret; makes no call. `keep` is given a refreshed secret to store."""

    def pictureless(self, secret: Secret) -> str:
        """Why this sign-in cannot bring pictures, by what the network told when it was made; "" where it can, or where
        nobody knows before it is tried. Makes no call.
        """

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        """What everybody can read of a profile, newest first, without any sign-in: for a person's own voice.

        `where`: addresses that this installation uses (workflows/clients.py). Raises the five shapes.
        """

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """How long one post with this text is, by this network's rule. Pure.

        `limits`: what `Network.limits` last said ("characters", "link" ...); {} means the usual ones.
        """

    def locate(self, url: str) -> Located | None:
        """Whose post a web address or native ref points at; None: not one of this network. No call."""

    def ref(self, remote_id: str, key: str) -> str:
        """The canonical ref of an account's post: unique on this network, the same in every room."""

    def address(self, ref: str, secret: Secret) -> str:
        """Where a person deletes this post by hand (a deep link)."""
