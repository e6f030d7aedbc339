"""The calendar: what goes out when, by the workspace's clock; drag a post to another day, or type the time."""

from __future__ import annotations

import calendar as months
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from slipguard.actions import days as mourning
from slipguard.actions import drafts, planning
from slipguard.core.errors import SlipguardError
from slipguard.core.writing import moment
from slipguard.storage.models import Draft, Workspace
from slipguard.web.door import PASSING, attempt, me, page, show, space_of


@dataclass(slots=True)
class Day:
    """One square of the calendar."""

    date: date
    here: bool  # of the month that is shown
    mourning: str
    drafts: list[tuple[str, Draft]] = field(default_factory=list)  # ("14:30", draft)


@page
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """A month or a week around a day; without JavaScript each post has a date field on its own page."""
    space, actor = space_of(request, slug), me(request)
    zone = ZoneInfo(space.zone)
    today = timezone.now().astimezone(zone).date()
    shown, week = _day(request.GET.get("day", ""), today), request.GET.get("view") == "week"
    first = shown - timedelta(days=shown.weekday()) if week else shown.replace(day=1)
    last = first + timedelta(days=6) if week else shown.replace(day=months.monthrange(shown.year, shown.month)[1])
    begin, end = first - timedelta(days=first.weekday()), last + timedelta(days=6 - last.weekday())
    squares = [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
    mourned = mourning.between(actor, space, begin, end)
    days = {day: Day(day, week or day.month == shown.month, mourned.get(day, "")) for day in squares}
    found = planning.between(actor, space, _start(begin, zone), _start(end + timedelta(days=1), zone))
    for draft in found:
        local = (draft.due_at or timezone.now()).astimezone(zone)
        if local.date() in days:
            days[local.date()].drafts.append((f"{local:%H:%M}", draft))
    own = actor.person.zone if actor.person else ""
    return show(request, "slipguard/calendar.html", space=space, way="compose", days=list(days.values()), today=today,
                shown=shown, week=week, before=(first - timedelta(days=1)), after=last + timedelta(days=1),
                own_zone=own if own and own != space.zone else "", any=bool(found),
                month=f"{first:%-d %B} to {last:%-d %B %Y}" if week else f"{shown:%B %Y}")


@page
@require_POST
def plan(request: HttpRequest, number: int, problem: SlipguardError | None = None) -> HttpResponse:
    """Another moment for a draft: typed on its page, or dragged (then `day` comes alone and the time stays)."""
    actor = me(request)
    draft = drafts.get(actor, number)
    space = draft.account.workspace
    answer = request.POST.get("do", "").partition(" ")[2]
    try:
        when = planning.at(_local(request, draft, space), space.zone, answer)
        planning.plan(actor, number, when, anyway=answer == "anyway")
    except PASSING:
        raise
    except SlipguardError as found:
        from slipguard.web.drafts import draft as draft_page

        return draft_page(request, number, found)
    if request.POST.get("day"):
        return redirect(f"{reverse('calendar', args=[space.slug])}?day={request.POST['day']}")
    return redirect("draft", number)


@page
@require_POST
def zone(request: HttpRequest, slug: str) -> HttpResponse:
    """Whose clock: the workspace's, or one's own beside it."""
    space = space_of(request, slug)
    wanted = request.POST.get("zone", "")
    return attempt(request, lambda: planning.set_zone(me(request), space, wanted),
                   f"{reverse('settings', args=[slug])}#zone", f"The calendar of {space.name} shows {wanted}.")


@page
@require_POST
def own_zone(request: HttpRequest) -> HttpResponse:
    """One's own clock, shown beside the workspace's where it differs."""
    wanted = request.POST.get("zone", "").strip()
    return attempt(request, lambda: planning.set_own_zone(me(request), wanted), reverse("own"), "Kept.")


def _local(request: HttpRequest, draft: Draft, space: Workspace) -> str:
    """The wall clock's time that was meant."""
    if request.POST.get("when"):
        return request.POST["when"]
    old = (draft.planned_at or draft.due_at or timezone.now()).astimezone(ZoneInfo(space.zone))
    return f"{request.POST.get('day', '')}T{old:%H:%M}"


def _day(text: str, today: date) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return today
    return found if abs((found - today).days) < 3000 else today


def _start(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day; there are zones where midnight is jumped over."""
    found = moment(datetime.combine(day, time()), zone)
    return found.at[0] if found.at else found.instead or datetime.combine(day, time(), zone)
