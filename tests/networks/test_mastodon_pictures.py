"""Pictures on Mastodon-API servers: servers that are still at work, that refuse, that take none, that lose answers."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest

from slipguard.core.types import Picture
from slipguard.networks.mastodon import pictures
from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.networks.protocol import Outgoing, Reason, Rejected, Retryable, Unsupported
from tests import films
from tests.networks.mastodon_rig import MastodonRig
from tests.networks.picturing import made
from tests.networks.rig import opened
from tests.servers.mastodon import Behaviour, MastodonServer


@pytest.fixture
def rig(monkeypatch: pytest.MonkeyPatch) -> Iterator[MastodonRig]:
    """A server, looked at without pauses."""
    monkeypatch.setattr(pictures, "LOOKS", (0.0,) * 4)
    with MastodonServer(Behaviour()) as server:
        yield MastodonRig(server)


def test_a_server_at_work_is_waited_for(rig: MastodonRig) -> None:
    """202 means not yet: the post waits until the server answers 200, and is refused by it before."""
    rig.server.behaviour.working_reads = 3
    account = rig.account()
    with opened(rig, account) as network:
        up = network.upload(*made(alt="A tray of rolls."))
        network.publish(Outgoing("Now it is ready.", pictures=(up,)), "publish:wait-v1")
    looks = [path for method, path, _ in rig.server.world.requests if path.startswith("/api/v1/media/")]
    assert len(looks) == 3
    (status,) = rig.phone(account).statuses()
    assert status.media_attachments[0].description == "A tray of rolls."


def test_a_server_that_never_ends_is_retryable(rig: MastodonRig) -> None:
    """A picture that is worked on for ever stops the post, which may be tried again; nothing went out."""
    rig.server.behaviour.working_reads = 99
    account = rig.account()
    with opened(rig, account) as network, pytest.raises(Retryable) as failure:
        network.upload(*made())
    assert "still at work" in failure.value.says


def test_a_sign_in_without_the_scope_says_so(rig: MastodonRig) -> None:
    """Accounts that were connected before pictures lack write:media; the words say what to do."""
    person = rig.server.person(scopes="read write:statuses")
    secret = {"server": rig.server.url, "token": person.token, "account_id": person.id, "acct": person.name}
    network = MastodonNetwork(secret, allow_private=True)
    with pytest.raises(Rejected) as failure:
        network.upload(*made())
    network.close()
    assert failure.value.reason is Reason.PERMISSION
    assert "write:media" in failure.value.says


@pytest.mark.parametrize(("scopes", "known"), [
    ("", ""), ("read write", ""), ("read:accounts write:statuses write:media", ""),
    ("read:accounts read:statuses write:statuses", "write:media")])
def test_it_is_known_before_it_is_tried(rig: MastodonRig, scopes: str, known: str) -> None:
    """By the scopes that the server named when the sign-in was made; where it named none nothing is claimed."""
    says = rig.adapter.pictureless({"server": rig.server.url, "token": "t", "scopes": scopes})
    assert (known in says) if known else says == ""


def test_a_server_without_pictures_is_unsupported(rig: MastodonRig) -> None:
    """A server that knows no such address is told apart from one that refuses this picture."""
    rig.server.behaviour.takes_pictures = False
    with opened(rig, rig.account()) as network, pytest.raises(Unsupported):
        network.upload(*made())
    rig.server.behaviour.takes_pictures, rig.server.behaviour.picture_bytes = True, 10
    with opened(rig, rig.account()) as network, pytest.raises(Rejected) as failure:
        network.upload(*made())
    assert failure.value.reason is Reason.INVALID


def test_a_lost_answer_is_retryable_and_not_unknown(rig: MastodonRig) -> None:
    """Nobody sees a picture without its post, so a cut connection is simply tried again."""
    account = rig.account()
    rig.server.fault("reset", method="POST", path="/api/v2/media", when="after")
    with opened(rig, account) as network:
        up = network.upload(*made(alt="Again."))
        network.publish(Outgoing("Once.", pictures=(up,)), "publish:cut-v1")
    (status,) = rig.phone(account).statuses()
    assert len(status.media_attachments) == 1


def test_a_server_says_its_own_limits(rig: MastodonRig) -> None:
    """What the server's description says is what its accounts may send; what it does not say is the usual."""
    rig.server.behaviour.picture_bytes, rig.server.behaviour.description_limit = 2_000_000, 10_000
    rig.server.behaviour.film_bytes = 40_000_000
    with opened(rig, rig.account()) as network:
        rules = rig.adapter.facts.takes(network.limits())
    assert rules is not None
    assert (rules.count, rules.size, rules.alt) == (4, 2_000_000, 10_000)
    assert rules.film is not None and rules.film.size == 40_000_000


def test_a_film_that_nothing_can_be_made_of_is_refused(rig: MastodonRig) -> None:
    """A server at work on a film is not done; one that gives up on it says so; one that lost it, too."""
    content = films.made()
    film = Picture("video/mp4", len(content), 64, 48, "", 1.0)
    rig.server.fault("reset", method="POST", path="/api/v2/media", when="after")
    with opened(rig, rig.account()) as network:
        up = network.upload_film(film, io.BytesIO(content))
        assert rig.server.world.attachments[up.handle].content == content, "whole, after a cut connection"
        assert not network.film_ready(up.handle)
        rig.server.behaviour.film_fails = True
        with pytest.raises(Rejected):
            network.film_ready(up.handle)
        with pytest.raises(Rejected):
            network.film_ready("1" * 18)
