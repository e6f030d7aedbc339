"""Connecting a Mastodon-API account: plain token, OAuth code flow, and which servers may be talked to."""

from __future__ import annotations

import html
import re
import socket
from collections.abc import Iterator
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest

from slipguard.networks.guard import address
from slipguard.networks.mastodon import MastodonAdapter, oauth
from slipguard.networks.mastodon.http import Http
from slipguard.networks.protocol import Delete, Heard, Outgoing, Reason, Reconnect, Rejected, Retryable
from tests.networks.rig import Watcher
from tests.servers.mastodon import Behaviour, MastodonServer

BACK = "http://127.0.0.1:8000/connect/mastodon/back"


@pytest.fixture
def server() -> Iterator[MastodonServer]:
    """A server with two people."""
    with MastodonServer(Behaviour()) as running:
        running.person("alice")
        running.person("bob")
        yield running


def _agree(url: str, name: str) -> dict[str, str]:
    """What a person does in the browser: read the page, choose the account, press the button."""
    page = httpx.get(url)
    assert page.status_code == 200, page.text
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text)
    form = {key: html.unescape(value) for key, value in hidden} | {"account": name, "agree": "yes"}
    answer = httpx.post(f"{url.partition('/oauth')[0]}/oauth/authorize", data=form)
    assert answer.status_code == 302
    return dict(parse_qsl(urlsplit(answer.headers["location"]).query))


@pytest.mark.parametrize("pkce", [True, False])
def test_the_code_flow_gives_a_token_that_does_everything(server: MastodonServer, pkce: bool) -> None:
    """Registered, agreed to, exchanged: with the least scopes every verb works, the stream included."""
    server.behaviour.pkce = pkce
    url, pending = oauth.begin(server.url, BACK, allow_private=True)
    asked = parse_qs(urlsplit(url).query)
    assert ("code_challenge" in asked) is pkce and asked["scope"] == [oauth.SCOPES]
    assert pending["client_secret"] not in url
    back = _agree(url, "bob")
    assert back["state"] == pending["state"]
    secret = oauth.finish(pending, back["code"], allow_private=True)
    assert (secret["acct"], secret["scopes"]) == ("bob", oauth.SCOPES)
    network = MastodonAdapter(allow_private=True).open(secret, lambda _: None)
    assert network.whoami().handle == f"bob@{server.world.host}"
    with Watcher(network) as watcher:
        watcher.wait(lambda h: isinstance(h, Heard) and h.via == "websocket", 5, "the websocket")
        post = network.publish(Outgoing("Connected."), "publish:1-v1")
        watcher.wait_post(post.ref, 5)
    assert post.app == "Slipguard" and network.can_delete().can_delete is True
    assert network.mentions(post.at) == [] if post.at else False
    assert network.delete(post.ref) is Delete.SENT
    network.close()


def test_a_code_works_once_and_only_with_its_proof(server: MastodonServer) -> None:
    """A used, invented or stolen code is refused with what to do, and no secret in the words."""
    url, pending = oauth.begin(server.url, BACK, allow_private=True)
    code = _agree(url, "alice")["code"]
    for attempt in ({**pending, "verifier": "stolen"}, pending):
        with pytest.raises(Rejected) as failure:
            oauth.finish(attempt, code, allow_private=True)
        assert failure.value.reason is Reason.INVALID and "begin again" in failure.value.says
        assert code not in failure.value.says and pending["client_secret"] not in failure.value.says


def test_a_plain_token(server: MastodonServer) -> None:
    """Server and token as people type them; the account is the server's answer, not theirs."""
    alice = server.world.by_name("alice")
    assert alice is not None
    adapter = MastodonAdapter(allow_private=True)
    secret = adapter.connect({"server": f" {server.url}/ ", "token": f" {alice.token} "})
    assert secret == {"server": server.url, "token": alice.token, "account_id": alice.id, "acct": "alice"}
    for token, shape in (("x" * 43, Reconnect), ("", Rejected), ("two words", Rejected), ("päss", Rejected)):
        with pytest.raises(shape) as failure:
            adapter.connect({"server": server.url, "token": token})
        assert not token or token not in failure.value.says


def test_the_house_is_closed_by_default(server: MastodonServer) -> None:
    """Without the switch no server inside the house is called, by whatever name; nothing reaches it."""
    closed = MastodonAdapter()  # not the shared one: an installation may have opened it
    assert closed.allow_private is False
    alice = server.world.by_name("alice")
    assert alice is not None
    port = server.port
    for typed in (
        server.url,
        f"https://127.0.0.1:{port}",
        f"localhost:{port}",
        f"[::1]:{port}",
        f"127.1:{port}",
    ):
        with pytest.raises(Rejected) as failure:
            closed.connect({"server": typed, "token": alice.token})
        assert failure.value.reason is Reason.INVALID
        with pytest.raises(Rejected):
            oauth.begin(typed, BACK)
    assert server.world.requests == []


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1",
        "10.1.2.3",
        "192.168.0.10",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "::1",
        "fd00::1",
        "fe80::1%eth0",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_a_name_that_leads_inside_is_refused_at_the_connection(monkeypatch: pytest.MonkeyPatch, ip: str) -> None:
    """The address that is judged is the one that is connected to: a name cannot change in between."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    answers = [(family, socket.SOCK_STREAM, 6, "", (ip, 443))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    http = Http("https://social.example", "social.example", "token", allow_private=False)
    with pytest.raises(Rejected) as failure:
        http.call("GET", "/api/v1/instance", "a question")
    assert "private network" in failure.value.says
    with pytest.raises(Rejected):
        address.connect("social.example", 443, False, 1.0)
    http.close()


def test_of_mixed_answers_only_public_addresses_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private address leads to the public one."""
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("10.0.0.1", "93.184.216.34")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    assert address.resolve("social.example", 443, False) == ["93.184.216.34"]
    assert address.resolve("social.example", 443, True) == ["10.0.0.1", "93.184.216.34"]


@pytest.mark.parametrize(
    ("typed", "base"),
    [
        ("social.example", "https://social.example"),
        (" https://Social.Example/@alice ", "https://social.example"),
        ("@alice@social.example", "https://social.example"),
        ("https://social.example:8443/", "https://social.example:8443"),
        ("https://social.example:443", "https://social.example"),
        ("bücher.example", "https://xn--bcher-kva.example"),
    ],
)
def test_servers_as_people_type_them(typed: str, base: str) -> None:
    """Addresses, hosts and handles all name a server."""
    assert address.base_url(typed) == base


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "http://social.example",
        "ftp://social.example",
        "https://a:b@social.example",
        "https://",
        "a b",
        "https://x:99999",
    ],
)
def test_what_is_no_server(typed: str) -> None:
    """Anything else is refused in words, before a call."""
    with pytest.raises(Rejected) as failure:
        address.base_url(typed)
    assert failure.value.reason is Reason.INVALID


def test_a_redirect_never_takes_the_token_along(server: MastodonServer) -> None:
    """A redirect is an answer, not a way: the other address is not called."""
    alice = server.world.by_name("alice")
    assert alice is not None
    server.fault(301, path="verify_credentials", headers={"Location": f"{server.url}/stolen"})
    with pytest.raises(Retryable):
        MastodonAdapter(allow_private=True).connect({"server": server.url, "token": alice.token})
    assert not any("stolen" in path for _, path, _ in server.world.requests)
