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


class Doubt(models.Model):
    """Posts that were learnt although they did not fit what was known before: those that were first seen at `at`.

    Numbers only (core/fit.py). It stands until a person has said whose words they are.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="doubts")
    at = models.DateTimeField()  # `seen_at` of every post of it
    judged = models.PositiveIntegerField()
    strange = models.PositiveIntegerField()
    repeated = models.PositiveIntegerField()
    alternative = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)
