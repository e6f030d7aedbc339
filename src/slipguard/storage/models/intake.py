from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.storage.models.account import Account


class Intake(models.Model):
    """An archive's posts on their way into the table, lot by lot. While this row stands, they are not all there.

    It goes in the same write that makes the voice true. One that is left behind marks what a crash left: the
    posts of `account` that were seen at `at`, which storage/histories.py takes out again.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="intakes")
    at = models.DateTimeField()  # `seen_at` of every post of it
    touched_at = models.DateTimeField()  # with each lot

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account"], name="one_intake_at_a_time")]
