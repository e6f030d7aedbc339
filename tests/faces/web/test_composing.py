"""Writing, planning, approving and pausing in a real browser: on three sizes, by keyboard alone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from slipguard.networks.practice.cast import cast
from tests.faces.web import rig
from tests.odd_nights import spring

pytestmark = pytest.mark.chromium
RIGHT = "Lot C is closed for the marathon on Sunday. Use Mill Lane, ten minutes on foot."
WRONG = "OMG OMG the cold harbour finale. he IS the vicar. i'm actually shaking, nobody speak to me till monday"
RUDE = cast().slips[7].text  # out of place and offensive: held
SIZES = [390, 820, 1440]


def in_days(days: int, time: str = "14:30") -> str:
    """As a datetime-local field wants it; the workspace's clock is UTC."""
    return f"{datetime.now(UTC) + timedelta(days=days):%Y-%m-%d}T{time}"


def write(page: Page, text: str, *handles: str) -> None:
    """The composer with these words and accounts."""
    page.goto("/w/practice-desk/compose")
    for handle in handles:
        page.locator("label.choice", has_text=handle).click()
    page.get_by_label("Text", exact=True).fill(text)


@pytest.fixture
def unpaused(desk: BrowserContext) -> Iterator[BrowserContext]:
    """A desk that is not left paused for the tests that follow."""
    yield desk
    page = desk.new_page()
    page.goto("/w/practice-desk/pause")
    if page.get_by_role("button", name="Resume").is_visible():
        page.get_by_role("button", name="Resume").click()


@pytest.mark.parametrize("width", SIZES)
def test_the_verdict_marks_and_names(desk: BrowserContext, width: int) -> None:
    """While typing, each chosen account says what the words read like, marks them, and shows the room."""
    page = desk.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    write(page, WRONG, "@umparking", "@northlightfest")
    looks = page.locator("#looks .look")
    expect(looks).to_have_count(2)
    expect(looks.first).to_contain_text("This reads like")
    expect(looks.first.locator("mark").first).to_be_visible()
    expect(looks.first).to_contain_text(f"{len(WRONG)} of 500")
    assert rig.too_wide(page) <= 0
    page.get_by_label("Text", exact=True).fill(RIGHT)
    expect(page.locator("#looks")).to_contain_text("Sounds like @umparking.")


def test_moved_to_the_right_account_without_losing_a_letter(desk: BrowserContext) -> None:
    """One press takes the words to the account that they read like; the form keeps everything else."""
    page = desk.new_page()
    words = "Fresh sourdough and cardamom buns from half past six. The seeded rye is back on Friday, come early."
    write(page, words, "@umparking")
    button = page.get_by_role("button", name="Write it on @harbourbakery instead")
    button.click()
    expect(page.get_by_label("Text", exact=True)).to_have_value(words)
    expect(page.locator("input[name=account]:checked")).to_have_count(1)
    expect(page.locator("#looks")).to_contain_text("Sounds like @harbourbakery.")


def test_several_accounts_each_go_their_own_way(desk: BrowserContext) -> None:
    """One text on two accounts is two drafts on one page; one that is held does not stop the other."""
    page = desk.new_page()
    write(page, RUDE, "@umparking", "@northlightfest")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="One text, 2 accounts")).to_be_visible()
    expect(page.locator("#together li")).to_have_count(2)
    expect(page.locator("#together")).to_contain_text("Held")


@pytest.mark.parametrize("width", SIZES)
def test_planned_and_on_the_calendar(desk: BrowserContext, width: int) -> None:
    """A post with a moment stands on its day, and can be taken off again."""
    page = desk.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    write(page, f"{RIGHT} ({width})", "@umparking")
    when = in_days(3, f"{8 + SIZES.index(width):02d}:15")
    page.get_by_label("Or at a time").fill(when)
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text(when[-5:])
    draft = page.url
    page.goto(f"/w/practice-desk/calendar?day={when[:10]}")
    square = page.locator(f"[data-day='{when[:10]}']")
    expect(square).to_contain_text(when[-5:])
    assert rig.too_wide(page) <= 0
    page.goto(draft)
    page.get_by_role("button", name="Do not send it").click()
    expect(page.get_by_text("nothing was published")).to_be_visible()


def test_dragged_to_another_day(desk: BrowserContext) -> None:
    """A post that is dragged keeps its time of day and goes out on the new day."""
    page = desk.new_page()
    write(page, RIGHT, "@umparking")
    start = datetime.now(UTC).date() + timedelta(days=7 - datetime.now(UTC).weekday())  # a Monday
    page.get_by_label("Or at a time").fill(f"{start}T16:45")
    page.get_by_role("button", name="Plan it").click()
    draft = page.url
    page.goto(f"/w/practice-desk/calendar?view=week&day={start}")
    to = start + timedelta(days=3)
    page.locator(f"[data-day='{start}'] .plan", has_text="16:45").drag_to(page.locator(f"[data-day='{to}']"))
    expect(page.locator(f"[data-day='{to}']")).to_contain_text("16:45")
    page.goto(draft)
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text(f"{to:%a %-d %B %Y}, 16:45")
    page.get_by_role("button", name="Do not send it").click()


def test_odd_nights_are_asked_about(unpaused: BrowserContext) -> None:
    """A time that the clocks jump over is a question with an answer, and the words stay."""
    page, night = unpaused.new_page(), spring()
    page.goto("/w/practice-desk/settings")
    page.get_by_label("Time zone").fill("Europe/Berlin")
    page.locator("#zone").get_by_role("button", name="Keep").click()
    write(page, RIGHT, "@umparking")
    page.get_by_label("Or at a time").fill(f"{night}T02:30")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text(f"There is no 02:30 on {night:%-d %B %Y}")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(RIGHT)
    page.get_by_role("button", name="Take 03:30").click()
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text(f"{night:%a %-d %B %Y}, 03:30")
    page.get_by_role("button", name="Do not send it").click()
    page.goto("/w/practice-desk/settings")
    page.get_by_label("Time zone").fill("UTC")
    page.locator("#zone").get_by_role("button", name="Keep").click()


@pytest.mark.parametrize("width", SIZES)
def test_pause_everything(unpaused: BrowserContext, width: int) -> None:
    """Preview, reason, one press; the banner is on every page, what is sent stays, and resuming sends nothing."""
    page = unpaused.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/w/practice-desk/pause")
    page.get_by_label("Why?").fill("An accident at the ring road")
    page.get_by_role("button", name="Pause everything").click()
    expect(page.get_by_role("heading", name="is paused")).to_be_visible()
    for address in ("/w/practice-desk/", "/w/practice-desk/compose", "/w/practice-desk/accounts"):
        page.goto(address)
        expect(page.get_by_role("status", name="Paused")).to_contain_text("An accident at the ring road")
        assert rig.too_wide(page) <= 0
    words = f"Lot A is open again from seven tomorrow morning, level {width}."
    write(page, words, "@umparking")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.get_by_role("heading", name="Not sent: you decide")).to_be_visible()
    page.goto("/w/practice-desk/pause")
    page.get_by_role("button", name="Resume Practice desk").click()
    expect(page.get_by_text("Nothing went out by itself")).to_be_visible()
    item = page.locator("li", has_text=words)
    expect(item).to_be_visible()
    item.get_by_role("button", name="Do not send").click()
    page.goto("/practice")
    expect(page.locator(".chirp", has_text=words)).to_have_count(0)


def test_by_keyboard_alone(desk: BrowserContext) -> None:
    """Choose, write, check and keep without a mouse; Enter in the time field sends nothing."""
    page = desk.new_page()
    page.goto("/w/practice-desk/compose")
    page.get_by_label("@umparking", exact=False).first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type(RIGHT)
    expect(page.locator("#looks")).to_contain_text("Sounds like @umparking.")
    page.get_by_label("Or at a time").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Write a post")).to_be_visible()
    expect(page.get_by_label("Text", exact=True)).to_have_value(RIGHT)
    page.get_by_role("button", name="Keep as a draft").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="On @umparking")).to_be_visible()


def test_without_javascript(scriptless: Page) -> None:
    """Check, swap, plan, move on the calendar by typing, and take off again: all by plain forms."""
    page = scriptless
    write(page, WRONG, "@umparking")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.locator("#looks")).to_contain_text("This reads like")
    write(page, RIGHT, "@umparking")
    page.get_by_label("Or at a time").fill(in_days(4))
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text("14:30")
    page.get_by_text("Another time").click()
    page.get_by_label("Day and time").fill(in_days(5, "09:00"))
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="Goes out")).to_contain_text("09:00")
    page.get_by_role("button", name="Do not send it").click()
    expect(page.get_by_text("nothing was published")).to_be_visible()
