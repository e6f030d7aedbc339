"""One slip, several accounts: copies that come late join the incident, and go or wait as was decided."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from slipguard.actions import accounts, incidents, posts, recalls
from slipguard.actions.access import Actor
from slipguard.core.incident import CopyState, Record
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.protocol import Appeared
from slipguard.storage import incidents as stored
from slipguard.storage import siblings
from slipguard.storage.models import Account, Channel, Incident, PostRow, Workspace
from slipguard.workflows import watch
from tests.eventually import eventually
from tests.stories.desk import sink

SLIP = "whoever parked the ice cream van across my drive, i am eating every single lolly in it and billing your dentist"


@pytest.fixture
def pair(engine: None, owner: Actor, world: World) -> tuple[Account, Account]:
    """Two practice accounts of one client, neither with a voice: only the words can join them."""
    space = Workspace.objects.get(slug="first")
    made = []
    for handle in ("umparking", "shuttle"):
        world.enrol(handle, handle)
        made.append(accounts.connect(owner, space, "practice", {"handle": handle}))
    return made[0], made[1]


def heard(account: Account, world: World, text: str = SLIP) -> str:
    """A phone posts, and the watcher brings it. The ref."""
    item = world.post(account.handle, text)
    ref = f"practice/@{account.handle}/{item.id}"
    watch.hear(account.pk, Appeared(Post(text, ref, at=item.at)))
    return ref


def shown(incident: Incident, ref: str) -> CopyState | None:
    """Where a copy stands."""
    copy = incidents.record(incident).copies.get(ref)
    return copy.state if copy else None


def ended(incident: Incident, state: str = "confirmed gone") -> Record:
    """The record once it says so."""
    return eventually(lambda: (r := stored.read(incident)).state == state and r, state, 60)


def test_a_relay_after_the_recall(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """Two minutes after it was proven gone a relay posts the shortened words: the same incident, taken back too."""
    with sink(owner) as phone:
        incident = recalls.by_ref(owner, pair[0], heard(pair[0], world))
        ended(incident)
        eventually(lambda: phone.messages, "the recall's message", 30)
        late = heard(pair[1], world, SLIP[:70] + "… https://other.example/1")
        eventually(lambda: shown(incident, late) is CopyState.GONE, "the late copy is gone", 30)
        assert Incident.objects.count() == 1
        assert world.visible(int(late.rpartition("/")[2]), public=True) is None
        assert incidents.record(incident).copies[late].shortened
        assert "A shortened copy appeared on @shuttle" in str(incidents.report(owner, incident.pk))
        # told once about the recall and once about the late copy, never as a second alarm
        eventually(lambda: len(phone.messages) == 2, "two messages", 30)
        assert all("Confirmed gone" in message["title"] for message in phone.messages)


def test_before_anybody_decided(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """A copy that comes while the alarm waits is listed and not touched; one press takes both."""
    first = heard(pair[0], world)
    incident = stored.open_once(pair[0], first, PostRow.objects.get(ref=first).seen_at, {
        "ref": first, "handle": "umparking", "network": "practice", "text": SLIP, "decision": "alert"})
    second = heard(pair[1], world)
    assert Incident.objects.count() == 1
    assert stored.read(incident).state == "open"
    assert world.visible(int(second.rpartition("/")[2]), public=True) is not None
    recalls.again(owner, incident)
    record = ended(incident)
    assert {copy.state for copy in record.copies.values()} == {CopyState.GONE} and len(record.copies) == 2


def test_automatic_reaches_as_far_as_owners_allowed(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """What Slipguard takes back by itself takes no copy on an account whose owner did not turn that on: it asks."""
    first = heard(pair[0], world)
    heard(pair[1], world)
    incident = stored.open_once(pair[0], first, PostRow.objects.get(ref=first).seen_at, {
        "ref": first, "handle": "umparking", "network": "practice", "text": SLIP, "decision": "recall"})
    with sink(owner) as phone:
        watch.start_recall(incident, "Slipguard", automatic=True)
        eventually(lambda: shown(incident, first) is CopyState.GONE, "the named post is gone", 30)
        (waiting,) = (copy for copy in ended(incident, "a copy waits").copies.values() if copy.ref != first)
        assert waiting.state is CopyState.LIVE and "did not allow" in waiting.says
        eventually(lambda: phone.messages, "a message", 30)
        third = heard(pair[1], world, SLIP + " lol")
        eventually(lambda: any("needs your word" in m["title"] for m in phone.messages), "it asks", 30)
    assert shown(incident, third) is CopyState.LIVE
    recalls.again(owner, incident)
    assert len(ended(incident).copies) == 3


def test_a_copy_that_is_fine_can_be_left(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """A person who says that a waiting copy is fine keeps it, on the record, and the incident can be closed."""
    incident = recalls.by_ref(owner, pair[0], heard(pair[0], world))
    ended(incident)
    again = heard(pair[0], world)  # back on the account that it was taken from: somebody may mean it
    assert stored.read(incident).state == "a copy waits"
    posts.fine(owner, PostRow.objects.get(ref=again).pk)
    assert shown(incident, again) is CopyState.LEFT
    assert incidents.close(owner, incident.pk).closed_at
    assert world.visible(int(again.rpartition("/")[2]), public=True) is not None


def test_a_closed_incident_opens_again_and_asks(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """What was closed is somebody's last word: a later copy opens it again, and waits."""
    incident = recalls.by_ref(owner, pair[0], heard(pair[0], world))
    ended(incident)
    incidents.close(owner, incident.pk)
    late = heard(pair[1], world)
    incident.refresh_from_db()
    assert incident.closed_at is None and incident.state == "a copy waits"
    assert shown(incident, late) is CopyState.LIVE


def test_a_delete_that_was_only_reported_is_looked_after(
    pair: tuple[Account, Account], owner: Actor, world: World
) -> None:
    """A stream's delete event is no proof: where the copy still stands it is deleted, where it does not, not again."""
    first, lied, true = heard(pair[0], world), heard(pair[1], world), heard(pair[1], world, SLIP + " x")
    world.delete("shuttle", int(true.rpartition("/")[2]))
    eventually(lambda: world.visible(int(true.rpartition("/")[2]), public=True) is None, "gone for the public")
    PostRow.objects.filter(ref__in=[lied, true]).update(gone_at=PostRow.objects.get(ref=lied).seen_at)
    incident = recalls.by_ref(owner, pair[0], first)
    record = ended(incident)
    assert len(record.copies) == 3
    assert world.visible(int(lied.rpartition("/")[2]), public=True) is None
    sent = {event.data["ref"] for event in incident.events.filter(kind="delete_sent")}
    assert sent == {first, lied}
    assert record.copies[true].viewpoints


def test_a_bad_day_does_not_slow_the_next_delete(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """Which incident a post belongs to is asked in as many questions after twenty incidents as after two."""
    asked = []
    for number in range(20):
        ref = heard(pair[0], world, f"{number} {secrets.token_hex(8)} {secrets.token_hex(8)}")
        row = PostRow.objects.get(ref=ref)
        with CaptureQueriesContext(connection) as queries:
            assert siblings.incident_of(row) is None
        asked.append(len(queries))
        stored.open_once(pair[0], ref, row.seen_at, {
            "ref": ref, "handle": "umparking", "network": "practice", "text": row.text, "decision": "alert"})
    assert asked[-1] <= asked[2]


def test_two_clients_two_records(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """The same slip on another client's account is an incident there, which names nobody here."""
    from slipguard.actions import workspaces

    beyond = workspaces.create(owner, "Another client")
    world.enrol("cafe", "Café")
    cafe = accounts.connect(owner, beyond, "practice", {"handle": "cafe"})
    accounts.set_mode(owner, cafe.pk, "tell")
    incident = recalls.by_ref(owner, pair[0], heard(pair[0], world))
    ended(incident)
    heard(cafe, world)
    other = Incident.objects.exclude(pk=incident.pk).get()
    assert other.workspace == beyond and other.state == "open"
    told = str(incidents.report(owner, other.pk))
    assert "another workspace" in told and "umparking" not in told


def test_the_board_of_one_act(pair: tuple[Account, Account], owner: Actor, world: World) -> None:
    """A person who presses the button on the copy gets the incident that is there, not a second one."""
    first = heard(pair[0], world)
    incident = recalls.by_ref(owner, pair[0], first)
    ended(incident)
    late = heard(pair[1], world)
    assert recalls.by_ref(owner, pair[1], late).pk == incident.pk
    ended(incident)
    assert Incident.objects.count() == 1
    assert not Channel.objects.exists()
    assert timedelta() < timedelta(seconds=stored.read(incident).seconds_visible or 0)
