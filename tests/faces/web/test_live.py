"""A live page goes on where it stopped."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.faces.web import rig

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
    expect(row.filter(has_text=words[0])).to_have_count(1, timeout=30_000)
    with page.expect_request(lambda asked: "/stream?seen=" in asked.url, timeout=30_000) as again:
        page.evaluate(SLEPT)
    shows = again.value.url.partition("seen=")[2]
    assert "posts." in shows and shows != made.partition("seen=")[2]
    rig.post(hand, "umparking", words[1])
    expect(row.filter(has_text=words[1])).to_have_count(1, timeout=30_000)
    expect(row.filter(has_text=words[0])).to_have_count(1)
    expect(page.locator(".lost")).to_be_hidden()
