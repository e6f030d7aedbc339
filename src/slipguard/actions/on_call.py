"""Who is woken when an alarm comes: the on-call list of a workspace, and each person's quiet hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from django.db import transaction

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.storage.clock import zone
from slipguard.storage.listeners import ABLE
from slipguard.storage.models import Membership, OnCall, Person, Workspace


def listed(actor: Actor, workspace: Workspace) -> list[Person]:
    """The people on call, in the order in which they are woken."""
    access.need(actor, workspace)
    return [row.person for row in OnCall.objects.filter(workspace=workspace).select_related("person")]


def members(actor: Actor, workspace: Workspace) -> list[Person]:
    """Who could be on call: everybody who may take back what somebody else posted."""
    access.need(actor, workspace)
    able = Membership.objects.filter(workspace=workspace, role__in=ABLE)
    return [member.person for member in able.select_related("person").order_by("person__email")]


def places(actor: Actor, workspace: Workspace) -> list[tuple[Person, int | None, bool]]:
    """Everybody who could be on call: (who, their place from 1, have they a channel?), the first to be woken first."""
    order = {person.pk: place for place, person in enumerate(listed(actor, workspace), 1)}
    rows = [(person, order.get(person.pk), person.channels.exists()) for person in members(actor, workspace)]
    return sorted(rows, key=lambda row: row[1] or len(rows) + 1)


def arrange(actor: Actor, workspace: Workspace, people: Sequence[int], minutes: int) -> list[Person]:
    """Set the whole list, first to be woken first, and after how many minutes the next one is (0 = never)."""
    access.need(actor, workspace, acts.SET_UP)
    if not 0 <= minutes <= 240:
        raise BadInput("The next person is woken after 1 to 240 minutes, or never (0).", "5 is a good start.")
    able = {person.pk: person for person in members(actor, workspace)}
    if len(set(people)) != len(people):
        raise BadInput("Somebody stands on the list twice.", "Name each person once.")
    if any(number not in able for number in people):
        raise NotFound("Somebody on the list cannot be on call here.", "They need the role on-call or above.")
    with transaction.atomic():
        OnCall.objects.filter(workspace=workspace).delete()
        for place, number in enumerate(people):
            OnCall.objects.create(workspace=workspace, person=able[number], place=place)
        Workspace.objects.filter(pk=workspace.pk).update(escalate_minutes=minutes)
    workspace.escalate_minutes = minutes
    names = ", ".join(str(able[number]) for number in people) or "nobody"
    access.log(actor, workspace, "set who is on call", f"{names}; the next after {minutes} minutes")
    return [able[number] for number in people]


def quiet_hours(actor: Actor, start: str, end: str, zone_name: str) -> Person:
    """Set the person's own quiet hours as local times ("22:00"); both empty = none.

    The zone is the person's own clock, which the calendar shows too (planning.set_own_zone).
    """
    if actor.person is None:
        raise NotFound("Only a signed-in person has quiet hours.", "Sign in first.")
    zone_name = zone_name.strip() or "UTC"
    if zone(zone_name).key != zone_name:
        raise BadInput(f"“{zone_name}” is not a time zone that is known here.", "Write it as Europe/Berlin.")
    begins, ends = _time(start), _time(end)
    if (begins is None) != (ends is None):
        raise BadInput("Quiet hours need a beginning and an end.", "Fill in both, or leave both empty.")
    person = actor.person
    person.quiet_from, person.quiet_until, person.zone = begins, ends, zone_name
    person.save(update_fields=["quiet_from", "quiet_until", "zone"])
    return person


def _time(text: str) -> time | None:
    if not text.strip():
        return None
    try:
        return time.fromisoformat(text.strip()).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise BadInput(f"“{text}” is not a time of day.", "Write it as 22:00.") from None
