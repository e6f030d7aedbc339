"""Pages around a pause's end: the planned day that only reminds, and one form for everything that is overdue."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from slipguard.actions import pauses
from slipguard.actions.access import Actor
from slipguard.storage.models import Account, Draft, Pause, Person, Workspace


def text_of(client: Client, address: str) -> str:
    """A page's words, in one line."""
    return " ".join(client.get(address).content.decode().split())


def late(account: Account, hours: int) -> Draft:
    """A post that a pause kept back."""
    due = timezone.now() - timedelta(hours=hours)
    return Draft.objects.create(account=account, text=f"Lot {hours} opens", state="halted", due_at=due, planned_at=due)


def test_a_planned_end_is_typed_shown_and_changed(client: Client, account: Account) -> None:
    """By the workspace's clock; what has passed says that nothing resumed; a wrong one keeps what was typed."""
    Workspace.objects.update(zone="Europe/Berlin")
    wrong = client.post("/w/first/pause/begin", {"reason": "Silence", "until": "2020-01-01T10:00"})
    assert wrong.status_code == 422 and "lies ahead" in wrong.content.decode()
    assert 'value="Silence"' in wrong.content.decode() and 'value="2020-01-01T10:00"' in wrong.content.decode()
    day = f"{timezone.now() + timedelta(days=40):%Y-%m-%d}"
    client.post("/w/first/pause/begin", {"reason": "Silence", "until": f"{day}T10:00"})
    pause = Pause.objects.get()
    assert "10:00" in text_of(client, "/w/first/pause") and pause.until is not None
    assert "nothing resumes by itself" in text_of(client, "/w/first/")  # the banner, on every page
    client.post("/w/first/pause/until", {"until": f"{day}T12:30"})
    pause.refresh_from_db()
    assert f"value=\"{day}T12:30\"" in text_of(client, "/w/first/pause")
    Pause.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert "It was planned until" in text_of(client, "/w/first/") and pauses.standing(
        Actor(Person.objects.get(email="olivia@example.org"), "web"), account.workspace) is not None
    client.post("/w/first/pause/until", {"until": ""})
    assert "No end is planned" in text_of(client, "/w/first/pause")


def test_all_overdue_posts_are_shown_and_moved_in_one_form(client: Client, engine: None, account: Account) -> None:
    """The page proposes a shift; its button moves what it showed, and the new times stand on the calendar."""
    one, two = late(account, 30), late(account, 2)
    assert "Move all 2 at once" in text_of(client, "/w/first/pause")
    page = text_of(client, "/w/first/pause/overdue")
    assert 'name="days" inputmode="numeric" size="4" maxlength="3" value="2"' in page and "2 of 2 would move" in page
    assert not Draft.objects.filter(state="scheduled").exists()
    shown = re.findall(r'name="post" value="(\d+:\d+)"', page)
    answer = client.post("/w/first/pause/overdue/act", {"days": "2", "hours": "0", "minutes": "0", "post": shown,
                                                        "do": "move"}, follow=True)
    assert "2 posts have a new time" in answer.content.decode()
    for draft in (one, two):
        due = draft.due_at
        draft.refresh_from_db()
        assert draft.state == "scheduled" and draft.due_at == due + timedelta(days=2)
    assert "Nothing is overdue" in text_of(client, "/w/first/pause/overdue")


def test_all_go_back_to_drafts(client: Client, engine: None, account: Account) -> None:
    """The other button of the same form."""
    drafts = [late(account, 3), late(account, 2)]
    shown = [f"{draft.pk}:{draft.version}" for draft in drafts]
    answer = client.post("/w/first/pause/overdue/act", {"post": shown, "do": "drafts"}, follow=True)
    assert "2 posts are drafts again" in answer.content.decode()
    assert {Draft.objects.get(pk=draft.pk).state for draft in drafts} == {"draft"}


def test_a_shift_that_cannot_be_used_says_so(client: Client, account: Account) -> None:
    """Words for numbers, no shift, a foreign workspace: each its answer, and nothing moves."""
    late(account, 2)
    for typed in ({"days": "soon"}, {"days": "0"}, {"days": "-1"}, {"days": "999"}, {"days": "²"}):
        answer = client.get("/w/first/pause/overdue", typed)
        assert answer.status_code == 422 and "shift" in answer.content.decode(), typed
    assert client.post("/w/first/pause/overdue/act", {"days": "x", "post": "1:1", "do": "move"}).status_code == 422
    assert "Nothing was chosen" in client.post("/w/first/pause/overdue/act", {"days": "1", "post": "x"},
                                               follow=True).content.decode()
    assert Draft.objects.get().state == "halted"


def test_it_is_behind_the_wall(client: Client, foreign: Account) -> None:
    """Another workspace's overdue posts are neither shown nor moved."""
    draft = late(foreign, 2)
    assert client.get("/w/other/pause/overdue").status_code == 404
    for address in ("/w/other/pause/overdue/act", "/w/other/pause/until"):
        assert client.post(address, {"days": "1", "post": f"{draft.pk}:1", "do": "move"}).status_code == 404
    assert Draft.objects.get().state == "halted"
