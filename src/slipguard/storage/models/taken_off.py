from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class TakenOff(models.Model):
    """A person was taken off a workspace. Whoever is a member again was invited again, which undoes it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="taken_off")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="taken_off")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "person"], name="whom_a_workspace_let_go")]
