"""Exceptions from keeping apart: ask, approve as the second person, end."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import exceptions, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()


class ExceptionIn(Schema):
    """A declared personal account, why it must be connected, and the last day on which it may (at most 30 days on)."""

    workspace: str
    network: str
    handle: str
    reason: str
    last_day: date


class ExceptionOut(Schema):
    """It counts while it is approved and not ended; account_id is set once the account is connected."""

    id: int
    network: str
    handle: str
    reason: str
    asked_name: str
    approved_name: str
    approved_at: datetime | None
    ends_at: datetime
    ended_at: datetime | None
    ended_how: str
    account_id: int | None


@router.get("", response={200: list[ExceptionOut], **PROBLEMS})
def list_exceptions(request: HttpRequest, workspace: str):  # type: ignore[no-untyped-def]
    """All exceptions of a workspace, newest first."""
    me = actor(request)
    return Status(200, exceptions.of_workspace(me, workspaces.by_slug(me, workspace)))


@router.post("", response={201: ExceptionOut, **PROBLEMS})
def ask(request: HttpRequest, body: ExceptionIn):  # type: ignore[no-untyped-def]
    """Ask a second person for an exception."""
    me = actor(request)
    space = workspaces.by_slug(me, body.workspace)
    return Status(201, exceptions.ask(me, space, body.network, body.handle, body.reason, body.last_day.isoformat()))


@router.post("/{number}/approve", response={200: ExceptionOut, **PROBLEMS})
def approve(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Be the second person; never the one who asked."""
    return Status(200, exceptions.approve(actor(request), number))


@router.delete("/{number}", response={200: ExceptionOut, **PROBLEMS})
def end(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """End it now; its account is disconnected."""
    return Status(200, exceptions.end(actor(request), number))
