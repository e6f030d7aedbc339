"""The bar of an open alarm: on every page but the board, live, said aloud once, and never before a stranger."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from slipguard.actions import client_links, marks
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Incident, Person, Workspace
from slipguard.web import bar
from slipguard.web.drawn import short
from tests.faces.web import rig

PAGES = ["compose", "incidents", "accounts", "settings", "people", "roles", "history", "calendar", "take-back"]


def alarmed(account: Account, ref: str = "practice/1") -> Incident:
    """An open alarm about one post."""
    now = timezone.now()
    row, _ = posts.note(account, Post(f"who took my stapler {ref}", ref=ref), now, live=True)
    return incidents.open_once(account, ref, now, {
        "ref": ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": "alert",
        "seen_at": now.isoformat(), "reasons": [], "alternative": ""})


@pytest.mark.parametrize("way", PAGES)
def test_an_open_alarm_stands_on_every_other_page(client: Client, account: Account, way: str) -> None:
    """Without JavaScript too: it is in the page, with its clock, the word drill and the way to the incident."""
    found = alarmed(account)
    page = client.get(f"/w/{account.workspace.slug}/{way}").content.decode()
    strip = page.partition('<aside id="bar"')[2].partition("</aside>")[0]
    assert f'href="/incidents/{found.pk}"' in strip and f"@{account.handle}" in strip
    assert "data-since=" in strip and ("Drill" in strip) == found.drill


def test_the_bar_is_empty_when_nothing_is_open(client: Client, account: Account) -> None:
    """Calm until it matters: no alarm, no bar; and none any more once somebody has answered."""
    found = alarmed(account)
    Incident.objects.filter(pk=found.pk).update(state="fine")
    assert "data-alarm=" not in client.get("/me").content.decode()


def test_a_drill_is_marked_and_a_slip_is_not(client: Client, account: Account) -> None:
    """Nobody shall run for a rehearsal, or walk for the real thing."""
    found = alarmed(account)
    for drill in (True, False):
        Incident.objects.filter(pk=found.pk).update(drill=drill)
        events = found.events.get(kind="opened")
        type(events).objects.filter(pk=events.pk).update(data=events.data | {"drill": drill})
        assert ('<span class="badge">Drill</span>' in client.get("/me").content.decode()) is drill


def test_the_board_and_the_incident_itself_show_it_once(client: Client, account: Account) -> None:
    """There it is the page; on an incident's page the bar is about the others."""
    one, two = alarmed(account), alarmed(account, "practice/2")
    board = client.get(f"/w/{account.workspace.slug}/").content.decode()
    assert 'id="bar"' not in board and f'id="alarm-{one.pk}"' in board
    room = client.get(f"/incidents/{one.pk}").content.decode().partition('<aside id="bar"')[2].partition("</aside>")[0]
    assert f"/incidents/{two.pk}" in room and f"/incidents/{one.pk}" not in room
    other = client.get("/me").content.decode()
    assert "1 more" in other


def test_no_page_for_the_public_has_it(client: Client, account: Account) -> None:
    """A client's view is read on the client's screen, also by a manager who is signed in."""
    alarmed(account)
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    _, address = client_links.make(actor, account.workspace, "Ms Okoro", 9)
    path = address[address.index("/client/"):]
    for reader in (client, Client(SERVER_NAME="localhost")):
        answer = reader.get(path)
        assert answer.status_code == 200 and 'id="bar"' not in answer.content.decode()
    for path in ("/practice", "/sign-in/login/", "/alarm/none", "/join/none"):
        assert 'id="bar"' not in Client(SERVER_NAME="localhost").get(path, follow=True).content.decode()


def test_an_alarm_that_waits_for_somebody_stands_before_one_that_is_seen_to(client: Client, account: Account) -> None:
    """The bar and the board show first what wants a person, however new the one is that is being taken back."""
    waits, moving = alarmed(account, "practice/1"), alarmed(account, "practice/2")
    Incident.objects.filter(pk=moving.pk).update(state="taking it back")
    strip = client.get("/me").content.decode().partition('<aside id="bar"')[2].partition("</aside>")[0]
    assert f'href="/incidents/{waits.pk}"' in strip and "1 more" in strip
    board = client.get(f"/w/{account.workspace.slug}/").content.decode()
    assert board.index(f'id="alarm-{waits.pk}"') < board.index(f'id="alarm-{moving.pk}"')


def test_another_workspace_s_alarm_stays_behind_its_wall(client: Client, account: Account, foreign: Account) -> None:
    """One client at a time: the bar is about the desk where somebody stands."""
    alarmed(foreign)
    assert "data-alarm=" not in client.get("/me").content.decode()
    assert client.get(f"/w/{foreign.workspace.slug}/alarms").status_code == 404


def test_a_look_sends_the_bar_only_when_an_alarm_moved(account: Account, first: Workspace) -> None:
    """It stands on every page, so it has to be silent; and what opens between page and stream is not lost."""
    actor = Actor(Person.objects.get(email="olivia@example.org"), "web")
    drawn = short(marks.of_alarms(actor, first))
    look = bar.watching(actor, first, 0, drawn)
    assert look() == [] and short(()) == drawn
    found = alarmed(account)
    [(event, html), (_, mark)] = look()
    assert event == "bar" and f"/incidents/{found.pk}" in html and look() == []
    assert [name for name, _ in bar.watching(actor, first, 0, drawn)()] == ["bar", "mark"]
    Incident.objects.filter(pk=found.pk).update(closed_at=timezone.now())
    # as it was when the page was made: a browser that comes back names what it shows, and is told
    assert bar.watching(actor, first, 0, mark)()[0][1].strip() == ""


# ---- in a browser --------------------------------------------------------------------------------
COUNT = """() => { window.told = []; new MutationObserver(() => window.told.push(said.textContent))
    .observe(said, {childList: true, characterData: true, subtree: true}); }"""


def answered(page: Page) -> None:
    """No alarm is left for the next test."""
    page.goto("/w/practice-desk/")
    while page.get_by_role("button", name="This was fine").count():
        page.get_by_role("button", name="This was fine").first.click()
        page.get_by_text("Noted: this is how").wait_for()


@pytest.mark.chromium
def test_an_alarm_comes_to_an_open_page_is_said_once_and_one_tap_leads_to_it(desk: BrowserContext) -> None:
    """Nobody reloads; the clock counts without being read out; the next page does not say it again."""
    page, hand = desk.new_page(), desk.new_page()
    answered(page)
    page.goto("/w/practice-desk/compose")
    expect(page.locator(".bar")).to_have_count(0)
    page.evaluate(COUNT)
    text = rig.let_slip(hand, 2)
    page.bring_to_front()
    strip = page.locator(".bar")
    expect(strip).to_be_visible()
    expect(strip.locator(".badge")).to_have_text("Drill")
    expect(strip.locator("[data-since]")).to_have_text(re.compile(r"0:0[2-9]"))
    said = page.evaluate("window.told")
    assert len(said) == 1 and said[0].startswith("Drill. Does this belong on @")
    assert page.locator("[aria-live=assertive] [data-since], [role=alert] [data-since]").count() == 0
    page.goto("/w/practice-desk/history")
    expect(strip).to_be_visible()
    expect(page.locator("#said")).to_be_empty()
    strip.get_by_role("link").first.click()
    expect(page.get_by_text(text)).to_be_visible()
    expect(strip).to_have_count(0)
    answered(page)
    page.goto("/w/practice-desk/compose")
    expect(strip).to_have_count(0)


@pytest.mark.chromium
def test_a_hidden_tab_lets_its_connection_go_and_catches_up(desk: BrowserContext) -> None:
    """A browser opens six connections to one server: tabs that nobody looks at must not use them up."""
    page, hand = desk.new_page(), desk.new_page()
    answered(hand)
    with page.expect_response(lambda answer: "/alarms?seen=" in answer.url):
        page.goto("/me")
    with page.expect_event("requestfailed", lambda asked: "/alarms?seen=" in asked.url):
        rig.show(page, False)
    rig.let_slip(hand, 4)
    hand.goto("/w/practice-desk/")
    expect(hand.locator(".alarm").first).to_be_visible()
    expect(page.locator(".bar")).to_have_count(0)
    rig.show(page, True)
    expect(page.locator(".bar")).to_be_visible()
    answered(hand)


@pytest.mark.chromium
def test_a_page_behind_a_proxy_is_made_live_again(desk: BrowserContext) -> None:
    """While the server is away a proxy answers for it, and the browser gives up: the page asks again by itself."""
    page = desk.new_page()
    page.route("**/alarms?seen=*", lambda asked: asked.fulfill(status=502), times=1)
    with page.expect_response(lambda answer: "/alarms?seen=" in answer.url and answer.ok):
        page.goto("/me")
    expect(page.locator("body.off")).to_have_count(0)


@pytest.mark.chromium
def test_the_bar_stays_in_view_and_hides_no_heading(desk: BrowserContext) -> None:
    """On a phone it is slim: under the band, at the top however far somebody scrolled."""
    page, hand = desk.new_page(), desk.new_page()
    rig.let_slip(hand, 6)
    page.set_viewport_size(rig.PHONE)
    page.goto("/w/practice-desk/settings")
    expect(page.locator(".bar")).to_be_visible()
    page.evaluate("scrollTo(0, 900)")
    box, band = page.locator(".bar").bounding_box(), page.locator(".band").bounding_box()
    assert box and band and box["y"] >= band["y"] + band["height"] - 2 and box["y"] < 80 and 44 <= box["height"] <= 90
    assert rig.too_wide(page) <= 0
    answered(hand)
