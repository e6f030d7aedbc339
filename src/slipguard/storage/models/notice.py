from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.incident import Incident
from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class Channel(models.Model):
    """A way to reach people: sealed, because an address often holds a token.

    Either a workspace's own (a room that everybody reads) or a person's, which follows them into each of their
    workspaces and keeps their quiet hours.
    """

    class Kind(models.TextChoices):
        """What the sealed address is."""

        APPRISE = "apprise"
        PUSH = "push"  # a browser's push subscription

    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.CASCADE, related_name="channels")
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(max_length=8, choices=Kind.choices, default=Kind.APPRISE)
    name = models.CharField(max_length=80)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    last_ok_at = models.DateTimeField(null=True)
    last_trouble = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(workspace=None) ^ models.Q(person=None), name="a_channel_has_one_owner"
            )
        ]


class OnCall(models.Model):
    """Who is woken first, second, third: the place counts from 0."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="on_call")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="on_call")
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["place"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "person"], name="on_call_once"),
            models.UniqueConstraint(fields=["workspace", "place"], name="one_person_per_place"),
        ]


class AlarmLink(models.Model):
    """The link in an alarm: short-lived, single-use. Only the token's hash is kept."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
