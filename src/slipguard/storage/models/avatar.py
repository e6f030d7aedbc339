from __future__ import annotations

from django.db import models

from slipguard.storage.models.workspace import Workspace


class Avatar(models.Model):
    """A workspace's picture in its small sizes, JPEG. A table of its own: no list of workspaces loads the bytes.

    In the database and no file: a few kilobytes that every process shows, and that go with their workspace.
    """

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, related_name="avatar_row")
    small = models.BinaryField()
    large = models.BinaryField()
