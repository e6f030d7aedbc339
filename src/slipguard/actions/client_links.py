"""A client's read-only view: a link that shows the accounts' health and the reports, and lets nobody act."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core import signing
from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.actions.invitations import digest
from slipguard.core.errors import BadInput, NotFound
from slipguard.settings import CONFIG
from slipguard.storage.models import Account, ClientLink, Incident, Workspace

SIGNER = signing.Signer(salt="slipguard-client-link")
LONGEST = 366  # days
LATELY = timedelta(days=30)


def make(actor: Actor, workspace: Workspace, name: str, days: int) -> tuple[ClientLink, str]:
    """A link for one client; its address is known at this moment only."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    access.sure(actor, "to hand out a link")
    name = " ".join(name.split())[:80]
    if not name:
        raise BadInput("Who is it for?", "Name the person, so that the right link can be withdrawn.")
    if not 1 <= days <= LONGEST:
        raise BadInput(f"A link works for 1 to {LONGEST} days.", "90 is a good start.")
    token = SIGNER.sign(secrets.token_urlsafe(32)).replace(":", ".")
    made = ClientLink.objects.create(workspace=workspace, name=name, digest=digest(token), made_name=actor.name,
                                     expires_at=timezone.now() + timedelta(days=days))
    access.log(actor, workspace, "made a client's link", f"{name}, for {days} days")
    return made, f"{CONFIG.url}/client/{token}/"


def revoke(actor: Actor, number: int) -> None:
    """It ends at once."""
    missing = NotFound("There is no such link.", "Look at the list: slipguard client-link list")
    found = access.numbered(actor, ClientLink.objects.all(), number, missing, acts.MANAGE_PEOPLE)
    if ClientLink.objects.filter(pk=found.pk, revoked_at=None).update(revoked_at=timezone.now()):
        access.log(actor, found.workspace, "withdrew a client's link", found.name)


def of_workspace(actor: Actor, workspace: Workspace) -> list[ClientLink]:
    """Those that work, newest first."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    return list(ClientLink.objects.filter(workspace=workspace, revoked_at=None, expires_at__gt=timezone.now())
                .order_by("-pk"))


def run_out(actor: Actor, workspace: Workspace) -> list[ClientLink]:
    """Those whose day came within the last month and that nobody withdrew, the newest first."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    now = timezone.now()
    return list(ClientLink.objects.filter(workspace=workspace, revoked_at=None, expires_at__lte=now,
                                          expires_at__gt=now - LATELY).order_by("-expires_at"))


def look(token: str) -> ClientLink:
    """The link behind a token that we signed; NotFound for every other one, withdrawn and over alike."""
    missing = NotFound("This link does not work.", "Ask whoever sent it for a new one.")
    try:
        SIGNER.unsign(token.replace(".", ":"))
    except signing.BadSignature:
        raise missing from None
    now = timezone.now()
    found = ClientLink.objects.select_related("workspace").filter(
        digest=digest(token), revoked_at=None, expires_at__gt=now).first()
    if found is None:
        raise missing
    ClientLink.objects.filter(pk=found.pk).update(opened_at=now)
    return found


def accounts(link: ClientLink) -> list[Account]:
    """The client's connected accounts."""
    return list(Account.objects.filter(workspace=link.workspace, disconnected_at=None).order_by("network", "handle"))


def incidents(link: ClientLink, limit: int = 100) -> list[Incident]:
    """The client's incidents, rehearsals left out, newest first."""
    found = Incident.objects.filter(workspace=link.workspace, drill=False).select_related("account")
    return list(found.order_by("-opened_at")[:limit])


def incident(link: ClientLink, number: int) -> Incident:
    """One of them; NotFound for everybody else's."""
    found = Incident.objects.select_related("account", "workspace").filter(
        pk=number, workspace=link.workspace, drill=False).first()
    if found is None:
        raise NotFound("There is no such incident.", "Go back to the list.")
    return found
