"""The slim bar on every page but the board: an alarm is open, for how long, and one tap leads to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string

from slipguard.actions import marks, overview, veil
from slipguard.actions.access import Actor
from slipguard.storage.models import Incident, Workspace
from slipguard.web.board import Alarm
from slipguard.web.door import me, page, space_of
from slipguard.web.drawn import short
from slipguard.web.stream import INCIDENTS, MARK, Piece, shows, stream


@dataclass(frozen=True, slots=True)
class Bar:
    """The alarm to name, and how many others wait."""

    alarm: Alarm | None
    more: int
    mark: str


def of(actor: Actor, space: Workspace, without: int = 0) -> Bar:
    """`without`: the incident whose own page this is. What nobody has answered yet comes first."""
    mark = short(marks.of_alarms(actor, space))
    waiting = [found for found in overview.alarms(actor, space) if found.pk != without]
    first = next((found for found in waiting if found.state == "open"), next(iter(waiting), None))
    return Bar(_alarm(actor, first) if first else None, len(waiting) - 1, mark)


def _alarm(actor: Actor, incident: Incident) -> Alarm:
    return Alarm(incident, veil.record_for(actor, incident))


@page
def bar_stream(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The bar as it changes. `seen`: the mark of what the page shows; `without`: see `of`."""
    space = space_of(request, slug, watching=True)
    without = request.GET.get("without", "")
    look = watching(me(request, anywhere=True), space, int(without) if without.isdigit() else 0,
                    shows(request))
    return stream(look, INCIDENTS)


def watching(actor: Actor, space: Workspace, without: int, seen: str) -> Callable[[], list[Piece]]:
    """The whole bar, whenever an open incident moved."""
    before = [seen]

    def look() -> list[Piece]:
        mark = short(marks.of_alarms(actor, space))
        if before == [mark]:
            return []
        before[:] = [mark]
        context = {"bar": of(actor, space, without), "space": space}
        return [("bar", render_to_string("slipguard/_bar.html", context)), (MARK, mark)]

    return look
