"""The client's read-only links of a workspace: make, list, end."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import client_links, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()


class ClientLinkIn(Schema):
    """For whom, and for how many days (1 to 366)."""

    name: str
    days: int = 90


class ClientLinkOut(Schema):
    """A link that works until expires_at; opened_at: the last time, null for never."""

    id: int
    name: str
    made_name: str
    created_at: datetime
    expires_at: datetime
    opened_at: datetime | None


class NewClientLinkOut(ClientLinkOut):
    """`link` is in this answer only: what is kept is its hash."""

    link: str


@router.get("/{slug}/client-links", response={200: list[ClientLinkOut], **PROBLEMS})
def list_client_links(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Those that work, newest first, for managers."""
    me = actor(request)
    return Status(200, client_links.of_workspace(me, workspaces.by_slug(me, slug)))


@router.post("/{slug}/client-links", response={201: NewClientLinkOut, **PROBLEMS})
def make_client_link(request: HttpRequest, slug: str, body: ClientLinkIn):  # type: ignore[no-untyped-def]
    """An address that shows the accounts' health and the reports, and lets nobody act."""
    me = actor(request)
    row, link = client_links.make(me, workspaces.by_slug(me, slug), body.name, body.days)
    return Status(201, {"id": row.pk, "name": row.name, "made_name": row.made_name, "created_at": row.created_at,
                        "expires_at": row.expires_at, "opened_at": None, "link": link})


@router.delete("/client-links/{number}", response={204: None, **PROBLEMS})
def end_client_link(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """The link ends at once."""
    client_links.revoke(actor(request), number)
    return Status(204, None)
