from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account
from slipguard.storage.models.incident import Incident
from slipguard.storage.models.person import Person


class Draft(models.Model):
    """A text that is not yet public. `version` goes up with each change: the publish key has it."""

    class State(models.TextChoices):
        """Where it stands; only `published` was confirmed by the network."""

        DRAFT = "draft"
        WAITING = "waiting"  # the undo window runs
        HELD = "held"  # a person must type the account's name
        SENDING = "sending"
        PUBLISHED = "published"
        FAILED = "failed"
        UNKNOWN = "unknown"  # look at the account before reposting

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="drafts")
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="drafts"
    )  # set: an apology or a post put back
    purpose = models.CharField(max_length=12, default="post")  # post | apology | put-back | test
    text = models.TextField()
    language = models.CharField(max_length=12, blank=True)
    reply_to = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    says = models.TextField(blank=True)  # the last outcome in words for people
    verdict = models.JSONField(default=dict)
    due_at = models.DateTimeField(null=True)  # the end of the undo window
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    attempted_at = models.DateTimeField(null=True)  # set before the network is called: look before a retry
    ref = models.CharField(max_length=400, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="drafts_by_state")]

    @property
    def key(self) -> str:
        """The publish workflow's id and the network's idempotency key."""
        return f"publish:{self.pk}-v{self.version}"
