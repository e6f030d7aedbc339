"""Tells people: what was noticed, or what became of a recall. Durable, so that no crash swallows it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.utils import timezone

from slipguard.core.incident import CopyState, Record
from slipguard.core.incident.report import seconds
from slipguard.notify import Message, send
from slipguard.settings import CONFIG
from slipguard.storage import incidents
from slipguard.storage.models import AlarmLink, Channel, Incident
from slipguard.storage.seal import unseal
from slipguard.workflows import engine


@engine.workflow
def alarm(incident_id: int, about: str) -> int:
    """Tell every channel of the workspace. `about`: "noticed" or "recalled-N". Returns how many took it."""
    channels = list_channels(incident_id)
    # all at once: a slow service must not delay the one that works
    handles = [
        engine.start(f"tell:{incident_id}:{about}:{channel}", tell, incident_id, channel, about)
        for channel in channels
    ]
    return sum(1 for handle in handles if handle.result())


@engine.workflow
def tell(incident_id: int, channel_id: int, about: str) -> bool:
    """One message to one channel."""
    return tell_once(incident_id, channel_id, about)


@engine.step
def list_channels(incident_id: int) -> list[int]:
    """The workspace's channels."""
    incident = Incident.objects.get(pk=incident_id)
    return list(Channel.objects.filter(workspace_id=incident.workspace_id).values_list("pk", flat=True))


@engine.step
def tell_once(incident_id: int, channel_id: int, about: str) -> bool:
    """Send, and write it into the record; a second run after the record was written sends nothing."""
    incident = Incident.objects.select_related("account", "workspace").get(pk=incident_id)
    channel = Channel.objects.get(pk=channel_id)
    key = f"told:{about}:{channel_id}"
    if incident.events.filter(key=key).exists():
        return True
    record = incidents.read(incident)
    link = make_link(incident) if about == "noticed" else f"{CONFIG.url}/incidents/{incident.pk}"
    message = _message(about, record, link)
    problem = send(unseal(channel.sealed)["address"], message)
    now = timezone.now()
    data = {"channel": channel.name, "ok": not problem, "says": problem, "subject": message.subject}
    incidents.append(incident, key, "told", now, data)
    Channel.objects.filter(pk=channel_id).update(
        last_trouble=problem, **({} if problem else {"last_ok_at": now})
    )
    return not problem


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
    if about == "noticed":
        return noticed(record, link)
    return answered(about, record, link) if about.startswith("answered") else recalled(record, link)


def answered(about: str, record: Record, link: str) -> Message:
    """Did the apology go out?"""
    if about.endswith("published"):
        return Message(f"The apology is out on @{record.account}", f"{record.apology.get('text', '')}\n\n{link}")
    return Message(f"The apology did NOT go out on @{record.account}", f"Look at the incident: {link}", urgent=True)


def noticed(record: Record, link: str) -> Message:
    """The alarm. Subject first: a lock screen shows little more."""
    alternative = f", reads like {record.alternative}" if record.alternative else ""
    drill = "DRILL: " if record.drill else ""
    lines = [f"“{record.text[:280]}”", ""]
    lines += [f"- {reason}" for reason in record.reasons[:3]]
    lines += ["", f"Take it back or say that it is fine: {link}"]
    return Message(
        f"{drill}Does this belong on @{record.account} ({record.network}){alternative}?",
        "\n".join(lines),
        urgent=True,
    )


def recalled(record: Record, link: str) -> Message:
    """What became of the recall, copy by copy. Never "gone" for what was not seen gone."""
    drill = "DRILL: " if record.drill else ""
    lines: list[str] = []
    for copy in record.copies.values():
        lines.append(f"@{copy.handle} ({copy.network}): {copy.state}" + _how_long(copy))
        if copy.state in (CopyState.BY_HAND, CopyState.NOT_CONFIRMED):
            lines.append(f"  {copy.says} {copy.link}".rstrip())
    all_gone = all(copy.state is CopyState.GONE for copy in record.copies.values())
    subject = (
        f"{drill}Confirmed gone: the post on @{record.account}"
        if all_gone
        else f"{drill}NOT confirmed gone: the post on @{record.account} needs you"
    )
    return Message(subject, "\n".join([f"“{record.text[:140]}”", "", *lines, "", link]), urgent=not all_gone)


def _how_long(copy: Any) -> str:
    return f" after {seconds(copy.seconds_visible)}" if copy.seconds_visible is not None else ""
