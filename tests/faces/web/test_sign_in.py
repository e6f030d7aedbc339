"""The sign-in: headers on allauth's pages, sessions by person, lockout."""

from __future__ import annotations

import time

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from slipguard.actions import learning, tokens
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.storage import incidents
from slipguard.storage.models import Account, ApiToken, ClientLink, Invitation, Person, Workspace
from tests.faces.web.conftest import prove

PASSWORD = "a long quiet password"
OF_ALLAUTH = ["/sign-in/login/", "/sign-in/password/reset/", "/sign-in/2fa/", "/sign-in/password/change/",
              "/sign-in/sessions/", "/sign-in/reauthenticate/", "/sign-in/logout/"]


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    """Rate limits live in the cache; one test must not lock the next one out."""
    cache.clear()


def sign_in(email: str = "olivia@example.org", password: str = PASSWORD) -> Client:
    """A browser of its own, after pressing Sign in."""
    browser = Client(SERVER_NAME="localhost")
    browser.last = browser.post("/sign-in/login/", {"login": email, "password": password})  # type: ignore[attr-defined]
    return browser


@pytest.mark.parametrize("address", OF_ALLAUTH)
def test_every_page_of_the_sign_in_is_hardened(client: Client, first: Workspace, address: str) -> None:
    """allauth's pages carry the same strict headers as ours, as headers and not as a tag."""
    for browser in (client, Client(SERVER_NAME="localhost")):
        answer = browser.get(address)
        assert answer.status_code in (200, 302), address
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] != "" and "no-store" in answer.headers["Cache-Control"]
        assert "http-equiv" not in answer.content.decode()


def test_a_person_s_sessions_are_found_and_ended(person: Person) -> None:
    """Each sign-in is a row of that person's; ending one ends that browser and no other."""
    one, two = sign_in(), sign_in()
    assert UserSession.objects.filter(user=person).count() == 2
    assert one.get("/me").status_code == two.get("/me").status_code == 200
    one.post("/sign-in/sessions/")
    assert one.get("/me").status_code == 200
    assert two.get("/me").status_code == 302
    assert UserSession.objects.filter(user=person).count() == 1


def test_another_address_signs_in_and_the_old_one_does_not(person: Person) -> None:
    """One's own page moves the address at once, and allauth's page, which would claim to have sent a mail, is gone."""
    browser = sign_in()
    assert browser.get("/sign-in/email/").headers["Location"] == "/me"
    answer = browser.post("/me/name", {"name": "Olivia Byrne", "email": "mia@"}, follow=True).content.decode()
    assert "This is not an e-mail address." in answer and 'value="mia@"' in answer and 'value="Olivia Byrne"' in answer
    browser.post("/me/name", {"name": "Olivia Byrne", "email": "olivia@example.com"})
    assert "<h1>Olivia Byrne</h1>" in browser.get("/me").content.decode()
    assert sign_in().last.status_code == 200  # type: ignore[attr-defined]  # the form again
    assert sign_in("olivia@example.com").last.status_code == 302  # type: ignore[attr-defined]


def test_wrong_passwords_lock_the_address_for_a_while(person: Person) -> None:
    """After five wrong ones the right one does not help either, and the page says to wait."""
    for _ in range(5):
        sign_in(password="not this one")
    late = sign_in()
    assert late.get("/me").status_code == 302
    assert "Wait five minutes" in late.last.content.decode()  # type: ignore[attr-defined]


# ---- fresh enough? -------------------------------------------------------------------------------
def test_a_policy_wants_a_fresh_sign_in_and_is_kept_meanwhile(client: Client, account: Account) -> None:
    """An open laptop is not enough: the form waits in the session, the password is asked for, then it is done."""
    prove(client, at=0)
    form = {"ask_one_in": "150", "hold_one_in": "2500", "undo_seconds": "20", "fine_words": "bloody mary"}
    asked = client.post(f"/accounts/{account.pk}/policy", form)
    assert asked.status_code == 302 and asked.headers["Location"].startswith("/sign-in/reauthenticate/")
    account.refresh_from_db()
    assert account.ask_one_in == 100
    page = client.get(asked.headers["Location"])
    assert "Confirm that it is you" in page.content.decode()
    back = {"next": f"/accounts/{account.pk}/policy"}
    client.post("/sign-in/reauthenticate/", {"password": "wrong password", **back})
    account.refresh_from_db()
    assert account.ask_one_in == 100
    client.post("/sign-in/reauthenticate/", {"password": PASSWORD, **back})
    account.refresh_from_db()
    assert account.ask_one_in == 150 and account.fine_words == "bloody mary"


@pytest.mark.parametrize("method, address, form", [
    ("get", "/w/first/connect/bluesky", {}), ("post", "/w/first/connect/bluesky", {"password": "abcd-efgh"}),
    ("post", "/connect/mastodon/start", {"workspace": "first", "server": "social.example"}),
    ("post", "/connect/x/start", {"workspace": "first"}),
    ("post", "/accounts/{account}/mode", {"mode": "tell"}), ("post", "/me/tokens", {"name": "calendar"}),
    ("post", "/w/first/invitations", {"email": "a@example.org", "role": "author"}),
    ("post", "/w/first/client-links", {"name": "Ms Okoro", "days": "9"}),
    ("get", "/w/first/history/posts.csv", {}), ("get", "/incidents/{case}/report.json", {}),
    ("get", "/incidents/{case}/report.md", {}),
])
def test_what_a_stale_sign_in_cannot_do(
    client: Client, account: Account, method: str, address: str, form: dict[str, str]
) -> None:
    """Connecting, policy, tokens, letting people in and exports lead to "confirm that it is you" and change nothing."""
    case = incidents.open_once(account, "practice/9", timezone.now(), {
        "ref": "practice/9", "network": "practice", "handle": account.handle, "text": "x", "decision": "alert",
        "seen_at": timezone.now().isoformat(), "reasons": [], "alternative": ""})
    prove(client, at=time.time() - 3600)
    there = address.format(account=account.pk, case=case.pk)
    answer = getattr(client, method)(there, form, follow=True)
    assert "Confirm that it is you" in answer.content.decode(), there
    assert "abcd-efgh" not in str(dict(client.session.items()))  # a password does not wait in the session
    account.refresh_from_db()
    assert account.mode == "trial" and not (ApiToken.objects.exists() or Invitation.objects.exists()
                                            or ClientLink.objects.exists())


def test_the_api_asks_a_stale_browser_too_and_a_token_never(client: Client, account: Account) -> None:
    """The browser's cookie is no way around it; a program proved itself with its token."""
    body = {"data": '{"mode": "tell"}', "content_type": "application/json"}
    prove(client, at=0)
    stale = client.put(f"/api/v1/accounts/{account.pk}/mode", **body)
    assert stale.status_code == 403 and "confirm_first" in stale.json()["type"]
    token = tokens.issue(Actor(Person.objects.get(), "command line"), "calendar")
    program = Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"})
    assert program.put(f"/api/v1/accounts/{account.pk}/mode", **body).status_code == 200


def test_signing_out_everywhere_ends_this_browser_too(person: Person) -> None:
    """For a lost phone: one button, every browser."""
    one, two = sign_in(), sign_in()
    page = one.get("/sign-in/sessions/").content.decode()
    assert page.count("A browser that does not say its name") == 2 and "this one" in page
    one.post("/me/sign-out-everywhere")
    assert one.get("/me").status_code == two.get("/me").status_code == 302
    assert UserSession.objects.count() == 0


def test_ones_own_page_counts_what_is_kept(client: Client, first: Workspace) -> None:
    """Not a promise: how many numbers of which form, counted from the stored row; nothing of single posts."""
    me = Actor(Person.objects.get(), "web")
    own = learning.declare(me, "practice", "sam_rivera", consent=True)
    learning.learn_personal(me, own.pk, [Post(f"cannot believe game number {n}, lads") for n in range(30)])
    page = client.get("/me").content.decode()
    assert "of numbers, from 30 posts" in page and "as hashed numbers" in page and "single posts" not in page
