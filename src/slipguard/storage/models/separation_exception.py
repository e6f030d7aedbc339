from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from slipguard.storage.models.account import Account
from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class SeparationException(models.Model):
    """“It cannot be avoided”: a personal account beside a client's, for a reason and until a day.

    It counts only when a second person approved it. Names stand beside the keys: the row outlives people.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.PROTECT, related_name="exceptions")
    network = models.CharField(max_length=20)
    handle = models.CharField(max_length=200)  # as typed, without @, in lower case
    reason = models.TextField()
    asked_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_name = models.CharField(max_length=200, blank=True)
    approved_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField()  # at most 30 days after it was asked for
    ended_at = models.DateTimeField(null=True)
    ended_how = models.CharField(max_length=200, blank=True)
    account = models.ForeignKey(Account, null=True, on_delete=models.PROTECT, related_name="exceptions")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "network", "handle"], condition=Q(ended_at=None), name="one_open_exception"
            )
        ]
