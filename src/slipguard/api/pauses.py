"""Pause everything, and resume."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import AwareDatetime

from slipguard.actions import access, pauses, workspaces
from slipguard.actions.access import Actor
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS
from slipguard.core.errors import BadInput
from slipguard.storage.models import Workspace

router = Router()


class PauseOut(Schema):
    """A pause, and how what was on its way at its beginning can be followed: by these drafts."""

    id: int
    where: str
    reason: str
    by_name: str
    began_at: datetime
    until: datetime | None  # planned end: it only reminds
    ended_at: datetime | None
    ended_by_name: str
    on_their_way: list[int]


class NewPause(Schema):
    """One workspace by its slug, or the whole house; one of the two is always said.

    until: a planned end with its offset from UTC. Managers are reminded then; nothing resumes by itself.
    """

    reason: str
    workspace: str = ""
    house: bool = False
    until: AwareDatetime | None = None


class Ended(Schema):
    """What shall go on."""

    workspace: str = ""
    house: bool = False


class PlannedEnd(Ended):
    """Another planned end of a standing pause, or none."""

    until: AwareDatetime | None = None


class HeldOut(Schema):
    """How many posts a pause of this workspace holds, or would hold."""

    count: int
    planned: int
    waiting: int
    asking: int
    on_their_way: int
    overdue: list[int]


@router.get("", response={200: list[PauseOut], **PROBLEMS})
def standing(request: HttpRequest):  # type: ignore[no-untyped-def]
    """What is paused now, of your workspaces."""
    me = actor(request)
    found = [pauses.standing(me, workspace) for workspace in access.workspaces(me)]
    return Status(200, list({pause.pk: pause for pause in found if pause}.values()))


@router.get("/preview", response={200: HeldOut, **PROBLEMS})
def preview(request: HttpRequest, workspace: str = "", house: bool = False):  # type: ignore[no-untyped-def]
    """What it holds, before anybody presses."""
    held = pauses.preview(actor(request), _where(actor(request), workspace, house))
    return Status(200, {"count": held.count, "planned": len(held.planned), "waiting": len(held.waiting),
                        "asking": len(held.asking), "on_their_way": len(held.moving),
                        "overdue": [draft.pk for draft in held.halted]})


@router.post("", response={201: PauseOut, **PROBLEMS})
def pause(request: HttpRequest, body: NewPause):  # type: ignore[no-untyped-def]
    """From the answer on nothing goes out; recalls and watching go on."""
    me = actor(request)
    return Status(201, pauses.pause(me, _where(me, body.workspace, body.house), body.reason, body.until))


@router.put("/until", response={200: PauseOut, **PROBLEMS})
def plan_end(request: HttpRequest, body: PlannedEnd):  # type: ignore[no-untyped-def]
    """When people are reminded that it still stands; the pause itself does not change."""
    me = actor(request)
    return Status(200, pauses.plan_end(me, _where(me, body.workspace, body.house), body.until))


@router.post("/resume", response={200: PauseOut, **PROBLEMS})
def resume(request: HttpRequest, body: Ended):  # type: ignore[no-untyped-def]
    """By a manager or owner; what is overdue waits for a decision."""
    me = actor(request)
    return Status(200, pauses.resume(me, _where(me, body.workspace, body.house)))


def _where(me: Actor, slug: str, house: bool) -> Workspace | None:
    if house == bool(slug):
        raise BadInput("Say what: one workspace, or the whole house.", "Give workspace=SLUG or house=true.")
    return None if house else workspaces.by_slug(me, slug)
