"""What moves when something changes: cheap enough to be asked several times a second by whoever watches a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from slipguard.actions import access, incidents
from slipguard.actions.access import Actor
from slipguard.actions.overview import POSTS_SHOWN
from slipguard.storage.models import (
    Account,
    Draft,
    Incident,
    Membership,
    MentionWatch,
    PostRow,
    Workspace,
)

Mark = tuple[object, ...]
_CARD = ("pk", "handle", "mode", "watches_via", "trouble", "reconnect", "can_delete", "can_delete_at", "heard_at")


@dataclass(frozen=True, slots=True)
class BoardMarks:
    """alarms: moves whenever something happens in an open incident, or one opens or closes. accounts: when a card
    has to be drawn again; hearing alone only moves a clock. heard: account -> when its network was last heard.
    posts: post -> what can change about it."""

    alarms: Mark
    accounts: Mark
    heard: dict[int, datetime | None]
    posts: dict[int, Mark]


def of_board(actor: Actor, space: Workspace) -> BoardMarks:
    """One look at a whole board; NotFound for whoever is no longer in."""
    access.need(actor, space)
    cards = list(Account.objects.filter(workspace=space, disconnected_at=None).order_by("pk").values_list(*_CARD))
    return BoardMarks(_alarms(space), tuple(card[:-1] for card in cards), {card[0]: card[-1] for card in cards},
                      _posts(space))


def of_alarms(actor: Actor, space: Workspace) -> Mark:
    """The alarms alone, for the bar on other pages."""
    access.need(actor, space)
    return _alarms(space)


def of_room(actor: Actor, number: int) -> dict[str, Mark | int]:
    """One look at a whole incident's page. seq: its newest event."""
    record, found = of_incident(actor, number), incidents.get(actor, number)
    return {"record": record, "seq": incidents.newest_event(found), "reaction": of_reaction(actor, number),
            "access": of_members(actor, number)}


def of_incident(actor: Actor, number: int) -> Mark:
    """Moves with every event of one incident, and with the state of its drafts."""
    found = incidents.get(actor, number)
    last = Incident.objects.filter(pk=found.pk).annotate(last=Max("events__seq")).values_list("last", "state")
    drafts_now = Draft.objects.filter(incident_id=found.pk).order_by("pk").values_list("pk", "state", "url")
    return (*last, *drafts_now)


def of_reaction(actor: Actor, number: int) -> Mark:
    """Moves when somebody answered, when the look-out ended or stumbled, and once a minute."""
    rows = MentionWatch.objects.filter(incident=incidents.get(actor, number))
    counted = rows.annotate(all=Count("mentions"), bad=Count("mentions", filter=Q(mentions__hostile=True)))
    found = counted.values_list("all", "bad", "trouble", "ended_at", "quiet_since", "looked_at").first()
    return (*found[:-1], found[-1].replace(second=0, microsecond=0) if found[-1] else None) if found else ()


def of_members(actor: Actor, number: int) -> Mark:
    """Moves when somebody joins or leaves the workspace of an incident, or changes roles."""
    found = Membership.objects.filter(workspace=incidents.get(actor, number).workspace_id).order_by("pk")
    return tuple(found.values_list("person", "role"))


def _posts(space: Workspace) -> dict[int, Mark]:
    rows = PostRow.objects.filter(account__workspace=space, live=True).order_by("-pk")[:POSTS_SHOWN]
    marks = rows.values_list("pk", "account", "ref", "decision", "answer", "gone_at", "text_key")
    newest = Incident.objects.filter(workspace=space).order_by("-pk")[: 2 * POSTS_SHOWN]
    cases = {(account, ref): state for account, ref, state in newest.values_list("account", "ref", "state")}
    return {pk: (*rest, cases.get((account, ref))) for pk, account, ref, *rest in marks}


def _alarms(space: Workspace) -> Mark:
    rows = Incident.objects.filter(workspace=space, closed_at=None).annotate(last=Max("events__seq"))
    return tuple(rows.order_by("pk").values_list("pk", "state", "last"))
