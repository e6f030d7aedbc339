from typing import ClassVar

from django.db import models


class AuditEntry(models.Model):
    """Who did what. Plain words and names, no foreign keys: it outlives the people and the clients."""

    at = models.DateTimeField(auto_now_add=True)
    who = models.CharField(max_length=200)
    through = models.CharField(max_length=20)  # web, api, command line, link, slipguard
    workspace = models.CharField(max_length=80, blank=True)
    space = models.PositiveBigIntegerField(null=True)  # its number: names change, and two clients may share one
    did = models.CharField(max_length=80)
    what = models.TextField(blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-at"], name="newest_deeds")]
