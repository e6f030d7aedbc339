"""A workspace's picture beside its name and colour: put there by a manager, seen by whoever sees the workspace."""

from __future__ import annotations

import base64
from typing import IO

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import NotFound
from slipguard.storage import avatars, imaging
from slipguard.storage.models import Workspace


def put(actor: Actor, space: Workspace, file: IO[bytes]) -> Workspace:
    """The middle square of this picture, and nothing but its pixels. BadInput for what is none."""
    access.need(actor, space, acts.SET_UP)
    avatars.keep(space, imaging.squared(file.read(imaging.LARGEST + 1)))
    access.log(actor, space, "changed the workspace's picture")
    return space


def remove(actor: Actor, space: Workspace) -> Workspace:
    """Its letters again."""
    access.need(actor, space, acts.SET_UP)
    if avatars.drop(space):
        access.log(actor, space, "removed the workspace's picture")
    return space


def read(actor: Actor, slug: str, side: int) -> tuple[bytes, str]:
    """(JPEG of at least so many pixels where there is one, its mark: it changes with the picture).

    From any desk of one's own: the menu shows all of them. NotFound behind the wall, and where there is none.
    """
    space = next((space for space in access.workspaces(actor) if space.slug == slug), None)
    found = avatars.read(space, side) if space else None
    if space is None or found is None:
        raise NotFound("There is no such picture.", "Look at the list of your workspaces.")
    return found, space.avatar


def inline(space: Workspace) -> str:
    """The small one as it is written into a page, for readers by link: the link let them in, to this page alone."""
    found = avatars.read(space, imaging.SMALL) if space.avatar else None
    return "data:image/jpeg;base64," + base64.b64encode(found).decode() if found else ""
