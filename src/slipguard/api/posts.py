"""Drafts and live posts."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Router, Schema, Status

from slipguard.actions import drafts, posts, sending
from slipguard.api.auth import actor
from slipguard.api.problem import PROBLEMS

router = Router()
drafts_router = Router()


class DraftOut(Schema):
    """A draft and where it stands."""

    id: int
    account_id: int
    text: str
    state: str
    says: str
    version: int
    due_at: datetime | None
    verdict: dict  # type: ignore[type-arg]
    url: str


class NewDraft(Schema):
    """The account is always named; there is no default."""

    account: int
    text: str
    language: str = ""
    reply_to: str = ""


class NewText(Schema):
    """Other words for a draft."""

    text: str


class Typed(Schema):
    """The account's name, typed."""

    typed: str


class Target(Schema):
    """The right account."""

    account: int


class PostOut(Schema):
    """A live post with its verdict."""

    id: int
    account_id: int
    ref: str
    url: str
    text: str
    app: str
    posted_at: datetime | None
    seen_at: datetime
    gone_at: datetime | None
    decision: str
    mode: str
    p_value: float | None
    alternative: str
    harm: int
    reasons: list[str]
    answer: str


class Answer(Schema):
    """fine or slip."""

    answer: str


@drafts_router.post("", response={201: DraftOut, **PROBLEMS})
def write(request: HttpRequest, body: NewDraft):  # type: ignore[no-untyped-def]
    """Keep a draft."""
    return Status(201, drafts.write(
        actor(request), body.account, body.text, language=body.language, reply_to=body.reply_to
    ))


@drafts_router.get("/{number}", response={200: DraftOut, **PROBLEMS})
def show(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Where a draft stands."""
    return Status(200, drafts.get(actor(request), number))


@drafts_router.put("/{number}", response={200: DraftOut, **PROBLEMS})
def change(request: HttpRequest, number: int, body: NewText):  # type: ignore[no-untyped-def]
    """New words."""
    return Status(200, drafts.change(actor(request), number, body.text))


@drafts_router.post("/{number}/send", response={200: DraftOut, **PROBLEMS})
def send(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Check, decide, and publish, wait or hold."""
    return Status(200, sending.send(actor(request), number))


@drafts_router.post("/{number}/undo", response={200: DraftOut, **PROBLEMS})
def undo(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Within the undo window."""
    return Status(200, sending.undo(actor(request), number))


@drafts_router.post("/{number}/now", response={200: DraftOut, **PROBLEMS})
def send_now(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Do not wait for the undo window."""
    return Status(200, sending.send_now(actor(request), number))


@drafts_router.post("/{number}/confirm", response={200: DraftOut, **PROBLEMS})
def confirm(request: HttpRequest, number: int, body: Typed):  # type: ignore[no-untyped-def]
    """A held draft goes out against the typed name."""
    return Status(200, sending.confirm(actor(request), number, body.typed))


@drafts_router.post("/{number}/move", response={200: DraftOut, **PROBLEMS})
def move(request: HttpRequest, number: int, body: Target):  # type: ignore[no-untyped-def]
    """To the right account."""
    return Status(200, drafts.move(actor(request), number, body.account))


@router.get("", response={200: list[PostOut], **PROBLEMS})
def list_posts(request: HttpRequest, flagged: bool = False, limit: int = 100):  # type: ignore[no-untyped-def]
    """The newest live posts; `flagged` only those that did not fit."""
    return Status(200, posts.of_workspaces(actor(request), max(1, min(limit, 500)), flagged))


@router.post("/{number}/answer", response={200: PostOut, **PROBLEMS})
def answer(request: HttpRequest, number: int, body: Answer):  # type: ignore[no-untyped-def]
    """Say that a post was fine (it teaches) or a slip (it never will)."""
    verb = posts.slip if body.answer == "slip" else posts.fine
    return Status(200, verb(actor(request), number))
