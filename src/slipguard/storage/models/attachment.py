from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.draft import Draft


class Attachment(models.Model):
    """A picture of a draft. The bytes lie in the data folder under their own digest (storage/media.py)."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="attachments")
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes
    mime = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    alt = models.TextField(blank=True)
    name = models.CharField(max_length=200, blank=True)  # the file's name as it came, for people only

    class Meta:
        ordering: ClassVar = ["pk"]
