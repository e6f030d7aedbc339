"""Pause everything with two people: what it would hold, whose it is, who may resume, and that nothing leaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.faces.web import furnished
from tests.faces.web.journeys.conftest import Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.test_sending import ODD, send, undo_window

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
PLANNED = "Lot A is open again from seven on the day after tomorrow, levels one to three."
LATE = "Lot B is open again as well, levels one to four."


def test_what_others_sent_is_held_and_only_a_manager_resumes(seat: Seat) -> None:
    """The preview counts them; an author's planned post and the one in its window stop; resuming sends neither."""
    owner, author, mia = seat("Olivia").new_page(), seat("Art").new_page(), seat("Mia").new_page()
    undo_window(owner, "harbourbakery", 300)
    author.goto(f"{DESK}/compose")
    author.locator("label.choice", has_text="@umparking").click()
    author.get_by_label("Text", exact=True).fill(PLANNED)
    author.get_by_label("Or at a time").fill(f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%dT07:00}")
    author.get_by_role("button", name="Plan it").click()
    expect(author.get_by_role("heading", name="Goes out")).to_be_visible()
    waits = author.context.new_page()
    send(waits, "harbourbakery", ODD.format("Friday"))
    expect(waits.get_by_role("heading", name="Goes out in")).to_be_visible()
    mia.goto(f"{DESK}/pause")
    expect(mia.get_by_text("It holds 2 posts:")).to_be_visible()
    expect(mia.get_by_text("1 planned, the next")).to_be_visible()
    expect(mia.get_by_text("1 in its undo window")).to_be_visible()
    look(mia, "pausing-preview")
    mia.get_by_label("Why?").fill("An accident at the ring road")
    mia.get_by_role("button", name="Pause everything").click()
    expect(mia.get_by_role("heading", name="Practice desk is paused")).to_be_visible()
    expect(mia.locator(".paused")).to_contain_text("An accident at the ring road")
    look(mia, "pausing-paused")
    expect(waits.get_by_role("heading", name="Not sent: you decide")).to_be_visible()  # by itself, in its open tab
    author.goto(f"{DESK}/pause")
    expect(author.get_by_text("Resuming takes a manager or an owner")).to_be_visible()
    expect(author.get_by_role("button", name="Resume")).to_have_count(0)
    send(author, "umparking", LATE)
    expect(author.get_by_role("heading", name="Not sent: you decide")).to_be_visible()
    expect(author.get_by_role("button", name="Send now")).to_have_count(0)
    look(author, "pausing-not-sent")
    mia.get_by_role("button", name="Resume Practice desk").click()
    expect(mia.get_by_text("Nothing went out by itself.")).to_be_visible()
    expect(mia.locator(".paused")).to_have_count(0)
    expect(mia.get_by_text("2 not sent, as listed below")).to_be_visible()
    look(mia, "pausing-resumed")
    for words in (ODD.format("Friday"), LATE):
        mia.locator("li", has_text=words[:40]).get_by_role("button", name="Do not send").click()
        mia.goto(f"{DESK}/pause")
    expect(mia.get_by_text("1 planned, the next")).to_be_visible()  # still to come, so it stays planned
    mia.goto("/practice")
    for words in (PLANNED, ODD.format("Friday"), LATE):
        expect(mia.locator(".chirp", has_text=words)).to_have_count(0)
    undo_window(owner, "harbourbakery", 15)
