"""Search and export of what went out and what was done."""

from __future__ import annotations

from datetime import datetime

from django.http import FileResponse, HttpRequest
from ninja import Query, Router, Schema, Status

from slipguard.actions import exports, history, workspaces
from slipguard.api.auth import actor
from slipguard.api.posts import PostOut
from slipguard.api.problem import PROBLEMS

router = Router()


class Search(Schema):
    """words: all must stand in the text; days as 2026-11-22; old: also what was read as history."""

    words: str = ""
    account: str = ""
    verdict: str = ""
    since: str = ""
    until: str = ""
    old: bool = False


class DeedOut(Schema):
    """Who did what."""

    id: int
    at: datetime
    who: str
    through: str
    did: str
    what: str


@router.get("/{slug}/history", response={200: list[PostOut], **PROBLEMS})
def posts(request: HttpRequest, slug: str, search: Query[Search], before: int | None = None):  # type: ignore[no-untyped-def]
    """Posts that fit, newest first, fifty at a time; `before` is the id of the last one you have."""
    me = actor(request)
    found = history.posts(me, workspaces.by_slug(me, slug), history.wanted(**search.dict()), before)
    return Status(200, found)


@router.get("/{slug}/deeds", response={200: list[DeedOut], **PROBLEMS})
def deeds(request: HttpRequest, slug: str, search: Query[Search], before: int | None = None):  # type: ignore[no-untyped-def]
    """The audit trail of a workspace, for managers."""
    me = actor(request)
    return Status(200, history.deeds(me, workspaces.by_slug(me, slug), history.wanted(**search.dict()), before))


@router.get("/{slug}/export/{what}.{form}", response={200: None, **PROBLEMS})
def export(request: HttpRequest, slug: str, what: str, form: str, search: Query[Search]):  # type: ignore[no-untyped-def]
    """posts, incidents or deeds as csv or jsonl."""
    me = actor(request)
    space = workspaces.by_slug(me, slug)
    whole = exports.export_file(me, space, what, form, history.wanted(**search.dict()))
    return FileResponse(whole, content_type=exports.FORMS[form])
