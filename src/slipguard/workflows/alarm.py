"""Tells people: what was noticed, or what became of a recall. Durable, so that no crash swallows it."""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from slipguard.core.incident import CopyState, Record
from slipguard.core.incident.report import seconds
from slipguard.core.incident.veil import veil
from slipguard.core.telling import last_step, reached
from slipguard.networks import TITLES
from slipguard.notify import Message, send
from slipguard.notify.push import GONE, push
from slipguard.settings import CONFIG
from slipguard.storage import incidents, listeners
from slipguard.storage.models import AlarmLink, Channel, Incident, Person
from slipguard.storage.seal import unseal
from slipguard.workflows import engine
from slipguard.workflows.signer import signer

ACTED = ("recall_started", "answered", "closed")  # somebody has it in hand: nobody else is woken


@engine.workflow
def alarm(incident_id: int, about: str) -> int:
    """Tell whom it reaches at this hour. `about`: "noticed" or "recalled-N". Returns how many took it."""
    channels = list_channels(incident_id)
    # all at once: a slow service must not delay the one that works
    handles = [
        engine.start(f"tell:{incident_id}:{about}:{channel}", tell, incident_id, channel, about)
        for channel in channels
    ]
    if about == "noticed":
        _wake_next(incident_id, 1)
    return sum(1 for handle in handles if handle.result())


@engine.workflow
def escalate(incident_id: int, stage: int) -> int:
    """Nobody answered in time: wake the next on call, in the end everybody. Returns how many took it."""
    channels = list_unheard(incident_id, stage)
    if not channels:
        return 0
    about = f"noticed-{stage}"
    handles = [
        engine.start(f"tell:{incident_id}:{about}:{channel}", tell, incident_id, channel, about)
        for channel in channels
    ]
    _wake_next(incident_id, stage + 1)
    return sum(1 for handle in handles if handle.result())


def _wake_next(incident_id: int, stage: int) -> None:
    """Set the clock for the next person. Part of a story, not a step: a step may start no other story."""
    seconds = seconds_to_next(incident_id, stage)
    if seconds:
        engine.later(f"escalate:{incident_id}:{stage}", seconds, escalate, incident_id, stage)


@engine.step
def seconds_to_next(incident_id: int, stage: int) -> float:
    """How long to wait for an answer before the next person is woken; 0 = there is nobody else."""
    incident = Incident.objects.select_related("workspace").get(pk=incident_id)
    if stage > last_step(listeners.of(incident.workspace_id, timezone.now())):
        return 0.0
    return incident.workspace.escalate_minutes * 60.0


@engine.step
def list_unheard(incident_id: int, stage: int) -> list[int]:
    """The next people's channels; none once somebody acted. The waking goes on the record."""
    incident = Incident.objects.select_related("workspace").get(pk=incident_id)
    if incident.closed_at is not None or incident.events.filter(kind__in=ACTED).exists():
        return []
    now = timezone.now()
    people = reached(listeners.of(incident.workspace_id, now), stage)
    names = ", ".join(str(person) for person in Person.objects.filter(pk__in=people).order_by("pk"))
    minutes = stage * incident.workspace.escalate_minutes
    incidents.append(incident, f"escalated:{stage}", "noted", now, {
        "by": "Slipguard", "text": f"nobody had answered within {minutes} minutes: now {names} is told as well"})
    return listeners.channels(incident.workspace_id, people, rooms=False)


@engine.workflow
def tell(incident_id: int, channel_id: int, about: str) -> bool:
    """One message to one channel."""
    return tell_once(incident_id, channel_id, about)


@engine.step
def list_channels(incident_id: int) -> list[int]:
    """The workspace's rooms, and the people whom this hour allows to reach."""
    incident = Incident.objects.get(pk=incident_id)
    people = reached(listeners.of(incident.workspace_id, timezone.now()))
    return listeners.channels(incident.workspace_id, people, rooms=True)


@engine.step
def tell_once(incident_id: int, channel_id: int, about: str) -> bool:
    """Send, and write it into the record; a second run after the record was written sends nothing."""
    incident = Incident.objects.select_related("account", "workspace").get(pk=incident_id)
    channel = Channel.objects.filter(pk=channel_id).first()
    if channel is None:
        return False  # removed since the alarm began
    key = f"told:{about}:{channel_id}"
    if incident.events.filter(key=key).exists():
        return True
    record = veil(incidents.read(incident, TITLES), names_for(channel, incident.workspace_id))
    asks = about.startswith(("noticed", "waits"))
    link = make_link(incident) if asks else f"{CONFIG.url}/incidents/{incident.pk}"
    message = _message(about, record, link)
    problem = deliver(channel, message, link)
    now = timezone.now()
    data = {"channel": channel.name, "ok": not problem, "says": problem, "subject": message.subject}
    incidents.append(incident, key, "told", now, data)
    Channel.objects.filter(pk=channel_id).update(
        last_trouble=problem, **({} if problem else {"last_ok_at": now})
    )
    return not problem


def deliver(channel: Channel, message: Message, link: str) -> str:
    """Through whatever the channel is. "" where it was taken; a browser that is no longer there is forgotten."""
    sealed = unseal(channel.sealed)
    if channel.kind != Channel.Kind.PUSH:
        return send(sealed["address"], message)
    problem = push(json.loads(sealed["subscription"]), message, link, signer())
    if problem == GONE:
        channel.delete()
    return problem


def names_for(channel: Channel, workspace_id: int) -> set[str]:
    """Names of other accounts that the readers of this channel may learn (`alarms_name_others` false: none).

    A person's own channel names what that person may see anyway. A room is read by the whole workspace: it
    names the workspace's own accounts, and others only where one person is alone in this installation.
    "Reads like @own_account" is what gets an alarm read.
    """
    if not CONFIG.alarms_name_others:
        return incidents.own_names(workspace_id)
    if channel.person is not None:
        return incidents.own_names(workspace_id) | incidents.names_of(channel.person)
    alone = Person.objects.filter(is_active=True).count() == 1
    return incidents.every_name() if alone else incidents.own_names(workspace_id)


def tell_all(workspace_id: int, message: Message) -> int:
    """News for everybody of a workspace that is no alarm: each channel once. Returns how many took it."""
    taken = 0
    for channel in Channel.objects.filter(workspace_id=workspace_id):
        problem = deliver(channel, message, CONFIG.url)
        Channel.objects.filter(pk=channel.pk).update(
            last_trouble=problem, **({} if problem else {"last_ok_at": timezone.now()}))
        taken += not problem
    return taken


def make_link(incident: Incident) -> str:
    """A fresh single-use link; only its hash is stored."""
    token = secrets.token_urlsafe(24)
    AlarmLink.objects.create(
        incident=incident,
        digest=digest_of(token),
        expires_at=timezone.now() + timedelta(minutes=CONFIG.link_minutes),
    )
    return f"{CONFIG.url}/alarm/{token}"


def digest_of(token: str) -> str:
    """How a link's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _message(about: str, record: Record, link: str) -> Message:
    if about.startswith("noticed"):
        return noticed(record, link)
    if about.startswith("answered"):
        return answered(about, record, link)
    return waiting(record, link) if about.startswith("waits") else recalled(record, link)


def answered(about: str, record: Record, link: str) -> Message:
    """Did the apology go out?"""
    later = about.startswith("answered-later")
    what = "follow-up" if later else "apology"
    if about.endswith("published"):
        said = record.follow_ups[-1] if later and record.follow_ups else record.apology
        return Message(f"The {what} is out on @{record.account}", f"{said.get('text', '')}\n\n{link}")
    return Message(f"The {what} did NOT go out on @{record.account}", f"Look at the incident: {link}", urgent=True)


def noticed(record: Record, link: str) -> Message:
    """The alarm. Subject first: a lock screen shows little more."""
    alternative = f", reads like {record.alternative}" if record.alternative else ""
    drill = "DRILL: " if record.drill else ""
    lines = [f"“{record.text[:280]}”", ""]
    lines += [f"- {reason}" for reason in record.reasons[:3]]
    lines += ["", f"Take it back or say that it is fine: {link}"]
    return Message(
        f"{drill}Does this belong on @{record.account} ({record.title(record.network)}){alternative}?",
        "\n".join(lines),
        urgent=True,
    )


def waiting(record: Record, link: str) -> Message:
    """A copy showed up that nobody has decided about."""
    lines = [f"“{record.text[:140]}”", "", "It was taken back, and now the same words stand here:", ""]
    for copy in record.copies.values():
        if copy.waits:
            lines.append(f"@{copy.handle} ({record.title(copy.network)}) {copy.url}".rstrip() + f": {copy.says}")
    drill = "DRILL: " if record.drill else ""
    return Message(f"{drill}One more copy of the post on @{record.account} needs your word",
                   "\n".join([*lines, "", f"Take it back: {link}"]), urgent=True)


def recalled(record: Record, link: str) -> Message:
    """What became of the recall, copy by copy. Never "gone" for what was not seen gone."""
    drill = "DRILL: " if record.drill else ""
    lines: list[str] = []
    for copy in record.copies.values():
        lines.append(f"@{copy.handle} ({record.title(copy.network)}): {copy.state}" + _how_long(copy))
        if copy.state in (CopyState.BY_HAND, CopyState.NOT_CONFIRMED):
            lines.append(f"  {copy.says} {copy.link}".rstrip())
    for place in record.look_also.values():
        if not place.get("looked_at"):
            where = f"@{place['handle']} ({record.title(place['network'])})"
            lines.append(f"Look there too, Slipguard cannot: {where} {place['url']}")
    all_gone = all(copy.state in (CopyState.GONE, CopyState.LEFT) for copy in record.copies.values())
    subject = (
        f"{drill}Confirmed gone: the post on @{record.account}"
        if all_gone
        else f"{drill}NOT confirmed gone: the post on @{record.account} needs you"
    )
    return Message(subject, "\n".join([f"“{record.text[:140]}”", "", *lines, "", link]), urgent=not all_gone)


def _how_long(copy: Any) -> str:
    return f" after {seconds(copy.seconds_visible)}" if copy.seconds_visible is not None else ""
