"""The engine forgets stories that have ended; what they did is never done again for that."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.actions import recalls
from slipguard.storage.models import Incident
from slipguard.workflows import engine
from slipguard.workflows.recall import workflow_id
from slipguard.workflows.reconcile import reconcile
from tests.eventually import eventually
from tests.workflows.conftest import Desk
from tests.workflows.test_recall import TEXT, settled


def forgotten(name: str) -> None:
    """Until the engine does not know it any more."""
    eventually(lambda: engine.finished(name), "the story's end", 30)
    engine.purge(timezone.now() + timedelta(seconds=1))
    assert not engine.known(name)


def test_a_forgotten_recall_is_not_started_anew(desk: Desk) -> None:
    """Neither at boot nor by a second press does a recall run again that the record says has run."""
    ref = desk.phone.post(TEXT)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    settled(incident)
    forgotten(workflow_id(ref))
    before = incident.events.count()
    assert reconcile() == 0
    recalls.again(desk.actor, incident)
    assert not engine.known(workflow_id(ref))
    assert incident.events.count() == before


def test_a_forgotten_attempt_that_failed_is_followed_by_the_next(desk: Desk) -> None:
    """A press after the engine forgot is the next attempt, with keys of its own, and it is on the record."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(403, method="DELETE", times=1)
    incident = recalls.by_ref(desk.actor, desk.account, ref)
    assert settled(incident).state == "must be done by hand"
    forgotten(workflow_id(ref))
    assert reconcile() == 0
    recalls.again(desk.actor, incident)
    eventually(lambda: Incident.objects.get(pk=incident.pk).state == "confirmed gone", "the second attempt", 60)
    assert engine.known(workflow_id(ref, 2))
    assert incident.events.filter(kind="delete_sent").count() == 1


def test_what_still_waits_is_kept(desk: Desk) -> None:
    """A look that is on the clock, and whatever runs, is not forgotten."""
    ref = desk.phone.post(TEXT)
    desk.server.fault(403, method="DELETE", times=50)
    recalls.by_ref(desk.actor, desk.account, ref)
    later = f"look-again:{desk.account.pk}:{ref}:1-0"
    eventually(lambda: engine.known(later), "the next look is on the clock", 30)
    engine.purge(timezone.now() + timedelta(days=1))
    assert engine.known(later)


def test_only_what_is_old_goes(desk: Desk) -> None:
    """Younger than the limit: kept."""
    ref = desk.phone.post(TEXT)
    recalls.by_ref(desk.actor, desk.account, ref)
    eventually(lambda: engine.finished(workflow_id(ref)), "the story's end", 60)
    engine.purge(timezone.now() - timedelta(days=30))
    assert engine.known(workflow_id(ref))
