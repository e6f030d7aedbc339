"""A drill: a slip goes out on the rehearsal network, and the clock runs until it is proven gone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from django.utils import timezone

from slipguard.actions import access, practice
from slipguard.actions.access import Actor
from slipguard.core.incident import Record
from slipguard.storage import incidents, siblings
from slipguard.storage.models import Account, Incident, IncidentEvent, PostRow, Workspace


@dataclass(frozen=True, slots=True)
class Drill:
    """A slip that went out."""

    ref: str
    handle: str
    text: str
    belongs_to: str


@dataclass(frozen=True, slots=True)
class Score:
    """One rehearsal: seconds from the moment the slip was public; None = it has not happened.

    noticed: judged; acted: somebody pressed the button; gone: confirmed gone; answered: the apology was out.
    """

    incident: int
    at: datetime
    handle: str
    text: str
    by: str
    noticed: float | None
    acted: float | None
    gone: float | None
    answered: float | None


def on_stage(workspace: Workspace) -> bool:
    """Has this workspace accounts of the rehearsal network? Elsewhere nothing may be let out."""
    return Account.objects.filter(workspace=workspace, network="practice", disconnected_at=None).exists()


def scores(actor: Actor, workspace: Workspace, limit: int = 50) -> list[Score]:
    """The newest rehearsals of a workspace."""
    access.need(actor, workspace)
    rows = Incident.objects.filter(workspace=workspace, drill=True).select_related("account").order_by("-pk")
    return [_score(row) for row in rows[:limit]]


def best(found: Sequence[Score]) -> list[tuple[str, int, float]]:
    """(who, drills, median seconds until they acted), the quickest first."""
    times: dict[str, list[float]] = {}
    for one in found:
        if one.acted is not None:
            times.setdefault(one.by, []).append(one.acted)
    return sorted(((who, len(each), median(each)) for who, each in times.items()), key=lambda row: row[2])


def _score(row: Incident) -> Score:
    record = incidents.read(row)
    begun = record.posted_at or record.seen_at or row.opened_at
    first: dict[str, IncidentEvent] = {}
    for event in row.events.all():
        first.setdefault(event.kind, event)

    def after(at: datetime | None) -> float | None:
        return None if at is None else max(0.0, (at - begun).total_seconds())

    acted = first.get("recall_started")
    gone = [copy.gone_at for copy in record.copies.values()]
    return Score(
        row.pk, begun, record.account, record.text, str(acted.data.get("by", "")) if acted else "",
        after(record.decided_at), after(acted.at if acted else None),
        after(max(at for at in gone if at)) if gone and all(gone) else None,
        after(first["apology_sent"].at if "apology_sent" in first else None),
    )


def start(actor: Actor, number: int | None = None) -> Drill:
    """Let slip `number` of the script out on the practice desk; None: the next that was not out there yet."""
    practice.set_up(actor)
    slips = practice.script().slips
    slip = slips[(fresh(actor) if number is None else number) % len(slips)]
    _clear_the_stage(actor, slip.on)
    item = practice.phone(slip.on, slip.text)
    return Drill(f"practice/@{slip.on}/{item.id}", slip.on, slip.text, slip.belongs_to)


def fresh(actor: Actor) -> int:
    """The next slip of the script that was not out there yet: one that somebody called fine would raise no alarm."""
    slips, mine = practice.script().slips, access.workspaces(actor)
    known = PostRow.objects.filter(account__network="practice", account__workspace__in=mine, live=True)
    seen = set(known.filter(text__in=[slip.text for slip in slips]).values_list("account__remote_id", "text"))
    begun = Incident.objects.filter(workspace__in=mine, drill=True).count()
    order = [(begun + n) % len(slips) for n in range(len(slips))]
    return next((n for n in order if (slips[n].on, slips[n].text) not in seen), order[0])


def _clear_the_stage(actor: Actor, handle: str) -> None:
    """Close what is over of earlier rehearsals there: the same words again would count as a late copy in them."""
    for incident in Incident.objects.filter(
        drill=True, closed_at=None, account__network="practice", account__remote_id=handle, state="confirmed gone",
        workspace__in=access.workspaces(actor),
    ):
        incidents.append(incident, f"closed:drill:{incident.events.count()}", "closed", timezone.now(),
                         {"by": f"{actor.name}, with a new drill"})


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
    if account is None:
        return None
    incident = Incident.objects.filter(account=account, ref=drill.ref).first() or siblings.holding(account, drill.ref)
    return incidents.read(incident) if incident else None


def wait(until: Callable[[], object], seconds: float) -> bool:
    """Poll for something that a person is waiting for, too."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if until():
            return True
        time.sleep(0.05)
    return bool(until())
