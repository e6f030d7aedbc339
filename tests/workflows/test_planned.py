"""Posts with a moment of their own: checked again then, never late by themselves, asked about on odd nights."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from slipguard.actions import accounts, approvals, drafts, planning, sending
from slipguard.actions.access import Actor
from slipguard.core import policy
from slipguard.core.errors import Asks, BadInput, Conflict, NotAllowed
from slipguard.core.types import Decision, DraftDecision
from slipguard.networks.practice import World
from slipguard.storage.models import Account, Draft, Membership, Person, Role, Workspace
from slipguard.workflows import due, reconcile
from tests.eventually import eventually

TEXT = "Lot 4 is open again from seven tomorrow morning."


@pytest.fixture
def account(engine: None, owner: Actor, world: World) -> Account:
    """A practice account with an empty voice: nothing asks or holds by itself."""
    return accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})


@pytest.fixture
def second(owner: Actor, account: Account) -> Actor:
    """An approver of the same workspace."""
    person = Person.objects.create_user("ada@example.org", "another quiet password")
    Membership.objects.create(person=person, workspace=account.workspace, role=Role.APPROVER)
    return Actor(person, "web")


@pytest.fixture
def decides(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Fix what the policy says."""
    yield lambda decision: monkeypatch.setattr(
        policy, "decide_draft", lambda *_, **__: Decision(decision, ("It reads like @other.",)))


def soon(actor: Actor, account: Account, seconds: float = 0.3) -> Draft:
    """A planned draft whose moment is near: nearer than a person may choose, so its row is moved."""
    return hastened(planning.plan(actor, drafts.write(actor, account.pk, TEXT).pk, timezone.now() + timedelta(hours=1)),
                    seconds)


def hastened(draft: Draft, seconds: float) -> Draft:
    """The same draft with a nearer moment."""
    moment = timezone.now() + timedelta(seconds=seconds)
    Draft.objects.filter(pk=draft.pk).update(due_at=moment, planned_at=moment)
    from dbos import DBOS

    DBOS.set_workflow_delay(draft.key, delay_seconds=seconds)
    draft.refresh_from_db()
    return draft


def reaches(draft: Draft, *states: str) -> Draft:
    """The draft once it is there."""
    return eventually(lambda: (d := Draft.objects.get(pk=draft.pk)).state in states and d, f"{states}", 20)


def up(world: World) -> list[str]:
    """What is public, oldest first."""
    return [item.text for item in reversed(world.timeline(50))]


def test_it_goes_out_at_its_moment_and_once(owner: Actor, account: Account, world: World) -> None:
    """A planned post stays here until its moment, then goes out once."""
    draft = soon(owner, account)
    assert (draft.state, up(world)) == ("scheduled", [])
    assert reaches(draft, "published").url
    assert up(world) == [TEXT]


def test_cancelling_wins(owner: Actor, account: Account, world: World) -> None:
    """Undone right after it was planned, it never goes, also if the engine were to start it."""
    from slipguard.workflows.publish import publish

    draft = planning.plan(owner, drafts.write(owner, account.pk, TEXT).pk, timezone.now() + timedelta(hours=1))
    sending.undo(owner, draft.pk)
    assert publish(draft.pk, draft.version) == "withdrawn"
    assert up(world) == []


def test_another_moment(owner: Actor, account: Account, world: World) -> None:
    """Dragged to another day it has one moment, the new one; the old one's workflow finds nothing to do."""
    from slipguard.workflows.publish import publish

    draft = planning.plan(owner, drafts.write(owner, account.pk, TEXT).pk, timezone.now() + timedelta(hours=1))
    later = timezone.now() + timedelta(hours=5)
    moved = planning.plan(owner, draft.pk, later)
    assert (moved.state, moved.due_at) == ("scheduled", later)
    assert publish(draft.pk, draft.version) == "withdrawn"
    assert sending.send_now(owner, moved.pk).planned_at is None
    assert reaches(moved, "published")
    assert up(world) == [TEXT]


def test_the_check_is_asked_again(owner: Actor, account: Account, world: World, decides: Any) -> None:
    """What the voice of that day finds odd does not go by itself, however it sounded when it was planned."""
    draft = soon(owner, account, 0.9)
    decides(DraftDecision.ASK)
    assert "today it reads oddly" in reaches(draft, "halted").says
    held = soon(owner, account, 0.9)  # asked about now, and accepted: the same finding stops nothing
    assert held.verdict["decision"] == "ask"
    assert reaches(held, "published")
    decides(DraftDecision.PUBLISH)
    stopped = soon(owner, account, 0.9)
    decides(DraftDecision.HOLD)
    assert "holds it" in reaches(stopped, "held").says
    assert len(up(world)) == 1


def test_overdue_after_downtime_asks(owner: Actor, account: Account, world: World) -> None:
    """What came due while the server was down waits for a person after the start, and goes when they say so."""
    from slipguard.workflows.publish import publish

    draft = planning.plan(owner, drafts.write(owner, account.pk, TEXT).pk, timezone.now() + timedelta(hours=1))
    Draft.objects.filter(pk=draft.pk).update(due_at=timezone.now() - timedelta(seconds=2))
    assert reconcile.ask_about_overdue() == 1
    assert publish(draft.pk, draft.version) == "withdrawn"
    assert Draft.objects.get(pk=draft.pk).state == "halted"
    assert up(world) == []
    assert reaches(sending.send_now(owner, draft.pk), "published")
    assert up(world) == [TEXT]


def test_a_day_of_mourning_asks(owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Such a day is asked about when it is chosen, and where it is marked afterwards, when it has come."""
    day = "The town buries its mayor."
    draft = soon(owner, account, 0.9)
    monkeypatch.setattr(due, "mourning_on", lambda *_: day)
    assert day in reaches(draft, "halted").says
    monkeypatch.setattr(sending, "mourning_on", lambda *_: day)
    with pytest.raises(Asks, match="mourning"):
        sending.send_now(owner, draft.pk)
    with pytest.raises(Asks, match="mourning"):
        planning.plan(owner, draft.pk, timezone.now() + timedelta(hours=1))
    assert up(world) == []
    assert reaches(sending.send_now(owner, draft.pk, anyway=True), "published")


def test_odd_nights() -> None:
    """A time that never comes and one that comes twice are asked about; the answers are moments."""
    with pytest.raises(Asks, match="no 02:30"):
        planning.at("2026-03-29T02:30", "Europe/Berlin")
    assert planning.at("2026-03-29T02:30", "Europe/Berlin", "after") == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    with pytest.raises(Asks, match="twice") as asked:
        planning.at("2026-10-25T02:30", "Europe/Berlin")
    assert [key for key, _ in asked.value.facts["choices"]] == ["first", "second"]  # type: ignore[attr-defined]
    assert planning.at("2026-10-25T02:30", "Europe/Berlin", "second") == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    for local, zone in (("soon", "UTC"), ("2026-03-29T14:30", "Atlantis/Plaza"), ("0001-01-01T00:00", "Asia/Tokyo")):
        with pytest.raises(BadInput):
            planning.at(local, zone)


@pytest.mark.parametrize("hours", [-1, 24 * 400])
def test_impossible_moments(hours: int, owner: Actor, account: Account) -> None:
    """The past and the far future are refused with what to do; the draft stays as it is."""
    draft = drafts.write(owner, account.pk, TEXT)
    with pytest.raises(BadInput) as refused:
        planning.plan(owner, draft.pk, timezone.now() + timedelta(hours=hours))
    assert refused.value.next_step
    assert drafts.get(owner, draft.pk).state == "draft"


# ---- a second person -----------------------------------------------------------------------------
def test_approval(owner: Actor, second: Actor, account: Account, world: World) -> None:
    """Nothing goes out before a second person's yes; the author's own does not count, two count once."""
    planning.set_approval(owner, account.pk, True)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    assert (draft.state, up(world)) == ("approval", [])
    with pytest.raises(NotAllowed):
        approvals.approve(owner, draft.pk, draft.version)
    approvals.approve(second, draft.pk, draft.version)
    third = Person.objects.create_user("tim@example.org", "another quiet password")
    Membership.objects.create(person=third, workspace=account.workspace, role=Role.MANAGER)
    assert reaches(draft, "published")
    assert approvals.approve(Actor(third, "web"), draft.pk, draft.version).state == "published"
    assert draft.approvals.count() == 1
    assert up(world) == [TEXT]


def test_two_approve_at_the_same_moment(owner: Actor, second: Actor, account: Account, world: World) -> None:
    """Two who press at once count once: one approval, one post, and nobody is told off."""
    planning.set_approval(owner, account.pk, True)
    third = Person.objects.create_user("tim@example.org", "another quiet password")
    Membership.objects.create(person=third, workspace=account.workspace, role=Role.MANAGER)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    gate = threading.Barrier(2)

    def press(actor: Actor) -> str:
        gate.wait()
        try:
            return approvals.approve(actor, draft.pk, draft.version).state
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        states = list(pool.map(press, [second, Actor(third, "api")]))
    assert set(states) <= {"approval", "sending", "published"}
    reaches(draft, "published")
    assert draft.approvals.count() == 1
    assert up(world) == [TEXT]


def test_a_change_needs_another_yes(owner: Actor, second: Actor, account: Account, world: World) -> None:
    """What was changed after it was opened is not approved blindly, and shows what is different."""
    planning.set_approval(owner, account.pk, True)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    approvals.seen(second, draft)
    changed = drafts.change(owner, draft.pk, TEXT.replace("seven", "nine"))
    assert [(p.kind, p.text) for p in approvals.since_last_seen(second, changed) if p.kind != "same"] == [
        ("gone", "seven"), ("new", "nine")]
    again = sending.send(owner, draft.pk)
    with pytest.raises(Conflict, match="changed after you opened it"):
        approvals.approve(second, draft.pk, draft.version)
    # who changed the words is no second person for them either
    own = drafts.change(second, again.pk, TEXT)
    sent = sending.send(owner, own.pk)
    with pytest.raises(NotAllowed):
        approvals.approve(second, sent.pk, sent.version)
    assert up(world) == []


def test_sent_back(owner: Actor, second: Actor, account: Account) -> None:
    """A no comes with its reason, and the words are still there."""
    planning.set_approval(owner, account.pk, True)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    back = approvals.send_back(second, draft.pk, "Which lot?")
    assert (back.state, back.text) == ("draft", TEXT)
    assert "Which lot?" in back.says
