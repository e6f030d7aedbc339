"""Upkeep: voices follow what their accounts post, never a slip; each account is asked daily whether it can delete."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.actions import accounts, learning
from slipguard.actions.access import Actor
from slipguard.actions.upkeep import tend
from slipguard.networks.practice import World
from slipguard.storage.models import Account, PostRow, VoiceRow, Workspace


def connected(owner: Actor, world: World) -> Account:
    """A practice account with a voice of thirty posts, learnt two days ago."""
    world.enrol("umparking", "Parking")
    world.history("umparking", [(f"Lot {n} is open to permit holders.", 1.0 + n) for n in range(30)])
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})
    learning.learn_account(owner, account.pk)
    VoiceRow.objects.update(learnt_at=timezone.now() - timedelta(days=2))
    return account


def live(account: Account, count: int, **facts: object) -> None:
    """Posts that were judged five hours ago."""
    then = timezone.now() - timedelta(hours=5)
    for n in range(count):
        number = PostRow.objects.count()
        PostRow.objects.create(account=account, ref=f"practice/@umparking/live-{number}", text=f"Gate {n} is closed.",
                               text_key=str(number), seen_at=then, decided_at=then, live=True,
                               **{"decision": "leave", **facts})


def test_a_voice_follows_its_account(owner: Actor, world: World) -> None:
    """Twenty accepted posts teach; nineteen wait; slips and alarms are not counted and not learnt."""
    account = connected(owner, world)
    live(account, 19)
    live(account, 5, decision="alert")
    live(account, 5, answer="slip")
    assert tend()[0] == 0
    live(account, 1)
    assert tend()[0] == 1
    assert VoiceRow.objects.get().posts == 50
    assert tend()[0] == 0


def test_each_account_is_asked_daily(owner: Actor, world: World) -> None:
    """A fresh account is asked at once, then not again for a day; a dead token turns the answer to no."""
    account = connected(owner, world)
    assert tend()[1] == 1
    assert Account.objects.get(pk=account.pk).can_delete is True
    assert tend()[1] == 0
    world.revoke("umparking")
    Account.objects.update(can_delete_at=timezone.now() - timedelta(days=2))
    assert tend()[1] == 1
    assert Account.objects.get(pk=account.pk).can_delete is False
