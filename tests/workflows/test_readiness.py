"""Could we delete here: asked check by check, told when it turns, spread over the day, and proven by a real delete."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from slipguard.actions import accounts, doctor, proofs
from slipguard.actions.access import Actor
from slipguard.actions.upkeep import tend
from slipguard.core.errors import BadInput
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.protocol import Appeared
from slipguard.storage.models import Account, Draft, Incident, PostRow, Workspace
from slipguard.workflows import readiness, watch
from tests.eventually import eventually
from tests.stories.desk import sink
from tests.workflows.conftest import Desk


@pytest.fixture
def account(engine: None, owner: Actor, world: World) -> Account:
    """A practice account."""
    world.enrol("umparking", "Parking")
    return accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})


def names(account: Account) -> dict[str, bool | None]:
    """check -> its answer."""
    account.refresh_from_db()
    return {check.name: check.ok for check in readiness.checks_of(account)}


def test_a_healthy_account(account: Account) -> None:
    """Each thing that a delete needs has a line; that it was never proven is not known, not a no."""
    found = doctor.account_ready(account)
    assert found.well is True and not found.next_step
    assert names(account) == {"token": True, "identity": True, "scope": True, "quota": True, "proven": None}


def test_channels_hear_the_turn_once_and_the_way_back(account: Account, owner: Actor, world: World) -> None:
    """Told when it turns to no, not again while it stays so, and when it is back."""
    with sink(owner) as phone:
        tend()
        world.revoke("umparking")
        for _ in range(3):
            found = doctor.account_ready(account)
        assert found.well is False and "slipguard connect practice" in found.next_step
        assert names(account)["token"] is False
        eventually(lambda: phone.messages, "the alarm", 30)
        eventually(lambda: Account.objects.get().can_delete_told is False, "told", 30)
        tend()
        assert len(phone.messages) == 1
        assert "can NOT delete on @umparking" in phone.messages[0]["title"]
        accounts.connect(owner, account.workspace, "practice", {"handle": "umparking"})
        account.refresh_from_db()
        doctor.account_ready(account)
        eventually(lambda: len(phone.messages) == 2, "the way back", 30)
        assert "again" in phone.messages[1]["title"]


def test_scope_and_quota_are_told_apart(desk: Desk) -> None:
    """A token without the right to write is a no with its remedy; a quota that nobody tells is not known."""
    doctor.account_ready(desk.account)
    assert names(desk.account)["quota"] is None
    desk.server.fault(402, path="/api/v1/accounts/verify_credentials", times=1)
    found = doctor.account_ready(desk.account)
    assert found.well is False
    assert names(desk.account)["credit"] is False
    desk.server.fault("reset", times=50)
    assert doctor.account_ready(desk.account).well is None


def test_the_day_is_spread(owner: Actor) -> None:
    """A hundred accounts are asked at a hundred minutes; each once a day, a failing one hourly."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    minutes = {}
    for number in range(1, 101):
        account = Account(pk=number, network="practice", can_delete=True, can_delete_at=now)
        asked = [m for m in range(1, 1441) if readiness.due(account, now + timedelta(minutes=m))]
        minutes[number] = asked[0]
        account.can_delete_at = now + timedelta(minutes=asked[0])
        assert not readiness.due(account, account.can_delete_at + timedelta(hours=23))
        assert readiness.due(account, account.can_delete_at + timedelta(hours=24))
    assert len(set(minutes.values())) == 100
    failing = Account(pk=1, network="practice", can_delete=False, can_delete_at=now)
    assert not readiness.due(failing, now + timedelta(minutes=59))
    assert readiness.due(failing, now + timedelta(minutes=60))


WHO = {"name": "identity", "ok": True}


@pytest.mark.parametrize(("network", "answer", "checks", "hours"), [
    ("x", False, [], 6), ("x", False, [WHO, {"name": "credit", "ok": False}], 6), ("x", None, [WHO], 6),
    ("x", None, [{"name": "token", "ok": None}], 1), ("x", False, [WHO, {"name": "quota", "ok": False}], 1),
    ("mastodon", False, [WHO], 1),
])
def test_where_asking_costs_a_no_is_asked_every_six_hours(
    network: str, answer: bool | None, checks: list[dict[str, object]], hours: int
) -> None:
    """An account at X without credit is not asked 24 times a day; what passes by itself is, and what costs nothing."""
    now = datetime(2026, 3, 1, tzinfo=UTC)
    failing = Account(pk=1, network=network, can_delete=answer, can_delete_at=now, can_delete_checks=checks)
    asked = [m for m in range(1, 1441) if readiness.due(failing, now + timedelta(minutes=m))]
    assert asked[0] == 60 * hours


def test_a_test_delete_proves(account: Account, owner: Actor, world: World) -> None:
    """The words that were shown go out, are deleted and seen gone; the watcher that meets them raises no alarm."""
    accounts.set_mode(owner, account.pk, "automatic")
    text = proofs.words(account)
    draft = proofs.start(owner, account.pk, text)
    eventually(lambda: Draft.objects.get(pk=draft.pk).state == "published", "the test's end", 30)
    made = Draft.objects.get(pk=draft.pk)
    assert "found nothing" in made.says
    assert names(account)["proven"] is True
    item = world.item(int(made.ref.rpartition("/")[2]))
    assert item is not None and item.text == text and item.deleted_at is not None
    watch.hear(account.pk, Appeared(Post(text, made.ref, at=item.at)))
    assert not Incident.objects.exists()
    assert PostRow.objects.get(ref=made.ref).decision == "leave"


def test_a_test_delete_that_fails_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The post that stays is named with its link, and the check is a no; other words than ours are never posted."""
    monkeypatch.setattr(readiness.CONFIG, "verify_seconds", 0.5)
    with pytest.raises(BadInput, match="no others"):
        proofs.start(desk.actor, desk.account.pk, "anything else")
    assert desk.up() == []
    desk.server.fault(403, method="DELETE", times=50)
    draft = proofs.start(desk.actor, desk.account.pk, proofs.words(desk.account))
    eventually(lambda: Draft.objects.get(pk=draft.pk).state == "published", "the test's end", 60)
    assert names(desk.account)["proven"] is False
    says = Account.objects.get(pk=desk.account.pk).proven_says
    assert "NOT confirmed gone" in says and desk.server.url in says
    assert len(desk.up()) == 1


def test_a_proof_grows_old(account: Account) -> None:
    """After ninety days a proof is not known any more."""
    account.proven, account.proven_at, account.proven_says = True, timezone.now() - timedelta(days=91), "gone"
    assert readiness.proven(account, timezone.now()).ok is None
