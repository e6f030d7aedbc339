"""A draft's pictures, or its film: added, described, put in order, taken out."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile

from slipguard.actions import access, drafts, pictures
from slipguard.actions.pictures import Shown
from slipguard.api.auth import actor
from slipguard.api.posts import DraftOut, PictureOut
from slipguard.api.problem import PROBLEMS
from slipguard.core.errors import NotFound

router = Router()


class Words(Schema):
    """What a picture shows, for people who do not see it."""

    alt: str


class Order(Schema):
    """The names of all the draft's pictures, in the order of the post."""

    keys: list[str]


@router.post("/pictures", response={201: PictureOut, **PROBLEMS})
def bring(request: HttpRequest, account: int = Form(...), file: UploadedFile = File(...), alt: str = Form("")):  # type: ignore[no-untyped-def]
    """A picture or a film before its draft, for one of this account's workspace: `pictures` of a new draft names its
    key. What no draft takes is thrown away after a day."""
    me = actor(request)
    space = access.account(me, account).workspace
    return Status(201, pictures.bring(me, space, file.file, alt))  # type: ignore[arg-type]


@router.put("/{number}/pictures", response={200: DraftOut, **PROBLEMS})
def put_in_order(request: HttpRequest, number: int, body: Order):  # type: ignore[no-untyped-def]
    """Another order."""
    me = actor(request)
    draft = drafts.get(me, number)
    return Status(200, drafts.change(me, number, draft.text, shown=pictures.sorted_as(draft, body.keys)))


@router.post("/{number}/pictures", response={201: DraftOut, **PROBLEMS})
def add(request: HttpRequest, number: int, file: UploadedFile = File(...), alt: str = Form("")):  # type: ignore[no-untyped-def]
    """One more picture (JPEG, PNG, WebP or GIF, up to 16 MB), or a film (MP4 or MOV with H.264). What it knows beside
    its pixels and sound is removed."""
    me = actor(request)
    draft = drafts.get(me, number)
    row = pictures.bring(me, draft.account.workspace, file.file, alt)  # type: ignore[arg-type]
    shown = [*pictures.listed(draft), Shown(row.key, row.alt)]
    return Status(201, drafts.change(me, number, draft.text, shown=shown))


@router.put("/{number}/pictures/{key}", response={200: DraftOut, **PROBLEMS})
def describe(request: HttpRequest, number: int, key: str, body: Words):  # type: ignore[no-untyped-def]
    """Another description."""
    return Status(200, _changed(request, number, key, Shown(key, body.alt)))


@router.delete("/{number}/pictures/{key}", response={200: DraftOut, **PROBLEMS})
def take_out(request: HttpRequest, number: int, key: str):  # type: ignore[no-untyped-def]
    """Without this picture."""
    return Status(200, _changed(request, number, key, None))


def _changed(request: HttpRequest, number: int, key: str, instead: Shown | None) -> object:
    me = actor(request)
    draft = drafts.get(me, number)
    shown = pictures.listed(draft)
    if key not in [one.key for one in shown]:
        raise NotFound("This draft has no such picture.", "Look at its pictures.")
    put = [instead if one.key == key else one for one in shown]
    return drafts.change(me, number, draft.text, shown=[one for one in put if one is not None])
