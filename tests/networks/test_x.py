"""X: the contract, with both ways of signing in, with and without the application's own token, and the stream."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from slipguard.core.types import Picture
from slipguard.networks.protocol import Outgoing, Reason, Rejected
from slipguard.networks.x import films
from tests.films import made as made_film
from tests.networks.contract import Picturing, Publishing, Recalling, Watching
from tests.networks.picturing import made
from tests.networks.rig import opened
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


class TestPicturing(Picturing):
    """The contract's fourth part."""


def test_the_description_goes_beside_the_picture(rig: XRig) -> None:
    """X takes a picture's words in a request of their own; one without words has no such request."""
    account = rig.account()
    with opened(rig, account) as network:
        up = (network.upload(*made(alt="A tray of rolls.")), network.upload(*made("navy")))
        network.publish(Outgoing("Fresh.", pictures=up), "publish:words-v1")
    (tweet,) = rig.server.world.of(rig.server.world.people[account.remote_id])
    assert [one.alt for one in tweet.pictures] == ["A tray of rolls.", ""]
    assert tweet.pictures[0].content == made()[1]


def test_a_sign_in_from_before_pictures_says_so() -> None:
    """An OAuth 2.0 sign-in without media.write is refused with what to do; posts without pictures still go."""
    with XServer(Behaviour()) as server:
        rig = XRig(server, "oauth2")
        account = rig.account()
        server.world.tokens[account.secret["access"]].scopes.discard("media.write")
        with opened(rig, account) as network:
            with pytest.raises(Rejected) as failure:
                network.upload(*made())
            assert network.publish(Outgoing("Words only."), "publish:plain-v1").text == "Words only."
    assert failure.value.reason is Reason.PERMISSION
    assert "media.write" in failure.value.says


def test_a_film_goes_in_chunks_and_is_whole(rig: XRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several chunks, one of them cut off and sent again, are the film byte for byte, with its words; and what X can
    make nothing of is refused."""
    monkeypatch.setattr(films, "CHUNK", 500)
    account, content = rig.account(), made_film()
    film = Picture("video/mp4", len(content), 64, 48, "A loaf is scored.", 1.0)
    rig.server.fault("reset", method="POST", path="/append", when="after")
    with opened(rig, account) as network:
        up = network.upload_film(film, io.BytesIO(content))
        kept = rig.server.world.pictures[up.handle]
        assert len(kept.chunks) > 2 and kept.content == content and kept.alt == "A loaf is scored."
        assert not network.film_ready(up.handle)
        rig.server.behaviour.film_fails = True
        try:
            with pytest.raises(Rejected, match="nothing of this film"):
                network.film_ready(up.handle)
        finally:
            rig.server.behaviour.film_fails = False
        with pytest.raises(Rejected, match="any more"):
            network.film_ready("1" * 19)
