"""An alarm at night: who is woken, who sleeps on, and who is next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from slipguard.actions import accounts, channels, on_call, recalls
from slipguard.actions.access import Actor
from slipguard.networks.practice import World
from slipguard.storage import incidents
from slipguard.storage.models import Account, Channel, Incident, Membership, Person, Role, Workspace
from slipguard.workflows import engine
from slipguard.workflows.alarm import alarm
from tests.eventually import eventually
from tests.servers.push import push_service
from tests.servers.sink import Sink


@pytest.fixture
def account(engine: None, owner: Actor, world: World) -> Account:
    """A connected account."""
    world.enrol("umparking", "Parking")
    return accounts.connect(owner, Workspace.objects.get(), "practice", {"handle": "umparking"})


@pytest.fixture
def phones() -> Iterator[dict[str, Sink]]:
    """What each person's phone receives."""
    made = {name: Sink() for name in ("ann", "ben", "cid")}
    yield made
    for sink in made.values():
        sink.close()


@pytest.fixture
def team(owner: Actor, account: Account, phones: dict[str, Sink]) -> dict[str, Person]:
    """Three colleagues with a phone each; it is the middle of everybody's quiet hours."""
    now = datetime.now(UTC)
    early, late = (now - timedelta(hours=1)).time(), (now + timedelta(hours=1)).time()
    made = {}
    for name, sink in phones.items():
        person = Person.objects.create_user(f"{name}@example.org", "yet another password",
                                            quiet_from=early, quiet_until=late)
        Membership.objects.create(person=person, workspace=account.workspace, role=Role.ON_CALL)
        channels.add_own(Actor(person, "web"), f"{name}'s phone", sink.address)
        made[name] = person
    return made


def slip(account: Account) -> Incident:
    """An open incident."""
    ref = f"practice/{Incident.objects.count() + 1}"
    data = {"ref": ref, "network": "practice", "handle": account.handle, "text": "OMG he IS the vicar",
            "decision": "alert", "reasons": [], "seen_at": datetime.now(UTC).isoformat()}
    return incidents.open_once(account, ref, datetime.now(UTC), data)


def test_on_call_is_woken_and_the_others_sleep(
    owner: Actor, account: Account, team: dict[str, Person], phones: dict[str, Sink]
) -> None:
    """Quiet hours hold for everybody but the first on call."""
    on_call.arrange(owner, account.workspace, [team["ben"].pk, team["ann"].pk], 5)
    incident = slip(account)
    assert engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result() == 1
    assert [len(phones[name].messages) for name in ("ann", "ben", "cid")] == [0, 1, 0]


def test_without_an_answer_the_next_is_woken_and_in_the_end_everybody(
    owner: Actor, account: Account, team: dict[str, Person], phones: dict[str, Sink]
) -> None:
    """Each step tells the next person once, with a link that works, and stands on the record."""
    on_call.arrange(owner, account.workspace, [team["ben"].pk, team["ann"].pk], 5)
    incident = slip(account)
    engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result()
    for stage, counts in ((1, [1, 1, 0]), (2, [2, 2, 1])):
        eventually(lambda stage=stage: engine.known(f"escalate:{incident.pk}:{stage}"), "the clock of the next step")
        engine.hurry(f"escalate:{incident.pk}:{stage}")
        eventually(lambda counts=counts: [len(s.messages) for s in phones.values()] == counts, f"step {stage}", 20)
    assert "/alarm/" in phones["cid"].messages[-1]["message"]
    notes = [event.data["text"] for event in incident.events.filter(kind="noted").order_by("seq")]
    assert len(notes) == 2 and "ann@example.org" in notes[0] and "within 5 minutes" in notes[0]
    assert not engine.known(f"escalate:{incident.pk}:3")


def test_once_somebody_acts_nobody_else_is_woken(
    owner: Actor, account: Account, team: dict[str, Person], phones: dict[str, Sink]
) -> None:
    """A recall or an answer ends the escalation, whatever clock still runs."""
    on_call.arrange(owner, account.workspace, [team["ben"].pk, team["ann"].pk], 5)
    incident = slip(account)
    engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result()
    recalls.again(owner, incident)
    name = f"escalate:{incident.pk}:1"
    engine.hurry(name)
    eventually(lambda: engine.finished(name), "the step that finds nothing to do", 20)
    assert not incident.events.filter(kind="noted", data__text__icontains="is told as well").exists()


def test_nobody_awake_and_nobody_on_call_wakes_everybody(
    account: Account, team: dict[str, Person], phones: dict[str, Sink]
) -> None:
    """An alarm that would reach nobody is worse than three people awake."""
    incident = slip(account)
    engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result()
    assert [len(sink.messages) for sink in phones.values()] == [1, 1, 1]


def test_a_browser_rings_and_one_that_is_gone_is_forgotten(
    account: Account, team: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A push carries the alarm's single-use link; after the service says 410 the channel is no more."""
    with push_service() as service:
        monkeypatch.setenv("SSL_CERT_FILE", service.certificate)
        made = channels.add_browser(Actor(team["ann"], "web"), "Ann's browser", service.subscription)
        incident = slip(account)
        engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result()
        assert "/alarm/" in service.heard[0]["url"] and "umparking" in service.heard[0]["title"]
        service.answer = 410
        assert "no longer" in channels.test(Actor(team["ann"], "web"), made.pk)
    assert not Channel.objects.filter(pk=made.pk).exists()


def test_an_author_is_not_woken(account: Account, team: dict[str, Person], phones: dict[str, Sink]) -> None:
    """Who may not take back what somebody else posted gets no link that could."""
    Membership.objects.filter(person=team["ann"]).update(role=Role.AUTHOR)
    Person.objects.update(quiet_from=time(0), quiet_until=time(0))
    incident = slip(account)
    engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed").result()
    assert [len(phones[name].messages) for name in ("ann", "ben", "cid")] == [0, 1, 1]
