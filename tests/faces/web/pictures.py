"""Makes the pictures of the docs: `python -m tests.faces.web.pictures [FOLDER] [--all] [--dark]`.

Starts its own Slipguard, plays the first minutes of a newcomer, and takes each page at 390 and 1280 pixels.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from slipguard.networks.practice.cast import cast
from tests.eventually import eventually
from tests.faces.web import rig

HERE = Path(__file__).parents[3] / "docs" / "pictures"
SIZES = {390: rig.PHONE, 1280: rig.DESK}
REST = {
    "doors": "/start", "desks": "/w/", "take-back": "/w/practice-desk/take-back",
    "incidents": "/w/practice-desk/incidents", "history": "/w/practice-desk/history?old=1",
    "deeds": "/w/practice-desk/history/deeds",
    "compose": "/w/practice-desk/compose", "drafts": "/w/practice-desk/drafts", "accounts": "/w/practice-desk/accounts",
    "calendar": "/w/practice-desk/calendar", "pause": "/w/practice-desk/pause",
    "people": "/w/practice-desk/people", "roles": "/w/practice-desk/roles",
    "account": "/accounts/1", "connect": "/w/practice-desk/connect", "bluesky": "/w/practice-desk/connect/bluesky",
    "mastodon": "/w/practice-desk/connect/mastodon", "settings": "/w/practice-desk/settings", "you": "/me",
    "alarms": "/me/alarms", "on-call": "/w/practice-desk/on-call",
    "doctor": "/doctor", "practice": "/practice", "nothing": "/nowhere", "switch": "/w/first/",
    "second-step": "/sign-in/2fa/", "report": "/incidents/1/report",
}


def take(page: Page, folder: Path, name: str, whole: bool = False) -> None:
    """One page at both sizes. Time stands still for nobody: the clocks show what they showed."""
    for width, size in SIZES.items():
        page.set_viewport_size(size)
        page.wait_for_load_state("load")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{name}-{width}.png", full_page=whole)


def play(browser: Browser, url: str, folder: Path, everything: bool, dark: bool) -> None:
    """The first visit, an alarm, its link on a phone, the incident when all is gone."""
    scheme = "dark" if dark else "light"
    context = browser.new_context(base_url=url, viewport=rig.DESK, color_scheme=scheme)
    page = context.new_page()
    page.goto("/")
    take(page, folder, "first-visit")
    rig.make_owner(page)
    rig.open_practice_desk(page)
    sink = rig.Sink()
    rig.add_channel(page, sink)
    page.goto("/doctor")
    page.get_by_role("button", name="Examine everything now").click()
    board = context.new_page()
    board.goto("/w/practice-desk/")
    for text in ("The lot attendants' office opens at 7 a.m. tomorrow.",):
        rig.post(page, "umparking", text)
        board.get_by_text(text).wait_for()
    slip = rig.let_slip(page, 0)
    expect(board.locator(".alarm", has_text=slip[:30])).to_be_visible()
    link = eventually(sink.links, "the alarm's link")[-1]
    stranger = browser.new_context(viewport=rig.PHONE, color_scheme=scheme).new_page()
    stranger.goto(link)
    expect(board.locator(".alarm [data-since]").first).to_have_text(re.compile(r"0:0[4-9]"))
    take(board, folder, "board-alarm")
    take(stranger, folder, "alarm-link")
    stranger.set_viewport_size(rig.PHONE)
    stranger.get_by_role("button", name="Take it back").click()
    expect(stranger.locator(".copy.gone")).to_be_visible()
    board.get_by_role("link", name="What to say now").click()
    expect(board.locator(".copy.gone")).to_be_visible()
    board.get_by_label("In your words").fill("We're sorry if anyone was offended.")
    expect(board.locator(".remark").first).to_be_visible()
    take(board, folder, "incident-gone-whole", whole=True)
    board.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    take(board, folder, "incident-gone")
    page.goto("/w/practice-desk/backtest")
    page.get_by_text("Bring posts of your staff").click()
    page.get_by_label("Posts, one a line").fill("\n".join(post.text for post in cast().people[0].history))
    page.get_by_role("button", name="Run the test").click()
    expect(page.get_by_role("heading", name="What each budget would catch")).to_be_visible(timeout=120_000)
    take(page, folder, "backtest", whole=True)
    if everything:
        take(stranger, folder, "alarm-after")
        stranger.goto(link)
        take(stranger, folder, "alarm-over")
        stranger.goto(f"{url}/sign-in/login/")
        take(stranger, folder, "sign-in")
        for name, address in REST.items():
            page.goto(address)
            take(page, folder, name, whole=True)
        page.goto("/w/practice-desk/compose")
        page.locator(".choice", has_text="@umparking").click()
        page.get_by_label("Text").fill(slip)
        expect(page.locator("#looks strong").first).to_be_visible()
        take(page, folder, "verdict", whole=True)
        page.get_by_role("button", name="Send", exact=True).click()
        page.locator("#draft").wait_for()
        take(page, folder, "draft", whole=True)
    sink.close()


def main() -> None:
    """Where to, and how much."""
    given = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    folder = Path(given[0]) if given else HERE
    folder.mkdir(parents=True, exist_ok=True)
    with rig.served() as served, rig.browser() as browser:
        play(browser, served.url, folder, "--all" in sys.argv, "--dark" in sys.argv)
    if "--all" not in sys.argv:
        for extra in folder.glob("incident-gone-whole-*.png"):
            extra.unlink()


if __name__ == "__main__":
    main()
