"""A channel is read by a whole workspace: what its alarm may name."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from slipguard.actions import channels, workspaces
from slipguard.actions.access import Actor
from slipguard.actions.accounts import connect
from slipguard.settings import CONFIG
from slipguard.storage import incidents
from slipguard.storage.models import Account, Incident, Person, Workspace
from slipguard.workflows.alarm import alarm
from tests.servers.sink import Sink


@pytest.fixture
def sink() -> Iterator[Sink]:
    """The room that everybody reads."""
    made = Sink()
    yield made
    made.close()


def slip(account: Account, other: str) -> Incident:
    """An alarm on this account for a post that sounds like another one."""
    now = timezone.now()
    return incidents.open_once(account, "practice/9", now, {
        "ref": "practice/9", "network": "practice", "handle": account.handle, "text": "so done", "decision": "alert",
        "seen_at": now.isoformat(), "reasons": [f"{other} writes like this."], "alternative": other})


def told(owner: Actor, sink: Sink, other: str) -> str:
    """What the channel got."""
    first = Workspace.objects.get(slug="first")
    account = connect(owner, first, "practice", {"handle": "umparking", "name": "Parking"})
    connect(owner, workspaces.create(owner, "Rival Motors"), "practice", {"handle": "rivalmotors", "name": "Rival"})
    channels.add(owner, first, "Room", sink.address)
    assert alarm(slip(account, other).pk, "noticed") == 1
    last = sink.messages[-1]
    return f"{last['title']} {last['message']}"


def test_one_person_alone_reads_the_name(engine: None, world: object, owner: Actor, sink: Sink) -> None:
    """“Reads like @rivalmotors” is what gets an alarm read, and there is nobody to keep it from."""
    assert "reads like @rivalmotors" in told(owner, sink, "@rivalmotors")


def test_with_a_second_person_the_room_reads_no_other_clients_name(
    engine: None, world: object, owner: Actor, sink: Sink
) -> None:
    """Not everybody who reads the room works for the other client."""
    Person.objects.create_user("ann@example.org", "another quiet password")
    words = told(owner, sink, "@rivalmotors")
    assert "reads like another client's account" in words and "rivalmotors" not in words


def test_with_a_second_person_nobodys_own_account_is_named(
    engine: None, world: object, owner: Actor, sink: Sink
) -> None:
    """Whose private account it was is for that person to say."""
    Person.objects.create_user("ann@example.org", "another quiet password")
    words = told(owner, sink, "@sam.example (personal)")
    assert "somebody's personal account" in words and "sam.example" not in words


def test_the_setting_hides_it_from_one_person_too(
    engine: None, world: object, owner: Actor, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A screen in a shop window, or a channel that a client reads along."""
    monkeypatch.setattr(CONFIG, "alarms_name_others", False)
    assert "rivalmotors" not in told(owner, sink, "@rivalmotors")
