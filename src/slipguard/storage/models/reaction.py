from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account
from slipguard.storage.models.incident import Incident


class MentionWatch(models.Model):
    """The look-out for what people answer to one incident; `next_at` is its place in the round."""

    incident = models.OneToOneField(Incident, on_delete=models.CASCADE, related_name="mention_watch")
    compared_from = models.DateTimeField()  # mentions from here to the opening tell what is usual
    next_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    trouble = models.TextField(blank=True)  # why the last look failed, in words
    loud = models.BooleanField(default=False)  # since the last time that it was called quiet
    quiet_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended = models.TextField(blank=True)  # why it is not watched any more

    class Meta:
        indexes: ClassVar = [models.Index(fields=["ended_at", "next_at"], name="due_looks")]


class Mention(models.Model):
    """That somebody mentioned or answered the account: counted once, by the hash of its ref.

    No author is kept. Only the loudest few have a link, and a piece of their text while the incident is open.
    """

    watch = models.ForeignKey(MentionWatch, on_delete=models.CASCADE, related_name="mentions")
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    hostile = models.BooleanField(default=False)
    echo = models.CharField(max_length=8, blank=True)  # how it keeps the post alive (core/reaction/echo.py)
    reactions = models.PositiveIntegerField(default=0)
    url = models.URLField(max_length=500, blank=True)
    excerpt = models.CharField(max_length=200, blank=True)
    # only of the loudest: where to read them again, when they were last seen there, and that they are gone since
    account = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    ref = models.CharField(max_length=300, blank=True)
    looked_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["watch", "digest"], name="a_mention_counts_once")
        ]
        indexes: ClassVar = [models.Index(fields=["watch", "at"], name="mentions_in_order")]
