"""One learnt account on a Mastodon-API server whose faults can be chosen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from slipguard.actions import accounts
from slipguard.actions.access import Actor
from slipguard.storage.models import Account, Workspace
from tests.networks.conftest import pds  # noqa: F401  (a fixture)
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.mastodon import Behaviour, MastodonServer
from tests.servers.mastodon.world import Person


@dataclass
class Desk:
    """The server, the account as Slipguard knows it, and the phone of its owner."""

    server: MastodonServer
    person: Person
    account: Account
    phone: MastodonPhone
    actor: Actor

    def up(self) -> list[str]:
        """What is public now."""
        return self.phone.texts()


def connected(actor: Actor, server: MastodonServer) -> Desk:
    """A fresh account on this server, connected; its voice is empty."""
    person = server.person()
    account = accounts.connect(actor, Workspace.objects.get(slug="first"), "mastodon",
                               {"server": server.url, "token": person.token})
    phone = MastodonPhone(server.url, person.token, account.remote_id)
    return Desk(server, person, account, phone, actor)


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    """A server as Mastodon behaves."""
    with MastodonServer(Behaviour(quota=100_000)) as made:
        yield made


@pytest.fixture
def desk(engine: None, owner: Actor, server: MastodonServer) -> Desk:
    """One connected account."""
    return connected(owner, server)
