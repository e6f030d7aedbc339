"""Two people in one incident: each move of one shows on the other's page; the words after it; the follow-up."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from slipguard.networks.practice.cast import cast
from tests.faces.web import furnished, rig
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.eyes import look

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
BAD = "We're sorry if anyone was offended."
GOOD = "We have deleted the previous post: it was sent in error. We send our deepest apologies."
LATER = "We have deleted the post and we are still sorry for it. From now on two people read each post."


def open_incident(page: Page, number: int) -> str:
    """A slip, its alarm, and the page of its incident."""
    text = rig.let_slip(page, number)
    page.goto(f"{DESK}/")
    alarm = page.locator(".alarm", has_text=text[:40])
    expect(alarm).to_be_visible()
    alarm.get_by_role("link", name="Look closer").click()
    return page.url


def watch_by_hand(page: Page, name: str) -> None:
    """The client is on a network, too, that Slipguard cannot read: each incident asks somebody to look there."""
    page.goto(f"{DESK}/connect/facebook")
    page.locator("main input:not([type=hidden])").first.fill(name)
    page.get_by_role("button", name="Watch it by hand").click()
    page.wait_for_url("**/accounts**")


def test_two_people_work_on_one_slip(seat: Seat) -> None:
    """Taken back by one, proven on both pages; the linter speaks, the words go out, a follow-up comes after them."""
    mia, owner = seat("Mia", viewport=rig.PHONE, has_touch=True).new_page(), seat("Olivia").new_page()
    watch_by_hand(owner, "uppermill")
    incident = open_incident(mia, 9)
    owner.goto(incident)
    owner.get_by_label("Add to the record").fill("The client was called at once.")
    owner.get_by_role("button", name="Note it").click()
    expect(mia.get_by_text("The client was called at once.")).to_be_visible()
    look(owner, "room-open")
    take = mia.get_by_role("button", name="Take it back")
    box = take.bounding_box()
    assert box is not None and box["y"] > rig.PHONE["height"] / 2 and box["height"] >= 44  # where the thumb is
    take.click()
    for page in (mia, owner):
        expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    _half_an_address(mia, owner)
    owner.get_by_role("button", name="I looked: nothing there").click()
    words = owner.get_by_label("In your words")
    words.fill(BAD)
    expect(owner.locator(".remark.stops").first).to_be_visible()
    look(owner, "room-linter")
    owner.get_by_role("button", name="Approve and publish").click()
    expect(owner.locator(".problem[role=alert]")).to_contain_text("The apology has an error")
    expect(words).to_have_value(BAD)
    words.fill(GOOD)
    expect(owner.get_by_text("Nothing to object to.").or_(owner.get_by_text("Fit to publish."))).to_be_visible()
    owner.get_by_role("button", name="Approve and publish").click()
    for page in (owner, mia):
        expect(page.get_by_text("The apology is out on")).to_be_visible()
    mia.get_by_text("Write a follow-up").click()
    mia.get_by_label("In your words").fill(LATER)
    mia.get_by_role("button", name="Approve and publish").click()
    for page in (mia, owner):
        expect(page.get_by_text("The follow-up is out.")).to_be_visible()
    look(mia, "room-followed-up")
    mia.goto(f"/practice/@{cast().slips[9].on}")
    for said in (GOOD, LATER):
        expect(mia.locator(".chirp", has_text=said)).to_have_count(1)
    owner.goto(f"{DESK}/accounts")
    owner.get_by_role("main").get_by_role("link", name="@uppermill").click()
    owner.locator("summary", has_text="Disconnect @uppermill").click()
    owner.get_by_role("button", name="Yes, disconnect").click()
    expect(owner.get_by_role("link", name="@uppermill")).to_have_count(0)


def _half_an_address(mia: Page, owner: Page) -> None:
    """What one is typing stays, and goes on, while the other's move brings its piece anew."""
    address = mia.get_by_label("Its address")
    mia.locator("summary", has_text="I found a copy").click()
    address.press_sequentially("https://facebook.ex")
    address.evaluate("field => { field.dataset.before = 'yes'; }")
    owner.get_by_label("Add to the record").fill("The office was called, too.")
    owner.get_by_role("button", name="Note it").click()
    expect(mia.locator("[data-before]")).to_have_count(0)
    mia.keyboard.type("ample/1")
    expect(address).to_have_value("https://facebook.example/1")


def test_an_author_may_act_and_not_speak_for_the_client(seat: Seat) -> None:
    """Whoever sees it first takes it back; the apology's words are an approver's."""
    page = seat("Art").new_page()
    open_incident(page, 11)
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    page.get_by_label("In your words").fill(GOOD)
    expect(page.get_by_text("Somebody else publishes it.")).to_be_visible()
    expect(page.get_by_role("button", name="Approve and publish")).to_have_count(0)
    page.get_by_role("button", name="Put the words on the record").click()
    expect(page.locator(".timeline")).to_contain_text(GOOD)
    look(page, "room-author")
