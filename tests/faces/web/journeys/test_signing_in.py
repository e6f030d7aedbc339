"""The sign-in: lockout, the list of sessions, out everywhere, and who sits here before something that matters."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.faces.web import furnished, rig
from tests.faces.web.journeys import after_hours
from tests.faces.web.journeys.conftest import Agency, Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, SCRIPTLESS, Way, both_ways

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
LEE = "lee@example.org"


@pytest.fixture(scope="module")
def lee(agency: Agency, chromium: Browser) -> Iterator[None]:
    """A manager whose sign-in may be locked and ended without disturbing anybody."""
    owner = chromium.new_context(base_url=agency.url, storage_state=agency.people["Olivia"])  # type: ignore[arg-type]
    asked = furnished.invite(owner.new_page(), LEE, "manager")
    page = furnished.join(chromium, agency.url, asked, "Lee")
    agency.people["Lee"] = dict(page.context.storage_state())
    for browser in (owner, page.context):
        browser.close()
    yield
    del agency.people["Lee"]


def session_of(browser: BrowserContext) -> str:
    """The key of its session."""
    return next(str(cookie["value"]) for cookie in browser.cookies() if cookie["name"] == "sessionid")


def confirm(page: Page, way: Way) -> None:
    """Say again who sits here."""
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    way.write(page.get_by_label("Password"), rig.PASSWORD)
    way.press(page.get_by_role("button", name="Confirm"))


@both_ways
@pytest.mark.usefixtures("lee")
def test_before_connecting_it_is_asked_who_sits_here(seat: Seat, agency: Agency, way: Way) -> None:
    """An hour later an open laptop connects nothing and changes no policy; after the password it goes on by itself."""
    browser = seat("Lee", **way.browser)
    page = browser.new_page()
    after_hours.grow_old(agency.served, session_of(browser))
    page.goto(f"{DESK}/connect/practice")
    way.look(page, "sign-in-confirm")
    confirm(page, way)
    expect(page.get_by_role("heading", name="Connect Practice network to Practice desk")).to_be_visible()
    page.goto("/accounts/2")
    rarely = "250" if way is KEYS else "260"
    way.write(page.get_by_label("Ask or alarm"), rarely)
    after_hours.grow_old(agency.served, session_of(browser))
    way.press(page.locator("form", has=page.get_by_label("Ask or alarm")).get_by_role("button", name="Keep"))
    confirm(page, way)
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(page.get_by_label("Ask or alarm")).to_have_value(rarely)


@pytest.mark.usefixtures("lee")
def test_the_other_browsers_are_listed_and_ended(seat: Seat) -> None:
    """Everywhere but here: the lost phone's next click leads to the sign-in; everywhere: this one's, too. By keys on a
    desktop, and back from a phone in which no script runs."""
    here, phone = seat("Lee").new_page(), seat(viewport=rig.PHONE, **SCRIPTLESS.browser).new_page()
    rig.give_password(phone, LEE)
    phone.wait_for_url("**/w/**")
    listed(here, KEYS)
    look(here, "sign-in-sessions")
    KEYS.press(here.get_by_role("button", name="Sign out everywhere but here"))
    expect(here.locator("main li")).to_have_count(1)
    out(phone)
    rig.give_password(phone, LEE)
    phone.wait_for_url("**/w/**")
    listed(phone, SCRIPTLESS)
    phone.get_by_role("button", name="Sign out everywhere but here").click()
    expect(phone.locator("main li")).to_have_count(1)
    out(here)
    phone.get_by_role("button", name="Sign out everywhere, also here").click()
    expect(phone.get_by_text("You are signed out everywhere.")).to_be_visible()
    out(phone)


def listed(page: Page, way: Way) -> None:
    """From the own page to the list: two browsers, and which of them this is."""
    page.goto("/me")
    way.press(page.get_by_role("link", name="Where you are signed in"))
    expect(page.locator("main li")).to_have_count(2)
    expect(page.locator("main li", has_text="this one")).to_have_count(1)


def out(page: Page) -> None:
    """What was a sign-in opens nothing any more."""
    page.goto(f"{DESK}/accounts")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.usefixtures("lee")
def test_after_five_wrong_passwords_the_right_one_waits_too(seat: Seat) -> None:
    """Whoever guesses is stopped, from whichever browser and with scripts or without, and whoever only mistyped reads
    what to do."""
    phone = seat(viewport=rig.PHONE).new_page()
    plain = seat(viewport=rig.PHONE, **SCRIPTLESS.browser).new_page()
    for page, way, times in ((phone, KEYS, 3), (plain, SCRIPTLESS, 2)):
        page.goto("/sign-in/login/")
        for _ in range(times):
            way.write(page.get_by_label("E-mail address"), LEE)
            way.write(page.get_by_label("Password"), "not the password at all")
            way.press(page.get_by_role("button", name="Sign in", exact=True))
            expect(page.locator(".problem[role=alert]")).to_be_visible()
    look(phone, "sign-in-wrong")
    for page in (phone, plain):
        rig.give_password(page, LEE)
        expect(page.locator(".problem[role=alert]")).to_contain_text("Wait five minutes")
        out(page)
    rig.give_password(phone, LEE)
    expect(phone.locator(".problem[role=alert]")).to_be_visible()
    look(phone, "sign-in-locked")
