"""Connecting an X account in the web app: off to X's page and back, the four keys, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from slipguard.actions import drafts
from slipguard.core.types import Picture, Post
from slipguard.networks.x import ADAPTER
from slipguard.settings import CONFIG
from slipguard.storage import incidents, posts, reactions
from slipguard.storage.models import Account, Credential, Draft, Membership, MentionWatch, Workspace
from slipguard.storage.seal import seal, unseal
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


def test_a_sign_in_from_before_pictures_says_so_beforehand(client: Client, first: Workspace, x: XServer) -> None:
    """On the account's page with the way on, and in the composer, before anything is sent; connected again it is
    over. What nobody knows (four keys name no scopes) is not claimed."""
    _back(client, x)
    account = Account.objects.get(network="x")
    kept, shown = Credential.objects.get(account=account), [Picture("image/png", 900, 60, 40)]
    secret = unseal(bytes(kept.sealed))
    assert "pictureless" not in client.get(f"/accounts/{account.pk}").content.decode()
    assert drafts.against(account, "Soup", shown) == ""
    kept.sealed = seal({**secret, "scopes": "tweet.read tweet.write users.read offline.access"})
    kept.save()
    page = client.get(f"/accounts/{account.pk}").content.decode()
    assert "No pictures from here yet." in page and "media.write" in page
    assert 'href="/w/first/connect/x">Connect it again' in page
    assert "media.write" in drafts.against(account, "Soup", shown)
    assert drafts.against(account, "Soup", []) == ""
    kept.sealed = seal({key: value for key, value in secret.items() if key != "scopes"})
    kept.save()
    assert drafts.against(account, "Soup", shown) == ""
    kept.sealed = seal({**secret, "scopes": "tweet.read tweet.write"})
    kept.save()
    _back(client, x)
    assert drafts.against(Account.objects.get(network="x"), "Soup", shown) == ""


def test_what_reading_mentions_costs_is_said_before_it_is_spent(client: Client, first: Workspace, x: XServer) -> None:
    """On the account's page, and in the incident's room for as long as they are read."""
    _back(client, x)
    account, now = Account.objects.get(network="x"), timezone.now()
    price = f"each day (UTC) again for each of the {reactions.LOUDEST} loudest"
    assert price in client.get("/w/first/connect/x").content.decode()
    assert price in client.get(f"/accounts/{account.pk}").content.decode()
    row, _ = posts.note(account, Post("so done", ref=f"x:{account.remote_id}/9"), now, live=True)
    case = incidents.open_once(account, row.ref, now, {
        "ref": row.ref, "network": "x", "handle": account.handle, "text": row.text, "decision": "alert",
        "account_id": account.pk, "seen_at": now.isoformat(), "reasons": [], "alternative": ""})
    MentionWatch.objects.update_or_create(incident=case, defaults={"compared_from": now, "next_at": now})
    assert price in client.get(f"/incidents/{case.pk}").content.decode()
    MentionWatch.objects.update(ended_at=now, ended="It is over.")
    assert price not in client.get(f"/incidents/{case.pk}").content.decode()


def test_a_draft_that_is_moved_keeps_its_pictures_and_says_what_does_not_go(
    client: Client, first: Workspace, account: Account, x: XServer
) -> None:
    """To a network with other limits and back again: every picture and every letter of its description stay; what
    would be refused is said at once."""
    from tests.faces.web.test_pictures import upload

    _back(client, x)
    there = Account.objects.get(network="x")
    long = "A map of every lot. " * 60
    client.post("/w/first/compose", {"account": account.pk, "do": "keep", "text": "New lots", "pictures": upload()})
    client.post("/w/first/compose", {"account": account.pk, "do": "check", "text": "New lots", "pictures": upload()})
    key = first.pictures.latest("pk").key
    form = {"account": account.pk, "do": "keep", "text": "New lots", "picture": key, f"alt-{key}": long}
    client.post("/w/first/compose", form)
    draft = Draft.objects.latest("pk")
    assert client.get(f"/drafts/{draft.pk}").content.decode().count("The pictures do not go with it.") == 0
    page = client.post(f"/drafts/{draft.pk}/move", {"account": there.pk}, follow=True).content.decode()
    assert "Its pictures came along, and do not go out there as they are." in page
    assert "X on @northcafe" in page and "takes 1000" in page
    page = client.post(f"/drafts/{draft.pk}/move", {"account": account.pk}, follow=True).content.decode()
    assert "Its pictures came along" not in page
    (row,) = draft.pictures.all()
    assert row.alt == long.strip()
