from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class Pause(models.Model):
    """Nothing goes out: of one workspace, or of the whole house (workspace None). Ended only by a person."""

    workspace = models.ForeignKey(Workspace, null=True, on_delete=models.PROTECT, related_name="pauses")
    scope = models.CharField(max_length=30)  # "house" or the workspace's number: one standing pause for each
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    began_at = models.DateTimeField(auto_now_add=True)
    on_their_way = models.JSONField(default=list)  # numbers of drafts that were being sent at that moment
    until = models.DateTimeField(null=True)  # planned end: people are reminded then; nothing resumes by itself
    ended_at = models.DateTimeField(null=True)
    ended_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["scope"], condition=models.Q(ended_at=None), name="one_standing_pause"
            )
        ]

    @property
    def where(self) -> str:
        """What is paused, in words."""
        return self.workspace.name if self.workspace else "The whole house"
