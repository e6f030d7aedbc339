"""The client's read-only link, and invitations, from the API, the command line and the page: one life, one end."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from slipguard.actions import client_links, tokens, workspaces
from slipguard.actions.access import Actor
from slipguard.cli import cli
from slipguard.settings import CONFIG
from slipguard.storage.models import AuditEntry, ClientLink, Invitation, Membership, Person, Role, Workspace
from tests.faces.test_api import Caller
from tests.faces.web.conftest import prove


@pytest.fixture
def call(owner: Actor) -> Caller:
    """The owner's program."""
    return Caller(tokens.issue(owner, "tests"))


def opened(link: str) -> int:
    """What a client without a sign-in gets for this address."""
    return Client(SERVER_NAME="localhost").get(link.removeprefix(CONFIG.url)).status_code


def told(*words: str, code: int = 0) -> Any:
    """A command's JSON."""
    done = CliRunner().invoke(cli, [*words, "--json"])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def test_a_link_lives_and_ends_through_the_api(call: Caller) -> None:
    """Made once, listed without its secret, opened, ended, dead."""
    made = call("POST", "/workspaces/first/client-links", {"name": "Ms Okoro", "days": 30}, 201)
    assert opened(made["link"]) == 200
    lost = Client(SERVER_NAME="localhost").get(f"{made['link'].removeprefix(CONFIG.url)}incidents/999")
    assert lost.status_code == 404 and b"no such incident" in lost.content and b"The accounts of" in lost.content
    assert b"Sign in" not in lost.content  # they have none: the way on is their own list
    [listed] = call("GET", "/workspaces/first/client-links")
    assert listed["name"] == "Ms Okoro" and listed["opened_at"] and listed["expires_at"] == made["expires_at"]
    assert "link" not in listed and made["link"].rstrip("/").rsplit("/", 1)[1] not in json.dumps(listed)
    call("DELETE", f"/workspaces/client-links/{made['id']}", status=204)
    assert opened(made["link"]) == 404 and call("GET", "/workspaces/first/client-links") == []
    call("POST", "/workspaces/first/client-links", {"name": "Ms Okoro", "days": 900}, 422)


def test_a_link_lives_and_ends_on_the_command_line(owner: Actor) -> None:
    """The same three verbs, in words with the day of its end."""
    made = told("client-link", "make", "Ms Okoro", "--days", "2")
    assert opened(made["link"]) == 200
    assert [row["name"] for row in told("client-link", "list")] == ["Ms Okoro"]
    words = CliRunner().invoke(cli, ["client-link", "list"]).stdout
    assert f"{timezone.now() + timedelta(days=2):%Y-%m-%d}" in words
    assert told("client-link", "end", str(made["id"])) == {"ended": made["id"]}
    assert opened(made["link"]) == 404 and told("client-link", "list") == []
    assert told("client-link", "end", "99999", code=2)["error"] == "not_found"
    assert AuditEntry.objects.filter(did="withdrew a client's link").count() == 1


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ON_CALL])
def test_links_are_for_managers_and_stay_behind_the_wall(call: Caller, owner: Actor, role: Role) -> None:
    """Nobody below a manager makes, reads or ends one; a number from elsewhere is not found."""
    space = Workspace.objects.get(slug="first")
    made, _ = client_links.make(owner, space, "Ms Okoro", 9)
    ann = Person.objects.create_user("ann@example.org", "another quiet password")
    Membership.objects.create(person=ann, workspace=space, role=role)
    hers = Caller(tokens.issue(Actor(ann, "api"), "tests"))
    hers("GET", "/workspaces/first/client-links", status=403)
    hers("POST", "/workspaces/first/client-links", {"name": "x"}, 403)
    hers("DELETE", f"/workspaces/client-links/{made.pk}", status=403)
    other = workspaces.create(Actor(ann, "web"), "Elsewhere")
    theirs, _ = client_links.make(Actor(ann, "web"), other, "Boss", 9)
    call("DELETE", f"/workspaces/client-links/{theirs.pk}", status=404)
    call("GET", "/workspaces/elsewhere/client-links", status=404)
    assert ClientLink.objects.filter(revoked_at=None).count() == 2


def test_invitations_are_listed_with_their_end_and_withdrawn(call: Caller) -> None:
    """By API and by command line; the link itself stands in the first answer only."""
    made = call("POST", "/workspaces/first/invitations", {"email": "ann@example.org", "role": "author"}, 201)
    assert made["link"]
    [listed] = call("GET", "/workspaces/first/invitations")
    assert listed["expires_at"] == made["expires_at"] and "link" not in listed
    assert [row["email"] for row in told("invitation", "list")] == ["ann@example.org"]
    told("invitation", "withdraw", str(made["id"]))
    assert told("invitation", "list") == [] and call("GET", "/workspaces/first/invitations") == []
    again = CliRunner().invoke(cli, ["invite", "ben@example.org"]).stdout
    assert f"{timezone.now() + timedelta(days=CONFIG.invitation_days):%Y-%m-%d}" in again


@pytest.fixture
def page(owner: Actor) -> Callable[[], str]:
    """The page of roles, as the owner reads it."""
    browser = Client(SERVER_NAME="localhost")
    browser.force_login(owner.person, backend="allauth.account.auth_backends.AuthenticationBackend")
    prove(browser)
    return lambda: " ".join(browser.get("/w/first/roles").content.decode().split())


def test_the_page_shows_what_ends_and_what_has_ended(call: Caller, page: Callable[[], str]) -> None:
    """Far off: the day and how many; near: a mark; over: a line of its own for a month, unless made anew."""
    call("POST", "/workspaces/first/client-links", {"name": "Ms Okoro", "days": 30}, 201)
    call("POST", "/workspaces/first/invitations", {"email": "ann@example.org", "role": "author"}, 201)
    assert "(in 30 days)" in page() and "(in 7 days)" in page() and "Ran out lately" not in page()
    soon, over = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=2)
    ClientLink.objects.update(expires_at=soon)
    assert "runs out tomorrow" in page()
    ClientLink.objects.update(expires_at=over)
    Invitation.objects.update(expires_at=over)
    assert "Ran out lately" in page() and "never used" in page() and "Client's link; ended" in page()
    call("POST", "/workspaces/first/invitations", {"email": "ann@example.org", "role": "author"}, 201)
    ClientLink.objects.update(expires_at=timezone.now() - timedelta(days=31))
    assert "Ran out lately" not in page()
