"""One agency for all journeys: a running Slipguard with a mail server and a push service, and its people."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.faces.web import furnished, rig
from tests.faces.web.journeys import after_hours
from tests.servers.needed import lacking
from tests.servers.push import Push, push_service
from tests.servers.smtp import MailServer

Seat = Callable[..., BrowserContext]


@dataclass(slots=True)
class Agency:
    """Who works there, as the cookies of their browsers; and where its mail and its pushes end."""

    served: rig.Served
    mail: MailServer
    push: Push
    people: dict[str, dict[str, object]] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where it answers."""
        return self.served.url


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """One browser for the package: no journey needs an engine in the test's own process."""
    if not Path(rig.CHROMIUM).exists():
        lacking("there is no /usr/bin/chromium")
    with rig.browser() as found:
        yield found


@pytest.fixture(scope="package")
def agency(chromium: Browser) -> Iterator[Agency]:
    """The practice desk with an owner (Olivia), a manager (Mia) and an author (Art)."""
    mail = MailServer()
    # an account that is watched by hand has a public page, and the server looks whether strangers can read it
    with push_service() as push, rig.served(
        ("www.facebook.com",), SLIPGUARD_MAIL_URL=f"smtp://127.0.0.1:{mail.port}", SSL_CERT_FILE=push.certificate
    ) as running:
        made = Agency(running, mail, push)
        owner = chromium.new_context(base_url=running.url).new_page()
        rig.make_owner(owner)
        rig.open_practice_desk(owner)
        for name, role in (("Mia", "manager"), ("Art", "author")):
            asked = furnished.invite(owner, f"{name.lower()}@example.org", role)
            page = furnished.join(chromium, running.url, asked, name)
            made.people[name] = dict(page.context.storage_state())
            page.context.close()
        made.people["Olivia"] = dict(owner.context.storage_state())
        owner.context.close()
        yield made
    mail.close()


@pytest.fixture
def seat(chromium: Browser, agency: Agency) -> Iterator[Seat]:
    """`seat("Mia")`: a browser in which Mia is signed in, on a desktop; "" for a stranger's. Watched for errors."""
    watched: list[Iterator[BrowserContext]] = []

    def open_(name: str = "", **how: object) -> BrowserContext:
        state = agency.people[name] if name else None
        for cookie in state["cookies"] if state else []:  # type: ignore[attr-defined]
            if cookie["name"] == "sessionid":  # a slow machine is no open laptop
                after_hours.grow_old(agency.served, cookie["value"], seconds=0)
        made = rig.watched(chromium.new_context(
            **({"base_url": agency.url, "viewport": rig.DESK, "storage_state": state} | how)))  # type: ignore[arg-type]
        watched.append(made)
        return next(made)

    yield open_
    for each in watched:
        next(each, None)
