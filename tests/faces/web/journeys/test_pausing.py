"""Pause everything with two people: what it would hold, whose it is, who may resume, and that nothing leaks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.eventually import eventually
from tests.faces.web import furnished
from tests.faces.web.journeys import after_hours
from tests.faces.web.journeys.conftest import Agency, Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.test_sending import ODD, send, undo_window

pytestmark = pytest.mark.chromium
DESK = furnished.DESK
PLANNED = "Lot A is open again from seven on the day after tomorrow, levels one to three."
CLOSE = "Lot E is open again as well, levels one to {}."
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


def plan_closely(page: Page, texts: list[str]) -> list[int]:
    """Each due a fifth of a second after the one before, by a program: nobody types so fast. Gives the drafts."""
    page.goto("/me")
    page.get_by_label("Name of the program").fill("A queue")
    page.get_by_role("button", name="Make a token").click()
    by = {"Authorization": f"Bearer {page.locator('.well code').inner_text().strip()}"}
    page.goto("/w/practice-desk/accounts")
    link = page.get_by_role("main").get_by_role("link", name="@umparking").get_attribute("href") or ""
    account = int(link.rstrip("/").rsplit("/", 1)[1])

    def sent(to: str, body: dict[str, object]) -> dict[str, int]:
        answer = page.request.post(f"/api/v1/drafts{to}", headers=by, data=body)
        assert answer.ok, answer.text()
        return dict(answer.json())

    made = [sent("", {"account": account, "text": text})["id"] for text in texts]
    due = datetime.now(UTC)
    for number in made:
        due = max(due + timedelta(seconds=0.2), datetime.now(UTC) + timedelta(seconds=8))
        sent(f"/{number}/plan", {"at": due.isoformat()})
    return made


def test_a_post_due_within_the_second_stays_here(seat: Seat, agency: Agency) -> None:
    """Posts go out five in a second while the button is pressed: of those due after it none does, however close."""
    author, mia = seat("Olivia").new_page(), seat("Mia").new_page()
    mia.goto(f"{DESK}/pause")
    mia.get_by_label("Why?").fill("An accident at the ring road")
    texts = [CLOSE.format(number) for number in range(20, 40)]
    made = plan_closely(author, texts)
    author.goto(f"{DESK}/")
    author.locator(".post", has_text=texts[0]).first.wait_for()  # they are going out
    mia.get_by_role("button", name="Pause everything").click()
    expect(mia.get_by_role("heading", name="Practice desk is paused")).to_be_visible()

    def over() -> list[tuple[str, ...]]:
        among = ", ".join(map(str, made))
        found = after_hours.ask(agency.served, f"select text, state, due_at from storage_draft where id in ({among})")
        return found if {state for _, state, _ in found} <= {"published", "halted"} else []

    rows = eventually(over, "every moment to have passed", 60)
    [(began,)] = after_hours.ask(agency.served, "select began_at from storage_pause where ended_at is null")
    after = sorted((due, state, text) for text, state, due in rows if due > began)
    assert after, "all went out before the button was pressed: the queue was too short for this machine"
    assert datetime.fromisoformat(after[0][0]) - datetime.fromisoformat(began) < timedelta(seconds=1)
    assert {state for _, state, _ in after} == {"halted"}
    author.goto("/practice/@umparking")
    for text, state, _ in rows:
        expect(author.locator(".chirp", has_text=text)).to_have_count(int(state == "published"))
    mia.reload()
    mia.get_by_role("button", name="Resume Practice desk").click()
    mia.goto(f"{DESK}/pause/overdue")
    mia.get_by_role("button", name="All back to drafts").click()
    expect(mia.get_by_text("Not sent: your decision")).to_have_count(0)
