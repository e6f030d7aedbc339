"""The sign-in: headers on allauth's pages, sessions by person, lockout."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from slipguard.storage.models import Person, Workspace

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


def test_wrong_passwords_lock_the_address_for_a_while(person: Person) -> None:
    """After five wrong ones the right one does not help either, and the page says to wait."""
    for _ in range(5):
        sign_in(password="not this one")
    late = sign_in()
    assert late.get("/me").status_code == 302
    assert "Too many failed" in late.last.content.decode()  # type: ignore[attr-defined]
