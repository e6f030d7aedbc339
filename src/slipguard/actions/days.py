"""Days of mourning: what is light-hearted, or sells something, is asked about on them."""

from __future__ import annotations

from datetime import date

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage import context
from slipguard.storage.models import MourningDay, Workspace
from slipguard.storage.posts import clean


def of_workspace(actor: Actor, workspace: Workspace) -> list[MourningDay]:
    """The marked days, oldest first."""
    access.need(actor, workspace)
    return list(MourningDay.objects.filter(workspace=workspace))


def between(actor: Actor, workspace: Workspace, begin: date, end: date) -> dict[date, str]:
    """Why each marked day of a stretch is one, both ends included."""
    access.need(actor, workspace)
    found = MourningDay.objects.filter(workspace=workspace, day__gte=begin, day__lte=end)
    return {one.day: one.why or "It is marked as a day of mourning." for one in found}


def mark(actor: Actor, workspace: Workspace, day: str, why: str) -> MourningDay:
    """From now on posts on this day are asked about, on every account of the workspace. Twice is once."""
    access.need(actor, workspace, acts.SET_UP)
    try:
        when = date.fromisoformat(day.strip())
    except ValueError:
        raise BadInput(f"“{day.strip()}” is no date.", "Write year-month-day, for example 2031-03-14.") from None
    why = " ".join(clean(why).split())[:120]
    if not why:
        raise BadInput("Why is it a day of mourning?", "One line: those who are asked see it.")
    marked, _ = MourningDay.objects.update_or_create(workspace=workspace, day=when, defaults={"why": why})
    context.look_again()
    access.log(actor, workspace, "marked a day of mourning", f"{when}: {why}")
    return marked


def unmark(actor: Actor, number: int) -> None:
    """An ordinary day again."""
    missing = NotFound("There is no such day.", "Look at the settings of the workspace.")
    day = access.numbered(actor, MourningDay.objects.all(), number, missing, acts.SET_UP)
    day.delete()
    context.look_again()
    access.log(actor, day.workspace, "unmarked a day of mourning", str(day))
