"""No page sticks out sideways: measured in the browser. (How much a page transfers: test_accessible.)"""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.faces.web import rig

pytestmark = pytest.mark.chromium
PAGES = [
    "/start", "/w/", "/w/practice-desk/", "/w/practice-desk/take-back", "/w/practice-desk/incidents",
    "/w/practice-desk/compose", "/w/practice-desk/drafts", "/w/practice-desk/accounts", "/w/practice-desk/connect",
    "/w/practice-desk/connect/bluesky", "/w/practice-desk/connect/mastodon", "/w/practice-desk/settings",
    "/w/first/", "/accounts/1", "/me", "/doctor", "/practice", "/nowhere", "/sign-in/2fa/",
    "/sign-in/password/change/", "/sign-in/logout/",
]


@pytest.mark.parametrize("address", PAGES)
def test_pages_fit_a_phone_and_a_desktop(desk: BrowserContext, address: str) -> None:
    """Nobody scrolls sideways at 390 or 1280 pixels, and what can be tapped is at least 24 pixels high."""
    page = desk.new_page()
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        page.goto(address)
        assert rig.too_wide(page) <= 0, f"{address} at {size['width']}: {rig.too_wide(page)} px too wide"
    small = page.evaluate("""() => [...document.querySelectorAll('button, .button, select, input:not([type=hidden])')]
        .filter(e => e.offsetParent && !['checkbox', 'radio'].includes(e.type) && !e.classList.contains('plain'))
        .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML.slice(0, 90))""")
    assert not small, f"{address}: too small for a thumb: {small}"
