"""The rehearsal network keeps the contract that real ones keep, so that a drill rehearses the real thing."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from slipguard.networks.practice import ADAPTER, World
from slipguard.networks.practice.world import LAG
from slipguard.networks.protocol import Delete, Network, Secret, Seen
from tests.networks.contract import Picturing, Publishing, Recalling, Watching
from tests.networks.rig import Account, Behaviour, eventually, opened


class PracticePhone:
    """The profile's owner, straight on the rehearsal network."""

    def __init__(self, world: World, handle: str) -> None:
        self._world, self._handle = world, handle

    def post(self, text: str) -> str:
        """See `Phone`."""
        return f"practice/@{self._handle}/{self._world.post(self._handle, text).id}"

    def delete(self, ref: str) -> None:
        """See `Phone`."""
        self._world.delete(self._handle, int(ref.split("/")[2]))

    def repost(self, ref: str) -> None:
        """See `Phone`."""
        raise AssertionError("there are no reposts here")

    def texts(self) -> list[str]:
        """See `Phone`."""
        return [item.text for item in self._world.timeline(100, self._handle)]

    def can_read(self, ref: str) -> bool:
        """See `Phone`."""
        return self._world.visible(int(ref.split("/")[2]), public=True) is not None


class PracticeRig:
    """One rehearsal network in a file of its own; it has no wire that could be cut."""

    adapter = ADAPTER
    lacks: Mapping[Behaviour, str] = {Behaviour.REPOSTS: "the rehearsal network has no reposts"}
    patience = 15.0
    host = ""
    port = 0
    publish_marker = b""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._world = World(path)

    def account(self) -> Account:
        """See `Rig`."""
        handle = f"p{secrets.token_hex(4)}"
        secret = ADAPTER.connect({"db": str(self._path), "handle": handle})
        return Account(handle, handle, secret)

    def open(self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None) -> Network:
        """See `Rig`."""
        if at is not None:
            pytest.skip("the rehearsal network has no wire to cut")
        return ADAPTER.open(account.secret, keep or (lambda _: None))

    def phone(self, account: Account) -> PracticePhone:
        """See `Rig`."""
        return PracticePhone(World(self._path), account.handle)

    def dead(self, account: Account) -> Account:
        """See `Rig`."""
        return Account(account.remote_id, account.handle, {**account.secret, "token": "no"})

    def never(self, account: Account) -> str:
        """See `Rig`."""
        return f"practice/@{account.handle}/999999"

    def lost_picture(self, handle: str) -> str:
        """See `Rig`."""
        return "0" * len(handle)


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeRig]:
    """A rehearsal network."""
    yield PracticeRig(tmp_path_factory.mktemp("practice") / "practice.db")


class TestPublishing(Publishing):
    """The contract's first part."""


class TestRecalling(Recalling):
    """The contract's second part."""


class TestWatching(Watching):
    """The contract's third part."""


class TestPicturing(Picturing):
    """The contract's fourth part."""


def test_a_delete_takes_a_moment(rig: PracticeRig) -> None:
    """The logged-out reader still gets the post for a moment after the delete was taken, as on real networks."""
    account = rig.account()
    with opened(rig, account) as network:
        ref = rig.phone(account).post("gone in a moment")
        began = time.monotonic()
        assert network.delete(ref) is Delete.SENT
        (public,) = network.fetch(ref, logged_out=True)
        assert public.seen is Seen.THERE or time.monotonic() - began > LAG
        eventually(lambda: network.fetch(ref, logged_out=True)[0].seen is Seen.GONE, 5, "the public view catches up")


def test_mentions_and_answers_are_found(rig: PracticeRig) -> None:
    """Who names the account, or answers it, is found; who only has a longer name is not."""
    one, two = rig.account(), rig.account()
    with opened(rig, one) as network:
        mine = rig.phone(one).post("hello")
        rig.phone(two).post(f"hey @{one.handle}, lost something?")
        rig.phone(two).post(f"@{one.handle}x is somebody else")
        World(Path(one.secret["db"])).post(two.handle, "and an answer", reply_to=mine)
        item = next(network.history(1))
        assert item.at is not None
        assert sorted(post.text for post in network.mentions(item.at)) == sorted(
            [f"hey @{one.handle}, lost something?", "and an answer"]
        )
