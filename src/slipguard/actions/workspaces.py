"""Workspaces: one client each."""

from __future__ import annotations

import re

from django.utils.text import slugify

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage.models import Membership, Role, Workspace

COLOURS = ("#2457c5", "#a6340f", "#1d7a46", "#7b3aa8", "#8a5a00", "#0f7285", "#b0256b", "#4a5568")


def create(actor: Actor, name: str) -> Workspace:
    """A new client; whoever makes it owns it."""
    if actor.person is None:
        raise NotFound("Only a signed-in person can make a workspace.", "Sign in first.")
    name = _name(name)
    base = slugify(name) or "client"
    taken = set(Workspace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(s for s in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if s not in taken)
    colour = COLOURS[Workspace.objects.count() % len(COLOURS)]
    workspace = Workspace.objects.create(name=name, slug=slug, colour=colour)
    Membership.objects.create(person=actor.person, workspace=workspace, role=Role.OWNER)
    access.log(actor, workspace, "made the workspace")
    return workspace


def rename(actor: Actor, workspace: Workspace, name: str, signer: str) -> Workspace:
    """Change the client's name and who signs an apology (name, role)."""
    access.need(actor, workspace, Role.MANAGER)
    workspace.name, workspace.signer = _name(name), re.sub(r"\s+", " ", signer).strip()[:120]
    workspace.save(update_fields=["name", "signer"])
    return workspace


def by_slug(actor: Actor, slug: str) -> Workspace:
    """A workspace of this person's by its slug; NotFound behind the wall."""
    for workspace in access.workspaces(actor):
        if workspace.slug == slug:
            return workspace
    names = ", ".join(w.slug for w in access.workspaces(actor)) or "none yet"
    raise NotFound(f"There is no workspace “{slug}”.", f"Yours are: {names}.")


def _name(name: str) -> str:
    name = " ".join(name.split())
    if not 1 <= len(name) <= 80:
        raise BadInput("A workspace needs a name of 1 to 80 letters.", "Use the client's name.")
    return name
