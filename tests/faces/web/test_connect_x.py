"""Connecting an X account in the web app: off to X's page and back, the four keys, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from slipguard.networks.x import ADAPTER
from slipguard.settings import CONFIG
from slipguard.storage.models import Account, Credential, Membership, Workspace
from slipguard.storage.seal import unseal
from tests.faces.web.conftest import prove
from tests.faces.web.rig import PASSWORD
from tests.networks.test_x_connecting import agree
from tests.servers.x import Behaviour, XServer


@pytest.fixture
def x(monkeypatch: pytest.MonkeyPatch) -> Iterator[XServer]:
    """A server that the installation takes for X, with an application there."""
    ADAPTER._shared.clear()
    with XServer(Behaviour()) as server:
        server.person("northcafe")
        for name, value in (("x_api", server.url), ("x_site", server.url), ("x_client_id", "x-client"),
                            ("x_client_secret", "x-client-secret"), ("x_bearer_token", server.world.bearer)):
            monkeypatch.setattr(CONFIG, name, value)
        yield server


def _back(client: Client, x: XServer, **changes: str) -> object:
    sent = client.post("/connect/x/start", {"workspace": "first"})
    assert sent.status_code == 302 and sent["Location"].startswith(f"{x.url}/i/oauth2/authorize?")
    return client.get("/connect/x/callback", {**agree(sent["Location"], "northcafe"), **changes}, follow=True)


def test_off_to_x_and_back(client: Client, first: Workspace, x: XServer) -> None:
    """The account is connected, its tokens are sealed, and where X is stays in the settings."""
    page = _back(client, x)
    assert "is connected, in trial" in page.content.decode()  # type: ignore[attr-defined]
    account = Account.objects.get(network="x")
    assert (account.handle, account.workspace, account.mode) == ("northcafe", first, "trial")
    sealed = bytes(Credential.objects.get(account=account).sealed)
    secret = unseal(sealed)
    assert secret["access"].encode() not in sealed
    assert secret["scopes"] and "api" not in secret and "bearer" not in secret


def test_an_answer_that_was_not_begun_here(client: Client, first: Workspace, x: XServer) -> None:
    """Another state, or none begun: refused, and nothing is stored."""
    page = _back(client, x, state="somebody-elses")
    assert page.status_code == 422 and "does not belong to this sign-in" in page.content.decode()  # type: ignore[attr-defined]
    assert client.get("/connect/x/callback", {"code": "c", "state": "s"}).status_code == 422
    assert not Account.objects.filter(network="x").exists()


def test_a_sign_in_that_grew_old_on_the_way_is_confirmed_and_goes_on(
    client: Client, first: Workspace, x: XServer
) -> None:
    """Nobody is sent to X before they confirmed it is them; on the way back nothing is spent until they did."""
    prove(client, at=0)
    asked = client.post("/connect/x/start", {"workspace": "first"})
    assert asked["Location"].startswith("/sign-in/reauthenticate/")
    sent = client.post(asked["Location"], {"password": PASSWORD, "next": "/connect/x/start"})
    assert sent["Location"].startswith(f"{x.url}/i/oauth2/authorize?"), "what was pressed is done afterwards"
    prove(client, at=0)
    asked = client.get("/connect/x/callback", agree(sent["Location"], "northcafe"))
    there = parse_qs(urlsplit(asked["Location"]).query)["next"][0]
    assert asked["Location"].startswith("/sign-in/reauthenticate/") and there.startswith("/connect/x/callback?")
    assert not Account.objects.filter(network="x").exists()
    assert "/2/oauth2/token" not in [path for _, path, _ in x.world.requests]
    page = client.post(asked["Location"], {"password": PASSWORD, "next": there}, follow=True)
    assert "is connected, in trial" in page.content.decode() and Account.objects.filter(network="x").exists()


def test_an_author_is_not_sent_to_x_in_vain(client: Client, first: Workspace, x: XServer) -> None:
    """Connecting needs a manager, and that is said before the sign-in page and not after it."""
    Membership.objects.update(role="author")
    refused = client.post("/connect/x/start", {"workspace": "first"})
    assert refused.status_code == 403 and "x.com" not in refused.content.decode()
    assert client.get("/w/first/connect/x").status_code == 403


def test_the_page_says_what_it_costs(
    client: Client, first: Workspace, x: XServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prices with their date before anything is spent; without an application, what to set, and the address for X."""
    page = client.get("/w/first/connect/x").content.decode()
    assert "Go to X&#x27;s sign-in" in page or "Go to X's sign-in" in page
    for price in ("$0.20", "$0.015", "prices of 2026-"):
        assert price in page
    monkeypatch.setattr(CONFIG, "x_client_id", "")
    page = client.get("/w/first/connect/x").content.decode()
    assert "SLIPGUARD_X_CLIENT_ID" in page and "/connect/x/callback" in page and "Go to X" not in page


def test_four_keys_and_a_wrong_one(client: Client, first: Workspace, x: XServer) -> None:
    """A wrong key is told in words, and secrets are not shown again; the right ones connect."""
    person = x.world.by_name("northcafe")
    assert person is not None
    form = {"api_key": "x-api-key", "api_secret": "x-api-secret", "token": person.token, "token_secret": "wrong-secret"}
    page = client.post("/w/first/connect/x", form).content.decode()
    assert "dead or was revoked" in page and "wrong-secret" not in page and person.token not in page
    client.post("/w/first/connect/x", {**form, "token_secret": person.token_secret})
    assert Account.objects.get(network="x").handle == "northcafe"


def test_the_composer_shows_the_price(client: Client, first: Workspace, x: XServer) -> None:
    """Before it is sent: a link makes a post thirteen times as dear."""
    _back(client, x)
    account = Account.objects.get(network="x")
    asked = {"account": str(account.pk), "text": "Soup today: https://example.org"}
    page = client.post("/w/first/compose/check", asked).content.decode()
    assert "$0.20 for a post with a link" in page
    assert "$0.015" in client.get(f"/accounts/{account.pk}").content.decode()
