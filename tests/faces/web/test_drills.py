"""Rehearsals with a scoreboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.test import Client
from playwright.sync_api import BrowserContext, expect

from slipguard.actions import drills
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice.cast import cast
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Person, Workspace
from tests.faces.web import rig

NOW = datetime(2026, 3, 1, 21, 0, tzinfo=UTC)


def drilled(account: Account, number: int, by: str, seconds: float) -> None:
    """A rehearsal in which somebody pressed the button after so many seconds."""
    ref = f"practice/@umparking/{number}"
    data = {"ref": ref, "network": "practice", "handle": account.handle, "text": "OMG", "decision": "alert",
            "posted_at": NOW.isoformat(), "seen_at": NOW.isoformat(),
            "decided_at": (NOW + timedelta(seconds=0.2)).isoformat(), "reasons": []}
    incident = incidents.open_once(account, ref, NOW, data)
    at = NOW + timedelta(seconds=seconds)
    incidents.append(incident, "recall:1", "recall_started", at, {"by": by, "automatic": False, "attempt": 1})


def test_the_quickest_stands_first_by_the_median(client: Client, account: Account, first: Workspace) -> None:
    """One lucky second does not win; what has not happened is a dash, not a zero."""
    for number, (by, seconds) in enumerate([("Ann", 2), ("Ann", 40), ("Ann", 50), ("Ben", 20)]):
        drilled(account, number, by, seconds)
    found = drills.scores(Actor(Person.objects.get(), "web"), first)
    assert drills.best(found) == [("Ben", 1, 20.0), ("Ann", 3, 40.0)]
    assert found[0].noticed == 0.2 and found[0].gone is None and found[0].answered is None
    page = client.get("/w/first/drills").content.decode()
    assert page.index("<strong>Ben</strong>") < page.index("<strong>Ann</strong>") and "–" in page


def test_the_next_drill_lets_out_what_was_not_out_yet(account: Account) -> None:
    """What somebody called fine is part of the voice and raises no alarm: the script goes on behind it."""
    owner, slips = Actor(Person.objects.get(), "web"), cast().slips
    assert drills.fresh(owner) == 0
    Account.objects.filter(pk=account.pk).update(remote_id=slips[0].on, network="practice")
    for slip in slips[:2]:
        posts.note(account, Post(slip.text, ref=f"practice/@{slip.on}/{slip.text[:9]}"), NOW, live=True)
    assert slips[0].on == slips[1].on and drills.fresh(owner) == 2


def test_a_real_clients_workspace_offers_no_drill(client: Client, first: Workspace, foreign: Account) -> None:
    """Without practice accounts there is no button, and another workspace's page is not there at all."""
    page = client.get("/w/first/drills").content.decode()
    assert "Let a slip out now" not in page and "never touches a real one" in page
    assert client.get("/w/other/drills").status_code == 404


def test_a_drill_from_the_page_ends_on_the_board_with_an_alarm(desk: BrowserContext) -> None:
    """One press: a slip is out, the board alarms, the scoreboard has a line once it is taken back."""
    page = desk.new_page()
    page.goto("/w/practice-desk/drills")
    page.get_by_role("button", name="Let a slip out now").click()
    alarm = page.locator(".alarm").first
    expect(alarm).to_be_visible()
    alarm.get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone").first).to_be_visible()
    page.goto("/w/practice-desk/drills")
    expect(page.locator("tbody tr").first).to_contain_text("olivia@example.org")
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        assert rig.too_wide(page) == 0
