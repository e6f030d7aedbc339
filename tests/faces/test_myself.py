"""One's own name and address, by program."""

from __future__ import annotations

from slipguard.settings import CONFIG
from slipguard.storage.models import Person
from tests.faces.test_api import Caller, call, stranger

__all__ = ["call", "stranger"]  # fixtures


def test_a_token_changes_the_name_alone(call: Caller, stranger: Caller) -> None:
    """What is left out stays; the address needs the person, with the way there; nobody else is touched."""
    before = call("GET", "/me")
    assert call("PATCH", "/me", {"name": "  Olivia   Byrne\u0000 "})["called"] == "Olivia Byrne"
    assert call("PATCH", "/me", {}) == {**before, "name": "Olivia Byrne", "called": "Olivia Byrne"}
    assert call("PATCH", "/me", {"email": before["email"]})["name"] == "Olivia Byrne"  # the same address is no change
    refused = call("PATCH", "/me", {"name": "Mallory", "email": "mallory@elsewhere.example"}, 403)
    assert "slipguard me change --email" in refused["next_step"]
    assert call("GET", "/me")["called"] == "Olivia Byrne"
    assert stranger("GET", "/me")["called"] == "mallory@example.org"
    assert "longer than 150" in call("PATCH", "/me", {"name": "x" * 151}, 422)["title"]
    call("PATCH", "/me", {"nmae": "Olivia"}, 422)
    assert call("PATCH", "/me", {"name": ""})["called"] == before["email"]


def test_this_machines_own_command_line_changes_the_address(call: Caller, stranger: Caller) -> None:
    """It can read the database; somebody else's address and what is none are refused as on the page."""
    local = Caller(CONFIG.key("local.token"))
    assert local("PATCH", "/me", {"email": "olivia@example.com"})["email"] == "olivia@example.com"
    assert Person.objects.filter(email="olivia@example.com").exists()
    assert "already" in local("PATCH", "/me", {"email": "MALLORY@example.org"}, 409)["title"]
    assert "not an e-mail address" in local("PATCH", "/me", {"email": "nowhere"}, 422)["title"]
