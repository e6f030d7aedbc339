"""What a network's test gives to the contract suite: accounts, the adapter's view, and somebody else's."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol, Self, TypeVar

import pytest

from slipguard.networks.protocol import (
    Adapter,
    Appeared,
    Happening,
    Heard,
    Network,
    NetworkFailure,
    Secret,
    Vanished,
)
from tests.eventually import PATIENCE

T = TypeVar("T")


class Behaviour(StrEnum):
    """What a server may honestly lack. The suite then checks that the adapter says so, or skips."""

    DELETE = "delete"  # the server has no delete: nothing may ever claim success
    KEY_RACE = "key race"  # two publishes at the same moment with one key give one post
    REFUSES_OTHERS = "refuses others"  # deleting another person's post is refused with a reason
    REPOSTS = "reposts"  # the account can repost at all
    WATCH = "watch"  # any way to see posts made elsewhere
    DELETE_EVENTS = "delete events"  # the watch tells about deletes
    LOGGED_OUT = "logged out"  # strangers may read posts
    MENTIONS = "mentions"  # the server can be asked who mentioned the account
    PICTURES = "pictures"  # posts may show pictures
    READS_ALT = "reads alt"  # reading a post tells what its pictures' descriptions say


@dataclass(frozen=True, slots=True)
class Account:
    """An account that was made for one test, and the secret that opens it."""

    remote_id: str
    handle: str
    secret: Secret = field(repr=False)


class Phone(Protocol):
    """The account's owner with another client: no line of it may come from the adapter."""

    def post(self, text: str) -> str:
        """Publish; the ref, as `Adapter.ref` writes it."""

    def delete(self, ref: str) -> None:
        """Delete one's own post."""

    def repost(self, ref: str) -> None:
        """Repost a post of anybody on this server."""

    def texts(self) -> list[str]:
        """All own posts that are public now, in any order."""

    def can_read(self, ref: str) -> bool:
        """An independent reader (logged out where the server allows it) sees the post now."""


class Rig(Protocol):
    """One real server with its adapter. Attributes first, so that a failing test says what it stood on."""

    adapter: Adapter
    lacks: Mapping[Behaviour, str]  # behaviour -> why, in words
    patience: float  # seconds that anything on this server may take to become visible (tests/eventually.py: times 4)
    host: str  # where the server listens: what a proxy forwards to
    port: int
    publish_marker: bytes  # what only a publishing request has in its first bytes (for the proxy)

    def account(self) -> Account:
        """A fresh account."""

    def open(
        self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None
    ) -> Network:
        """The adapter's view of an account. `at`: reach the server there instead (http://HOST:PORT)."""

    def phone(self, account: Account) -> Phone:
        """A second client of the same account."""

    def dead(self, account: Account) -> Account:
        """The same account with a token that the server refuses and nobody can renew."""

    def never(self, account: Account) -> str:
        """A well-formed ref of a post of this account that never existed."""

    def lost_picture(self, handle: str) -> str:
        """A well-formed handle of a picture that the network does not have, made of a real one."""


def eventually(ask: Callable[[], T], patience: float, says: str) -> T:
    """Ask until the answer is truthy; the answer. Fails with `says` after `patience` seconds."""
    ends = time.monotonic() + patience * PATIENCE
    while True:
        answer = ask()
        if answer:
            return answer
        assert time.monotonic() < ends, f"not within {patience * PATIENCE} s: {says}"
        time.sleep(0.02)


def needs(rig: Rig, behaviour: Behaviour) -> None:
    """Skip, with the server's own reason, what it honestly lacks."""
    if behaviour in rig.lacks:
        pytest.skip(f"{behaviour}: {rig.lacks[behaviour]}")


@contextmanager
def opened(rig: Rig, account: Account, at: str | None = None) -> Iterator[Network]:
    """The adapter's network, closed afterwards."""
    network = rig.open(account, at)
    try:
        yield network
    finally:
        network.close()


class Watcher:
    """Runs `watch` in a thread and remembers what happened. A context manager; stops by itself."""

    def __init__(self, network: Network, cursor: str | None = None) -> None:
        self.cursor = cursor
        self.failure: NetworkFailure | None = None
        self.happened: list[Happening] = []
        self._more = threading.Condition()
        self._stop = threading.Event()
        self._network = network
        self._thread = threading.Thread(target=self._run, daemon=True)

    def _run(self) -> None:
        try:
            for happening in self._network.watch(self.cursor, self._stop.is_set):
                with self._more:
                    self.happened.append(happening)
                    self.cursor = happening.cursor or self.cursor
                    self._more.notify_all()
        except NetworkFailure as failure:
            with self._more:
                self.failure = failure
                self._more.notify_all()

    def wait(self, wanted: Callable[[Happening], bool], patience: float, says: str) -> Happening:
        """The first happening, past or to come, that is wanted."""
        ends = time.monotonic() + patience * PATIENCE
        with self._more:
            while True:
                for happening in self.happened:
                    if wanted(happening):
                        return happening
                if self.failure:
                    raise self.failure
                left = ends - time.monotonic()
                assert left > 0, f"not within {patience * PATIENCE} s: {says}; happened: {self.happened[-5:]}"
                self._more.wait(left)

    def wait_alive(self, patience: float) -> None:
        """Until the adapter says that it listens."""
        self.wait(lambda h: isinstance(h, Heard), patience, "the stream says that it is alive")

    def wait_post(self, ref: str, patience: float) -> Appeared:
        """Until this post appeared."""
        seen = self.wait(lambda h: isinstance(h, Appeared) and h.post.ref == ref, patience, f"{ref} appears")
        assert isinstance(seen, Appeared)
        return seen

    def wait_gone(self, ref: str, patience: float) -> Vanished:
        """Until this post's delete was told."""
        seen = self.wait(lambda h: isinstance(h, Vanished) and h.ref == ref, patience, f"{ref} vanishes")
        assert isinstance(seen, Vanished)
        return seen

    def stop(self, patience: float = 5) -> float:
        """Ask it to stop; how many seconds it took."""
        began = time.monotonic()
        self._stop.set()
        self._thread.join(patience * PATIENCE)
        assert not self._thread.is_alive(), f"watch did not return within {patience * PATIENCE} s of stop()"
        return time.monotonic() - began

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(AssertionError):
            self.stop()
