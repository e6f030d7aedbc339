"""Invitations: for one address, to one workspace, as one role; they work once and for some days."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipguard.actions import access, acts, roles
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound
from slipguard.notify import Message
from slipguard.settings import CONFIG
from slipguard.storage.models import Invitation, Membership, Person, Role, Workspace
from slipguard.workflows.mail import can_mail, mail

SENT = "sent"
LATELY = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; its link is known at this moment only."""

    invitation: Invitation
    link: str


def invite(actor: Actor, workspace: Workspace, email: str, role: str) -> Invited:
    """Make the link, and mail it where a mail server is set; the link is good either way."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    access.sure(actor, "to invite somebody")
    wanted = roles.role_named(role)
    roles.within_reach(actor, workspace, wanted)
    email = Person.objects.normalize_email(email.strip())
    try:
        validate_email(email)
    except ValidationError:
        raise BadInput("This is not an e-mail address.", "Type it as name@example.org.") from None
    if Membership.objects.filter(workspace=workspace, person__email__iexact=email).exists():
        raise Conflict(f"{email} is in {workspace.name} already.", "Change the role in the list instead.")
    open_ones(workspace).filter(email__iexact=email).update(revoked_at=timezone.now())  # the newest one counts
    token = secrets.token_urlsafe(32)
    made = Invitation.objects.create(
        workspace=workspace, email=email, role=wanted, digest=digest(token), invited_by=actor.person,
        invited_name=actor.name, expires_at=timezone.now() + timedelta(days=CONFIG.invitation_days))
    link = f"{CONFIG.url}/join/{token}"
    made.mail = _mail(made, link)
    made.save(update_fields=["mail"])
    went = {"": "no mail server, so the link goes by hand", SENT: "by mail"}.get(made.mail, f"the mail: {made.mail}")
    access.log(actor, workspace, "invited somebody", f"{email} as {wanted}; {went}")
    return Invited(made, link)


def revoke(actor: Actor, number: int) -> None:
    """The link ends at once."""
    missing = NotFound("There is no such invitation.", "Look at the list of people.")
    found = access.numbered(actor, Invitation.objects.all(), number, missing, acts.MANAGE_PEOPLE)
    if Invitation.objects.filter(pk=found.pk, accepted_at=None, revoked_at=None).update(revoked_at=timezone.now()):
        access.log(actor, found.workspace, "withdrew an invitation", found.email)


def waiting(actor: Actor, workspace: Workspace) -> list[Invitation]:
    """Those that can still be accepted."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    return list(open_ones(workspace).order_by("-pk"))


def run_out(actor: Actor, workspace: Workspace) -> list[Invitation]:
    """Those whose day came within the last month, unused, and where nobody invited that address anew."""
    access.need(actor, workspace, acts.MANAGE_PEOPLE)
    now = timezone.now()
    over = Invitation.objects.filter(workspace=workspace, accepted_at=None, revoked_at=None, expires_at__lte=now,
                                     expires_at__gt=now - LATELY)
    again = Invitation.objects.filter(workspace=workspace, expires_at__gt=now).values("email")
    return list(over.exclude(email__in=again).order_by("-expires_at"))


def look(token: str) -> Invitation:
    """The invitation behind a token; NotFound where it does not work (any more), and why."""
    found = Invitation.objects.select_related("workspace").filter(digest=digest(token)).first()
    again = "Ask whoever invited you for a new link."
    if found is None or found.revoked_at is not None:
        raise NotFound("This invitation does not work.", again)
    if found.accepted_at is not None:
        raise NotFound("This invitation was used already.", "Sign in; if it was not you, tell an owner.")
    if found.expires_at < timezone.now():
        raise NotFound("This invitation has run out.", again)
    return found


def known(invitation: Invitation) -> Person | None:
    """Somebody who signs in here with that address already."""
    return Person.objects.filter(email__iexact=invitation.email).first()


def join(token: str, person: Person) -> Workspace:
    """The signed-in person accepts, if it is for their address."""
    found = look(token)
    if person.email.lower() != found.email.lower():
        raise NotAllowed(f"This invitation is for {found.email}, and you are signed in as {person.email}.",
                         "Sign out, then open the link again.")
    return _take(found, person)


def join_new(token: str, password: str, name: str = "") -> Person:
    """Somebody new accepts: their sign-in is made with the invited address."""
    found = look(token)
    if known(found) is not None:
        raise Conflict(f"{found.email} has a sign-in here already.", "Sign in, then open the link again.")
    person = Person(email=found.email, first_name=" ".join(name.split())[:150])
    try:
        validate_password(password, person)
    except ValidationError as problem:
        raise BadInput(" ".join(problem.messages), "Choose a longer or less common password.") from None
    with transaction.atomic():
        person.set_password(password)
        person.save()
        _take(found, person)
    return person


def open_ones(workspace: Workspace) -> QuerySet[Invitation]:
    """Not accepted, withdrawn or over."""
    return Invitation.objects.filter(
        workspace=workspace, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())


def digest(token: str) -> str:
    """How a token is kept: 256 random bits need no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


def _take(found: Invitation, person: Person) -> Workspace:
    with transaction.atomic():
        won = Invitation.objects.filter(
            pk=found.pk, accepted_at=None, revoked_at=None, expires_at__gt=timezone.now()
        ).update(accepted_at=timezone.now())
        if not won:
            raise Conflict("This invitation was used a moment ago.", "Sign in; if it was not you, tell an owner.")
        member, _ = Membership.objects.get_or_create(
            person=person, workspace=found.workspace, defaults={"role": found.role})
    access.log(Actor(person, "web"), found.workspace, "joined", f"as {member.role}, invited by {found.invited_name}")
    return found.workspace


def _mail(made: Invitation, link: str) -> str:
    """"sent", why it was not, or "" without a mail server."""
    if not can_mail():
        return ""
    words = (
        f"{made.invited_name} invites you to work in {made.workspace.name} on Slipguard, as {made.role}: you can\n"
        f"then {roles.MEANS[Role(made.role)]}.\n\n{link}\n\n"
        f"The link works once, until {made.expires_at:%d %B %Y}. If you did not expect it, do nothing.\n"
    )
    return mail(made.email, Message(f"Invitation to {made.workspace.name}", words)) or SENT
