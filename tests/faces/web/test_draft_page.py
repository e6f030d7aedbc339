"""A draft's own page says what the composer said, until it has gone out. Without a browser."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.core.voice import learn
from slipguard.networks.practice.cast import cast
from slipguard.storage import voices
from slipguard.storage.models import Account, Draft, Workspace
from tests.faces.web.visits import foreign_draft

BREAD = "Fresh sourdough and cardamom buns from half past six on Thursday. The seeded rye is back on Friday."
LOTS = "Lot C is closed for the marathon on Sunday. Use Mill Lane, ten minutes on foot."
RUDE = cast().slips[7].text


@pytest.fixture
def bakery(account: Account, first: Workspace) -> Account:
    """The desk that these pages speak of: a car park and a bakery, each with its voice."""
    made = Account.objects.create(workspace=first, network="practice", remote_id="b", handle="harbourbakery",
                                  speaks_as="harbourbakery")
    for one in (account, made):
        who = next(who for who in cast().clients if who.handle == one.handle)
        voices.keep(one, learn([Post(line.text) for line in who.history]))
    voices.look_again()
    return made


def shown(client: Client, draft: Draft, **changes: object) -> str:
    """Its page, as it stands or after these changes."""
    Draft.objects.filter(pk=draft.pk).update(**changes)
    return " ".join(client.get(f"/drafts/{draft.pk}").content.decode().split())


@pytest.mark.parametrize("state", ["draft", "failed", "unknown", "approval", "halted", "scheduled"])
def test_what_has_not_gone_out_has_its_verdict(client: Client, account: Account, bakery: Account, state: str) -> None:
    """Whom it sounds like, the marked words and the way there; a quiet line where it fits; a harm with its reason."""
    at = {"due_at": timezone.now() + timedelta(days=2)} if state == "scheduled" else {}
    draft = Draft.objects.create(account=account, text=BREAD, state=state, **at)
    page = shown(client, draft)
    assert "This reads like @harbourbakery, not @umparking." in page and "<mark>" in page
    assert "it to @harbourbakery</button>" in page
    page = shown(client, draft, text=LOTS)
    assert "Sounds like @umparking." in page and "<mark>" not in page
    page = shown(client, draft, text=RUDE)
    assert '<div class="problem"><strong>This' in page and '<span class="harm">offensive</span>' in page


def test_a_draft_that_went_out_is_not_judged_again(client: Client, account: Account, bakery: Account) -> None:
    """Public, on its way, or public in part: its page says where it stands, and nothing about moving it."""
    draft = Draft.objects.create(account=account, text=BREAD)
    part = [{"ref": "practice/1", "url": ""}]
    for changes in ({"state": "published"}, {"state": "sending"}, {"state": "failed", "sent": part}):
        page = shown(client, draft, **changes)
        assert "This reads like" not in page and "<mark>" not in page, changes


def test_moving_takes_along_what_stands_in_the_field(client: Client, account: Account, bakery: Account) -> None:
    """To the account that it sounds like or to any other, the words are kept first; without a choice it stays."""
    draft = Draft.objects.create(account=account, text="as it was kept")
    client.post(f"/drafts/{draft.pk}/change", {"text": BREAD, "do": f"move {bakery.pk}"})
    draft.refresh_from_db()
    assert (draft.account_id, draft.text, draft.state) == (bakery.pk, BREAD, "draft")
    answer = client.post(f"/drafts/{draft.pk}/change", {"text": LOTS, "do": "move", "account": ""})
    assert answer.status_code == 422 and LOTS in answer.content.decode()
    client.post(f"/drafts/{draft.pk}/change", {"text": LOTS, "do": "move", "account": account.pk})
    draft.refresh_from_db()
    assert (draft.account_id, draft.text) == (account.pk, LOTS)


def test_planning_takes_along_what_stands_in_the_field(
    client: Client, engine: None, account: Account, bakery: Account
) -> None:
    """The time's button is in the words' form; a moment that has passed keeps words and moment on the page."""
    draft = Draft.objects.create(account=account, text="as it was kept")
    answer = client.post(f"/drafts/{draft.pk}/change", {"text": LOTS, "do": "plan", "when": "2020-01-01T10:00"})
    assert answer.status_code == 422
    assert LOTS in answer.content.decode() and "2020-01-01T10:00" in answer.content.decode()
    when = timezone.now() + timedelta(days=3)
    client.post(f"/drafts/{draft.pk}/change", {"text": LOTS, "do": "plan", "when": f"{when:%Y-%m-%dT%H:%M}"})
    draft.refresh_from_db()
    assert (draft.state, draft.text) == ("scheduled", LOTS)
    client.post(f"/drafts/{draft.pk}/move", {"account": bakery.pk})  # one that waits is stopped first
    draft.refresh_from_db()
    assert (draft.state, draft.account_id, draft.planned_at, draft.due_at) == ("draft", bakery.pk, None, None)


@pytest.mark.parametrize(("ahead", "asks"), [(40, "load delay:4"), (-40, "load delay:1s"), (9 * 86400, "")])
def test_a_planned_page_that_stands_open_asks_at_the_moment(
    client: Client, account: Account, ahead: int, asks: str
) -> None:
    """It would say “goes out 14:30” all evening; past the moment it asks until somebody took the draft up."""
    due = timezone.now() + timedelta(seconds=ahead)
    page = shown(client, Draft.objects.create(account=account, text=LOTS, state="scheduled", due_at=due))
    assert (asks in page) if asks else ("load delay" not in page)
    assert "every 700ms" not in page


def test_while_typing_the_same_as_a_piece(
    client: Client, account: Account, bakery: Account, foreign: Account
) -> None:
    """Nothing is kept; a draft that went out meanwhile says so; one behind a wall is not found."""
    draft = Draft.objects.create(account=account, text=LOTS)
    asked = {"headers": {"HX-Request": "true"}}
    piece = client.post(f"/drafts/{draft.pk}/check", {"text": BREAD}, **asked).content.decode()
    assert "This reads like @harbourbakery" in piece and "<html" not in piece
    draft.refresh_from_db()
    assert draft.text == LOTS
    Draft.objects.filter(pk=draft.pk).update(state="published")
    piece = client.post(f"/drafts/{draft.pk}/check", {"text": BREAD}, **asked).content.decode()
    assert "This draft has moved on." in piece
    assert client.post(f"/drafts/{foreign_draft(foreign).pk}/check", {"text": BREAD}).status_code == 404


def test_each_part_of_a_thread_is_marked_where_its_own_words_are(
    client: Client, account: Account, bakery: Account
) -> None:
    """The second post is the strange one: the marks stand in it, and none in the first."""
    draft = Draft.objects.create(account=account, text=f"{LOTS}\n---\n{BREAD}")
    own, strange = shown(client, draft).split('<p class="words">')[1:3]
    assert "<mark>" not in own and "<mark>sourdough</mark>" in strange
