"""The people of a workspace as core/telling sees them, and the channels that reach them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from slipguard.core.telling import Listener
from slipguard.storage.clock import zone
from slipguard.storage.models import Channel, Membership, OnCall, Role

ABLE = (Role.ON_CALL, Role.MANAGER, Role.OWNER)  # who may take back a post that somebody else wrote


def of(workspace_id: int, now: datetime) -> list[Listener]:
    """Everybody who may take a post back there and has a channel of their own."""
    places = dict(OnCall.objects.filter(workspace_id=workspace_id).values_list("person_id", "place"))
    members = Membership.objects.filter(workspace_id=workspace_id, role__in=ABLE, person__channels__isnull=False)
    found = []
    for member in members.select_related("person").distinct():
        person = member.person
        quiet = None
        if person.quiet_from is not None and person.quiet_until is not None:
            quiet = (person.quiet_from, person.quiet_until)
        local = now.astimezone(zone(person.zone)).time()
        found.append(Listener(person.pk, local, places.get(person.pk), quiet))
    return found


def channels(workspace_id: int, people: Collection[int], rooms: bool) -> list[int]:
    """Channels of these people, and the workspace's own where `rooms`."""
    found = list(Channel.objects.filter(person__in=people).values_list("pk", flat=True))
    if rooms:
        found += Channel.objects.filter(workspace_id=workspace_id).values_list("pk", flat=True)
    return sorted(found)
