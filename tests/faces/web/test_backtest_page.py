"""The page on which an owner decides about automatic mode, and the promise on an account's page."""

from __future__ import annotations

import dataclasses

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from slipguard.core.backtest import backtest
from slipguard.core.types import Post
from slipguard.storage.models import Account, BacktestRun, PostRow, Workspace
from slipguard.web.curves import plot
from tests.core.voice.test_voice import BAKER, CITY, FRIEND
from tests.faces.web import rig
from tests.faces.web.journeys import keys

STAFF = "\n".join(post.text for post in FRIEND)


def test_a_test_with_the_staffs_posts_runs_and_shows_itself(desk: BrowserContext) -> None:
    """By keys: bring posts, press the button, and plot, table and each account's line come without a reload."""
    page = desk.new_page()
    page.goto("/w/practice-desk/accounts")
    keys.press(page, page.get_by_role("link", name="What would it catch?"))
    keys.press(page, page.get_by_text("Bring posts of your staff"))
    keys.tab_to(page, page.get_by_label("Posts, one a line"))
    page.keyboard.insert_text(STAFF)
    keys.press(page, page.get_by_role("button", name="Run the test"))
    expect(page.get_by_role("heading", name="What each budget would catch")).to_be_visible(timeout=120_000)
    expect(page.get_by_role("row").nth(6)).to_contain_text("20")
    expect(page.get_by_role("img")).to_be_visible()
    expect(page.locator(".curve.staff")).to_have_count(1)
    expect(page.get_by_role("link", name="@umparking")).to_be_visible()
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        assert rig.too_wide(page) == 0


def test_the_page_works_without_javascript(scriptless: Page) -> None:
    """The waiting page asks again by itself, and the result is plain HTML."""
    scriptless.goto("/w/practice-desk/backtest")
    scriptless.get_by_role("button", name="Run the test").click()
    expect(scriptless.get_by_role("heading", name="As the accounts are set today")).to_be_visible(timeout=120_000)


def test_what_was_pasted_stays_when_it_cannot_be_read(client: Client, first: Workspace) -> None:
    """A broken line is named, nothing runs, and the words are still on the page."""
    few = client.post("/w/first/backtest/begin", {"pasted": "one\ntwo"})
    assert few.status_code == 422 and "Too few posts of staff (2)" in few.content.decode()
    answer = client.post("/w/first/backtest/begin", {"pasted": '{"text": 5}'})
    assert answer.status_code == 422
    assert "no post of the owner" in answer.content.decode() and "&quot;text&quot;: 5" in answer.content.decode()
    assert not BacktestRun.objects.exists()


def test_only_one_test_at_a_time_and_a_lost_one_says_so(client: Client, first: Workspace) -> None:
    """A second press is told to wait; a run whose process died is called interrupted, not shown as running."""
    one = BacktestRun.objects.create(workspace=first, asked_by="olivia", started_at=timezone.now())
    refused = client.post("/w/first/backtest/begin", {})
    assert refused.status_code == 409 and "is running" in refused.content.decode()
    assert client.get("/w/first/backtest", headers={"HX-Request": "true"}).status_code == 204
    BacktestRun.objects.filter(pk=one.pk).update(started_at=timezone.now() - timezone.timedelta(hours=1))
    assert "was interrupted" in client.get("/w/first/backtest").content.decode()


def test_a_finished_test_is_shown_with_numbers_and_links(client: Client, first: Workspace, account: Account) -> None:
    """What is stored as plain data comes back as a table, and a home links to its account's settings."""
    found = backtest({"@umparking": CITY, "@bakery": BAKER, "mia": FRIEND}, {"mia"})
    BacktestRun.objects.create(workspace=first, asked_by="olivia", started_at=timezone.now(),
                               ended_at=timezone.now(), found=dataclasses.asdict(found))
    page = client.get("/w/first/backtest").content.decode()
    assert f'href="/accounts/{account.pk}#policy"' in page and "posts of staff" in page and "<polyline" in page


def test_the_plot_puts_small_budgets_left_and_large_shares_up() -> None:
    """Points rise to the right, within the frame, one per budget."""
    lines = [{"budget": 0.001, "false": 0.0, "staff": 0.2, "client": None},
             {"budget": 0.01, "false": 0.01, "staff": 0.6, "client": None}]
    drawn = plot(lines)
    assert [curve.kind for curve in drawn.curves] == ["staff", "false"]
    (x1, y1), (x2, y2) = drawn.curves[0].dots
    assert 0 <= x1 < x2 <= drawn.width and drawn.height >= y1 > y2 >= 0
    assert plot([]).curves == ()


@pytest.mark.parametrize(("asked", "words"), [(0, "0 of 40 own posts were asked about"), (9, "more than you allowed")])
def test_the_accounts_page_says_whether_the_budget_was_kept(
    client: Client, account: Account, asked: int, words: str
) -> None:
    """Counted on live posts under today's setting; slips are not own posts and do not count."""
    for n in range(41):
        PostRow.objects.create(account=account, ref=f"r{n}", text="hello", text_key=str(n), seen_at=timezone.now(),
                               live=True, decision="leave", p_value=0.001 if n < asked or n == 40 else 0.5,
                               answer="slip" if n == 40 else "")
    page = client.get(f"/accounts/{account.pk}").content.decode()
    assert words in page and "Has it kept its word?" in page


@pytest.mark.parametrize(("answer", "words"), [("", "20 of these 30 posts"), ("fine", "There is nothing to do")])
def test_the_accounts_page_says_what_becomes_of_a_change(
    client: Client, account: Account, answer: str, words: str
) -> None:
    """What was noticed, what the voice has learnt of it, and what waits for a person."""
    for n in range(230):
        odd = n >= 200
        p_value = ((0.003, 0.04, 0.03)[n % 3]) if odd else (n * 37 % 100 + 0.5) / 100
        PostRow.objects.create(account=account, ref=f"r{n}", text="hello", text_key=str(n), seen_at=timezone.now(),
                               live=True, decision="leave", p_value=p_value, answer=answer if p_value == 0.003 else "")
    page = client.get(f"/accounts/{account.pk}").content.decode()
    assert "The last 30 posts read differently" in page and words in page


def test_posts_of_before_the_promise_are_not_counted(client: Client, account: Account) -> None:
    """An imported history was never judged: nothing is claimed from it."""
    PostRow.objects.create(account=account, ref="old", text=Post("hello").text, text_key="k",
                           seen_at=timezone.now(), live=False)
    assert "has been judged yet" in client.get(f"/accounts/{account.pk}").content.decode()
