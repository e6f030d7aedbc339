"""Mastodon-API servers: the contract, and what is theirs alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.contract import Picturing, Publishing, Recalling, Watching
from tests.networks.mastodon_rig import MastodonRig
from tests.servers.mastodon import Behaviour, MastodonServer, gotosocial

KINDS = {
    "mastodon": Behaviour(),  # keys honoured, websocket, API open to strangers
    "gotosocial": gotosocial(),  # keys ignored, websocket only, API closed, pages open
    "events-only": Behaviour(websocket=False, honours_keys=False, others_post=404),
    "polling": Behaviour(websocket=False, sse=False, late_share=1.0, late_reads=3),
}


@pytest.fixture(scope="module", params=KINDS)
def rig(request: pytest.FixtureRequest) -> Iterator[MastodonRig]:
    """A running server of each kind."""
    with MastodonServer(KINDS[request.param]) as server:
        yield MastodonRig(server)


class TestPublishing(Publishing):
    """The contract's first part."""


class TestRecalling(Recalling):
    """The contract's second part."""


class TestWatching(Watching):
    """The contract's third part."""


class TestPicturing(Picturing):
    """The contract's fourth part."""
