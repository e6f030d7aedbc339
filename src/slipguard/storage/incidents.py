"""Incidents: found by their row, told by their events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from slipguard.core.incident import Record, broken_at, digest, fold
from slipguard.core.incident.chain import START
from slipguard.core.naming import client_key, person_key
from slipguard.storage.models import Account, Incident, IncidentEvent, Person, PersonalAccount


def open_once(account: Account, ref: str, at: datetime, data: Mapping[str, Any]) -> Incident:
    """The incident of a post; made at the first call, found at every later one.

    Whatever happens on the rehearsal network is a drill, and says so everywhere.
    """
    drill = account.network == "practice"
    with transaction.atomic():
        incident, _ = Incident.objects.get_or_create(
            account=account,
            ref=ref,
            defaults={"workspace": account.workspace, "opened_at": at, "drill": drill},
        )
        append(incident, "opened", "opened", at, {**data, "drill": drill})
    return incident


def append(incident: Incident, key: str, kind: str, at: datetime, data: Mapping[str, Any]) -> bool:
    """Add one event; False where this key was written before (a step that ran twice)."""
    with transaction.atomic():
        if connection.features.has_select_for_update:
            # keeps seq and chain in order; SQLite has one writer anyway
            Incident.objects.select_for_update().get(pk=incident.pk)
        events = list(incident.events.all())
        if any(event.key == key for event in events):
            return False
        seq = events[-1].seq + 1 if events else 1
        before = events[-1].digest if events else START
        mark = digest(before, seq, at, kind, key, data)
        new = IncidentEvent(incident=incident, seq=seq, key=key, at=at, kind=kind, data=dict(data), digest=mark)
        new.save(force_insert=True)
        record = fold((event.at, event.kind, event.data) for event in [*events, new])
        if (record.state, record.closed_at) != (incident.state, incident.closed_at):
            Incident.objects.filter(pk=incident.pk).update(state=record.state, closed_at=record.closed_at)
            incident.state, incident.closed_at = record.state, record.closed_at
    return True


def read(incident: Incident, titles: Mapping[str, str] | None = None) -> Record:
    """The fold over everything that happened. `titles`: of the networks, where a person reads it."""
    return fold(((event.at, event.kind, event.data) for event in incident.events.all()), titles)


def intact(incident: Incident) -> bool:
    """Does the chain of hashes hold from the first event to the last?"""
    rows = ((e.seq, e.at, e.kind, e.key, e.data, e.digest) for e in incident.events.all())
    return broken_at(rows) is None


def has(incident: Incident, kind: str) -> bool:
    """Did something of this kind happen?"""
    return incident.events.filter(kind=kind).exists()


def automatic_since(workspace_id: int, since: datetime) -> int:
    """How many recalls Slipguard started by itself since then: what the circuit breaker counts."""
    return IncidentEvent.objects.filter(
        incident__workspace_id=workspace_id, kind="recall_started", at__gte=since, data__automatic=True
    ).count()


def own_names(workspace_id: int) -> set[str]:
    """The names ("@name") that the accounts of one workspace speak under."""
    own = Account.objects.filter(workspace_id=workspace_id).values_list("speaks_as", flat=True)
    return set(map(client_key, own))


def names_of(person: Person) -> set[str]:
    """The names that this person may read: of all their workspaces, and of their own personal accounts."""
    spaces = Account.objects.filter(workspace__memberships__person=person).values_list("speaks_as", flat=True)
    own = PersonalAccount.objects.filter(person=person).values_list("handle", flat=True)
    return {*map(client_key, spaces), *map(person_key, own)}


def every_name() -> set[str]:
    """All names that an alternative can have in this installation, personal accounts included."""
    personal = PersonalAccount.objects.values_list("handle", flat=True)
    return {*map(client_key, Account.objects.values_list("speaks_as", flat=True)), *map(person_key, personal)}
