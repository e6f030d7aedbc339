"""Without a mouse: in, write, take back from everywhere, answer, pause; each stop shows its focus, none is a trap."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.faces.web import furnished, rig
from tests.faces.web.journeys import keys
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.test_incident_room import GOOD, LATER

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
RIGHT = "Lot C is closed for the marathon on Sunday. Use Mill Lane, ten minutes on foot."


def slip(page: Page, number: int) -> str:
    """A slip is out and the board shows its alarm; the page stands at its beginning."""
    text = rig.let_slip(page, number)
    page.goto(f"{DESK}/")
    page.locator(".alarm", has_text=text[:40]).wait_for()
    return text


def gone(page: Page) -> None:
    """Seen gone."""
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")


def test_sign_in(seat: Seat) -> None:
    """Address, password, Enter."""
    page = seat().new_page()
    page.goto("/sign-in/login/")
    keys.skip(page)
    keys.write(page, page.get_by_label("E-mail address"), "mia@example.org")
    keys.write(page, page.get_by_label("Password"), rig.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".band .name")).to_have_text("Practice desk")


def test_write_send_and_plan(seat: Seat) -> None:
    """Past the band, choose, write, send, and plan another: the verdict does not take the focus."""
    page = seat("Mia").new_page()
    page.goto(f"{DESK}/compose")
    keys.skip(page)
    keys.press(page, page.get_by_label("@umparking").first, "Space")
    keys.write(page, page.get_by_label("Text", exact=True), RIGHT)
    expect(page.locator("#looks")).to_contain_text("Sounds like @umparking.")
    expect(page.get_by_label("Text", exact=True)).to_be_focused()
    keys.press(page, page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    keys.press(page, page.get_by_role("link", name="Write another"))
    keys.press(page, page.get_by_label("@umparking").first, "Space")
    keys.write(page, page.get_by_label("Text", exact=True), RIGHT)
    keys.write(page, page.get_by_label("Or at a time"), f"{datetime.now(UTC) + timedelta(days=3):%Y-%m-%dT19:30}")
    keys.press(page, page.get_by_role("button", name="Plan it"))
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text("19:30")
    keys.press(page, page.get_by_role("button", name="Do not send it"))
    expect(page.get_by_label("Text")).to_have_value(RIGHT)


def test_from_the_alarm_to_the_follow_up(seat: Seat) -> None:
    """Take it back, then the words, and later ones: typed, checked, approved; the live page leaves the focus alone."""
    page = seat("Mia").new_page()
    text = slip(page, 12)
    keys.press(page, page.locator(".alarm", has_text=text[:40]).get_by_role("button", name="Take it back"))
    gone(page)
    keys.write(page, page.get_by_label("In your words"), GOOD)
    expect(page.get_by_text("Fit to publish.").or_(page.get_by_text("Nothing to object to."))).to_be_visible()
    expect(page.get_by_label("In your words")).to_be_focused()
    keys.press(page, page.get_by_role("button", name="Approve and publish"))
    expect(page.get_by_text("The apology is out on")).to_be_visible()
    keys.press(page, page.locator("summary", has_text="Write a follow-up"))
    keys.write(page, page.get_by_label("In your words"), LATER)
    keys.press(page, page.get_by_role("button", name="Approve and publish"))
    expect(page.get_by_text("The follow-up is out.")).to_be_visible()


def test_this_was_fine(seat: Seat) -> None:
    """As near as taking it back: the next stop."""
    page = seat("Mia").new_page()
    text = slip(page, 15)
    alarm = page.locator(".alarm", has_text=text[:40])
    keys.tab_to(page, alarm.get_by_role("button", name="Take it back"))
    page.keyboard.press("Tab")
    expect(alarm.get_by_role("button", name="This was fine")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Noted: this is how")).to_be_visible()


def test_from_a_post_on_the_board(seat: Seat) -> None:
    """A post that nobody alarmed about: its small “Take it back” opens, asks, and acts."""
    page = seat("Mia").new_page()
    words = "Lot D opens at six tomorrow for the market. Please keep the ramp free."
    rig.post(page, "umparking", words)
    page.goto(f"{DESK}/")
    post = page.locator(".post", has_text=words)
    post.wait_for()
    expect(post).to_contain_text("Nothing out of place")
    keys.press(page, post.locator("summary"))
    keys.press(page, post.get_by_role("button", name="Yes, take it back"))
    gone(page)


def test_from_a_pasted_address(seat: Seat) -> None:
    """The red button in the band, the address, Enter."""
    page = seat("Mia").new_page()
    words = "The pay machine at Mill Lane takes cards again. Permits are sold at the office."
    rig.post(page, "umparking", words)
    link = page.locator(".chirp", has_text=words).get_by_role("link", name="Link to this post")
    address = str(link.evaluate("a => a.href"))
    page.goto(f"{DESK}/accounts")
    keys.press(page, page.get_by_role("link", name="Take a post back"))
    keys.write(page, page.get_by_label("The post's address"), address)
    page.keyboard.press("Enter")
    gone(page)


def test_pause_and_resume(seat: Seat) -> None:
    """By the band's menu: Enter opens it, Tab goes through it, and the page goes on after it."""
    page = seat("Mia").new_page()
    page.goto(f"{DESK}/accounts")
    keys.press(page, page.locator(".who > summary"))
    keys.press(page, page.get_by_role("link", name="Pause everything"))
    keys.write(page, page.get_by_label("Why?"), "An accident at the ring road")
    keys.press(page, page.get_by_role("button", name="Pause everything"))
    expect(page.get_by_role("heading", name="Practice desk is paused")).to_be_visible()
    keys.press(page, page.get_by_role("button", name="Resume Practice desk"))
    expect(page.get_by_text("Nothing went out by itself.")).to_be_visible()
