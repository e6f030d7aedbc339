"""docs/tutorial.md, click by click: a press is refused that its section does not name in bold, and each bold name
is pressed. Counts what a person's hand does, and takes the time that the machine needs."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from slipguard.networks.practice.cast import cast
from tests.faces.web import rig
from tests.networks.bluesky_rig import SdkPhone
from tests.servers.pds import Pds

TEXT = Path(__file__).parents[3] / "docs" / "tutorial.md"
# Keystroke-level model: Card, Moran and Newell, "The keystroke-level model for user performance time with interactive
# systems", CACM 23 (1980): think and find, point, press, a hand between mouse and keys, one key of an average typist.
THINK, POINT, PRESS, HOME, KEY = 1.35, 1.1, 0.2, 0.4, 0.28


def section(number: int) -> str:
    """The text of one numbered part."""
    found = re.search(rf"^## {number}\. .*?(?=^## |\Z)", TEXT.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert found, f"the tutorial has no part {number}"
    return found[0]


def bold(number: int) -> set[str]:
    """What a part names in bold, without a bullet's own heading."""
    return set(re.findall(r"(?<!^- )\*\*(.+?)\*\*", section(number), re.MULTILINE))


@dataclass
class Walk:
    """A person's hand on the pages, after the book."""

    part: int = 0
    clicks: int = 0
    keys: int = 0
    fields: int = 0
    pressed: dict[int, set[str]] = field(default_factory=dict)
    began: float = field(default_factory=time.monotonic)
    marks: dict[str, tuple[int, int, int, float]] = field(default_factory=dict)

    @contextmanager
    def reading(self, part: int) -> Iterator[None]:
        """One part of the tutorial; at its end every bold name was pressed."""
        self.part, self.pressed[part] = part, set()
        yield
        left = bold(part) - self.pressed[part]
        assert not left, f"part {part} names {sorted(left)}, and nobody had to press it"

    def press(self, place: Locator, name: str, control: bool = False) -> None:
        """A button or link by the name that the book has in bold; `control`: into a second tab."""
        assert name in bold(self.part), f"part {self.part} does not say to press “{name}”"
        self.pressed[self.part].add(name)
        place.click(modifiers=["Control"] if control else None)
        self.clicks += 1

    def choose(self, place: Locator, name: str) -> None:
        """Something that the book names in italics."""
        assert f"*{name}*" in section(self.part), f"part {self.part} does not name *{name}*"
        place.click()
        self.clicks += 1

    def type(self, place: Locator, words: str) -> None:
        """Into a field: one click, and a key for each letter."""
        place.click()
        place.fill(words)
        self.clicks, self.fields, self.keys = self.clicks + 1, self.fields + 1, self.keys + len(words)

    def mark(self, name: str) -> None:
        """Here something was reached."""
        self.marks[name] = (self.clicks, self.fields, self.keys, time.monotonic() - self.began)

    def person(self, name: str) -> float:
        """Seconds of a person's hand by the keystroke-level model, plus the machine's; reading is not counted."""
        clicks, fields, keys, machine = self.marks[name]
        return clicks * (THINK + POINT + PRESS) + fields * 2 * HOME + keys * KEY + machine


def walked(browser: Browser) -> Walk:
    """All of it: a fresh home, a real PDS with an account that has a history."""
    with Pds() as pds, rig.served() as fresh:
        made = pds.account()
        SdkPhone(pds.url, made).post_many([line.text for line in cast().clients[0].history])
        context = browser.new_context(base_url=fresh.url, viewport=rig.DESK)
        walk = Walk()
        page = first_slip(context, walk)
        real_account(page, walk, pds.url, made["handle"], made["app_password"])
        context.close()
    return walk


def first_slip(context: BrowserContext, walk: Walk) -> Page:
    """Parts 2 to 5: from the first visit to a slip that is confirmed gone, and an apology that is out."""
    page = context.new_page()
    with walk.reading(2):
        page.goto("/")
        walk.type(page.get_by_label("E-mail address"), rig.EMAIL)
        walk.type(page.get_by_label("Password"), rig.PASSWORD)
        walk.press(page.get_by_role("button", name="Make my sign-in"), "Make my sign-in")
        page.get_by_role("heading", name="Two doors").wait_for()
    with walk.reading(3):
        walk.press(page.get_by_role("button", name="Open the practice desk"), "Open the practice desk")
        expect(page.get_by_role("heading", name="Posts as they arrive")).to_be_visible()
    with walk.reading(4):
        with context.expect_page() as second:
            walk.press(page.get_by_role("link", name="practice phone"), "practice phone", control=True)
        phone = second.value
        walk.press(phone.get_by_role("button", name="Let it slip").first, "Let it slip")
        phone.get_by_text("past Slipguard. Now look at the board").wait_for()
        expect(phone.locator(".bar")).to_be_visible()
        page.bring_to_front()
        alarm = page.locator(".alarm").first
        expect(alarm).to_be_visible()
        walk.clicks += 1  # back to the first tab
        walk.mark("caught")
    with walk.reading(5):
        walk.press(alarm.get_by_role("button", name="Take it back"), "Take it back")
        expect(page.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
        walk.mark("gone")
        _answer(page, walk)
    phone.close()
    return page


def _answer(page: Page, walk: Walk) -> None:
    """The rest of part 5: the words, the report, and the way back."""
    words = page.get_by_label("In your words")
    walk.press(page.get_by_role("button", name="Outline a short note"), "Outline a short note")
    expect(words).not_to_have_value("")
    walk.type(words, "We're sorry if anyone was offended.")
    walk.press(page.get_by_role("button", name="Check the words"), "Check the words")
    expect(page.locator(".remark.stops").first).to_be_visible()
    good = "We have deleted the previous post: it was sent in error. We send our deepest apologies."
    walk.type(page.get_by_label("In your words"), good)
    walk.press(page.get_by_role("button", name="Approve and publish on @"), "Approve and publish on @...")
    expect(page.get_by_text("The apology is out on")).to_be_visible()
    incident = re.sub(r"#.*", "", page.url)
    walk.press(page.get_by_role("link", name="Report for the client"), "Report for the client")
    expect(page.get_by_text("chain of events is intact")).to_be_visible()
    page.goto(incident.replace("/apology", ""))
    walk.press(page.get_by_text("It was a false alarm"), "It was a false alarm")
    walk.press(page.get_by_role("button", name="Put the post back"), "Put the post back")
    expect(page.get_by_text("The post is back.")).to_be_visible()


def real_account(page: Page, walk: Walk, service: str, handle: str, password: str) -> None:
    """Part 7, up to a Bluesky account that is connected, heard, learnt and asked whether it could delete."""
    with walk.reading(7):
        page.locator(".who summary").click()
        walk.clicks += 1
        walk.choose(page.get_by_role("button", name="My first client"), "My first client")
        page.get_by_role("heading", name="Nothing is watched here yet").wait_for()
        walk.press(page.get_by_role("link", name="Connect an account"), "Connect an account")
        walk.press(page.get_by_role("main").get_by_role("link", name="Bluesky"), "Bluesky")
        page.get_by_label("Server").fill(service)  # the book leaves it: bsky.social is no place for a test
        walk.type(page.get_by_label("Handle"), handle)
        walk.type(page.get_by_label("App password"), password)
        walk.press(page.get_by_role("button", name="Connect", exact=True), "Connect")
        page.wait_for_url("**/accounts/*")
        walk.mark("connected")
        walk.press(page.get_by_role("button", name="Learn how it sounds"), "Learn how it sounds")
        expect(page.get_by_text("The voice rests on")).to_be_visible()
        walk.press(page.get_by_role("button", name="Check now"), "Check now")
        expect(page.locator("#can-delete").get_by_text("Yes", exact=True)).to_be_visible()
        walk.mark("learnt and checked")
