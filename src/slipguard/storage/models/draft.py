from __future__ import annotations

import hashlib
from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account
from slipguard.storage.models.incident import Incident
from slipguard.storage.models.pause import Pause
from slipguard.storage.models.person import Person


class Draft(models.Model):
    """A text that is not yet public. `version` goes up with each change: the publish key has it."""

    class State(models.TextChoices):
        """Where it stands; only `published` was confirmed by the network."""

        DRAFT = "draft"
        WAITING = "waiting"  # the undo window runs
        HELD = "held"  # a person must type the account's name
        APPROVAL = "approval", "waits for a second person"
        SCHEDULED = "scheduled"  # goes out at due_at, unless something objects then
        HALTED = "halted", "waits for your decision"  # its moment came and it was not sent; never goes by itself
        SENDING = "sending"
        PUBLISHED = "published"
        FAILED = "failed"
        UNKNOWN = "unknown"  # look at the account before reposting

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="drafts")
    incident = models.ForeignKey(
        Incident, null=True, on_delete=models.PROTECT, related_name="drafts"
    )  # set: an apology or a post put back
    purpose = models.CharField(max_length=12, default="post")  # post | apology | follow-up | put-back | test
    # drafts that were written as one, each for its own account, share this
    together = models.CharField(max_length=32, blank=True, db_index=True)
    editor = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # of the newest words
    text = models.TextField()
    flow = models.BooleanField(default=False)  # too long for one post: break it at sentence ends
    parts = models.JSONField(default=list)  # the texts of a thread, fixed when it is sent; [] = the text alone
    sent = models.JSONField(default=list)  # {"ref", "url", "at"} of each part that is public, in order
    tried = models.JSONField(default=list)  # when each part was first attempted: a restart looks before it repeats
    language = models.CharField(max_length=12, blank=True)
    reply_to = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    says = models.TextField(blank=True)  # the last outcome in words for people
    verdict = models.JSONField(default=dict)
    planned_at = models.DateTimeField(null=True)  # what a person chose; None = as soon as it is sent
    due_at = models.DateTimeField(null=True)  # the end of the undo window, or the planned moment
    halted_by = models.ForeignKey(Pause, null=True, on_delete=models.SET_NULL, related_name="drafts")
    through_pause = models.BooleanField(default=False)  # an apology that a second confirmation lets through
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    attempted_at = models.DateTimeField(null=True)  # set before the network is called: look before a retry
    ref = models.CharField(max_length=400, blank=True)
    url = models.URLField(max_length=500, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="drafts_by_state")]

    @property
    def texts(self) -> list[str]:
        """What goes out, part by part."""
        return list(self.parts) or [self.text]

    @property
    def content(self) -> str:
        """A digest of all that an approval is for: other words, another account, other pictures need another."""
        said = repr((self.account_id, self.text, self.flow, self.reply_to, self.language))
        if shown := list(self.pictures.values_list("digest", "alt")):
            said += repr(shown)
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def key(self) -> str:
        """The publish workflow's id and the network's idempotency key."""
        return f"publish:{self.pk}-v{self.version}"
