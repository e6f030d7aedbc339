"""Posts whose moment passed during a pause: all by one shift, or back to drafts. Nothing moves that was not shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from slipguard.actions import overdue, workspaces
from slipguard.actions.overdue import Outcome
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()
MOST = 366


class Shift(Schema):
    """By the workspace's wall clock; anyway: also onto days of mourning."""

    days: int = Field(0, ge=0, le=MOST)
    hours: int = Field(0, ge=0, le=24 * MOST)
    minutes: int = Field(0, ge=0, le=1440 * MOST)
    anyway: bool = False

    @property
    def by(self) -> timedelta:
        return timedelta(days=self.days, hours=self.hours, minutes=self.minutes)


class ProposalOut(Schema):
    """Where one post would go; `stays`: why it would not. Send draft and version back to move it."""

    draft: int
    version: int
    account_id: int
    was: datetime | None
    at: datetime | None
    stays: str
    says: str


class Shown(Schema):
    """A draft as it was shown; a changed one stays."""

    draft: int
    version: int


class BackIn(Schema):
    """Which posts, of which workspace."""

    workspace: str
    posts: list[Shown] = Field(max_length=1000)


class MoveIn(BackIn, Shift):
    """Which posts by which shift."""


class OutcomeOut(Schema):
    """What became of one: `done` or why not, its state now, its new moment."""

    draft: int
    done: bool
    state: str
    due_at: datetime | None
    says: str


@router.get("/overdue", response={200: list[ProposalOut], **PROBLEMS})
def preview(request: HttpRequest, workspace: str, shift: Query[Shift]):  # type: ignore[no-untyped-def]
    """The new time of each overdue post by this shift. Nothing changes."""
    me = actor(request)
    found = overdue.preview(me, workspaces.by_slug(me, workspace), shift.by, anyway=shift.anyway)
    return Status(200, [one.plain() for one in found])


@router.post("/overdue/move", response={200: list[OutcomeOut], **PROBLEMS})
def move(request: HttpRequest, body: MoveIn):  # type: ignore[no-untyped-def]
    """Plan these anew, each through check and approval; the others stay."""
    me = actor(request)
    space = workspaces.by_slug(me, body.workspace)
    return Status(200, _told(overdue.move(me, space, body.by, _shown(body), anyway=body.anyway)))


@router.post("/overdue/to-drafts", response={200: list[OutcomeOut], **PROBLEMS})
def to_drafts(request: HttpRequest, body: BackIn):  # type: ignore[no-untyped-def]
    """These back to drafts: kept, planned no more."""
    me = actor(request)
    return Status(200, _told(overdue.to_drafts(me, workspaces.by_slug(me, body.workspace), _shown(body))))


def _shown(body: BackIn) -> dict[int, int]:
    return {post.draft: post.version for post in body.posts}


def _told(done: list[Outcome]) -> list[dict[str, object]]:
    return [outcome.plain() for outcome in done]
