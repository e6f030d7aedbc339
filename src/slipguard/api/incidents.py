"""Recalls, incidents, apologies, drills."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from slipguard.actions import accounts, apologies, checklist, copies, drills, incidents, mentions, recalls, workspaces
from slipguard.api.auth import actor
from slipguard.api.posts import DraftOut
from slipguard.api.problem import PROBLEMS
from slipguard.core.apology import publishable

router = Router()
recalls_router = Router()
drills_router = Router()


class IncidentOut(Schema):
    """An incident in a list."""

    id: int
    account_id: int
    ref: str
    state: str
    opened_at: datetime
    closed_at: datetime | None
    drill: bool


class Target(Schema):
    """The post's address, or its number on the board."""

    url: str = ""
    post: int | None = None
    text: str = ""  # its words, where Slipguard cannot read them
    account: str = ""  # whose post it is, where the address does not say: number, handle or network:handle


class Words(Schema):
    """An apology; `override` is a manager's reason to publish against the linter."""

    text: str
    override: str = ""
    later: bool = False  # a follow-up to an apology that is out
    during_pause: bool = False  # the second confirmation that lets it through a pause


class Text(Schema):
    """Some words."""

    text: str


class CopyIn(Schema):
    """One copy, by its ref."""

    ref: str


class SeenGone(Schema):
    """One copy that a person deleted. `word`: “I looked myself, and it is gone”; `at`: when (now, if left out)."""

    ref: str
    word: bool = False
    at: datetime | None = None


class Looked(Schema):
    """An account that only a person can look at; `url` where they found a copy."""

    account: int
    url: str = ""
    text: str = ""


class RemarkOut(Schema):
    """One remark of the linter; start and end count code points."""

    check: str
    severity: str
    says: str
    rewrite: str
    start: int | None
    end: int | None


class LintOut(Schema):
    """All remarks, and whether an error stands."""

    publishable: bool
    remarks: list[RemarkOut]


class TickIn(Schema):
    """Dealt with or not, and a note if there is one."""

    done: bool = True
    note: str = ""


class LineOut(Schema):
    """One item of the checklist: why, the ways to do it here, and who ticked it."""

    item: str
    title: str
    why: str
    how: list[str]
    done: bool
    by: str
    at: datetime | None
    note: str


class DrillOut(Schema):
    """The slip that went out."""

    ref: str
    handle: str
    text: str
    belongs_to: str


@recalls_router.post("", response={202: IncidentOut, **PROBLEMS})
def recall(request: HttpRequest, body: Target):  # type: ignore[no-untyped-def]
    """Take a post back. Answers at once; read the incident for what became of it."""
    me = actor(request)
    if body.post is not None:
        return Status(202, recalls.by_post(me, body.post))
    whose = accounts.find(me, body.account) if body.account else None
    return Status(202, recalls.by_url(me, body.url, body.text, whose))


@router.get("", response={200: list[IncidentOut], **PROBLEMS})
def list_incidents(request: HttpRequest, limit: int = 100):  # type: ignore[no-untyped-def]
    """Newest first, open before closed."""
    return Status(200, incidents.of_workspaces(actor(request), max(1, min(limit, 500))))


@router.get("/{number}", response={200: dict[str, Any], **PROBLEMS})
def show(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """The incident record as data."""
    return Status(200, incidents.report(actor(request), number, "json"))


@router.get("/{number}/report.md", response={200: str, **PROBLEMS})
def report(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """The incident record as Markdown."""
    text = incidents.report(actor(request), number, "markdown")
    return HttpResponse(str(text), content_type="text/markdown; charset=utf-8")


@router.post("/{number}/recall", response={202: IncidentOut, **PROBLEMS})
def recall_again(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Take back what this incident is about."""
    me = actor(request)
    return Status(202, recalls.again(me, incidents.get(me, number)))


@router.post("/{number}/put-back", response={202: DraftOut, **PROBLEMS})
def put_back(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """It was a false alarm: publish the same words again."""
    me = actor(request)
    return Status(202, recalls.put_back(me, incidents.get(me, number)))


@router.get("/{number}/apology/outline", response={200: Text, **PROBLEMS})
def outline(  # type: ignore[no-untyped-def]
    request: HttpRequest, number: int, full: bool = True, language: str = "en", later: bool = False
):
    """A first draft from the record's own facts; `later`: the follow-up."""
    return Status(200, {"text": apologies.suggest(incidents.get(actor(request), number), full, language, later)})


@router.post("/{number}/intrusion", response={200: IncidentOut, **PROBLEMS})
def intrusion(request: HttpRequest, number: int, body: Text):  # type: ignore[no-untyped-def]
    """There is evidence of an intrusion, and it is this: only then may the words say so."""
    me = actor(request)
    incident = incidents.get(me, number)
    apologies.note_intrusion(me, incident, body.text)
    return Status(200, incident)


@router.post("/{number}/apology/lint", response={200: LintOut, **PROBLEMS})
def lint(request: HttpRequest, number: int, body: Text):  # type: ignore[no-untyped-def]
    """What is wrong with these words."""
    remarks = apologies.review(incidents.get(actor(request), number), body.text)
    return Status(200, {
        "publishable": publishable(remarks),
        "remarks": [
            {
                "check": remark.check,
                "severity": remark.severity.name.lower(),
                "says": remark.says,
                "rewrite": remark.rewrite,
                "start": remark.span.start if remark.span else None,
                "end": remark.span.end if remark.span else None,
            }
            for remark in remarks
        ],
    })


@router.post("/{number}/apology", response={202: DraftOut, **PROBLEMS})
def approve(request: HttpRequest, number: int, body: Words):  # type: ignore[no-untyped-def]
    """Approve the words; they go out on the account itself."""
    me = actor(request)
    return Status(202, apologies.approve(me, incidents.get(me, number), body.text, body.override,
                                         body.during_pause, body.later))


@router.get("/{number}/mentions", response={200: dict[str, Any], **PROBLEMS})
def show_mentions(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """How people answer: counts, rates, half-life in minutes, the loudest few, and whether it is over."""
    return Status(200, mentions.of_incident(incidents.get(actor(request), number)).plain())


@router.get("/{number}/checklist", response={200: list[LineOut], **PROBLEMS})
def show_checklist(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """What is left to do after the delete."""
    record = incidents.record(incidents.get(actor(request), number))
    return Status(200, [line.plain() for line in checklist.lines(record)])


@router.put("/{number}/checklist/{item}", response={200: list[LineOut], **PROBLEMS})
def tick(request: HttpRequest, number: int, item: str, body: TickIn):  # type: ignore[no-untyped-def]
    """Tick an item, or take the tick back; both are events of the record."""
    incident = checklist.tick(actor(request), number, item, body.done, body.note)
    return Status(200, [line.plain() for line in checklist.lines(incidents.record(incident))])


@router.post("/{number}/notes", response={200: IncidentOut, **PROBLEMS})
def note(request: HttpRequest, number: int, body: Text):  # type: ignore[no-untyped-def]
    """A remark on the record."""
    return Status(200, incidents.note(actor(request), number, body.text))


@router.post("/{number}/gone", response={200: IncidentOut, **PROBLEMS})
def seen_gone(request: HttpRequest, number: int, body: SeenGone):  # type: ignore[no-untyped-def]
    """“I deleted it by hand”: Slipguard looks; where it cannot, your word stands, if you give it."""
    return Status(200, copies.seen_gone(actor(request), number, body.ref, body.word, body.at))


@router.post("/{number}/leave", response={200: IncidentOut, **PROBLEMS})
def leave(request: HttpRequest, number: int, body: CopyIn):  # type: ignore[no-untyped-def]
    """This copy is fine and stays."""
    return Status(200, copies.leave(actor(request), number, body.ref))


@router.post("/{number}/looked", response={200: IncidentOut, **PROBLEMS})
def looked(request: HttpRequest, number: int, body: Looked):  # type: ignore[no-untyped-def]
    """You looked on an account that Slipguard cannot read: nothing there, or a copy's address."""
    return Status(200, copies.looked(actor(request), number, body.account, body.url, body.text))


@router.post("/{number}/changes", response={200: IncidentOut, **PROBLEMS})
def change(request: HttpRequest, number: int, body: Text):  # type: ignore[no-untyped-def]
    """What is done differently from now on: stands in the client's report."""
    return Status(200, incidents.note_change(actor(request), number, body.text))


@router.post("/{number}/close", response={200: IncidentOut, **PROBLEMS})
def close(request: HttpRequest, number: int):  # type: ignore[no-untyped-def]
    """Nothing is left to do."""
    return Status(200, incidents.close(actor(request), number))


@drills_router.post("", response={202: DrillOut, **PROBLEMS})
def start_drill(request: HttpRequest, number: int | None = None):  # type: ignore[no-untyped-def]
    """Let a slip out on the practice desk: this one of the script, or the next that was not out yet."""
    return Status(202, drills.start(actor(request), number))


@drills_router.get("", response={200: list[drills.Score], **PROBLEMS})
def scores(request: HttpRequest, workspace: str):  # type: ignore[no-untyped-def]
    """The newest rehearsals of a workspace and how quick everybody was."""
    me = actor(request)
    return Status(200, drills.scores(me, workspaces.by_slug(me, workspace)))
