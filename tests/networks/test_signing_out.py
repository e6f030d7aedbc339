"""Ending a sign-in at the network itself: where it can be done it is dead everywhere, elsewhere that is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.mastodon import MastodonAdapter, oauth
from slipguard.networks.practice import ADAPTER as PRACTICE
from slipguard.networks.protocol import Adapter, Outgoing, Reconnect, Secret, Unsupported
from tests.networks.test_mastodon_connecting import BACK, _agree
from tests.servers.mastodon import Behaviour, MastodonServer
from tests.servers.pds import Pds


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    """A Mastodon-API server."""
    with MastodonServer(Behaviour()) as running:
        running.person("bob")
        yield running


def dead(adapter: Adapter, secret: Secret) -> bool:
    """Does the network refuse this very sign-in now?"""
    network = adapter.open(secret, lambda _: None)
    try:
        network.whoami()
    except Reconnect:
        return True
    finally:
        network.close()
    return False


def test_a_mastodon_token_is_revoked_by_the_application_that_got_it(server: MastodonServer) -> None:
    """After the OAuth way the token is dead at the server, and ending it a second time is no error."""
    adapter = MastodonAdapter(allow_private=True)
    url, pending = oauth.begin(server.url, BACK, allow_private=True)
    secret = oauth.finish(pending, _agree(url, "bob")["code"], allow_private=True)
    network = adapter.open(secret, lambda _: None)
    network.publish(Outgoing("still here"), "publish:1-v1")
    assert network.sign_out() == ""
    assert dead(adapter, secret)
    assert network.sign_out() == ""
    network.close()


def test_a_token_made_by_hand_is_said_to_be_left(server: MastodonServer) -> None:
    """Nobody but its owner can revoke it: the words say where, without the token."""
    bob = server.world.by_name("bob")
    assert bob is not None
    adapter = MastodonAdapter(allow_private=True)
    secret = adapter.connect({"server": server.url, "token": bob.token})
    with pytest.raises(Unsupported) as failure:
        adapter.open(secret, lambda _: None).sign_out()
    assert "by hand" in failure.value.says and bob.token not in failure.value.says
    # another application's credentials are refused, as on Mastodon
    _, other = oauth.begin(server.url, BACK, allow_private=True)
    stolen = {**secret, "client_id": other["client_id"], "client_secret": "wrong"}
    with pytest.raises(Unsupported):
        adapter.open(stolen, lambda _: None).sign_out()
    assert not dead(adapter, secret)


@pytest.mark.pds
def test_the_only_app_password_of_an_account_is_revoked(pds: Pds) -> None:
    """On a real PDS: one app password can only be ours, so it is revoked and nobody signs in with it again."""
    made = pds.account()
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    secret = BLUESKY.connect(form)
    assert BLUESKY.open(secret, lambda _: None).sign_out() == ""
    with pytest.raises(Reconnect):
        BLUESKY.connect(form)
    # the access token of a session outlives it by up to two hours on a PDS: ours is forgotten by the caller
    assert BLUESKY.open({**secret, "access": "x.y.z"}, lambda _: None).sign_out() != ""


@pytest.mark.pds
def test_of_several_app_passwords_none_is_revoked_blindly(pds: Pds) -> None:
    """Somebody else's program must not be locked out: the session ends, the rest is said with the names."""
    made = pds.account()
    main = pds.call("com.atproto.server.createSession", identifier=made["handle"], password=made["password"])
    other = pds.call("com.atproto.server.createAppPassword", main["accessJwt"], name="calendar")
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    secret = BLUESKY.connect(form)
    left = BLUESKY.open(secret, lambda _: None).sign_out()
    assert "by hand" in left and "calendar" in left and "tests" in left
    assert BLUESKY.connect({**form, "password": other["password"]})
    without = {key: value for key, value in secret.items() if key != "password"}
    assert dead(BLUESKY, {**without, "access": "x.y.z"})  # nothing renews the ended session


def test_the_practice_network_ends_its_own(tmp_path: Path) -> None:
    """So that taking a person off can be rehearsed."""
    secret = PRACTICE.connect({"db": str(tmp_path / "practice.db"), "handle": "umparking"})
    assert PRACTICE.open(secret, lambda _: None).sign_out() == ""
    assert dead(PRACTICE, secret)
