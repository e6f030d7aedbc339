"""A desk for whole stories: learnt accounts on a real server, a person's voice, an alarm sink, a running house."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slipguard import app
from slipguard.actions import accounts, channels, learning
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice.cast import cast
from slipguard.storage.models import Account, PostRow, Workspace
from tests.eventually import eventually
from tests.servers.sink import Sink

SLIP = cast().slips[0].text
APOLOGY = "We have deleted the previous post - it was sent in error. We send our deepest apologies."


def know_sam(actor: Actor) -> None:
    """The freelancer's own voice, from an archive that they brought; it is never linked."""
    sam = cast().people[0]
    own = learning.declare(actor, "bluesky", "sam.example", consent=True)
    learning.learn_personal(actor, own.pk, (Post(line.text) for line in sam.history))


def history(number: int) -> list[str]:
    """The past posts of one client of the cast, oldest first."""
    return [line.text for line in cast().clients[number].history]


def connect(actor: Actor, network: str, form: dict[str, str], typed: str = "") -> Account:
    """An account that is connected and learnt, in mode tell."""
    space = Workspace.objects.get(slug="first")
    account = accounts.connect(actor, space, network, form)
    learnt = learning.learn_account(actor, account.pk)
    assert learnt.posts >= 100
    return accounts.set_mode(actor, account.pk, "tell")


@contextmanager
def sink(actor: Actor) -> Iterator[Sink]:
    """A channel that ends in this test."""
    made = Sink()
    channels.add(actor, Workspace.objects.get(slug="first"), "on-call phone", made.address)
    try:
        yield made
    finally:
        made.close()


@contextmanager
def listening() -> Iterator[app.House]:
    """Watchers for every connected account, each one heard before the story goes on."""
    house = app.House()
    house.listen()
    try:
        eventually(lambda: not Account.objects.filter(disconnected_at=None, heard_at=None).exists(), "watchers", 30)
        yield house
    finally:
        house.hush()


def verdict(ref: str) -> PostRow:
    """The judged row of a post."""
    return eventually(lambda: PostRow.objects.filter(ref=ref).exclude(decision="").first(), f"a verdict on {ref}", 30)


def state_is(record: Callable[[], Any], wanted: str) -> Any:
    """The record once it says so."""
    return eventually(lambda: (found := record()).state == wanted and found, wanted, 60)
