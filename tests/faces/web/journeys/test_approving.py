"""A second person's yes: what changed since they looked, a version that moved on, and two who press at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.faces.web import furnished
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, Way, both_ways

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
FIRST = "Cardamom buns from half past six on Friday. The seeded rye is back on Saturday, come early."
LAST = "Cardamom buns from seven on Friday. The seeded rye is back on Saturday, come early."


@pytest.fixture
def owner(seat: Seat) -> Iterator[Page]:
    """Olivia, for whose tests @harbourbakery needs a second person; whatever becomes of them, it needs none after."""
    page = seat("Olivia").new_page()
    second_person(page, True)
    yield page
    second_person(page, False)


def second_person(page: Page, wanted: bool) -> None:
    """Switch the need of a second person on @harbourbakery."""
    page.goto(f"{DESK}/accounts")
    page.get_by_role("main").get_by_role("link", name="@harbourbakery").click()
    name = "Ask a second person each time" if wanted else "Let posts go out without a second person"
    page.get_by_role("button", name=name).click()
    page.get_by_text("@harbourbakery: ").first.wait_for()


def rewrite(page: Page, draft: str, text: str) -> None:
    """The author takes it back to a draft, writes other words, and sends it again."""
    page.goto(draft)
    page.get_by_role("button", name="Back to a draft").click()
    page.get_by_label("Text").fill(text)
    page.get_by_role("button", name="Send on @harbourbakery").click()
    expect(page.get_by_role("heading", name="Waits for a second person")).to_be_visible()


def test_two_approvers_and_words_that_changed_meanwhile(owner: Page, seat: Seat) -> None:
    """The author cannot; an approver sees what is new, is stopped at an old version, and two at once are one yes."""
    author, mia = seat("Art").new_page(), seat("Mia").new_page()
    author.goto(f"{DESK}/compose")
    expect(author.locator("label.choice", has_text="@harbourbakery")).to_contain_text("a second person approves")
    author.locator("label.choice", has_text="@harbourbakery").click()
    author.get_by_label("Text", exact=True).fill(FIRST)
    author.get_by_role("button", name="Send", exact=True).click()
    expect(author.get_by_role("heading", name="Waits for a second person")).to_be_visible()
    expect(author.get_by_text("These words are yours, so somebody else approves them.")).to_be_visible()
    expect(author.get_by_role("button", name="Approve")).to_have_count(0)
    draft = author.url
    mia.goto(draft)
    expect(mia.get_by_role("main").get_by_text(FIRST, exact=True)).to_be_visible()
    look(mia, "approving-first-look")
    rewrite(author, draft, LAST)
    mia.get_by_role("button", name="Approve for @harbourbakery").click()  # still the old words before her
    expect(mia.get_by_text("It was changed after you opened it.")).to_be_visible()
    expect(mia.get_by_text("Changed since you last looked:")).to_be_visible()
    expect(mia.locator("del")).to_contain_text("half past six")
    expect(mia.locator("ins")).to_contain_text("seven")
    look(mia, "approving-what-changed")
    owner.goto(draft)
    for page in (mia, owner):  # both presses are on their way before either page is looked at again
        page.evaluate("setTimeout(() => document.querySelector('form[action$=\"/approve\"] button').click(), 30)")
    for page in (mia, owner):
        expect(page.get_by_role("heading", name="Published")).to_be_visible()
    look(owner, "approving-published")
    owner.goto("/practice")
    expect(owner.locator(".chirp", has_text=LAST)).to_have_count(1)
    owner.goto(f"{DESK}/history/deeds")
    expect(owner.get_by_text("approved a draft")).to_have_count(1)


@both_ways
def test_sent_back_with_a_word_and_approved(owner: Page, seat: Seat, way: Way) -> None:
    """A no carries its reason and loses no words; the second look shows what is new, and the yes publishes it once."""
    author, mia = seat("Art", **way.browser).new_page(), seat("Mia", **way.browser).new_page()
    last = FIRST.replace("half past six", "eight" if way is KEYS else "nine")
    author.goto(f"{DESK}/compose")
    way.tick(author.get_by_label("@harbourbakery").first)
    way.write(author.get_by_label("Text", exact=True), FIRST)
    way.press(author.get_by_role("button", name="Send", exact=True))
    author.get_by_role("heading", name="Waits for a second person").wait_for()
    mia.goto(f"{DESK}/drafts")
    way.press(mia.get_by_role("main").get_by_role("link", name="@harbourbakery").first)
    way.press(mia.locator("summary", has_text="Send it back"))
    way.write(mia.get_by_label("What should be different?"), "Friday is a holiday.")
    way.press(mia.get_by_role("button", name="Send it back"))
    expect(mia.get_by_text("Sent back to its author.")).to_be_visible()
    author.reload()
    expect(author.get_by_text("Mia sent it back: Friday is a holiday.")).to_be_visible()
    expect(author.get_by_label("Text")).to_have_value(FIRST)
    way.look(author, "approving-sent-back")
    way.write(author.get_by_label("Text"), last)
    way.press(author.get_by_role("button", name="Send on @harbourbakery"))
    expect(author.get_by_role("heading", name="Waits for a second person")).to_be_visible()
    mia.goto(author.url)
    expect(mia.get_by_text("Changed since you last looked:")).to_be_visible()
    expect(mia.locator("del")).to_contain_text("half past six")
    way.press(mia.get_by_role("button", name="Approve for @harbourbakery"))
    expect(mia.get_by_role("heading", name="Published")).to_be_visible()
    author.goto("/practice")
    expect(author.locator(".chirp", has_text=last)).to_have_count(1)
    expect(author.locator(".chirp", has_text=FIRST)).to_have_count(0)
