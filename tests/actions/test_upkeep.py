"""Upkeep: voices follow what their accounts post, never a slip; each account is asked daily whether it can delete."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.actions import accounts, learning, posts
from slipguard.actions.access import Actor
from slipguard.actions.upkeep import tend
from slipguard.networks.practice import World
from slipguard.storage import voices
from slipguard.storage.models import Account, PostRow, VoiceRow, Workspace
from slipguard.storage.posts import as_post


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
    for _ in range(count):
        number = PostRow.objects.count()
        usual = {"text": f"Gate {number} is closed.", "decided_at": then, "decision": "leave"}
        PostRow.objects.create(account=account, ref=f"practice/@umparking/live-{number}", text_key=str(number),
                               seen_at=then, live=True, **usual | facts)


def test_a_voice_follows_its_account(owner: Actor, world: World) -> None:
    """What was left alone for an hour teaches, once; slips, unanswered alarms and what is younger are not learnt."""
    account = connected(owner, world)
    live(account, 5, decision="alert")
    live(account, 5, answer="slip")
    live(account, 5, decided_at=timezone.now())
    assert tend()[0] == 0
    live(account, 3)
    assert tend()[0] == 1
    assert VoiceRow.objects.get().posts == 33
    assert tend()[0] == 0


def test_a_post_called_fine_does_not_hide_those_that_were_left_alone(owner: Actor, world: World) -> None:
    """An answer teaches its own post only: the posts that were left alone before it are still learnt."""
    account = connected(owner, world)
    live(account, 2)
    live(account, 1, decision="alert", text="Join our summer campaign now!")
    alarm = PostRow.objects.get(decision="alert")
    for _ in range(2):  # somebody presses twice
        posts.fine(owner, alarm.pk)
        assert VoiceRow.objects.get().posts == 31
    tend()
    assert VoiceRow.objects.get().posts == 33


def test_a_slip_that_was_learnt_is_forgotten(owner: Actor, world: World) -> None:
    """Called a slip days later, a post is no longer in the voice: not its words, not as a repeat."""
    account = connected(owner, world)
    live(account, 1, text="omg so drunk lol #wasted")
    tend()
    assert voices.load(account).used("#wasted") == 1
    row = PostRow.objects.get(text__startswith="omg")
    posts.slip(owner, row.pk)
    voice = voices.load(account)
    assert (voice.posts, voice.used("#wasted")) == (30, 0)
    assert voices.desk().assess("@umparking", as_post(row)).p_value < 1.0


def test_a_copy_of_a_slip_is_forgotten_with_the_next_posts(owner: Actor, world: World) -> None:
    """What another part of the house called a slip is out of the voice when it next follows its account."""
    account = connected(owner, world)
    live(account, 1, text="omg so drunk lol #wasted")
    tend()
    PostRow.objects.filter(text__startswith="omg").update(answer="slip")
    VoiceRow.objects.update(learnt_at=timezone.now() - timedelta(days=2))
    live(account, 1)
    tend()
    assert voices.load(account).used("#wasted") == 0


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
