"""Everything that went out and everything that was done: search it, take it along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase

from slipguard.actions import accounts, exports
from slipguard.actions import history as actions
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage.models import Workspace
from slipguard.web import board
from slipguard.web.door import me, page, show, space_of

KINDS = {"posts": "Posts", "incidents": "Incidents", "deeds": "Who did what"}
TYPED = ("words", "account", "verdict", "since", "until")


@page
def history(request: HttpRequest, slug: str, kind: str = "posts") -> HttpResponse:
    """One page of posts, incidents or deeds. A search is an address: it can be kept and sent to a colleague."""
    space = space_of(request, slug)
    if kind not in KINDS:
        raise NotFound("There is no such list.", "Choose posts, incidents or who did what.")
    before = request.GET.get("before", "")
    found, problem = Found([], 0), None
    try:
        found = _found(request, space, kind, int(before) if before.isdigit() else None)
    except BadInput as wrong:
        problem = wrong  # what was typed stays on the page
    typed = {name: request.GET.get(name, "") for name in (*TYPED, "old")}
    search = urlencode({key: value for key, value in typed.items() if value})
    return show(request, "slipguard/history.html", space=space, way="incidents", kind=kind, kinds=KINDS,
                heading=KINDS[kind], rows=found.rows, count=found.count, last=found.last, first=not before,
                typed=typed, search=search, problem=problem, status=problem.status if problem else 200,
                verdicts=actions.VERDICTS, accounts=accounts.of_workspace(me(request), space))


@page
def export(request: HttpRequest, slug: str, kind: str, form: str) -> HttpResponseBase:
    """The same search as a file."""
    space = space_of(request, slug)
    whole = exports.export_file(me(request), space, kind, form, _wanted(request))
    return FileResponse(whole, as_attachment=True, filename=f"{space.slug}-{kind}.{form}",
                        content_type=exports.FORMS[form])


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what fits; last: where the next one goes on, None at the end."""

    rows: list[Any]
    count: int
    last: int | None = None


def _found(request: HttpRequest, space: Workspace, kind: str, before: int | None) -> Found:
    actor, want = me(request), _wanted(request)
    if kind == "posts":
        posts = actions.posts(actor, space, want, before)
        return Found(board.shown(actor, space, posts), actions.count(actor, space, want), _last(posts))
    rows: list[Any] = list((actions.incidents if kind == "incidents" else actions.deeds)(actor, space, want, before))
    return Found(rows, 0, _last(rows))


def _wanted(request: HttpRequest) -> actions.Wanted:
    return actions.wanted(**{name: request.GET.get(name, "") for name in TYPED}, old=bool(request.GET.get("old")))


def _last(rows: list[Any]) -> int | None:
    return rows[-1].pk if len(rows) == actions.PAGE else None
