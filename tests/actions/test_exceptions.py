"""“It cannot be avoided”: two people, a reason, an end; a hold on every post until then; expiry unlinks and tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from slipguard.actions import accounts, apologies, channels, drafts, exceptions, learning, sending, upkeep
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, ConfirmFirst, Conflict, NotAllowed
from slipguard.storage import incidents
from slipguard.storage.models import (
    Account,
    AuditEntry,
    Credential,
    Draft,
    Membership,
    Person,
    Role,
    SeparationException,
    Workspace,
)
from tests.servers.sink import Sink

FORM = {"handle": "sam_rivera", "name": "Sam"}
REASON = "The festival lost its own account this week."


def day(days: int) -> str:
    """So many days from now, as the form has it."""
    return (timezone.now() + timedelta(days=days)).date().isoformat()


@pytest.fixture
def space(owner: Actor, world: object) -> Workspace:
    """A workspace where Sam declared a personal account."""
    sam = member(Workspace.objects.get(slug="first"), "sam@example.org", Role.AUTHOR)
    learning.declare(sam, "practice", "sam_rivera", consent=True)
    return Workspace.objects.get(slug="first")


def member(space: Workspace, email: str, role: str) -> Actor:
    """Somebody else of the workspace."""
    person = Person.objects.create_user(email, "another quiet password")
    Membership.objects.create(person=person, workspace=space, role=role)
    return Actor(person, "web")


def approved(owner: Actor, space: Workspace) -> SeparationException:
    """Asked for by the owner, approved by a manager."""
    asked = exceptions.ask(owner, space, "practice", "@Sam_Rivera", REASON, day(10))
    return exceptions.approve(member(space, "mia@example.org", Role.MANAGER), asked.pk)


def test_without_an_exception_a_personal_account_is_refused(owner: Actor, space: Workspace) -> None:
    """The refusal says whose it is in substance, and tells the face that an exception could be asked for."""
    with pytest.raises(Conflict) as refused:
        accounts.connect(owner, space, "practice", FORM)
    assert "personal account" in refused.value.what and refused.value.facts["personal"] == "sam_rivera"
    exceptions.ask(owner, space, "practice", "sam_rivera", REASON, day(10))
    with pytest.raises(Conflict):  # asking alone opens nothing
        accounts.connect(owner, space, "practice", FORM)
    assert not Account.objects.exists()


@pytest.mark.parametrize(("reason", "last_day", "part"), [
    ("", day(5), "reason"), ("because", day(5), "reason"), (REASON, day(31), "1 to 30 days"),
    (REASON, day(-1), "1 to 30 days"), (REASON, "soon", "not a day"),
])
def test_what_is_missing_is_named(owner: Actor, space: Workspace, reason: str, last_day: str, part: str) -> None:
    """No exception without a reason that can be understood, or beyond 30 days."""
    with pytest.raises(BadInput, match=part):
        exceptions.ask(owner, space, "practice", "sam_rivera", reason, last_day)
    assert not SeparationException.objects.exists()


def test_nobodys_account_needs_no_exception(owner: Actor, space: Workspace) -> None:
    """And exceptions cannot be collected beforehand."""
    with pytest.raises(BadInput, match="nobody's declared"):
        exceptions.ask(owner, space, "practice", "umparking", REASON, day(5))


def test_it_takes_a_second_person_of_enough_role(owner: Actor, space: Workspace) -> None:
    """Neither the one who asked, nor an author, nor anybody at a stale browser."""
    asked = exceptions.ask(owner, space, "practice", "sam_rivera", REASON, day(30))
    with pytest.raises(NotAllowed, match="cannot approve"):
        exceptions.approve(owner, asked.pk)
    with pytest.raises(NotAllowed):
        exceptions.approve(member(space, "ann@example.org", Role.APPROVER), asked.pk)
    mia = member(space, "mia@example.org", Role.MANAGER)
    with pytest.raises(ConfirmFirst):
        exceptions.approve(Actor(mia.person, "web", fresh=False), asked.pk)
    assert exceptions.banner(space) == []
    assert exceptions.approve(mia, asked.pk).approved_name == "mia@example.org"
    with pytest.raises(Conflict):
        exceptions.approve(mia, asked.pk)


def test_every_post_through_it_is_held(owner: Actor, space: Workspace) -> None:
    """However well it fits, and also approved words: the account's name is typed first."""
    exception = approved(owner, space)
    account = accounts.connect(owner, space, "practice", FORM)
    exception.refresh_from_db()
    assert exception.account == account
    draft = sending.send(owner, drafts.write(owner, account.pk, "Good morning, everybody.").pk)
    assert draft.state == Draft.State.HELD and "by exception" in draft.verdict["because"][0]
    again = sending.release_as_it_is(drafts.write(owner, account.pk, "We open at nine.", purpose="put-back"))
    assert again.state == Draft.State.HELD
    data = {"ref": "practice/9", "network": "practice", "handle": account.handle, "text": "OMG", "reasons": []}
    incident = incidents.open_once(account, "practice/9", timezone.now(), data)
    incidents.append(incident, "gone", "gone", timezone.now(), {**data, "gone_at": timezone.now().isoformat()})
    words = "We have deleted the previous post - it was sent in error. We send our deepest apologies."
    sorry = apologies.approve(owner, incident, words)
    assert sorry.state == Draft.State.HELD and sorry.due_at is None


def test_its_last_day_unlinks_notes_and_tells(owner: Actor, space: Workspace) -> None:
    """After the end the sign-in is gone, the audit has it, the channels heard it, and connecting is refused again."""
    exception = approved(owner, space)
    account = accounts.connect(owner, space, "practice", FORM)
    sink = Sink()
    try:
        channels.add(owner, space, "Room", sink.address)
        upkeep.tend()
        assert Account.objects.get(pk=account.pk).disconnected_at is None
        SeparationException.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
        upkeep.tend()
    finally:
        sink.close()
    assert Account.objects.get(pk=account.pk).disconnected_at is not None and not Credential.objects.exists()
    exception.refresh_from_db()
    assert exception.ended_at is not None and "last day" in exception.ended_how
    assert AuditEntry.objects.get(did="ended an exception").who == "Slipguard"
    assert "no longer connected" in sink.messages[-1]["title"]
    with pytest.raises(Conflict):
        accounts.connect(owner, space, "practice", FORM)


def test_it_can_end_before_its_day(owner: Actor, space: Workspace) -> None:
    """Whoever manages the workspace ends it; the account goes with it."""
    exception = approved(owner, space)
    account = accounts.connect(owner, space, "practice", FORM)
    exceptions.end(owner, exception.pk)
    assert Account.objects.get(pk=account.pk).disconnected_at is not None
    assert exceptions.banner(space) == []
