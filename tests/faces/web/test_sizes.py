"""No page sticks out sideways, and every page is light: measured in the browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import BrowserContext

from tests.faces.web import rig

pytestmark = pytest.mark.chromium
BUDGET = 150_000  # bytes of one page with everything that it loads
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


@pytest.mark.parametrize("address", ["/w/practice-desk/", "/practice", "/w/practice-desk/compose"])
def test_pages_are_light(desk: BrowserContext, address: str) -> None:
    """A page with everything that it loads stays within 150 kB, on a bad line at 23:00 too."""
    page = desk.new_page()
    page.goto(address)
    page.wait_for_load_state("load")
    weight = page.evaluate("""() => performance.getEntriesByType('navigation').concat(
        performance.getEntriesByType('resource').filter(e => !e.name.endsWith('/stream')))
        .reduce((sum, e) => sum + e.encodedBodySize, 0)""")
    assert 10_000 < weight <= BUDGET, f"{address}: {weight} bytes"
