from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account
from slipguard.storage.models.workspace import Workspace


class Incident(models.Model):
    """One slip and all that followed. What happened is in its events; this row only finds them."""

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="incidents")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="incidents")
    ref = models.CharField(max_length=400)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, default="open")  # the fold's summary, for lists
    drill = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "ref"], name="one_incident_per_post")
        ]


class IncidentEvent(models.Model):
    """One thing that happened. Append-only; each carries the hash of the one before (core/incident)."""

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="events")
    seq = models.PositiveIntegerField()
    key = models.CharField(max_length=300)  # made of ids: a step that runs twice writes once
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering: ClassVar = ["incident_id", "seq"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "key"], name="an_event_happens_once"),
            models.UniqueConstraint(fields=["incident", "seq"], name="events_in_order"),
        ]
