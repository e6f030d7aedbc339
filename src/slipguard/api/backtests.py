"""Swap tests of a workspace's accounts, and whether an account's budget was kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from slipguard.actions import backtests, promises, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS
from slipguard.core.errors import NotFound
from slipguard.core.types import Post
from slipguard.core.voice.drift import Drift, Realised

router = Router()
promises_router = Router()


class BacktestIn(Schema):
    """Posts of staff to play, one each; used in memory and kept nowhere."""

    staff: list[str] = Field(default_factory=list, max_length=10_000)


class BacktestOut(Schema):
    """found is null while it runs, and where trouble says why. Shares are 0..1, null where nothing was played."""

    id: int
    asked_by: str
    started_at: datetime
    ended_at: datetime | None
    found: dict[str, Any] | None
    trouble: str


class PromiseOut(Schema):
    """Both alarms beside the budget; a_year: own posts a year at today's pace; following: what becomes of a change."""

    account: int
    handle: str
    kept: bool
    asks: Realised
    stops: Realised
    unanswered: int
    a_year: int | None
    drift: Drift | None
    changed_since: datetime | None
    following: str


@router.post("/{slug}/backtests", response={202: BacktestOut, **PROBLEMS})
def begin(request: HttpRequest, slug: str, body: BacktestIn):  # type: ignore[no-untyped-def]
    """Start a swap test in the background."""
    me = actor(request)
    return Status(202, backtests.begin(me, workspaces.by_slug(me, slug), [Post(text) for text in body.staff]))


@router.get("/{slug}/backtests/latest", response={200: BacktestOut, **PROBLEMS})
def latest(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """The newest swap test; ask again while ended_at is null."""
    me = actor(request)
    found = backtests.latest(me, workspaces.by_slug(me, slug))
    if found is None:
        raise NotFound("No test has been run yet.", "Start one: POST to /workspaces/{slug}/backtests")
    return Status(200, found)


@promises_router.get("/{number}/promise", response={200: PromiseOut, **PROBLEMS})
def promise(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """How often Slipguard spoke up about genuine posts, beside what the owner allowed."""
    return Status(200, promises.of_account(actor(request), number))
