"""A person's own accounts: voices, never sign-ins."""

from __future__ import annotations

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from slipguard.actions import learning, readings
from slipguard.actions.uploads import outliving
from slipguard.api.accounts import LearntOut
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS
from slipguard.api.readings import ReadingOut

router = Router()


class OwnIn(Schema):
    """“This account is mine”, and whether its voice may be learnt."""

    network: str
    handle: str
    consent: bool


class OwnOut(Schema):
    """A declared account; posts counts what its voice rests on."""

    id: int
    network: str
    handle: str
    posts: int

    @staticmethod
    def resolve_posts(row) -> int:  # type: ignore[no-untyped-def]
        return row.voice.posts if hasattr(row, "voice") else 0


@router.get("", response={200: list[OwnOut], **PROBLEMS})
def list_own(request: HttpRequest):  # type: ignore[no-untyped-def]
    """Your own declared accounts."""
    return Status(200, learning.own_accounts(actor(request)))


@router.post("", response={201: OwnOut, **PROBLEMS})
def declare(request: HttpRequest, body: OwnIn):  # type: ignore[no-untyped-def]
    """Declare an account as your own, with your consent."""
    return Status(201, learning.declare(actor(request), body.network, body.handle, body.consent))


@router.post("/{number}/learn", response={200: LearntOut, **PROBLEMS})
def learn_public(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Learn your voice from your public posts; the posts are not kept."""
    return Status(200, learning.learn_personal_public(actor(request), number))


@router.post("/{number}/archive", response={202: ReadingOut, **PROBLEMS})
def learn_archive(request: HttpRequest, number: int, file: UploadedFile = File(...)):  # type: ignore[no-untyped-def]
    """Learn your voice from your archive; only numbers are kept. Ask /readings/{id} how far it is."""
    given, name = outliving(file)
    return Status(202, readings.start_own(actor(request), number, given, name))


@router.delete("/{number}", response={204: None, **PROBLEMS})
def forget(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Take your voice back; it is gone at once."""
    learning.forget_personal(actor(request), number)
    return Status(204, None)
