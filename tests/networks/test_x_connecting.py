"""Connecting an X account: OAuth 2.0 with PKCE against the test server, renewed tokens, the four keys of OAuth 1.0a."""

from __future__ import annotations

import html
import re
import threading
import time
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
import requests
import tweepy

from slipguard.networks.protocol import Outgoing, Reason, Reconnect, Rejected, Retryable, Secret
from slipguard.networks.x import XAdapter, oauth
from slipguard.networks.x.client import Shared, XNetwork
from tests.networks.x_rig import XRig
from tests.servers.x import Behaviour, XServer

BACK = "http://127.0.0.1:8000/connect/x/callback"


@pytest.fixture
def server() -> Iterator[XServer]:
    """A server with two people."""
    with XServer(Behaviour()) as running:
        running.person("northcafe")
        running.person("bob")
        yield running


def _app(server: XServer, client: str = "x-client") -> dict[str, str]:
    return {"client_id": client, "client_secret": server.world.apps.get(client, ""), "api": server.url,
            "site": server.url, "oembed": f"{server.url}/oembed"}


def agree(url: str, name: str) -> dict[str, str]:
    """What a person does in the browser: choose the account, press the button."""
    page = httpx.get(url)
    assert page.status_code == 200, page.text
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    form = {key: html.unescape(value) for key, value in hidden} | {"account": name, "agree": "yes"}
    answer = httpx.post(url.partition("?")[0], data=form)
    assert answer.status_code == 302
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@pytest.mark.parametrize("client", ["x-client", "x-public"])
def test_the_code_flow_gives_a_sign_in_that_does_everything(server: XServer, client: str) -> None:
    """Sent off with a challenge, agreed to, exchanged with its proof: everything works; no secret in the address."""
    url, pending = oauth.begin(_app(server, client), BACK)
    asked = parse_qs(urlsplit(url).query)
    assert asked["code_challenge_method"] == ["S256"] and asked["scope"] == [oauth.SCOPES]
    assert pending["verifier"] not in url and (not pending.get("client_secret") or pending["client_secret"] not in url)
    back = agree(url, "northcafe")
    assert back["state"] == pending["state"]
    secret = oauth.finish(pending, back["code"])
    assert (secret["user"], secret["scopes"]) == ("northcafe", oauth.SCOPES)
    assert "verifier" not in secret and "api" not in secret, "where X is belongs to the installation"
    network = XAdapter().open({**secret, "api": server.url, "oembed": f"{server.url}/oembed"}, lambda _: None)
    assert network.whoami().handle == "northcafe"
    post = network.publish(Outgoing("Soup of the day."), "publish:1-v1")
    assert network.can_delete().can_delete is True
    network.delete(post.ref)
    network.close()


def test_a_code_works_once_and_only_with_its_proof(server: XServer) -> None:
    """A stolen, used or invented code is refused, in words without the code."""
    url, pending = oauth.begin(_app(server), BACK)
    code = agree(url, "bob")["code"]
    for attempt in ({**pending, "verifier": "stolen"}, pending, {**pending, "client_secret": "wrong"}):
        with pytest.raises(Rejected) as failure:
            oauth.finish(attempt, code)
        assert failure.value.reason is Reason.INVALID and "begin again" in failure.value.says
        assert code not in failure.value.says


def test_without_an_application_there_is_no_sign_in_page() -> None:
    """The words name the setting."""
    with pytest.raises(Rejected, match="SLIPGUARD_X_CLIENT_ID"):
        oauth.begin({"client_id": ""}, BACK)


def test_an_old_token_is_renewed_once_for_all_who_hold_it(server: XServer) -> None:
    """Two clients of one sign-in at the same moment: one refresh token is spent, both go on, and both are stored."""
    rig = XRig(server, "oauth2")
    account = rig.account()
    old = {**account.secret, "expires": str(int(time.time()) + 10)}
    server.world.tokens.pop(old["access"])
    shared, kept = Shared(), list[Secret]()
    clients = [XNetwork(old, kept.append, shared) for _ in range(2)]
    threads = [threading.Thread(target=client.whoami) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = [path for method, path, _ in server.world.requests if path == "/2/oauth2/token"]
    assert len(spent) == 1
    assert {secret["access"] for secret in kept} == {kept[0]["access"]} and kept[0]["refresh"] != old["refresh"]
    assert all(client.whoami().remote_id == account.remote_id for client in clients)
    late = XNetwork(old, kept.append, shared)  # opened from a sealed secret that was read a moment too early
    assert late.whoami().remote_id == account.remote_id


def test_a_delete_does_not_wait_for_a_renewal_that_is_not_due(server: XServer) -> None:
    """A token with a minute left still deletes at once; a dead one is renewed and the delete sent again."""
    rig = XRig(server, "oauth2")
    account = rig.account()
    refs = [rig.phone(account).post(f"Away {n}.") for n in range(2)]
    network = XNetwork({**account.secret, "expires": str(int(time.time()) + 60)}, lambda _: None)
    server.world.requests.clear()
    network._delete(refs[0].partition("/")[2])
    assert [method for method, _, _ in server.world.requests] == ["DELETE"]
    server.world.tokens.pop(account.secret["access"])
    network._delete(refs[1].partition("/")[2])
    assert not rig.phone(account).texts()


def test_a_refresh_token_that_x_refuses_asks_to_reconnect(server: XServer) -> None:
    """And one that X does not answer to is only late: nothing is thrown away."""
    rig = XRig(server, "oauth2")
    account = rig.account()
    server.world.tokens.pop(account.secret["access"])
    server.fault(503, path="/2/oauth2/token")
    network = XNetwork(account.secret, lambda _: None)
    with pytest.raises(Retryable):
        network.whoami()
    server.world.refresh.clear()
    with pytest.raises(Reconnect) as failure:
        network.whoami()
    assert failure.value.reason is Reason.TOKEN and account.secret["refresh"] not in failure.value.says


def test_the_four_keys(server: XServer) -> None:
    """As people paste them, with spaces around; a missing one is named; a wrong one asks to reconnect."""
    bob = server.world.by_name("bob")
    assert bob is not None
    keys = {"api_key": " x-api-key ", "api_secret": "x-api-secret"}
    form = keys | {"token": bob.token, "token_secret": bob.token_secret}
    places = {"api": server.url, "bearer": server.world.bearer}
    secret = XAdapter().connect({**form, **places})
    assert (secret["user_id"], secret["user"]) == (bob.id, "bob") and "bearer" not in secret
    with pytest.raises(Rejected, match="api secret"):
        XAdapter().connect({**form, **places, "api_secret": "two words"})
    with pytest.raises(Reconnect) as failure:
        XAdapter().connect({**form, **places, "token_secret": "wrong"})
    assert bob.token not in failure.value.says


@pytest.mark.parametrize("way", ["oauth1", "oauth2"])
def test_a_sign_in_can_be_ended_at_x(server: XServer, way: str) -> None:
    """After it the same keys are refused; ending what is dead is no error."""
    rig = XRig(server, way)
    account = rig.account()
    network = rig.open(account)
    assert isinstance(network, XNetwork) and network.sign_out() == ""
    with pytest.raises(Reconnect):
        rig.open(account).whoami()
    assert network.sign_out() == ""


def test_tweepys_own_client_talks_with_the_test_server(server: XServer) -> None:
    """The library as it comes, only its host moved: what the server gives is what tweepy expects of X."""
    bob = server.world.by_name("bob")
    assert bob is not None

    class Moved(requests.Session):
        def request(self, method: str, url: str, *args: object, **options: object) -> requests.Response:  # type: ignore[override]
            moved = url.replace("https://api.twitter.com", server.url)
            return super().request(method, moved, *args, **options)  # type: ignore[arg-type]

    client = tweepy.Client(None, "x-api-key", "x-api-secret", bob.token, bob.token_secret)
    client.session = Moved()
    assert client.get_me().data.username == "bob"
    made = client.create_tweet(text="Hello from the library.").data["id"]
    assert client.get_tweet(made, user_auth=True).data.text == "Hello from the library."
    assert [t.id for t in client.get_users_tweets(bob.id, user_auth=True).data] == [int(made)]
    with pytest.raises(tweepy.Forbidden, match="duplicate"):
        client.create_tweet(text="Hello from the library.")
    assert client.delete_tweet(made).data == {"deleted": True}
    gone = client.get_tweet(made, user_auth=True)
    assert gone.data is None and gone.errors[0]["title"] == "Not Found Error"
    with pytest.raises(tweepy.NotFound):
        client.delete_tweet(made)
    server.behaviour.deletes = 0
    with pytest.raises(tweepy.TooManyRequests) as full:
        client.delete_tweet(made)
    assert full.value.reset_time
