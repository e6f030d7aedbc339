"""A workspace's picture: seen, put there, taken away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import File, Router, Status
from ninja.files import UploadedFile

from slipguard.actions import avatars, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS
from slipguard.api.workspaces import WorkspaceOut
from slipguard.storage.imaging import LARGE

router = Router()


@router.get("/{slug}/avatar", response={200: None, **PROBLEMS})
def read(request: HttpRequest, slug: str, side: int = LARGE):  # type: ignore[no-untyped-def]
    """A square JPEG: of 64 pixels where `side` is no more, else of 192. Not found where letters stand."""
    content, mark = avatars.read(actor(request), slug, side)
    return HttpResponse(content, content_type="image/jpeg", headers={
        "Cache-Control": "private, no-cache", "ETag": f'"{mark}-{len(content)}"', "Vary": "Authorization",
        "X-Content-Type-Options": "nosniff"})


@router.post("/{slug}/avatar", response={200: WorkspaceOut, **PROBLEMS})
def put(request: HttpRequest, slug: str, file: UploadedFile = File(...)):  # type: ignore[no-untyped-def]
    """The middle square of a JPEG, PNG, WebP or GIF of up to 16 MB, from 64 pixels a side. For managers and owners.
    What the file knows beside its pixels is removed."""
    me = actor(request)
    return Status(200, avatars.put(me, workspaces.by_slug(me, slug), file.file))  # type: ignore[arg-type]


@router.delete("/{slug}/avatar", response={200: WorkspaceOut, **PROBLEMS})
def remove(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Its letters again."""
    me = actor(request)
    return Status(200, avatars.remove(me, workspaces.by_slug(me, slug)))
