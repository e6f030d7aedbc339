"""Workspaces, their channels, and the doctor."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import access, channels, days, doctor, on_call, workspaces
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS
from slipguard.storage.models import Workspace

router = Router()


class WorkspaceOut(Schema):
    """One client. `avatar`: the address of its picture, empty where its letters stand."""

    id: int
    name: str
    slug: str
    colour: str
    avatar: str

    @staticmethod
    def resolve_avatar(space: Workspace) -> str:
        """By this API."""
        return f"/api/v1/workspaces/{space.slug}/avatar" if space.avatar else ""


class NewWorkspace(Schema):
    """A client's name."""

    name: str


class NewChannel(Schema):
    """An apprise address and what people call it."""

    name: str
    address: str


class ChannelOut(Schema):
    """A channel without its address."""

    id: int
    name: str
    last_trouble: str


class CheckOut(Schema):
    """One thing that a delete needs; ok is null where it could not be found out."""

    name: str
    ok: bool | None
    says: str
    next_step: str


class DiagnosisOut(Schema):
    """One line of the doctor's list; well is null where it could not be found out."""

    subject: str
    well: bool | None
    says: str
    next_step: str
    checks: list[CheckOut]


class Tested(Schema):
    """What a channel's test found."""

    ok: bool
    says: str


class MourningIn(Schema):
    """A day (2031-03-14), and why."""

    day: str
    why: str


class MourningOut(Schema):
    """A marked day."""

    id: int
    day: date
    why: str


class WordsIn(Schema):
    """Words that must not be public yet."""

    words: list[str]


@router.get("", response={200: list[WorkspaceOut], **PROBLEMS})
def list_workspaces(request: HttpRequest):  # type: ignore[no-untyped-def]
    """The workspaces that you may see."""
    return Status(200, access.workspaces(actor(request)))


@router.post("", response={201: WorkspaceOut, **PROBLEMS})
def create_workspace(request: HttpRequest, body: NewWorkspace):  # type: ignore[no-untyped-def]
    """A new client; you own it."""
    return Status(201, workspaces.create(actor(request), body.name))


@router.get("/doctor", response={200: list[DiagnosisOut], **PROBLEMS})
def examine(request: HttpRequest):  # type: ignore[no-untyped-def]
    """Could every account delete a post right now?"""
    return Status(200, doctor.examine(actor(request)))


@router.get("/{slug}/channels", response={200: list[ChannelOut], **PROBLEMS})
def list_channels(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Where alarms go."""
    me = actor(request)
    return Status(200, channels.of_workspace(me, workspaces.by_slug(me, slug)))


@router.post("/{slug}/channels", response={201: ChannelOut, **PROBLEMS})
def add_channel(request: HttpRequest, slug: str, body: NewChannel):  # type: ignore[no-untyped-def]
    """A new place for alarms."""
    me = actor(request)
    return Status(201, channels.add(me, workspaces.by_slug(me, slug), body.name, body.address))


@router.post("/channels/{number}/test", response={200: Tested, **PROBLEMS})
def test_channel(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Send a trial message now."""
    says = channels.test(actor(request), number)
    return Status(200, {"ok": not says, "says": says})


@router.delete("/channels/{number}", response={204: None, **PROBLEMS})
def remove_channel(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Forget a channel."""
    channels.remove(actor(request), number)
    return Status(204, None)


class OnCallIn(Schema):
    """People's numbers, first to be woken first; minutes without an answer until the next one is (0 = never)."""

    people: list[int]
    minutes: int = 5


class PersonOut(Schema):
    """Somebody of the workspace."""

    id: int
    email: str


@router.get("/{slug}/on-call", response={200: list[PersonOut], **PROBLEMS})
def list_on_call(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """Who is woken, in this order."""
    me = actor(request)
    return Status(200, on_call.listed(me, workspaces.by_slug(me, slug)))


@router.put("/{slug}/on-call", response={200: list[PersonOut], **PROBLEMS})
def set_on_call(request: HttpRequest, slug: str, body: OnCallIn):  # type: ignore[no-untyped-def]
    """Set the whole list."""
    me = actor(request)
    return Status(200, on_call.arrange(me, workspaces.by_slug(me, slug), body.people, body.minutes))


@router.get("/{slug}/mourning", response={200: list[MourningOut], **PROBLEMS})
def list_mourning(request: HttpRequest, slug: str):  # type: ignore[no-untyped-def]
    """The days on which jokes and offers are asked about."""
    me = actor(request)
    return Status(200, days.of_workspace(me, workspaces.by_slug(me, slug)))


@router.post("/{slug}/mourning", response={201: MourningOut, **PROBLEMS})
def mark_mourning(request: HttpRequest, slug: str, body: MourningIn):  # type: ignore[no-untyped-def]
    """Mark a day; marking it again changes the reason."""
    me = actor(request)
    return Status(201, days.mark(me, workspaces.by_slug(me, slug), body.day, body.why))


@router.delete("/mourning/{number}", response={204: None, **PROBLEMS})
def unmark_mourning(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """An ordinary day again."""
    days.unmark(actor(request), number)
    return Status(204, None)


@router.put("/{slug}/secret-words", response={200: WordsIn, **PROBLEMS})
def keep_secret_words(request: HttpRequest, slug: str, body: WordsIn):  # type: ignore[no-untyped-def]
    """Replace the workspace's secret words."""
    me = actor(request)
    kept = workspaces.keep_words(me, workspaces.by_slug(me, slug), "\n".join(body.words))
    return Status(200, {"words": kept.secret_words.splitlines()})
