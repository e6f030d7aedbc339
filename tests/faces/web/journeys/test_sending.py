"""Ask and hold: an undo window that outlives its tab, the typed name, and words that move to the right account."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.faces.web import furnished, rig
from tests.faces.web.journeys import keys
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, MOUSE, Way, both_ways

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
ODD = "Lot C is closed for the marathon on {}. Use Mill Lane, ten minutes on foot. Café vouchers: “10 %” off — ask!"


def undo_window(page: Page, handle: str, seconds: int) -> None:
    """How long a draft that sounds out of place can be undone there."""
    page.goto(f"{DESK}/accounts")
    page.get_by_role("main").get_by_role("link", name=f"@{handle}").click()
    page.get_by_label("Undo window in seconds").fill(str(seconds))
    page.locator("form", has=page.get_by_label("Undo window in seconds")).get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()


def send(page: Page, handle: str, text: str, way: Way = MOUSE) -> None:
    """Write it there and press Send."""
    page.goto(f"{DESK}/compose")
    way.tick(page.get_by_label(f"@{handle}").first)
    way.write(page.get_by_label("Text", exact=True), text)
    way.press(page.get_by_role("button", name="Send", exact=True))


def chirps(page: Page, text: str) -> int:
    """How often everybody can read it."""
    page.goto("/practice")
    return page.locator(".chirp", has_text=text).count()


def test_the_undo_window_outlives_its_tab(seat: Seat) -> None:
    """Sent, the tab closed: it goes out when the window ends. With time left: undone, or sent now, at once."""
    browser = seat("Olivia")
    page, board = browser.new_page(), browser.new_page()
    undo_window(board, "harbourbakery", 3)
    send(page, "harbourbakery", ODD.format("Sunday"))
    expect(page.get_by_role("heading", name="Goes out in")).to_be_visible()
    page.close()
    eventually(lambda: chirps(board, ODD.format("Sunday")) == 1, "the post whose tab was closed")
    undo_window(board, "harbourbakery", 300)
    page = browser.new_page()
    send(page, "harbourbakery", ODD.format("Monday"))
    expect(page.locator(".count")).to_contain_text("s")
    look(page, "sending-undo-window")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("nothing was published")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value(ODD.format("Monday"))
    page.get_by_role("button", name="Send on @harbourbakery").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    assert chirps(board, ODD.format("Monday")) == 1
    undo_window(board, "harbourbakery", 15)


def test_moved_while_it_waits_without_losing_a_letter(seat: Seat) -> None:
    """From its undo window back to a draft and on to the account that it reads like, letter for letter."""
    page = seat("Olivia").new_page()
    undo_window(page, "harbourbakery", 300)
    words = ODD.format("Thursday")
    send(page, "harbourbakery", words)
    expect(page.get_by_text("It reads like @umparking.")).to_be_visible()
    expect(page.get_by_role("button", name="Stop it, and move it to @umparking")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    looks = page.locator("#looks")
    expect(looks).to_contain_text("This reads like @umparking, not @harbourbakery.")
    expect(looks.locator("mark").first).to_be_visible()
    look(page, "sending-undone")
    page.get_by_label("Text").fill("Warm rolls and rye from the harbour oven at half past six.")
    expect(looks).to_contain_text("Sounds like @harbourbakery.")
    words += " Both ramps."
    page.get_by_label("Text").fill(words)
    page.get_by_role("button", name="Move it to @umparking").click()  # what was just typed comes along, too
    expect(page.get_by_role("heading", name="On @umparking")).to_be_visible()
    expect(page.get_by_text("Nothing was sent yet.")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_value(words)
    look(page, "sending-moved")
    page.get_by_role("button", name="Send on @umparking").click()
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    page.goto("/practice/@umparking")
    expect(page.locator(".chirp", has_text=words)).to_have_count(1)
    page.goto("/practice/@harbourbakery")
    expect(page.locator(".chirp", has_text=words)).to_have_count(0)
    undo_window(page, "harbourbakery", 15)


def test_a_held_one_wants_the_name_of_its_account(seat: Seat) -> None:
    """Offensive and out of place: no countdown, another account's name does not do, and its own publishes it."""
    page = seat("Olivia").new_page()
    rude = "the whole council are clowns and useless pricks, bunch of muppets, ngl i hope they never work again"
    send(page, "northlightfest", rude)
    expect(page.get_by_role("heading", name="Held. Is this the right account?")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    look(page, "sending-held")
    typed = page.get_by_label("type the account's name")
    typed.fill("umparking")
    page.get_by_role("button", name="Publish on the account that I typed").click()
    expect(page.locator(".problem[role=alert]")).to_contain_text("is not the name of the account")
    look(page, "sending-held-other-name")
    assert chirps(page.context.new_page(), rude) == 0
    typed.fill("@northlightfest")
    page.get_by_role("button", name="Publish on the account that I typed").click()
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")


@both_ways
def test_ask_and_hold_on_a_phone(seat: Seat, way: Way) -> None:
    """The window counts on the server: undone, moved and back, sent now; what is held wants its name, or stays."""
    page = seat("Mia", viewport=rig.PHONE, **way.browser).new_page()
    words = ODD.format("Tuesday" if way is KEYS else "Wednesday")
    undo_window(page, "harbourbakery", 300)
    send(page, "harbourbakery", words, way)
    undo = page.get_by_role("button", name="Undo")
    if way is KEYS:  # the page asks by itself how it stands, and each answer takes this button's place
        keys.tab_to(page, undo)
        first = undo.element_handle()
        page.wait_for_function("button => !button.isConnected", arg=first)
        expect(undo).to_be_focused()
        page.keyboard.press("Enter")
    else:
        undo.click()
    way.press(page.get_by_role("button", name="Move it to @umparking"))
    expect(page.get_by_role("heading", name="On @umparking")).to_be_visible()
    way.press(page.locator("summary", has_text="another account"))
    way.choose(page.get_by_label("Account"), "@harbourbakery (Practice network)")
    way.press(page.get_by_role("button", name="Move it", exact=True))
    expect(page.get_by_label("Text")).to_have_value(words)
    way.press(page.get_by_role("button", name="Send on @harbourbakery"))
    way.press(page.get_by_role("button", name="Send now"))
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    assert chirps(page, words) == 1
    rude = "useless pricks the lot of them, ngl the whole council are muppets and i hope they go"
    send(page, "northlightfest", rude, way)
    way.write(page.get_by_label("type the account's name"), "umparking")
    way.press(page.get_by_role("button", name="Publish on the account that I typed"))
    expect(page.locator(".problem[role=alert]")).to_contain_text("is not the name of the account")
    way.press(page.get_by_role("button", name="Do not publish"))
    expect(page.get_by_text("nothing was published")).to_be_visible()
    undo_window(page, "harbourbakery", 15)
