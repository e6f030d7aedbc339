"""Taking back: each way in which a network can refuse has its own plain words, and nothing claims success."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from slipguard.actions import copies, incidents, recalls
from slipguard.actions.recall_now import recall_now
from slipguard.core.errors import Conflict
from slipguard.core.incident import CopyState, Record
from slipguard.storage.models import Account, Draft, Incident, PostRow
from tests.eventually import eventually
from tests.workflows.conftest import Desk, connected

TEXT = "who took my charger, i swear this house is haunted"


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers who cannot tell are asked for a second, not for eight: the order of things stays the same."""
    from slipguard.workflows import recall

    monkeypatch.setattr(recall, "UNCLEAR", 1.0)
    monkeypatch.setattr(recall.CONFIG, "verify_seconds", 2.0)


def settled(incident: Incident) -> Record:
    """The record once the recall has an outcome."""
    done = {"confirmed gone", "must be done by hand", "not confirmed"}
    return eventually(lambda: (r := incidents.record(incident)).state in done and r, "an outcome", 60)


@pytest.mark.parametrize(
    ("status", "headers", "part"),
    [
        (401, {}, "connect the account again"),
        (402, {}, "top up"),
        (403, {}, "owner must grant"),
        (429, {"X-RateLimit-Reset": "2099-01-01T00:00:00.000Z"}, "takes no more deletes"),
    ],
)
def test_refusals_say_what_to_do(status: int, headers: dict[str, str], part: str, desk: Desk) -> None:
    """401, 402, 403 and 429 are told apart, each with the deep link to delete by hand; the post is not called gone."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(status, method="DELETE", times=50, headers=headers)
    record = settled(recalls.by_ref(desk.actor, desk.account, ref))
    (copy,) = record.copies.values()
    assert record.state == "must be done by hand"
    assert part in copy.says
    assert copy.link.startswith(desk.server.url)
    assert desk.up() == [TEXT]


def test_a_server_without_delete(desk: Desk) -> None:
    """A server that answers 404 to every delete while the post stays is never believed."""
    desk.server.behaviour.deletes = False
    ref = desk.phone.post(TEXT)
    record = settled(recalls.by_ref(desk.actor, desk.account, ref))
    assert record.state == "not confirmed"
    assert "can still be read" in next(iter(record.copies.values())).says


def test_already_gone_is_said_as_such(desk: Desk) -> None:
    """A post that its owner deleted in the app closes as gone, because the re-read agrees."""
    ref = desk.phone.post(TEXT)
    desk.phone.delete(ref)
    record = settled(recalls.by_ref(desk.actor, desk.account, ref))
    (copy,) = record.copies.values()
    assert record.state == "confirmed gone"
    assert copy.already_gone


@pytest.mark.parametrize("fault", [500, 503, "reset"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_stumble_is_not_the_end(fault: Any, when: str, desk: Desk) -> None:
    """A 5xx or a cut connection, before or after the server acted, ends in a proof all the same."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(fault, method="DELETE", times=1, when=when)
    assert settled(recalls.by_ref(desk.actor, desk.account, ref)).state == "confirmed gone"
    assert desk.up() == []


def test_still_served_after_200(desk: Desk) -> None:
    """A delete that answered 200 while the post is still served is polled until it is gone."""
    desk.server.behaviour.late_share, desk.server.behaviour.late_reads = 1.0, 4
    ref = desk.phone.post(TEXT)
    record = settled(recalls.by_ref(desk.actor, desk.account, ref))
    (copy,) = record.copies.values()
    assert record.state == "confirmed gone"
    assert copy.checks > 1


def test_two_presses_are_one_delete(desk: Desk) -> None:
    """The button and the link pressed at once delete once."""
    ref = desk.phone.post(TEXT)
    for _ in range(5):
        incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "confirmed gone"
    assert incident.events.filter(kind="recall_started").count() == 1
    assert incident.events.filter(kind="delete_sent").count() == 1


def test_pressing_again_after_reconnecting(desk: Desk) -> None:
    """A recall that ended "by hand" for a dead token is a new attempt once the account works again."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(401, method="DELETE", times=1)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "must be done by hand"
    eventually(lambda: incident.events.filter(kind="recall_started").exists(), "the first attempt")
    from slipguard.workflows import engine
    from slipguard.workflows.recall import workflow_id

    eventually(lambda: engine.finished(workflow_id(ref)), "the end of the first attempt")
    recalls.again(desk.actor, incident)
    eventually(lambda: incidents.record(incident).state == "confirmed gone", "the second attempt", 60)


def test_the_same_text_on_another_account_goes_too(desk: Desk) -> None:
    """Copies of the text on the workspace's other accounts go in the same act, each with its own proof."""
    other = connected(desk.actor, desk.server)
    refs = [(desk, desk.phone.post(TEXT + " https://a.example/1")), (other, other.phone.post(TEXT))]
    from slipguard.actions import learning

    for one, _ in refs:
        learning.learn_account(one.actor, one.account.pk)
    record = settled(recalls.by_ref(desk.actor, desk.account, refs[0][1]))
    assert [copy.state for copy in record.copies.values()] == [CopyState.GONE, CopyState.GONE]
    assert desk.up() == other.up() == []


def test_one_that_fails_does_not_hold_the_other_up(desk: Desk) -> None:
    """A copy whose token is dead is left to a person; the other one is gone and says so."""
    other = connected(desk.actor, desk.server)
    ref = desk.phone.post(TEXT)
    other.phone.post(TEXT)
    from slipguard.actions import learning

    for one in (desk, other):
        learning.learn_account(one.actor, one.account.pk)
    mine = PostRow.objects.get(account=other.account)
    desk.server.fault(403, method="DELETE", path=mine.ref.rpartition("/")[2], times=50)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    wanted = {desk.account.handle: CopyState.GONE, other.account.handle: CopyState.BY_HAND}

    def states() -> bool:
        return {copy.handle: copy.state for copy in incidents.record(incident).copies.values()} == wanted

    eventually(states, "one gone and one by hand", 60)


def test_by_hand_needs_a_reader_who_agrees(desk: Desk) -> None:
    """“I deleted it by hand” is taken at its word only when a logged-out reader finds nothing."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(403, method="DELETE", times=1)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "must be done by hand"
    with pytest.raises(Conflict, match="can still be read"):
        copies.seen_gone(desk.actor, incident.pk, ref)
    desk.phone.delete(ref)
    copies.seen_gone(desk.actor, incident.pk, ref)
    # the recall may still be looking for copies
    eventually(lambda: incidents.record(incident).state == "confirmed gone", "confirmed gone", 30)


def test_slipguard_looks_again_by_itself(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What had to be done by hand is looked at again, and closes as gone once a reader finds nothing."""
    from slipguard.workflows import recall

    monkeypatch.setattr(recall, "LOOK_AGAIN", (1, 1, 1, 1, 1, 1))
    ref = desk.phone.post(TEXT)
    desk.server.fault(403, method="DELETE", times=1000)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "must be done by hand"
    desk.server.world.delete(desk.person, ref.rpartition("/")[2])
    eventually(lambda: incidents.record(incident).state == "confirmed gone", "a later look", 60)


def test_put_back_once(desk: Desk) -> None:
    """A post taken back by mistake is published again in one click, and only once."""
    ref = desk.phone.post(TEXT)
    from slipguard.actions import learning

    learning.learn_account(desk.actor, desk.account.pk)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "confirmed gone"
    first = recalls.put_back(desk.actor, incident)
    assert recalls.put_back(desk.actor, incident).pk == first.pk
    eventually(lambda: Draft.objects.get(pk=first.pk).state == "published", "the post is back", 30)
    assert desk.up() == [TEXT]
    assert incidents.record(incident).state == "put back"


def test_recall_now_without_engine(owner: Any, server: Any) -> None:
    """Break the glass: deletes and proves in this process, and the record is written all the same."""
    desk = connected(owner, server)
    ref = desk.phone.post(TEXT)
    number, (copy,) = recall_now(owner, ref)
    assert copy.outcome == "confirmed gone"
    assert desk.up() == []
    assert Incident.objects.get(pk=number).state == "confirmed gone"
    dead = desk.phone.post(TEXT)
    server.fault(401, method="DELETE", times=1)
    _, (copy,) = recall_now(owner, dead)
    assert copy.outcome == "must be done by hand"
    assert "connect the account again" in copy.says


def test_records_outlive_the_account(desk: Desk) -> None:
    """Disconnecting an account leaves posts, incident and events in place, and no sign-in."""
    from slipguard.actions import accounts

    ref = desk.phone.post(TEXT)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    settled(incident)
    accounts.disconnect(desk.actor, desk.account.pk)
    assert "confirmed gone" in str(incidents.report(desk.actor, incident.pk))
    assert not hasattr(Account.objects.get(pk=desk.account.pk), "credential")


def test_two_who_approve_at_once_count_once(desk: Desk) -> None:
    """Two people who approve an apology at the same moment leave one on the account; the other is told so."""
    from django.db import connection

    from slipguard.actions import apologies

    words = "We have deleted the previous post - it was sent in error. We send our deepest apologies."
    incident = recalls.by_ref(desk.actor, desk.account, desk.phone.post(TEXT))
    assert settled(incident).state == "confirmed gone"

    def press(_: int) -> str:
        try:
            apologies.approve(desk.actor, incident, words)
        except Conflict as refused:
            return refused.code
        finally:
            connection.close()
        return "approved"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(press, range(4)))
    assert answers == ["approved", "conflict", "conflict", "conflict"]
    eventually(lambda: Draft.objects.get(purpose="apology").state == "published", "the apology", 30)
    assert desk.up() == [words]
