"""A drill: a slip goes out on the rehearsal network, and the clock runs until it is proven gone."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from slipguard.actions import access, practice
from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.storage import incidents
from slipguard.storage.models import Account, Incident, PostRow


@dataclass(frozen=True, slots=True)
class Drill:
    """A slip that went out."""

    ref: str
    handle: str
    text: str
    belongs_to: str


def start(actor: Actor, number: int = 0) -> Drill:
    """Let slip number `number` of the script out on the practice desk."""
    practice.set_up(actor)
    slips = practice.script().slips
    slip = slips[number % len(slips)]
    item = practice.phone(slip.on, slip.text)
    return Drill(f"practice/@{slip.on}/{item.id}", slip.on, slip.text, slip.belongs_to)


def listening(actor: Actor) -> bool:
    """Does every practice account have a watcher that hears?"""
    mine = Account.objects.filter(
        workspace__in=access.workspaces(actor), network="practice", disconnected_at=None)
    return mine.exists() and not mine.filter(heard_at=None).exists()


def noticed(drill: Drill) -> PostRow | None:
    """The verdict on it, once there is one."""
    return PostRow.objects.filter(ref=drill.ref, account__network="practice").exclude(decision="").first()


def outcome(drill: Drill) -> Record | None:
    """Where its incident stands."""
    account = Account.objects.filter(network="practice", remote_id=drill.handle, disconnected_at=None).first()
    incident = Incident.objects.filter(account=account, ref=drill.ref).first()
    return incidents.read(incident) if incident else None


def wait(until: Callable[[], object], seconds: float) -> bool:
    """Poll for something that a person is waiting for, too."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.05)
    return bool(until())
