"""A rehearsal from its button to its line on the scoreboard, and all that a delete does not undo."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.faces.web import furnished, rig
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.ways import Way, both_ways

pytestmark = pytest.mark.chromium
DESK = furnished.DESK


def until(page: Page, words: str, seconds: float = 30) -> None:
    """It stands there: by itself, or, where no script runs, once the page is asked again."""
    def there() -> bool:
        page.reload()
        return page.get_by_text(words).first.is_visible()

    eventually(there, words, seconds)


@both_ways
def test_a_drill_and_what_is_left_to_do_after_it(seat: Seat, way: Way) -> None:
    """Let out, taken back, answered; ticked and not; what changes, evidence; then the scoreboard."""
    page = seat("Mia", viewport=rig.PHONE, **way.browser).new_page()
    page.goto(f"{DESK}/drills")
    way.look(page, "drills-before")
    way.press(page.get_by_role("button", name="Let a slip out now"))
    page.wait_for_url(f"**{DESK}/")
    take = page.locator(".alarm").get_by_role("button", name="Take it back").first
    if way.scripts:
        take.wait_for()
    else:
        until(page, "Take it back")
    way.press(take)
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    way.press(page.get_by_role("button", name="Let the practice audience answer"))
    expect(page.get_by_text("The practice audience has answered.")).to_be_visible()
    if way.scripts:
        expect(page.locator("#reaction")).to_contain_text("12 mentions and answers")
    else:
        until(page, "12 mentions and answers")
    way.press(page.get_by_text("The same as a table"))
    expect(page.locator("#reaction tbody tr").first).to_be_visible()
    _list(page, way)
    _record(page, way)
    page.goto(f"{DESK}/drills")
    expect(page.locator("tbody tr").first).to_contain_text("Mia")
    way.look(page, "drills-scoreboard")


def _list(page: Page, way: Way) -> None:
    item = page.locator("#item-evidence")
    way.press(item.locator("summary"))
    way.write(item.get_by_label("A note"), "in the safe")
    way.press(item.get_by_role("button", name="Done"))
    expect(page.locator("#ticked")).to_have_text("1 of 13 done")
    expect(item).to_contain_text("in the safe")
    way.press(item.locator("summary"))
    way.press(item.get_by_role("button", name="Take the tick back"))
    expect(page.locator("#ticked")).to_have_text("0 of 13 done")


def _record(page: Page, way: Way) -> None:
    way.write(page.get_by_label("From now on…"), "Two people read each post")
    way.press(page.get_by_role("button", name="Put it in the report"))
    expect(page.get_by_text("It stands in the client's report.")).to_be_visible()
    change = page.locator("#change")
    way.press(change.locator("summary"))
    way.write(change.get_by_label("What is the evidence?"), "A sign-in from an unknown place.")
    way.press(change.get_by_role("button", name="Put the evidence on the record"))
    expect(page.get_by_text("Evidence of an intrusion is on the record.").first).to_be_visible()
    way.look(page, "drills-after-it")
    art = page.locator("#access li", has_text="Art")
    way.press(art.locator("summary"))
    way.press(art.get_by_role("button", name="Take Art off"))
    expect(art.get_by_label("I am sure.")).to_be_focused()  # nobody goes without the tick
