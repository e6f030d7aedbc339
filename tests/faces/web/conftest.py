"""Browser tests share one running Slipguard; view tests have Django's own client and an empty database."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page

from slipguard import app
from tests.faces.web import rig
from tests.servers.needed import lacking

app.configure()  # pytest reads this file before tests/conftest.py gets its chance

from slipguard.storage.models import Account, Membership, Person, Role, Workspace  # noqa: E402


@pytest.fixture(scope="session")
def served() -> Iterator[rig.Served]:
    """A real `slipguard up`."""
    with rig.served() as running:
        yield running


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. For one file only: while it lives a loop runs here, in which no engine can start."""
    if not Path(rig.CHROMIUM).exists():
        lacking("there is no /usr/bin/chromium")
    with rig.browser() as found:
        yield found


@pytest.fixture(scope="module")
def signed_in(served: rig.Served, chromium: Browser) -> dict[str, object]:
    """The cookies of the owner, after the first visit and the first door."""
    context = chromium.new_context(base_url=served.url)
    page = context.new_page()
    page.goto("/")
    if page.url.endswith("/welcome"):
        rig.make_owner(page)
        rig.open_practice_desk(page)
    else:
        rig.sign_in(page)
    state = dict(context.storage_state())
    context.close()
    return state


@pytest.fixture
def desk(served: rig.Served, chromium: Browser, signed_in: dict[str, object]) -> Iterator[BrowserContext]:
    """A signed-in browser on a desktop; a page that breaks the content security policy fails the test."""
    context = chromium.new_context(base_url=served.url, viewport=rig.DESK, storage_state=signed_in)
    yield from rig.watched(context)


@pytest.fixture
def phone(served: rig.Served, chromium: Browser) -> Iterator[BrowserContext]:
    """A stranger's phone: no sign-in, small screen."""
    yield from rig.watched(chromium.new_context(base_url=served.url, viewport=rig.PHONE, has_touch=True))


@pytest.fixture
def scriptless(served: rig.Served, chromium: Browser, signed_in: dict[str, object]) -> Iterator[Page]:
    """A signed-in browser without JavaScript."""
    context = chromium.new_context(
        base_url=served.url, viewport=rig.PHONE, storage_state=signed_in, java_script_enabled=False
    )
    yield context.new_page()
    context.close()


# ---- views without a browser ---------------------------------------------------------------------
@pytest.fixture
def person(db: None) -> Person:
    """The owner of the first workspace."""
    from slipguard.actions.setup import make_owner

    return make_owner("olivia@example.org", "a long quiet password")


@pytest.fixture
def client(person: Person) -> Client:
    """Signed in as the owner."""
    made = Client(SERVER_NAME="localhost")
    made.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    prove(made)
    return made


def prove(client: Client, at: float | None = None) -> None:
    """What a typed password leaves in the session: who sits here proved it (now, or at another moment)."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() if at is None else at}]
    session.save()


@pytest.fixture
def first(person: Person) -> Workspace:
    """The owner's workspace."""
    return Workspace.objects.get(slug="first")


@pytest.fixture
def foreign(person: Person) -> Account:
    """An account of a workspace that the owner is no member of."""
    other = Person.objects.create_user("otto@example.org", "another quiet password")
    space = Workspace.objects.create(name="Other client", slug="other")
    Membership.objects.create(person=other, workspace=space, role=Role.OWNER)
    return Account.objects.create(workspace=space, network="practice", remote_id="x", handle="otherclient",
                                  speaks_as="otherclient")


@pytest.fixture
def account(first: Workspace, world: object) -> Account:
    """A connected practice account of the owner's workspace."""
    from slipguard.actions.access import Actor
    from slipguard.actions.accounts import connect

    owner = Person.objects.get(email="olivia@example.org")
    return connect(Actor(owner, "web"), first, "practice", {"handle": "umparking", "name": "Upper Mill Parking"})
