"""Drafts and live posts."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status

from slipguard.actions import approvals, drafts, pictures, planning, posts, sending, veil
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.api.auth import actor, names
from slipguard.api.problem import PROBLEMS
from slipguard.core.errors import BadInput
from slipguard.storage.models import Draft, PictureRow

router = Router()
drafts_router = Router()


class PictureOut(Schema):
    """A picture of a draft, or its film (`video/mp4`). `key` names it in the draft's addresses."""

    key: str
    alt: str
    media_type: str
    size: int
    width: int
    height: int
    seconds: float  # how long a film runs; 0 for a picture


class DraftOut(Schema):
    """A draft and where it stands."""

    id: int
    account_id: int
    text: str
    state: str
    says: str
    version: int
    due_at: datetime | None
    planned_at: datetime | None
    together: str
    parts: list[str]
    verdict: dict  # type: ignore[type-arg]
    url: str
    pictures: list[PictureOut]
    against: str  # what would be refused of its pictures where it is now, with what to do; empty for nothing

    @staticmethod
    def resolve_against(draft: Draft) -> str:
        """Only while it may still be changed."""
        shown = [row.facts for row in draft.pictures.all()] if draft.state in drafts.OPEN else []
        return drafts.against(draft.account, draft.text, shown) if shown else ""

    @staticmethod
    def resolve_pictures(draft: Draft) -> list[PictureRow]:
        """In order."""
        return list(draft.pictures.all())

    @staticmethod
    def resolve_verdict(draft, context):  # type: ignore[no-untyped-def]
        """Other clients' names only for readers who may know them."""
        return veil.verdict(draft, names(context["request"]))


class PictureIn(Schema):
    """A picture that was brought (`POST /drafts/pictures`), and what it shows; without `alt` as it was said then."""

    key: str
    alt: str | None = None


class NewDraft(Schema):
    """The account is always named; there is no default. With pictures the text may be empty."""

    account: int
    text: str = ""
    pictures: list[PictureIn] = Field(default_factory=list)
    language: str = ""
    reply_to: str = ""
    flow: bool = False  # split it into a thread where it is too long


class NewDrafts(Schema):
    """One text for several accounts of one workspace; each is named."""

    accounts: list[int]
    text: str = ""
    pictures: list[PictureIn] = Field(default_factory=list)
    others: dict[int, str] = Field(default_factory=dict)
    language: str = ""
    flow: bool = False


def _shown(me: Actor, named: list[PictureIn]) -> list[Shown]:
    return [Shown(one.key, pictures.get(me, one.key).alt if one.alt is None else one.alt) for one in named]


class Sending(Schema):
    """`anyway` answers the question about a day of mourning."""

    anyway: bool = False


class Plan(Schema):
    """A moment with its offset from UTC; or a local time with its zone, asked about where that is ambiguous."""

    at: datetime | None = None
    local: str = ""
    zone: str = ""
    which: str = ""
    anyway: bool = False


class Version(Schema):
    """The version of the draft that was read."""

    version: int


class Why(Schema):
    """A word for the author."""

    why: str


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

    @staticmethod
    def resolve_alternative(row, context):  # type: ignore[no-untyped-def]
        """Other clients' names only for readers who may know them."""
        return veil.post(row, names(context["request"])).alternative

    @staticmethod
    def resolve_reasons(row, context):  # type: ignore[no-untyped-def]
        """They name the alternative, too."""
        return veil.post(row, names(context["request"])).reasons


class Answer(Schema):
    """fine or slip."""

    answer: str


@drafts_router.post("", response={201: DraftOut, **PROBLEMS})
def write(request: HttpRequest, body: NewDraft):  # type: ignore[no-untyped-def]
    """Keep a draft."""
    me = actor(request)
    return Status(201, drafts.write(
        me, body.account, body.text, language=body.language, reply_to=body.reply_to, flow=body.flow,
        shown=_shown(me, body.pictures),
    ))


@drafts_router.post("/together", response={201: list[DraftOut], **PROBLEMS})
def write_together(request: HttpRequest, body: NewDrafts):  # type: ignore[no-untyped-def]
    """Keep one draft for each account; they share `together`."""
    me = actor(request)
    return Status(201, drafts.write_together(
        me, body.accounts, body.text, language=body.language, flow=body.flow, others=body.others,
        shown=_shown(me, body.pictures),
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
def send(request: HttpRequest, number: int, body: Sending = Sending()):  # type: ignore[no-untyped-def]
    """Check, decide, and publish, wait, hold, or ask a second person."""
    return Status(200, sending.send(actor(request), number, anyway=body.anyway))


@drafts_router.post("/{number}/plan", response={200: DraftOut, **PROBLEMS})
def plan(request: HttpRequest, number: int, body: Plan):  # type: ignore[no-untyped-def]
    """Give it its moment, or another one."""
    if body.at is not None and body.at.tzinfo is None:
        raise BadInput("This moment has no offset from UTC.", "Write it as 2026-03-29T14:30:00+02:00.")
    when = body.at or planning.at(body.local, body.zone, body.which)
    return Status(200, planning.plan(actor(request), number, when, anyway=body.anyway))


@drafts_router.post("/{number}/approve", response={200: DraftOut, **PROBLEMS})
def approve(request: HttpRequest, number: int, body: Version):  # type: ignore[no-untyped-def]
    """A second person's yes to this version."""
    return Status(200, approvals.approve(actor(request), number, body.version))


@drafts_router.post("/{number}/send-back", response={200: DraftOut, **PROBLEMS})
def send_back(request: HttpRequest, number: int, body: Why):  # type: ignore[no-untyped-def]
    """A no, with a word for the author."""
    return Status(200, approvals.send_back(actor(request), number, body.why))


@drafts_router.post("/{number}/undo", response={200: DraftOut, **PROBLEMS})
def undo(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Within the undo window."""
    return Status(200, sending.undo(actor(request), number))


@drafts_router.post("/{number}/now", response={200: DraftOut, **PROBLEMS})
def send_now(request: HttpRequest, number: int, body: Sending = Sending()):  # type: ignore[no-untyped-def]
    """Do not wait for the undo window or the planned moment; or send what is overdue."""
    return Status(200, sending.send_now(actor(request), number, anyway=body.anyway))


@drafts_router.post("/{number}/confirm", response={200: DraftOut, **PROBLEMS})
def confirm(request: HttpRequest, number: int, body: Typed):  # type: ignore[no-untyped-def]
    """A held draft goes out against the typed name."""
    return Status(200, sending.confirm(actor(request), number, body.typed))


@drafts_router.post("/{number}/move", response={200: DraftOut, **PROBLEMS})
def move(request: HttpRequest, number: int, body: Target):  # type: ignore[no-untyped-def]
    """To the right account; one that waits is stopped first."""
    return Status(200, sending.move(actor(request), number, body.account))


@router.get("", response={200: list[PostOut], **PROBLEMS})
def list_posts(request: HttpRequest, flagged: bool = False, limit: int = 100):  # type: ignore[no-untyped-def]
    """The newest live posts; `flagged` only those that did not fit."""
    return Status(200, posts.of_workspaces(actor(request), max(1, min(limit, 500)), flagged))


@router.post("/{number}/answer", response={200: PostOut, **PROBLEMS})
def answer(request: HttpRequest, number: int, body: Answer):  # type: ignore[no-untyped-def]
    """Say that a post was fine (it teaches) or a slip (it never will)."""
    verb = posts.slip if body.answer == "slip" else posts.fine
    return Status(200, verb(actor(request), number))
