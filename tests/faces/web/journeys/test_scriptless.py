"""With JavaScript off, on a phone: in and out, every way to take back, “this was fine”, pause and resume."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.faces.web import furnished, rig
from tests.faces.web.journeys.conftest import Seat

pytestmark = pytest.mark.chromium
DESK = furnished.DESK


@pytest.fixture
def page(seat: Seat) -> Page:
    """Mia's phone, in which no script runs."""
    return seat("Mia", viewport=rig.PHONE, java_script_enabled=False).new_page()


def gone(page: Page) -> None:
    """Seen gone; the page asks again by itself meanwhile."""
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")


def test_sign_in_and_out(seat: Seat) -> None:
    """Plain forms, and a page that says what was wrong."""
    page = seat(viewport=rig.PHONE, java_script_enabled=False).new_page()
    rig.give_password(page, "nobody@example.org")
    expect(page.locator(".problem[role=alert]")).to_be_visible()
    rig.give_password(page, "mia@example.org")
    expect(page.locator(".band .name")).to_have_text("Practice desk")
    page.locator(".who > summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.goto(f"{DESK}/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_this_was_fine(page: Page) -> None:
    """The alarm's second button."""
    text = rig.let_slip(page, 17)

    def alarmed() -> bool:
        page.goto(f"{DESK}/")
        return page.locator(".alarm", has_text=text[:40]).is_visible()

    eventually(alarmed, "the alarm on the board")
    page.locator(".alarm", has_text=text[:40]).get_by_role("button", name="This was fine").click()
    expect(page.get_by_text("Noted: this is how")).to_be_visible()


def test_take_back_from_a_post_and_from_a_pasted_address(page: Page) -> None:
    """On the board a post's own button asks once more; the red button takes any address, and keeps a wrong one."""
    first = "Lot F opens at six tomorrow for the fair. Please keep the ramp free."
    second = "The lift in the Station Road car park is out of order today; use the stairs at the south end."
    rig.post(page, "umparking", first)
    rig.post(page, "umparking", second)
    link = page.locator(".chirp", has_text=second).get_by_role("link", name="Link to this post").get_attribute("href")

    def judged() -> bool:
        page.goto(f"{DESK}/")
        return page.locator(".post", has_text=first).get_by_text("Nothing out of place").is_visible()

    eventually(judged, "the judged post")
    post = page.locator(".post", has_text=first)
    post.locator("summary").click()
    post.get_by_role("button", name="Yes, take it back").click()
    gone(page)
    page.get_by_role("link", name="Take back").click()
    page.get_by_label("The post's address").fill("https://example.org/what")
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.locator(".problem[role=alert]")).to_be_visible()
    expect(page.get_by_label("The post's address")).to_have_value("https://example.org/what")
    page.get_by_label("The post's address").fill(page.url.split("/w/")[0] + str(link))
    page.get_by_role("button", name="Take it back", exact=True).click()
    gone(page)


def test_pause_and_resume(page: Page) -> None:
    """One form there, one form back."""
    page.goto(f"{DESK}/pause")
    page.get_by_label("Why?").fill("An accident at the ring road")
    page.get_by_role("button", name="Pause everything").click()
    expect(page.locator(".paused")).to_contain_text("An accident at the ring road")
    page.get_by_role("button", name="Resume Practice desk").click()
    expect(page.get_by_text("Nothing went out by itself.")).to_be_visible()
