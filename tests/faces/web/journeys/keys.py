"""A person without a mouse: Tab, Shift+Tab, Enter, Space; each stop must show where the focus is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_WHERE = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  return {what: e.outerHTML.slice(0, 120), body: e === document.body,
          shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
          seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight};
}"""


def tab_to(page: Page, wanted: Locator, most: int = 60) -> None:
    """Press Tab until it has the focus; on the way every stop is visible and shows its focus, and none is a trap."""
    wanted.wait_for()
    before = ""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_WHERE)
        if not stop["body"]:
            assert stop["shown"], f"the focus does not show at {stop['what']}"
            assert stop["seen"], f"the focus is out of view at {stop['what']}"
            assert stop["what"] != before or stop["what"].startswith("<input"), f"the focus is caught at {before}"
            before = stop["what"]
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {wanted} in {most} presses; last at {before}")


def press(page: Page, wanted: Locator, key: str = "Enter") -> None:
    """Tab there and press."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def write(page: Page, wanted: Locator, text: str) -> None:
    """Tab there and type over what stands in it."""
    tab_to(page, wanted)
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def skip(page: Page) -> None:
    """The first stop of every page leads past the band."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')"), "the first stop is not the skip link"
    page.keyboard.press("Enter")
