from __future__ import annotations

from typing import ClassVar

from django.db import models

from slipguard.core.types import Picture
from slipguard.storage.models.draft import Draft
from slipguard.storage.models.person import Person
from slipguard.storage.models.workspace import Workspace


class PictureRow(models.Model):
    """What is known of a picture or a film; its bytes are a file of the name `key`, see storage/pictures.py.

    Without a draft it was brought a moment ago and waits in somebody's composer; upkeep throws it away after a day.
    """

    key = models.CharField(max_length=32, unique=True)  # random: the file's name and the picture's address
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="pictures")
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")  # who brought it
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="pictures")
    place = models.PositiveSmallIntegerField(default=0)  # among the draft's pictures
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()  # bytes
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)  # SHA-256 of the bytes: an approval is for these
    alt = models.TextField(blank=True)
    seconds = models.FloatField(default=0)  # of a film; 0 for what stands still
    # a film that lies at the network already: {"key", "handle", "at"}; a restart goes on with it for a while
    brought = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["place", "pk"]

    @property
    def facts(self) -> Picture:
        """As the core's noun."""
        return Picture(self.media_type, self.size, self.width, self.height, self.alt, self.seconds)
