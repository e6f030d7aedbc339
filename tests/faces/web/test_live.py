"""A live page goes on where it stopped."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from slipguard.networks.practice import World
from tests.faces.web import rig
from tests.servers.ports import free_port

SLEPT = "(() => { const now = Date.now; Date.now = () => now() + 60000; })()"


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
    with page.expect_request(lambda asked: "/stream?seen=" in asked.url) as again:
        page.evaluate(SLEPT)
    shows = again.value.url.partition("seen=")[2]
    assert "posts." in shows and shows != made.partition("seen=")[2]
    rig.post(hand, "umparking", words[1])
    expect(row.filter(has_text=words[1])).to_have_count(1)
    expect(row.filter(has_text=words[0])).to_have_count(1)
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
