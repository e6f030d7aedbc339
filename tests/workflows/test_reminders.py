"""Before and at an end everybody concerned is told, once each: exceptions, and pauses with a planned end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest
from django.utils import timezone

from slipguard.actions import channels, exceptions, learning, pauses
from slipguard.actions.access import Actor
from slipguard.core.separation import warning
from slipguard.storage.models import Draft, Membership, Pause, Person, Reminder, Role, SeparationException, Workspace
from slipguard.workflows import reminders
from tests.servers.sink import Sink
from tests.servers.smtp import MailServer

END = datetime(2031, 3, 20, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(("before", "approved", "days"), [
    (timedelta(days=3, seconds=1), 10, 0), (timedelta(days=3), 10, 3), (timedelta(days=1, seconds=1), 10, 3),
    (timedelta(days=1), 10, 1), (timedelta(seconds=1), 10, 1), (timedelta(0), 10, 0),
    (timedelta(days=2), 2.5, 0), (timedelta(hours=20), 2.5, 1), (timedelta(hours=3), 0.5, 0),
])
def test_the_nearest_warning_is_due_and_none_that_the_approval_said(
    before: timedelta, approved: float, days: int
) -> None:
    """Three days and one day before the end; not those that were past when two people agreed on that day."""
    assert warning(END, END - timedelta(days=approved), END - before) == days


@pytest.fixture
def sink() -> Iterator[Sink]:
    """Where messages of one reader arrive."""
    made = Sink()
    yield made
    made.close()


@pytest.fixture
def space(owner: Actor) -> Workspace:
    """The owner's workspace; nobody in it has a channel yet."""
    return Workspace.objects.get(slug="first")


def member(space: Workspace, email: str, role: str) -> Actor:
    """Somebody else of the workspace."""
    person = Person.objects.create_user(email, "another quiet password")
    Membership.objects.create(person=person, workspace=space, role=role)
    return Actor(person, "web")


@pytest.fixture
def exception(owner: Actor, space: Workspace) -> SeparationException:
    """For Sam, an author: asked by the owner, approved by Mia; ends in ten days. Ann has nothing to do with it."""
    sam, mia = member(space, "sam@example.org", Role.AUTHOR), member(space, "mia@example.org", Role.MANAGER)
    member(space, "ann@example.org", Role.AUTHOR)
    learning.declare(sam, "practice", "Sam_Rivera", consent=True)
    last = (timezone.now() + timedelta(days=10)).date().isoformat()
    asked = exceptions.ask(owner, space, "practice", "sam_rivera", "The festival lost its account.", last)
    return exceptions.approve(mia, asked.pk)


def subjects(sink: Sink) -> list[str]:
    """What arrived there."""
    return [str(message["title"]) for message in sink.messages]


def test_everybody_concerned_is_told_three_days_and_one_day_before_and_at_the_end(
    owner: Actor, space: Workspace, exception: SeparationException, sink: Sink, post: MailServer
) -> None:
    """The room and whoever asked, approved or owns the account: each once at each of the three moments."""
    channels.add(owner, space, "Room", sink.address)
    ends = exception.ends_at
    assert reminders.round_of(ends - timedelta(days=3, minutes=1)) == 0
    for _ in range(3):  # upkeep asks every minute
        reminders.round_of(ends - timedelta(days=3))
    assert subjects(sink) == ["The exception for @sam_rivera ends in 3 days"]
    told = {"olivia@example.org", "sam@example.org", "mia@example.org"}
    assert len(post.messages) == 3 and {str(mail["To"]) for mail in post.messages} == told
    for _ in range(2):
        reminders.round_of(ends - timedelta(days=1))
    assert subjects(sink)[1:] == ["The exception for @sam_rivera ends tomorrow"] and len(post.messages) == 6
    SeparationException.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert exceptions.expire() == 1 and exceptions.expire() == 0
    reminders.round_of(timezone.now())
    assert len(subjects(sink)) == 3 and "no longer connected" in subjects(sink)[2] and len(post.messages) == 9
    reminders.round_of(timezone.now() + timedelta(days=1))
    assert len(subjects(sink)) == 3 and len(post.messages) == 9


def test_quiet_hours_delay_a_persons_notice_and_lose_none(
    owner: Actor, space: Workspace, exception: SeparationException, sink: Sink
) -> None:
    """Told when their night is over, once, with what is due then."""
    channels.add_own(owner, "Phone", sink.address)
    Person.objects.filter(pk=owner.person.pk).update(quiet_from=time(20), quiet_until=time(8), zone="UTC")
    due = exception.ends_at - timedelta(days=3)  # a second before midnight
    reminders.round_of(due)
    assert subjects(sink) == []
    for hours in (8, 9, 10):
        reminders.round_of(due + timedelta(hours=hours, minutes=1))
    assert subjects(sink) == ["The exception for @sam_rivera ends in 3 days"]


def test_what_nobody_took_is_tried_again(
    owner: Actor, space: Workspace, exception: SeparationException, sink: Sink
) -> None:
    """A channel that was down for ten minutes costs no notice; the row says why until then."""
    channel = channels.add_own(owner, "Phone", "json://127.0.0.1:9/")
    due = exception.ends_at - timedelta(days=3)
    reminders.round_of(due)
    row = Reminder.objects.get(person=owner.person)
    assert row.told_at is None and "did not take" in row.says
    channels.remove(owner, channel.pk)
    channels.add_own(owner, "Phone", sink.address)
    reminders.round_of(due + timedelta(minutes=5))
    assert subjects(sink) == []
    reminders.round_of(due + timedelta(minutes=15))
    reminders.round_of(due + timedelta(minutes=40))
    assert len(subjects(sink)) == 1
    row.refresh_from_db()
    assert row.told_at is not None and row.says == ""


def test_an_exception_that_was_never_approved_is_nobodys_news(owner: Actor, space: Workspace, sink: Sink) -> None:
    """Nothing was connected, so nothing ends."""
    channels.add(owner, space, "Room", sink.address)
    learning.declare(owner, "practice", "me", consent=True)
    last = (timezone.now() + timedelta(days=5)).date().isoformat()
    asked = exceptions.ask(owner, space, "practice", "me", "It is the only one left.", last)
    reminders.round_of(asked.ends_at - timedelta(days=1))
    exceptions.end(owner, asked.pk)
    assert subjects(sink) == [] and not Reminder.objects.exists()


def test_a_pauses_planned_end_reminds_once_and_resumes_nothing(owner: Actor, space: Workspace, sink: Sink) -> None:
    """The banner goes on standing; another day given later reminds anew."""
    channels.add(owner, space, "Room", sink.address)
    until = timezone.now() + timedelta(hours=2)
    pause = pauses.pause(owner, space, "A day of silence", until)
    assert reminders.round_of(until - timedelta(seconds=1)) == 0
    for _ in range(3):
        reminders.round_of(until)

    def told() -> list[str]:
        """Without the news of the pause itself, which an engine tells where one runs."""
        return [str(m["message"]) for m in list(sink.messages) if "still paused" in str(m["title"])]

    assert len(told()) == 1 and "A day of silence" in told()[0] and not Draft.objects.exists()
    assert Pause.objects.get(pk=pause.pk).ended_at is None
    later = until + timedelta(days=1)
    assert pauses.plan_end(owner, space, later).until == later
    reminders.round_of(until + timedelta(hours=3))
    assert len(told()) == 1
    reminders.round_of(later)
    assert len(told()) == 2
    pauses.resume(owner, space)
    reminders.round_of(later + timedelta(days=1))
    assert len(told()) == 2
