"""X: the contract, with both ways of signing in, with and without the application's own token, and the stream."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.networks.contract import Publishing, Recalling, Watching
from tests.networks.x_rig import XRig
from tests.servers.x import Behaviour, XServer

KINDS = {
    "oauth1": (Behaviour(), "oauth1", True),
    "oauth2, no token of the application": (Behaviour(refuses_repeats=False, late_reads=2), "oauth2", False),
    "activity stream": (Behaviour(activity=True, unknown_is_deleted=True), "oauth2", True),
}


@pytest.fixture(scope="module", params=KINDS)
def rig(request: pytest.FixtureRequest) -> Iterator[XRig]:
    """A running server of each kind."""
    behaviour, way, bearer = KINDS[request.param]
    behaviour.deletes = behaviour.reads = 100_000
    with XServer(behaviour) as server:
        yield XRig(server, way, bearer)


class TestPublishing(Publishing):
    """The contract's first part."""


class TestRecalling(Recalling):
    """The contract's second part."""


class TestWatching(Watching):
    """The contract's third part."""
