from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account


class PostRow(models.Model):
    """A public post of a managed account, as it was seen, with the verdict on it.

    Outlives its deletion on the network: rows are never removed by a recall.
    """

    class Answer(models.TextChoices):
        """What a person said of it."""

        NONE = ""
        FINE = "fine"
        SLIP = "slip"

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="posts")
    ref = models.CharField(max_length=400)
    url = models.URLField(max_length=500, blank=True)
    text = models.TextField()
    text_key = models.CharField(max_length=64, db_index=True)  # the same words on another account
    app = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)  # language, links, reply_to, media, alts
    posted_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    live = models.BooleanField(default=False)  # seen by the watcher, not imported as history
    gone_at = models.DateTimeField(null=True)

    p_value = models.FloatField(null=True)
    p_person = models.FloatField(null=True)
    p_client = models.FloatField(null=True)
    alternative = models.CharField(max_length=200, blank=True)
    harm = models.PositiveSmallIntegerField(default=0)
    decision = models.CharField(max_length=10, blank=True)
    reasons = models.JSONField(default=list)
    mode = models.CharField(max_length=10, blank=True)  # the account's mode when it was judged
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=5, blank=True, default=Answer.NONE, choices=Answer.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "ref"], name="one_row_per_post")
        ]
        indexes: ClassVar = [
            models.Index(fields=["account", "-seen_at"], name="newest_of_an_account"),
            models.Index(fields=["ref"], name="post_by_ref"),
        ]
