"""Workspaces: one client each."""

from __future__ import annotations

import re

from django.utils.text import slugify

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage.models import Membership, Role, Workspace
from slipguard.storage.posts import clean

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
    access.need(actor, workspace, acts.SET_UP)
    workspace.name, workspace.signer = _name(name), re.sub(r"\s+", " ", signer).strip()[:120]
    workspace.save(update_fields=["name", "signer"])
    return workspace


def keep_words(actor: Actor, workspace: Workspace, written: str) -> Workspace:
    """The words that are secret here, one per line: unreleased names. A post with one of them is asked about."""
    access.need(actor, workspace, acts.SET_UP)
    words = list(dict.fromkeys(" ".join(line.split()) for line in clean(written).splitlines() if line.strip()))
    short = next((word for word in words if len(word) < 3), None)
    if short is not None:
        raise BadInput(f"“{short}” is too short: it would be found everywhere.", "Use words of three letters or more.")
    if len(words) > 500:
        raise BadInput(f"{len(words)} secret words are too many.", "Keep at most 500.")
    workspace.secret_words = "\n".join(word[:80] for word in words)
    workspace.save(update_fields=["secret_words"])
    access.log(actor, workspace, "set the secret words", f"{len(words)} words")  # the log has more readers: no words
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
