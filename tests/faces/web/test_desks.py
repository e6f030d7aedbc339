"""One desk at a time, in a real browser: always in view, switched by an act, and another tab says that it was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.faces.web import rig

pytestmark = pytest.mark.chromium
PLACES = ["/w/practice-desk/", "/w/practice-desk/compose", "/w/practice-desk/accounts", "/accounts/1", "/me", "/doctor",
          "/sign-in/2fa/", "/sign-in/sessions/"]


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_whose_desk_it_is_stands_on_every_page(desk: BrowserContext, width: int) -> None:
    """Name, letter and colour are in view on a phone, a tablet and a desktop, allauth's pages included."""
    page = desk.new_page()
    page.set_viewport_size({"width": width, "height": 844})
    for place in PLACES:
        page.goto(place)
        assert rig.too_wide(page) <= 0, place
        page.mouse.wheel(0, 2000)
        band = page.locator(".band .who > summary")
        expect(band).to_contain_text("Practice desk")
        expect(band).to_be_in_viewport()
        colour = page.evaluate("getComputedStyle(document.querySelector('.band')).backgroundColor")
        assert colour not in ("rgb(74, 85, 104)", "rgba(0, 0, 0, 0)"), place


def test_switching_is_an_act_and_the_other_tab_says_so(desk: BrowserContext) -> None:
    """A link alone never switches; after a switch the other tab's composer is over and sends nothing."""
    old, new = desk.new_page(), desk.new_page()
    old.goto("/w/practice-desk/compose")
    old.locator(".choice", has_text="@umparking").click()
    old.get_by_label("Text").fill("The north gate is closed on Sunday.")
    new.goto("/w/first/settings")
    expect(new.get_by_role("heading", name="This belongs to My first client.")).to_be_visible()
    new.get_by_role("button", name="Switch to My first client").last.click()
    expect(new.get_by_role("heading", name="Settings of My first client")).to_be_visible()
    expect(new.get_by_text("The composer is empty, and no account is chosen.")).to_be_visible()
    expect(old.locator(".moved")).to_be_visible()
    old.get_by_role("button", name="Send").click()
    expect(old.get_by_text("Nothing was done or sent.")).to_be_visible()
    expect(old.get_by_label("What you had written")).to_have_value("The north gate is closed on Sunday.")
    back(old)


def test_the_keyboard_alone_switches(desk: BrowserContext) -> None:
    """Tab, Enter, Tab, Enter: from one desk to the other through the band's menu."""
    page = desk.new_page()
    page.goto("/w/practice-desk/accounts")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the page")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    other = page.get_by_role("button", name="Switch to My first client")
    for _ in range(6):
        if other.evaluate("e => e === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(other).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".band .name")).to_have_text("My first client")
    back(page)


def test_without_javascript_one_can_switch_and_leave(scriptless: Page) -> None:
    """The menu is a plain disclosure with plain forms."""
    page = scriptless
    page.goto("/w/practice-desk/")
    page.locator(".who > summary").click()
    page.get_by_role("button", name="Leave Practice desk").click()
    expect(page.get_by_role("heading", name="Whose desk?")).to_be_visible()
    expect(page.locator(".band .name")).to_have_text("No workspace")
    page.goto("/w/practice-desk/drafts")
    expect(page.get_by_text("You are in no workspace.")).to_be_visible()
    page.get_by_role("button", name="Open Practice desk").click()
    page.wait_for_url("**/w/practice-desk/drafts")


def back(page: Page) -> None:
    """The session's cookie is shared with the tests that follow."""
    rig.enter(page, "Practice desk")
