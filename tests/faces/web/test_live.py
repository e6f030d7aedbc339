"""A live page goes on where it stopped."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, TimeoutError, expect

from slipguard.networks.practice import World
from tests.faces.web import rig
from tests.servers.ports import free_port

SLEPT = "(() => { const now = Date.now; Date.now = () => now() + 60000; })()"


def after_a_sleep(page: Page) -> str:
    """What the page asks for when it wakes. A line that hears something before its next look is not the dead one that
    is meant here: the page sleeps again."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/stream?seen=" in request.url else None)
    for _ in range(10):
        page.evaluate(SLEPT)
        with suppress(TimeoutError):
            page.wait_for_event("request", lambda request: request.url in asked, timeout=9_000)
        if asked:
            return asked[0]
    raise AssertionError("ten sleeps, and no new connection")


@pytest.mark.chromium
def test_a_board_that_slept_asks_for_what_it_missed_and_shows_it_once(desk: BrowserContext) -> None:
    """After a sleep a connection looks open that nobody holds: a new one names what the page shows, not how it was
    made, and each post stands there once."""
    page, hand = desk.new_page(), desk.new_page()
    page.goto("/w/practice-desk/")
    made = page.locator("[sse-connect]").get_attribute("sse-connect") or ""
    words = ["Lot 7 is closed for the market on Saturday.", "Permits for Lot 9 are on sale at the north office."]
    rig.post(hand, "umparking", words[0])
    row = page.locator("#posts > li")
    expect(row.filter(has_text=words[0])).to_have_count(1)
    shows = after_a_sleep(page).partition("seen=")[2]
    assert "posts." in shows and shows != made.partition("seen=")[2]
    rig.post(hand, "umparking", words[1])
    expect(row.filter(has_text=words[1])).to_have_count(1)
    expect(row.filter(has_text=words[0])).to_have_count(1)
    expect(page.locator(".lost")).to_be_hidden()


@pytest.mark.chromium
def test_an_answer_from_before_the_new_sign_in_asks_for_none(desk: BrowserContext) -> None:
    """Refused, the page looks whether its sign-in is over. Where the answer to that comes after the line is back, it is
    an old one: nobody is sent away from a page that works."""
    page = desk.new_page()
    page.goto("/w/practice-desk/")
    page.route("**/stream?seen=*", lambda asked: asked.fulfill(status=403), times=1)
    page.evaluate("""() => { const door = document.querySelector(".signed-out a").href;
        window.fetch = () => new Promise(done => { window.answers = () => done({url: door}); }); }""")
    with page.expect_response(lambda answer: "/stream?seen=" in answer.url and answer.ok, timeout=rig.PATIENCE):
        after_a_sleep(page)
        page.wait_for_function("!!window.answers")
    expect(page.locator("body:not(.off)")).to_have_count(1)
    page.evaluate("window.answers()")
    assert "out" not in page.evaluate("new Promise(done => setTimeout(() => done(document.body.className), 100))")


@pytest.mark.chromium
def test_a_server_that_is_away_for_long_is_asked_every_eight_seconds(desk: BrowserContext) -> None:
    """Whoever sees it come back sees the board come back: no pause grows to a minute."""
    page = desk.new_page()
    page.clock.install()
    page.route("**/stream?seen=*", lambda asked: asked.fulfill(status=502))
    page.goto("/w/practice-desk/")
    for _ in range(8):
        with page.expect_response("**/stream?seen=*", timeout=rig.PATIENCE):
            page.clock.fast_forward(8_000)
    expect(page.locator(".lost")).to_be_visible()
    page.unroute("**/stream?seen=*")
    page.clock.fast_forward(8_000)
    expect(page.locator(".lost")).to_be_hidden()


@pytest.mark.chromium
def test_a_hidden_incident_lets_both_its_lines_go_and_catches_up(desk: BrowserContext) -> None:
    """A browser opens six connections to one server: whoever keeps six incidents in tabs still gets a page. The board
    stays: its title is what a hidden tab shows."""
    page, hand, board = desk.new_page(), desk.new_page(), desk.new_page()
    rig.let_slip(hand, 3)
    board.goto("/w/practice-desk/")
    room = board.get_by_role("link", name="Look closer").first.get_attribute("href") or ""
    with page.expect_response("**/alarms?**seen=**"), page.expect_response("**/stream?seen=**"):
        page.goto(room)
    bar = page.expect_event("requestfailed", lambda asked: "/alarms?" in asked.url)
    with bar, page.expect_event("requestfailed", lambda asked: "/stream?" in asked.url):
        rig.show(page, False)
    rig.show(board, False)
    alarms = board.title()
    text = rig.let_slip(hand, 5)
    expect(board.locator(".alarm", has_text=text[:40])).to_be_visible()
    assert alarms.startswith("(") and board.title() != alarms
    hand.goto(room)
    hand.get_by_label("Add to the record").fill("The gate is shut again.")
    hand.get_by_role("button", name="Note it").click()
    hand.get_by_text("The gate is shut again.").wait_for()
    expect(page.get_by_text("The gate is shut again.")).to_have_count(0)
    with page.expect_request("**/stream?seen=**"):
        rig.show(page, True)
    expect(page.get_by_text("The gate is shut again.")).to_be_visible()
    expect(page.locator(".lost")).to_be_hidden()


HALF = "Told the shift lead; she looks whether"


@pytest.mark.chromium
def test_open_pages_outlive_a_restart_of_the_server(chromium: Browser, tmp_path: Path) -> None:
    """Board and incident come back by themselves, show what happened meanwhile once, and keep words and focus; a new
    sign-in is asked for only when the old one is over, and the page stays as it is until then and after."""
    port = free_port()
    browser = chromium.new_context(base_url=f"http://127.0.0.1:{port}", viewport=rig.DESK)
    board, room = browser.new_page(), browser.new_page()
    rows = board.locator("#posts > li")
    with rig.up(tmp_path, port):
        rig.make_owner(board)
        rig.open_practice_desk(board)
        rig.post(room, "umparking", "Lot 7 is closed for the market on Saturday.")
        expect(rows.filter(has_text="Lot 7 is closed")).to_have_count(1)
        slip = rig.let_slip(room, 3)
        board.get_by_role("link", name="Look closer").first.click()
        board.wait_for_url("**/incidents/*")
        room.goto(board.url)
        board.goto("/w/practice-desk/")
        note = room.get_by_label("Add to the record")
        note.press_sequentially(HALF)
        expect(board.locator(".alarm", has_text=slip[:40])).to_be_visible()
    for page in (board, room):
        expect(page.locator(".lost")).to_be_visible()
        expect(page.locator(".signed-out")).to_be_hidden()
    world = World(tmp_path / "practice.db")
    world.post("umparking", "Permits for Lot 9 are on sale at the north office.")
    with rig.up(tmp_path, port):
        expect(rows.filter(has_text="Lot 9")).to_have_count(1)
        expect(rows.filter(has_text="Lot 7 is closed")).to_have_count(1)
        expect(board.locator(".alarm", has_text=slip[:40])).to_have_count(1)
        for page in (board, room):
            expect(page.locator(".lost")).to_be_hidden()
        expect(note).to_have_value(HALF)
        expect(note).to_be_focused()
        note.press_sequentially(" anybody answered.")
        with sqlite3.connect(tmp_path / "slipguard.db", timeout=10) as tables:
            tables.execute("delete from django_session")
        tables.close()
    with rig.up(tmp_path, port):
        expect(room.locator(".signed-out")).to_be_visible()
        expect(room.locator(".lost")).to_be_hidden()
        with browser.expect_page() as opened:
            room.locator(".signed-out a").click()
        opened.value.get_by_label("E-mail address").fill(rig.EMAIL)
        opened.value.get_by_label("Password").fill(rig.PASSWORD)
        opened.value.get_by_role("button", name="Sign in", exact=True).click()
        expect(room.locator(".signed-out")).to_be_hidden(timeout=120_000)
        expect(note).to_have_value(f"{HALF} anybody answered.")
        world.post("umparking", "The lift at Lot 2 works again.")
        expect(rows.filter(has_text="The lift at Lot 2")).to_have_count(1, timeout=120_000)
        rig.enter(opened.value, "Practice desk")
        room.get_by_role("button", name="Note it").click()
        expect(room.get_by_text(f"{HALF} anybody answered.")).to_be_visible()
    world.close()
    browser.close()
