from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.draft import Draft
from slipguard.storage.models.person import Person


class Approval(models.Model):
    """A second person's yes to exactly this text on exactly this account (`content`, Draft.content)."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="approvals")
    content = models.CharField(max_length=64)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "content"], name="approved_once")
        ]


class Reading(models.Model):
    """The words of a draft when a person last had them before them: what the diff starts from."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "person"], name="one_reading_each")
        ]
