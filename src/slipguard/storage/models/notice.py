from django.db import models

from slipguard.storage.models.incident import Incident
from slipguard.storage.models.workspace import Workspace


class Channel(models.Model):
    """A way to reach people: an apprise address, sealed because it often holds a token."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="channels")
    name = models.CharField(max_length=80)
    sealed = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    last_ok_at = models.DateTimeField(null=True)
    last_trouble = models.TextField(blank=True)


class AlarmLink(models.Model):
    """The link in an alarm: short-lived, single-use. Only the token's hash is kept."""

    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
