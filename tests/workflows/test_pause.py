"""Pause everything: nothing gets past, nothing goes by itself afterwards, and what was on its way says how it ended."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from slipguard.actions import apologies, drafts, incidents, pauses, planning, recalls, sending
from slipguard.actions.access import Actor
from slipguard.core.errors import Asks, BadInput, Conflict, NotAllowed, NotFound
from slipguard.core.types import DraftDecision
from slipguard.networks.practice import World
from slipguard.networks.practice.client import PracticeNetwork
from slipguard.storage.models import Account, Draft, Incident, Membership, Person, Role, Workspace
from tests.eventually import eventually
from tests.workflows.test_planned import TEXT, account, decides, hastened, reaches, second, soon, up

__all__ = ["account", "decides", "second"]  # fixtures
SORRY = "We have deleted the previous post - it was sent in error. We send our deepest apologies."


def test_a_post_due_within_the_second(owner: Actor, account: Account, world: World) -> None:
    """Paused a moment before its moment, it does not leak, and says by whom and why."""
    draft = soon(owner, account, 0.9)
    pauses.pause(owner, account.workspace, "A bomb was found in the old town.")
    assert "old town" in reaches(draft, "halted").says
    assert up(world) == []


def test_what_people_send_is_held_too(owner: Actor, account: Account, world: World, decides: Any) -> None:
    """Sent, confirmed by name or out of its undo window: during a pause nothing goes."""
    decides(DraftDecision.ASK)
    Account.objects.update(undo_seconds=300)
    waiting = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    pauses.pause(owner, account.workspace, "Crisis")
    assert Draft.objects.get(pk=waiting.pk).state == "halted"
    decides(DraftDecision.PUBLISH)
    assert sending.send(owner, drafts.write(owner, account.pk, TEXT).pk).state == "halted"
    decides(DraftDecision.HOLD)
    held = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    assert sending.confirm(owner, held.pk, "umparking").state == "halted"
    with pytest.raises(Conflict):
        sending.confirm(owner, held.pk, "umparking")
    assert sending.send_now(owner, waiting.pk).state == "held"
    assert pauses.preview(owner, account.workspace).count == 3
    assert up(world) == []


def test_in_flight(owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the network was called a sending stops; after, it finishes: both say which, and the pause lists both."""
    reached, go = threading.Event(), threading.Event()
    whoami = PracticeNetwork.whoami

    def slow(self: PracticeNetwork) -> Any:
        reached.set()
        assert go.wait(120)
        return whoami(self)

    monkeypatch.setattr(PracticeNetwork, "whoami", slow)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    assert reached.wait(120)
    pause = pauses.pause(owner, account.workspace, "Crisis")
    assert pause.on_their_way == [draft.pk]
    go.set()
    assert reaches(draft, "halted", "published").state == "halted"
    assert up(world) == []
    pauses.resume(owner, account.workspace)

    reached, go = threading.Event(), threading.Event()
    monkeypatch.setattr(PracticeNetwork, "whoami", whoami)
    publish = PracticeNetwork.publish

    def late(self: PracticeNetwork, *args: Any) -> Any:
        reached.set()
        assert go.wait(120)
        return publish(self, *args)

    monkeypatch.setattr(PracticeNetwork, "publish", late)
    draft = sending.send(owner, drafts.write(owner, account.pk, TEXT).pk)
    assert reached.wait(120)
    assert pauses.pause(owner, account.workspace, "Crisis").on_their_way == [draft.pk]
    go.set()
    assert reaches(draft, "halted", "published").state == "published"


def test_resume_fires_nothing(owner: Actor, account: Account, world: World) -> None:
    """Five overdue posts stay after the end of a pause; each is sent, planned anew or dropped by a person."""
    hour = timezone.now() + timedelta(hours=1)
    planned = [planning.plan(owner, drafts.write(owner, account.pk, TEXT).pk, hour) for _ in range(5)]
    later = planning.plan(owner, drafts.write(owner, account.pk, "Next week.").pk, timezone.now() + timedelta(days=7))
    pauses.pause(owner, account.workspace, "Crisis")
    for draft in planned:
        hastened(draft, 0.1)
    for draft in planned:
        reaches(draft, "halted")
    pauses.resume(owner, account.workspace)
    assert [d.pk for d in pauses.overdue(owner, account.workspace)] == [d.pk for d in planned]
    assert Draft.objects.get(pk=later.pk).state == "scheduled"
    assert up(world) == []
    reaches(sending.send_now(owner, planned[0].pk), "published")
    assert planning.plan(owner, planned[1].pk, timezone.now() + timedelta(hours=3)).state == "scheduled"
    assert sending.undo(owner, planned[2].pk).state == "draft"
    assert up(world) == [TEXT]


def test_due_at_the_moment_of_the_resume(owner: Actor, account: Account, world: World) -> None:
    """What was due during the pause and not yet looked at by the queue does not slip through its end."""
    draft = planning.plan(owner, drafts.write(owner, account.pk, TEXT).pk, timezone.now() + timedelta(hours=1))
    pauses.pause(owner, account.workspace, "Crisis")
    Draft.objects.filter(pk=draft.pk).update(due_at=timezone.now())
    pauses.resume(owner, account.workspace)
    assert Draft.objects.get(pk=draft.pk).state == "halted"


def test_paused_while_many_are_sent(owner: Actor, account: Account, world: World) -> None:
    """Ten sendings and a pause at the same moment: after the pause has returned, not one more gets past."""
    planned = [drafts.write(owner, account.pk, f"{TEXT} {n}") for n in range(10)]

    def press(draft: Draft) -> None:
        try:
            sending.send(owner, draft.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(press, draft) for draft in planned]
        eventually(lambda: up(world), "the first one is public", 20)
        pause = pauses.pause(owner, account.workspace, "Crisis")
        for one in sent:
            one.result()
    ended = {draft.pk: reaches(draft, "published", "halted").state for draft in planned}
    assert set(ended.values()) <= {"published", "halted"}
    before = [item for item in world.timeline(50) if item.at > pause.began_at]
    # what was at the network at that moment may end there; it was listed
    late = {pk for pk in ended if ended[pk] == "published"} & set(pause.on_their_way)
    assert len(before) <= len(late)


def test_who_may(owner: Actor, second: Actor, account: Account, world: World) -> None:
    """Anybody of the workspace stops it, managers and owners resume; the house answers to its owner only."""
    stranger = Actor(Person.objects.create_user("sam@example.org", "another quiet password"), "api")
    with pytest.raises(NotFound):
        pauses.pause(stranger, account.workspace, "Mine now")
    with pytest.raises(BadInput):
        pauses.pause(second, account.workspace, "  ")
    pauses.pause(second, account.workspace, "Crisis")
    with pytest.raises(Conflict):
        pauses.pause(owner, account.workspace, "Again")
    with pytest.raises(NotAllowed):
        pauses.resume(second, account.workspace)
    pauses.resume(owner, account.workspace)
    with pytest.raises(NotAllowed):
        pauses.pause(second, None, "All of it")
    pauses.pause(owner, None, "All of it")
    with pytest.raises(Conflict, match="not paused"):
        pauses.resume(owner, account.workspace)
    assert sending.send(owner, drafts.write(owner, account.pk, TEXT).pk).state == "halted"
    pauses.resume(owner, None)
    assert up(world) == []


def test_another_workspace_goes_on(owner: Actor, account: Account, world: World) -> None:
    """A workspace's pause holds that client alone."""
    other = Workspace.objects.create(name="Other", slug="other")
    Membership.objects.create(person=owner.person, workspace=other, role=Role.OWNER)
    pauses.pause(owner, other, "Crisis")
    reaches(sending.send(owner, drafts.write(owner, account.pk, TEXT).pk), "published")


def test_taking_back_is_never_paused_and_an_apology_goes_with_a_second_yes(
    owner: Actor, account: Account, world: World
) -> None:
    """During a pause a slip is taken back as ever; its apology asks once more, and then goes out alone."""
    item = world.post("umparking", "OMG the wine at this wedding")
    pauses.pause(owner, account.workspace, "Crisis")
    incident = recalls.by_url(owner, f"practice/@umparking/{item.id}")
    eventually(lambda: Incident.objects.get().state == "confirmed gone", "gone", 20)
    incident = incidents.get(owner, incident.pk)
    with pytest.raises(Asks, match="Crisis"):
        apologies.approve(owner, incident, SORRY)
    draft = apologies.approve(owner, incident, SORRY, during_pause=True)
    assert reaches(draft, "published").through_pause
    assert up(world) == [SORRY]
