from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from slipguard.storage.models.person import Person


class Reminder(models.Model):
    """Somebody was told something that is told once. `person` None: the rooms of the workspace.

    The row is written before anything is sent; without `told_at` the sending is tried again later.
    """

    about = models.CharField(max_length=80)  # what, made of ids: "exception-3:in-1", "pause-7:2026-11-25T09:00"
    person = models.ForeignKey(Person, null=True, on_delete=models.CASCADE, related_name="+")
    tried_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    says = models.CharField(max_length=300, blank=True)  # why it was not taken, or that there was no way to them

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["about", "person"], name="told_once"),
            models.UniqueConstraint(fields=["about"], condition=Q(person=None), name="rooms_told_once"),
        ]
