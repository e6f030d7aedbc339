"""Fixtures of the network tests. Real servers start once per session and only when a test asks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers import node
from tests.servers.pds import Pds

pytest.register_assert_rewrite(
    *(f"tests.networks.{name}" for name in ("publishing", "recalling", "watching", "rig"))
)


@pytest.fixture(scope="session")
def pds() -> Iterator[Pds]:
    """A real Bluesky PDS, shared: every test makes accounts of its own."""
    if why := node.missing():
        pytest.skip(why)
    with Pds() as server:
        yield server
