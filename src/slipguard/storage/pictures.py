"""Pictures and films of drafts: a row with the facts, and the bytes in a file that goes with the row.

Beside a film lies its first picture, for our own pages. A film is never in memory, and never twice on the disk: drafts
that were written together share it by hard links.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from datetime import datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from slipguard.core.types import Picture
from slipguard.settings import CONFIG
from slipguard.storage import filming, imaging
from slipguard.storage.models import Draft, Person, PictureRow, Workspace
from slipguard.storage.posts import clean

LOOSE = timedelta(days=1)  # how long a picture waits in a composer for its draft
PUBLIC = timedelta(days=30)  # how long a film is kept after its post went out, for a put-back; a picture is small


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


def keep_film(space: Workspace, person: Person | None, file: IO[bytes], largest: int, alt: str = "") -> PictureRow:
    """A film out of a file, cleaned on its way (filming.py); otherwise as `keep`."""
    row = PictureRow(key=secrets.token_hex(16), workspace=space, person=person)
    film = filming.cleaned(file, path(row), poster(row), largest, alt)
    with path(row).open("rb") as made:
        row.digest = hashlib.file_digest(made, "sha256").hexdigest()
    row.media_type, row.size, row.width, row.height = film.media_type, film.size, film.width, film.height
    row.seconds, row.alt = film.seconds, clean(alt)
    row.save(force_insert=True)
    return row


def poster(row: PictureRow) -> Path:
    """The file of a film's first picture."""
    return folder() / f"{row.key}.jpg"


def copy(row: PictureRow, draft: Draft) -> PictureRow:
    """The same picture for another draft of the workspace, with a file of its own; a film's is another name of it."""
    if not row.facts.film:
        made = keep(row.workspace, row.person, row.facts, path(row).read_bytes())
        PictureRow.objects.filter(pk=made.pk).update(draft=draft)
        return made
    made = PictureRow(key=secrets.token_hex(16), workspace=row.workspace, person=row.person, draft=draft, alt=row.alt,
                      media_type=row.media_type, size=row.size, width=row.width, height=row.height,
                      seconds=row.seconds, digest=row.digest)
    for here, there in ((path(row), path(made)), (poster(row), poster(made))):
        try:
            there.hardlink_to(here)
        except OSError:
            if not here.exists():
                raise
            shutil.copyfile(here, there)  # a file system without such names
            there.chmod(0o600)
    made.save(force_insert=True)
    return made


def of(draft: Draft) -> list[PictureRow]:
    """In order."""
    return list(draft.pictures.all())


@lru_cache(64)
def preview(key: str, film: bool = False) -> bytes:
    """A small JPEG of the picture of this name, for our own pages, which ask for it again and again."""
    return imaging.small((folder() / (f"{key}.jpg" if film else key)).read_bytes())


def sweep(now: datetime) -> int:
    """Throw away what no draft took, files that a crash left without a row, and films whose posts are long out; how
    many."""
    gone = 0
    for row in PictureRow.objects.filter(draft=None, created_at__lt=now - LOOSE):
        row.delete()
        gone += 1
    known = set(PictureRow.objects.values_list("key", flat=True))
    for file in folder().iterdir():
        if file.name.partition(".")[0] not in known and file.stat().st_mtime < (now - LOOSE).timestamp():
            file.unlink(missing_ok=True)
            gone += 1
    out = PictureRow.objects.filter(media_type__startswith="video/", draft__state=Draft.State.PUBLISHED,
                                    draft__changed_at__lt=now - PUBLIC)
    for row in out:
        if path(row).exists():
            path(row).unlink(missing_ok=True)
            gone += 1
    return gone


def _write(row: PictureRow, content: bytes) -> None:
    with os.fdopen(os.open(path(row), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)


@receiver(post_delete, sender=PictureRow)
def _with_its_row(instance: PictureRow, **_: Any) -> None:
    """The file goes when the row has gone for good, whoever deleted it: a person, a draft's end, a workspace's."""
    for file in (path(instance), poster(instance)):
        transaction.on_commit(partial(file.unlink, missing_ok=True))
