"""The calendar: a moment for a draft, by a wall clock that people can name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from slipguard.actions import access, acts, sending
from slipguard.actions.access import Actor
from slipguard.actions.drafts import OPEN, get
from slipguard.core.errors import Asks, BadInput, Conflict
from slipguard.core.writing import moment
from slipguard.storage.clock import zone as zone_called
from slipguard.storage.clock import zone_names
from slipguard.storage.models import Account, Draft, Workspace
from slipguard.workflows import engine

SOONEST = timedelta(seconds=5)
FURTHEST = timedelta(days=366)


def at(local: str, zone: str, which: str = "") -> datetime:
    """The moment (UTC) that a local time means; Asks on the nights when clocks change.

    local: "2026-03-29T02:30". `which` answers: "first" or "second" of a time that comes twice, "after" for
    one that never comes.
    """
    try:
        wall = datetime.fromisoformat(local.strip()).replace(second=0, microsecond=0, tzinfo=None)
        found = moment(wall, ZoneInfo(zone))
    except (ValueError, KeyError, OSError, OverflowError):
        raise BadInput(f"“{local} {zone}” is not a time.", "Write it as 2026-03-29T14:30 in a zone such as "
                       "Europe/Berlin.") from None
    clock = f"{wall:%H:%M} on {wall:%-d %B %Y}"
    if found.instead is not None:
        if which == "after":
            return found.instead
        shown = found.instead.astimezone(ZoneInfo(zone))
        raise Asks(f"There is no {clock} in {zone}: the clocks jump over it.",
                   f"Choose another time, or take {shown:%H:%M}.", question="clock",
                   choices=(("after", f"Take {shown:%H:%M on %-d %B}"),))
    if len(found.at) == 2:
        if which in ("first", "second"):
            return found.at[which == "second"]
        one, two = (f"{o.astimezone(ZoneInfo(zone)):%H:%M %Z (UTC%z)}" for o in found.at)
        raise Asks(f"{clock} comes twice in {zone}: the clocks go back that night.", "Say which one you mean.",
                   question="clock", choices=(("first", f"The first, {one}"), ("second", f"The second, {two}")))
    return found.at[0]


def plan(actor: Actor, number: int, when: datetime, *, anyway: bool = False) -> Draft:
    """Give a draft its moment, or another one, and send it on its way there: checked now, and again then.

    Nothing is kept at the network: until that moment the text is only here, and can be stopped here.
    """
    draft = get(actor, number)
    now = timezone.now()
    if when < now + SOONEST:
        raise BadInput("This moment has passed.", "Choose a later one, or send it now.")
    if when > now + FURTHEST:
        raise BadInput("This is more than a year away.", "Choose a nearer day.")
    sending.mourned(draft.account, when, anyway)
    sending.ready(draft)
    state = draft.state
    won = Draft.objects.filter(pk=draft.pk, version=draft.version,
                               state__in=[*OPEN, Draft.State.SCHEDULED, Draft.State.WAITING]).update(
        state=Draft.State.DRAFT, planned_at=when.astimezone(UTC), due_at=None, halted_by=None, says="")
    if not won:
        raise Conflict("It is too late: the draft is on its way or public.", "Open the post and take it back.")
    if state in (Draft.State.SCHEDULED, Draft.State.WAITING) and engine.running():
        engine.cancel(draft.key)
    return sending.send(actor, number, anyway=anyway)


def between(actor: Actor, workspace: Workspace, start: datetime, end: datetime) -> list[Draft]:
    """What is planned in a stretch of time, and what went out then."""
    access.need(actor, workspace)
    found = Draft.objects.filter(account__workspace=workspace, due_at__gte=start, due_at__lt=end)
    shown = [Draft.State.SCHEDULED, Draft.State.HALTED, Draft.State.PUBLISHED, Draft.State.APPROVAL,
             Draft.State.WAITING, Draft.State.SENDING, Draft.State.FAILED]
    return list(found.filter(state__in=shown).select_related("account").order_by("due_at"))


def set_zone(actor: Actor, workspace: Workspace, zone: str) -> Workspace:
    """Whose clock the workspace's calendar shows. Planned posts keep their moment."""
    access.need(actor, workspace, acts.SET_UP)
    workspace.zone = _zone(zone)
    workspace.save(update_fields=["zone"])
    access.log(actor, workspace, "set the time zone", workspace.zone)
    return workspace


def zones() -> tuple[str, ...]:
    """Every zone that people live in, by name."""
    return zone_names()


def set_own_zone(actor: Actor, zone: str) -> None:
    """A person's own clock: their quiet hours go by it, and the calendar shows it where the workspace's differs."""
    if actor.person is not None:
        if not zone and actor.person.quiet_from is not None:
            raise BadInput("Your quiet hours go by this clock.", "Keep a time zone, or end the quiet hours first.")
        actor.person.zone = _zone(zone) if zone else ""
        actor.person.save(update_fields=["zone"])


def set_approval(actor: Actor, number: int, wanted: bool) -> Account:
    """Does a second person say yes before anything goes out on this account?"""
    account = access.account(actor, number, acts.SET_POLICY)
    account.needs_approval = wanted
    account.save(update_fields=["needs_approval"])
    access.log(actor, account.workspace, "set approval", f"@{account.handle}: {'needed' if wanted else 'not needed'}")
    return account


def _zone(zone: str) -> str:
    if zone_called(zone).key != zone:
        raise BadInput(f"“{zone}” is not a time zone.", "Write it as Europe/Berlin.")
    return zone
