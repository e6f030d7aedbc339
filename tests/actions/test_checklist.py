"""The list after a delete: each tick is an event, nothing is lost, and it stands behind the wall."""

from __future__ import annotations

import pytest
from django.utils import timezone

from slipguard.actions import checklist, incidents
from slipguard.actions.access import Actor
from slipguard.core.errors import Conflict, NotFound
from slipguard.core.incident import items
from slipguard.core.incident.checklist import BY_KEY, ITEMS
from slipguard.networks import NETWORKS
from slipguard.storage import incidents as records
from slipguard.storage.models import Account, Incident, Person, Workspace


@pytest.fixture
def incident(owner: Actor) -> Incident:
    """An open incident on Mastodon."""
    account = Account.objects.create(workspace=Workspace.objects.get(slug="first"), network="mastodon",
                                     remote_id="1@a.example", handle="umparking@a.example", speaks_as="umparking")
    data = {"ref": "1@a.example/9", "network": "mastodon", "handle": account.handle, "text": "x"}
    return records.open_once(account, "1@a.example/9", timezone.now(), data)


def test_a_tick_has_a_name_a_time_and_a_note(owner: Actor, incident: Incident) -> None:
    """Ticked, ticked again, taken back, ticked: four presses, three events, and the report has the last."""
    checklist.tick(owner, incident.pk, "archives", True, "  asked   by mail ")
    checklist.tick(owner, incident.pk, "archives", True)
    checklist.tick(owner, incident.pk, "archives", False)
    checklist.tick(owner, incident.pk, "archives", True, "again")
    kinds = [event.kind for event in incident.events.all()]
    assert kinds == ["opened", "ticked", "unticked", "ticked"]
    tick = incidents.record(incident).ticks["archives"]
    assert (tick.by, tick.note) == ("olivia@example.org", "again")
    report = str(incidents.report(owner, incident.pk))
    assert "- Web archives were looked at (olivia@example.org, " in report
    assert "Not ticked: Screenshots and facts are kept;" in report
    assert "ticked “Web archives were looked at” (asked by mail)." in report
    assert records.intact(incident)


def test_a_second_note_is_not_swallowed(owner: Actor, incident: Incident) -> None:
    """Whoever comes second with other words is told, so that the words can go elsewhere."""
    checklist.tick(owner, incident.pk, "told", True, "dean called")
    with pytest.raises(Conflict, match="ticked this already"):
        checklist.tick(owner, incident.pk, "told", True, "press office called")
    with pytest.raises(NotFound):
        checklist.tick(owner, incident.pk, "nonsense", True)
    stranger = Actor(Person.objects.create_user("mallory@example.org", "x" * 12), "web")
    with pytest.raises(NotFound):
        checklist.tick(stranger, incident.pk, "told", False)


def test_the_list_fits_the_network() -> None:
    """Items that make no sense on a network are left out; its own ways are added; the rehearsal shows all."""
    assert "servers" in {item.key for item in items(["mastodon"])}
    assert "servers" not in {item.key for item in items(["bluesky"])}
    assert len(items(["practice"])) == len(ITEMS) == len(BY_KEY)
    assert any("brid.gy" in how for how in BY_KEY["bridges"].hows(["bluesky"]))
    for item in ITEMS:
        assert set(item.on) | set(item.only) <= set(NETWORKS)
        assert item.title and item.why.endswith(".") and item.how.endswith(".")
