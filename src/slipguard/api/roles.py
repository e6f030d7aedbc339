"""Who works in a workspace, and invitations to it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import invitations, roles, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()


class RoleOut(Schema):
    """A person and their role: author, approver, on-call, manager or owner."""

    person_id: int
    email: str
    role: str

    @staticmethod
    def resolve_email(row) -> str:  # type: ignore[no-untyped-def]
        return str(row.person.email)


class RoleIn(Schema):
    """The new role."""

    role: str


class InvitationIn(Schema):
    """For one address, as one role."""

    email: str
    role: str


class InvitationOut(Schema):
    """Works until expires_at. `mail`: sent, why it was not, or empty without a mail server."""

    id: int
    email: str
    role: str
    expires_at: datetime
    mail: str


class NewInvitationOut(InvitationOut):
    """`link` works once; it is in this answer only."""

    link: str


@router.get("/{slug}/roles", response={200: list[RoleOut], **PROBLEMS})
def list_roles(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Everybody of a workspace, owners first."""
    me = actor(request)
    return Status(200, roles.of_workspace(me, workspaces.by_slug(me, slug)))


@router.put("/{slug}/roles/{person_id}", response={200: RoleOut, **PROBLEMS})
def set_role(request: HttpRequest, slug: str, person_id: int, body: RoleIn):  # type: ignore[no-untyped-def]
    """Give a member another role; nobody is raised above you, and one owner stays."""
    me = actor(request)
    return Status(200, roles.grant(me, workspaces.by_slug(me, slug), person_id, body.role))


@router.get("/{slug}/invitations", response={200: list[InvitationOut], **PROBLEMS})
def list_invitations(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Those that can still be accepted, newest first, for managers."""
    me = actor(request)
    return Status(200, invitations.waiting(me, workspaces.by_slug(me, slug)))


@router.post("/{slug}/invitations", response={201: NewInvitationOut, **PROBLEMS})
def invite(request: HttpRequest, slug: str, body: InvitationIn):  # type: ignore[no-untyped-def]
    """Invite somebody by mail, or with the link where no mail is sent."""
    me = actor(request)
    made = invitations.invite(me, workspaces.by_slug(me, slug), body.email, body.role)
    row = made.invitation
    return Status(201, {"id": row.pk, "email": row.email, "role": row.role, "expires_at": row.expires_at,
                        "mail": row.mail, "link": made.link})


@router.delete("/invitations/{number}", response={204: None, **PROBLEMS})
def withdraw(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """The invitation's link ends at once."""
    invitations.revoke(actor(request), number)
    return Status(204, None)
