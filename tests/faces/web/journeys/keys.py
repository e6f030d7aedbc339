"""A person without a mouse: Tab, Enter, Space, letters; each stop must show where the focus is, and stay in view."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

# Not hidden: of five places in it, one at least is not covered by what sticks to the screen's edges.
_WHERE = """() => {
  const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
  const own = e.closest('label') || e;
  const open = [[.5, .5], [.05, .5], [.95, .5], [.5, .1], [.5, .9]].some(([x, y]) => {
    const hit = document.elementFromPoint(box.left + x * box.width, box.top + y * box.height);
    return hit && (own.contains(hit) || hit.contains(e));
  });
  return {what: e.outerHTML.slice(0, 120), body: e === document.body,
          shown: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0,
          seen: box.width > 0 && box.bottom > 0 && box.top < innerHeight && open};
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
    """Tab there and type over what stands in it; a day or a time is typed digit by digit, as its parts stand there."""
    tab_to(page, wanted)
    kind = wanted.get_attribute("type")
    if kind in ("date", "time", "datetime-local"):
        day, _, clock = text.partition("T") if kind != "time" else ("", "", text)
        if day:
            year, month, of_month = day.split("-")
            page.keyboard.type(f"{month}{of_month}{year}")
        if day and clock:
            page.keyboard.press("ArrowRight")  # a year may have six digits
        if clock:
            hours, minutes = (int(part) for part in clock.split(":"))
            page.keyboard.type(f"{hours % 12 or 12:02}{minutes:02}{'AP'[hours >= 12]}")
    else:
        page.keyboard.press("Control+a")
        page.keyboard.type(text)


def choose(page: Page, wanted: Locator, option: str) -> None:
    """Tab to a list and type what is wanted of it."""
    tab_to(page, wanted)
    page.keyboard.type(option)


def skip(page: Page) -> None:
    """The first stop of every page leads past the band."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.skip')"), "the first stop is not the skip link"
    page.keyboard.press("Enter")
