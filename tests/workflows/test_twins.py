"""Drafts that were written together: when one is taken back, the others do not go out by themselves."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from slipguard.actions import accounts, drafts, planning, posts, recalls, sending
from slipguard.actions.access import Actor
from slipguard.actions.recall_now import recall_now
from slipguard.networks.practice import World
from slipguard.networks.practice.client import PracticeNetwork
from slipguard.storage import incidents as stored
from slipguard.storage import siblings
from slipguard.storage.models import Account, Draft, Incident, PostRow
from slipguard.workflows import gate
from slipguard.workflows.publish import publish
from tests.eventually import eventually
from tests.stories.desk import sink
from tests.workflows.test_planned import account, hastened, reaches, up
from tests.workflows.test_threads import elsewhere

__all__ = ["account"]  # a fixture
TEXT = "The lollies from the ice cream van are mine now, and the car park pays the dentist."


@pytest.fixture
def both(owner: Actor, account: Account, world: World) -> tuple[Draft, Draft]:
    """One text for two accounts; the first one is out, the second waits for its moment."""
    world.enrol("shuttle", "shuttle")
    other = accounts.connect(owner, account.workspace, "practice", {"handle": "shuttle"})
    now, later = drafts.write_together(owner, [account.pk, other.pk], TEXT)
    one = reaches(sending.send(owner, now.pk), "published")
    return one, planning.plan(owner, later.pk, timezone.now() + timedelta(hours=1))


def test_it_waits_for_a_person_with_the_reason(both: tuple[Draft, Draft], owner: Actor, world: World) -> None:
    """Its moment comes after its twin was taken back: it halts, people are told why, and a person may send it."""
    one, other = both
    with sink(owner) as phone:
        recalls.by_ref(owner, one.account, one.ref)
        eventually(lambda: Incident.objects.get().state == "confirmed gone", "the recall", 30)
        halted = reaches(hastened(other, 0.3), "halted", "published")
        assert (halted.state, up(world)) == ("halted", [])
        assert "@umparking published the same draft, and that post was taken back" in halted.says
        eventually(lambda: any("Not sent" in m["title"] and "taken back" in m["message"] for m in phone.messages),
                   "somebody is told", 30)
    reaches(sending.send_now(owner, other.pk), "published")
    assert up(world) == [TEXT]
    assert Incident.objects.get().state == "confirmed gone"


def test_an_alarm_alone_or_a_fine_post_stops_nothing(both: tuple[Draft, Draft], owner: Actor, world: World) -> None:
    """Nobody took anything back, or somebody said that the words are fine: the plan holds."""
    one, other = both
    data = {"ref": one.ref, "handle": "umparking", "network": "practice", "text": TEXT, "decision": "alert"}
    stored.open_once(one.account, one.ref, timezone.now(), data)
    posts.fine(owner, PostRow.objects.get(ref=one.ref).pk)
    reaches(hastened(other, 0.3), "published")
    assert up(world) == [TEXT, TEXT]


def test_what_passed_the_gate_before_its_twin_was_taken_back_goes_too(
    both: tuple[Draft, Draft], owner: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was on its way when the recall began and ended: one incident, and it is taken back as a copy."""
    one, other = both
    publish = PracticeNetwork.publish

    def recalled(self: PracticeNetwork, post: Any, key: str) -> Any:
        elsewhere(lambda: recalls.by_ref(owner, one.account, one.ref))
        eventually(lambda: Incident.objects.filter(state="confirmed gone").exists(), "the recall's end", 20)
        return publish(self, post, key)

    monkeypatch.setattr(PracticeNetwork, "publish", recalled)
    sent = reaches(hastened(other, 0.3), "published")
    eventually(lambda: sent.ref in stored.read(Incident.objects.get()).copies, "the copy is noted", 20)
    eventually(lambda: not up(world), "nothing public", 20)
    eventually(lambda: Incident.objects.get().state == "confirmed gone", "the record says so", 20)


def test_recall_now_takes_a_twin_that_goes_out_after_its_look_for_copies(
    both: tuple[Draft, Draft], owner: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole sending lies between the look for copies and the end of `recall --now`: the record stopped it."""
    one, other = both
    look = siblings.mates_alone

    def slow(*given: Any) -> Any:
        found = look(*given)
        hastened(other, 0.3)
        reaches(other, "published", "halted")
        return found

    monkeypatch.setattr(siblings, "mates_alone", slow)
    elsewhere(lambda: recall_now(owner, one.url))
    eventually(lambda: not up(world), "nothing public", 20)
    assert reaches(other, "published", "halted").state == "halted"


def test_recall_now_takes_a_twin_that_asked_just_before(
    both: tuple[Draft, Draft], owner: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is public and was told that nothing is taken back; the whole recall runs before it is written down as sent."""
    one, other = both
    ask, done = gate.twin_taken, threading.Event()

    def slow(draft: Draft) -> Any:
        answer = ask(draft)
        if draft.sent and not done.is_set():
            elsewhere(lambda: recall_now(owner, one.url))
            done.set()
        return answer

    monkeypatch.setattr(gate, "twin_taken", slow)
    reaches(hastened(other, 0.3), "published")
    assert done.is_set()
    eventually(lambda: not up(world), "nothing public", 20)
    assert len(stored.read(Incident.objects.get()).copies) == 2


def test_recall_now_holds_a_twin_whose_moment_comes_before_the_record(
    both: tuple[Draft, Draft], owner: Actor, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its moment lies between the command and its delete: nothing goes out, and a person who sends it is obeyed."""
    one, other = both
    hastened(other, 240)
    delete = PracticeNetwork.delete

    def late(self: PracticeNetwork, ref: str) -> Any:
        Draft.objects.filter(pk=other.pk, state="scheduled").update(due_at=timezone.now())
        elsewhere(lambda: publish(other.pk, other.version))
        assert Draft.objects.get(pk=other.pk).state == "halted"
        return delete(self, ref)

    monkeypatch.setattr(PracticeNetwork, "delete", late)
    elsewhere(lambda: recall_now(owner, one.url))
    assert up(world) == []
    halted = Draft.objects.get(pk=other.pk)
    assert "that post was taken back" in halted.says and "Nothing was published." in halted.says
    monkeypatch.undo()
    reaches(sending.send_now(owner, other.pk), "published")
    assert up(world) == [TEXT]
