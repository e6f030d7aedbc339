"""“It cannot be avoided”: a personal account beside a client's, for a reason, by two people, until a day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.actions.accounts import declared_as_own, network, unlink
from slipguard.core.errors import BadInput, Conflict, NotAllowed, NotFound
from slipguard.core.separation import LONGEST, exception_objection
from slipguard.networks import TITLES
from slipguard.notify import Message
from slipguard.storage import exceptions
from slipguard.storage.models import Role, SeparationException, Workspace
from slipguard.workflows import reminders
from slipguard.workflows.alarm import tell_all

HOUSE = Actor(None, "slipguard")


def ask(actor: Actor, workspace: Workspace, network_name: str, handle: str, reason: str, last_day: str
        ) -> SeparationException:
    """Ask a second person. `last_day` is YYYY-MM-DD, the last day on which it counts (UTC)."""
    access.need(actor, workspace, acts.EXCEPT)
    access.sure(actor, "to ask for an exception")
    network(network_name)
    handle, reason = handle.strip().lstrip("@").lower(), " ".join(reason.split())[:2000]
    if (network_name, handle) not in {(net, name.lower().lstrip("@")) for net, name in declared_as_own()}:
        raise BadInput(f"@{handle} is nobody's declared personal account on {TITLES[network_name]}.",
                       "It needs no exception: connect it.")
    now = timezone.now()
    ends = _end_of(last_day)
    problem = exception_objection(reason, (ends.date() - now.date()).days or float(ends > now), None, None)
    if problem:
        latest = (now + timedelta(days=LONGEST)).date()
        raise BadInput(problem, f"Say in a sentence why, and choose a last day up to {latest:%Y-%m-%d}.")
    try:
        with transaction.atomic():
            made = SeparationException.objects.create(
                workspace=workspace, network=network_name, handle=handle, reason=reason, asked_by=actor.person,
                asked_name=actor.name, asked_at=now, ends_at=ends)
    except IntegrityError:
        raise Conflict(f"There is an exception for @{handle} already.", "Look at the list of exceptions.") from None
    access.log(actor, workspace, "asked for an exception", f"{_words(made)}: {reason}")
    return made


def approve(actor: Actor, number: int) -> SeparationException:
    """The second person says yes. Never the one who asked, and never after its day."""
    found = get(actor, number, acts.EXCEPT)
    access.sure(actor, "to approve an exception")
    if actor.person is None or found.asked_by_id is None:
        raise NotAllowed("An exception needs two people who are known.", "Ask for it again.")
    problem = exception_objection(found.reason, 1, found.asked_by_id, actor.person.pk)
    if problem:
        raise NotAllowed(problem, "Ask another manager or owner of the workspace.")
    now = timezone.now()
    won = SeparationException.objects.filter(pk=found.pk, approved_at=None, ended_at=None, ends_at__gt=now).update(
        approved_by=actor.person, approved_name=actor.name, approved_at=now)
    if not won:
        raise Conflict("It was approved or ended already.", "Look at the list of exceptions.")
    access.log(actor, found.workspace, "approved an exception", _words(found))
    tell_all(found.workspace_id, Message(
        f"An exception was approved for {found.workspace.name}",
        f"{_words(found)}\nAsked by {found.asked_name}, approved by {actor.name}. Reason: {found.reason}"))
    found.refresh_from_db()
    return found


def end(actor: Actor, number: int) -> SeparationException:
    """Before its day: refused, withdrawn, or no longer needed. The account is unlinked at once."""
    found = get(actor, number, acts.EXCEPT)
    _end(actor, found, f"ended by {actor.name}")
    found.refresh_from_db()
    return found


def expire() -> int:
    """Part of upkeep: what is over is unlinked, noted and told. Returns how many ended."""
    over = exceptions.open_ones().filter(ends_at__lte=timezone.now())
    return sum(_end(HOUSE, found, "its last day is over") for found in over)


def get(actor: Actor, number: int, role: Role = Role.AUTHOR) -> SeparationException:
    """An exception of one of the actor's workspaces."""
    missing = NotFound("There is no such exception.", "Look at the list: slipguard exception list")
    return access.numbered(actor, SeparationException.objects.select_related("account"), number, missing, role)


def of_workspace(actor: Actor, workspace: Workspace) -> list[SeparationException]:
    """All of them, newest first: the past ones are part of the record."""
    access.need(actor, workspace)
    return list(SeparationException.objects.filter(workspace=workspace).select_related("account").order_by("-pk"))


def banner(workspace: Workspace) -> list[SeparationException]:
    """Those that every page says out loud until they end."""
    return list(exceptions.counting().filter(workspace=workspace).order_by("ends_at"))


def _end(actor: Actor, found: SeparationException, how: str) -> bool:
    won = SeparationException.objects.filter(pk=found.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_how=how)
    if not won:
        return False
    if found.account is not None and found.account.disconnected_at is None:
        unlink(found.account)
    access.log(actor, found.workspace, "ended an exception", f"{_words(found)}; {how}")
    if found.approved_at is not None:
        found.refresh_from_db()
        reminders.exception_over(found, timezone.now())
    return True


def _end_of(last_day: str) -> datetime:
    try:
        day = date.fromisoformat(last_day.strip())
    except ValueError:
        raise BadInput(f"“{last_day}” is not a day.", "Type it as YYYY-MM-DD.") from None
    return datetime.combine(day, time(23, 59, 59), tzinfo=timezone.get_default_timezone())


def _words(found: SeparationException) -> str:
    return f"@{found.handle} on {TITLES[found.network]}, a personal account, until {found.ends_at:%-d %B %Y}"
