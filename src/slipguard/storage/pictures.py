"""Pictures of drafts: a row with the facts, and the bytes in a file that goes with the row."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from slipguard.core.types import Picture
from slipguard.settings import CONFIG
from slipguard.storage import imaging
from slipguard.storage.models import Draft, Person, PictureRow, Workspace
from slipguard.storage.posts import clean

LOOSE = timedelta(days=1)  # how long a picture waits in a composer for its draft


def folder() -> Path:
    """Where the bytes lie. Nobody but this installation reads there."""
    made = CONFIG.home / "pictures"
    made.mkdir(mode=0o700, exist_ok=True)
    return made


def path(row: PictureRow) -> Path:
    """The file of a picture."""
    return folder() / row.key


def keep(space: Workspace, person: Person | None, picture: Picture, content: bytes) -> PictureRow:
    """A cleaned picture (imaging.py), not yet with a draft. The file first: a row never lacks its bytes."""
    row = PictureRow(key=secrets.token_hex(16), workspace=space, person=person, media_type=picture.media_type,
                     size=len(content), width=picture.width, height=picture.height, alt=clean(picture.alt),
                     digest=hashlib.sha256(content).hexdigest())
    _write(row, content)
    row.save(force_insert=True)
    return row


def copy(row: PictureRow, draft: Draft) -> PictureRow:
    """The same picture for another draft of the workspace, with a file of its own."""
    made = keep(row.workspace, row.person, row.facts, path(row).read_bytes())
    PictureRow.objects.filter(pk=made.pk).update(draft=draft)
    return made


def of(draft: Draft) -> list[PictureRow]:
    """In order."""
    return list(draft.pictures.all())


@lru_cache(64)
def preview(key: str) -> bytes:
    """A small JPEG of the picture of this name, for our own pages, which ask for it again and again."""
    return imaging.small((folder() / key).read_bytes())


def sweep(now: datetime) -> int:
    """Throw away what no draft took, and files that a crash left without a row; how many."""
    gone = 0
    for row in PictureRow.objects.filter(draft=None, created_at__lt=now - LOOSE):
        row.delete()
        gone += 1
    known = set(PictureRow.objects.values_list("key", flat=True))
    for file in folder().iterdir():
        if file.name not in known and file.stat().st_mtime < (now - LOOSE).timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _write(row: PictureRow, content: bytes) -> None:
    with os.fdopen(os.open(path(row), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


@receiver(post_delete, sender=PictureRow)
def _with_its_row(instance: PictureRow, **_: Any) -> None:
    """The file goes when the row has gone for good, whoever deleted it: a person, a draft's end, a workspace's."""
    transaction.on_commit(lambda: path(instance).unlink(missing_ok=True))
