from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.core.types import Mode
from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class Account(models.Model):
    """One managed profile on one network. `remote_id` is what the network calls it for ever."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="accounts")
    network = models.CharField(max_length=20)
    remote_id = models.CharField(max_length=200)
    handle = models.CharField(max_length=200)
    name = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=500, blank=True)
    followers = models.IntegerField(null=True)
    speaks_as = models.CharField(max_length=120)  # accounts of one client that share a voice share this
    connected_at = models.DateTimeField(auto_now_add=True)
    # whose sign-in at the network it is; unknown for accounts from before this was noted
    connected_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="connected")
    sign_out_at = models.DateTimeField(null=True)  # that sign-in shall end at the network, and since when
    reconnect = models.TextField(blank=True)  # why it has no sign-in and who makes a new one; empty = it has one
    disconnected_at = models.DateTimeField(null=True)

    mode = models.CharField(max_length=10, default=Mode.TRIAL, choices=[(m, m) for m in Mode])
    # the owner's budget in plain words: one false alarm in so many of our own posts
    ask_one_in = models.PositiveIntegerField(default=100)
    hold_one_in = models.PositiveIntegerField(default=2000)
    undo_seconds = models.PositiveIntegerField(default=15)
    needs_approval = models.BooleanField(default=False)  # a second person says yes before anything goes out
    limits = models.JSONField(default=dict)  # what its server last said of its own limits (Adapter.length)
    fine_words = models.TextField(blank=True)  # one per line: never harm on this account

    cursor = models.TextField(null=True)
    heard_at = models.DateTimeField(null=True)
    watches_via = models.CharField(max_length=80, blank=True)
    trouble = models.TextField(blank=True)  # why the watcher does not hear; empty = it does
    can_delete = models.BooleanField(null=True)
    can_delete_says = models.TextField(blank=True)
    can_delete_at = models.DateTimeField(null=True)
    can_delete_checks = models.JSONField(default=list)  # [{name, ok, says, next_step}], as asked last
    can_delete_since = models.DateTimeField(null=True)  # when the answer became what it is
    can_delete_soon = models.TextField(blank=True)  # it can today, and why not for long (credit runs out)
    can_delete_told = models.BooleanField(null=True)  # the answer that the channels know; None: never told
    # a real post that was published, deleted and seen gone, because a person asked for that
    proven = models.BooleanField(null=True)
    proven_says = models.TextField(blank=True)
    proven_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["network", "remote_id"],
                condition=models.Q(disconnected_at=None),
                name="one_live_connection_per_account",
            )
        ]

    def __str__(self) -> str:
        return f"@{self.handle}"


class Credential(models.Model):
    """The sealed secret of an account (storage/seal.py). A table of its own: no list view loads it."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="credential")
    sealed = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)


class PersonalAccount(models.Model):
    """A known personal account: a person's own. A voice, never a credential, never text."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="personal_accounts")
    network = models.CharField(max_length=20)
    handle = models.CharField(max_length=200)
    remote_id = models.CharField(max_length=200, blank=True)
    consented_at = models.DateTimeField()


class VoiceRow(models.Model):
    """What was learnt of how an account or a person sounds: numbers only (core/voice).

    One client's accounts on several networks speak with one voice: they share a row by `speaks_as`.
    """

    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE, related_name="voices")
    speaks_as = models.CharField(max_length=120, blank=True)
    personal = models.OneToOneField(
        PersonalAccount, null=True, on_delete=models.CASCADE, related_name="voice"
    )
    data = models.BinaryField()
    posts = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)  # goes up with each change: desks notice
    learnt_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "speaks_as"], condition=models.Q(personal=None), name="one_voice_per_name"
            )
        ]
