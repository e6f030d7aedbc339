"""Pictures and films in the composer: brought before there is a draft, and seen by nobody else."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from slipguard.actions import pictures
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import BadInput, NotFound, SlipguardError
from slipguard.core.types import Picture
from slipguard.core.writing import clock, megabytes
from slipguard.storage.models import PictureRow, Workspace
from slipguard.web.door import PASSING, me, page, show, space_of

MOVES = {"earlier": -1, "later": 1}  # what a picture's buttons say -> places


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture on a page, with the description that stands in the form."""

    key: str
    facts: Picture

    @property
    def alt(self) -> str:
        """What was written."""
        return self.facts.alt

    @property
    def film(self) -> str:
        """How long it runs and how large it is; "" for a picture."""
        return f"Film, {clock(self.facts.seconds)}, {megabytes(self.facts.size)}" if self.facts.film else ""


def typed(request: HttpRequest) -> tuple[Shown, ...]:
    """What stands in a form, in its order, after the button that was pressed: one moved by a place, or taken out."""
    do, _, which = request.POST.get("do", "").partition(" ")
    keys = list(dict.fromkeys(request.POST.getlist("picture")))
    if which in keys and do in ("drop", *MOVES):
        at = keys.index(which)
        keys.remove(which)
        if do in MOVES:
            keys.insert(max(0, at + MOVES[do]), which)
    return tuple(Shown(key, request.POST.get(f"alt-{key}", "")) for key in keys[:pictures.MOST])


def moved(request: HttpRequest) -> dict[str, str]:
    """For the page: which picture was moved and where to, so that the focus goes with it."""
    do, _, which = request.POST.get("do", "").partition(" ")
    return {"moved": which, "moved_to": do} if do in MOVES else {}


def brought(request: HttpRequest, actor: Actor, space: Workspace) -> tuple[tuple[Shown, ...], SlipguardError | None]:
    """(the form's pictures and those that came with it now, what was wrong with the first bad one)."""
    shown, problem = [], None
    for one in typed(request):
        try:
            pictures.chosen(actor, space, [one])
            shown.append(one)
        except NotFound:  # thrown away after a day: the text that was written with it must not go, too
            problem = BadInput("A picture is not kept any more.", "Add it again.")
    for file in request.FILES.getlist("pictures"):
        try:
            if len(shown) >= pictures.MOST:
                raise BadInput(f"{pictures.MOST} pictures are kept with a draft.", "Take one out first.")
            row = pictures.bring(actor, space, file.file)  # type: ignore[arg-type]
        except PASSING:
            raise
        except SlipguardError as found:
            problem = problem or BadInput(f"“{(file.name or 'A file')[:80]}” was not added. {found.what}",
                                          found.next_step)
            continue
        shown.append(Shown(row.key))
    return tuple(shown), problem


def seen(actor: Actor, space: Workspace, shown: tuple[Shown, ...]) -> list[Seen]:
    """As the page shows them. NotFound beyond this workspace."""
    return [Seen(row.key, replace(row.facts, alt=alt)) for row, alt in pictures.chosen(actor, space, shown)]


def of_rows(rows: list[PictureRow]) -> list[Seen]:
    """A draft's own."""
    return [Seen(row.key, row.facts) for row in rows]


@page
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """A preview of one picture, or of a film's first one, behind its workspace's wall: always a JPEG."""
    answer = HttpResponse(pictures.preview(me(request), key), content_type="image/jpeg")
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = "inline"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@page
@require_POST
def add(request: HttpRequest, slug: str) -> HttpResponse:
    """A file was chosen, or the order changed: the form's pictures as a piece."""
    space, actor = space_of(request, slug), me(request)
    shown, problem = brought(request, actor, space)
    answer = show(request, "slipguard/_pictures.html", space=space, pictures=seen(actor, space, shown),
                  not_added=problem, **moved(request))
    answer.headers["HX-Trigger-After-Settle"] = "pictures"  # the verdict is asked again, with them
    return answer
