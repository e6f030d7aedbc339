"""A workspace's picture: kept, read and thrown away as a whole, in two sizes."""

from __future__ import annotations

import hashlib

from django.db import transaction

from slipguard.storage.imaging import LARGE, SMALL
from slipguard.storage.models import Avatar, Workspace


def keep(space: Workspace, sides: dict[int, bytes]) -> None:
    """Instead of what was there. `sides`: pixels -> JPEG, as imaging.squared makes them."""
    with transaction.atomic():
        Avatar.objects.update_or_create(workspace=space, defaults={"small": sides[SMALL], "large": sides[LARGE]})
        space.avatar = hashlib.sha256(sides[LARGE]).hexdigest()[:16]
        space.save(update_fields=["avatar"])


def drop(space: Workspace) -> bool:
    """The letters again; False where there was no picture."""
    with transaction.atomic():
        gone, _ = Avatar.objects.filter(workspace=space).delete()
        space.avatar = ""
        space.save(update_fields=["avatar"])
    return bool(gone)


def read(space: Workspace, side: int) -> bytes | None:
    """The smallest that has so many pixels; None where there is no picture."""
    size = "small" if side <= SMALL else "large"
    found = Avatar.objects.filter(workspace=space).values_list(size, flat=True).first()
    return None if found is None else bytes(found)
