"""Tells the channels what is no alarm and yet must reach people: a pause, its end, a post that did not go."""

from __future__ import annotations

from django.utils import timezone

from slipguard.notify import Message, send
from slipguard.settings import CONFIG
from slipguard.storage import pauses
from slipguard.storage.models import Channel, Draft, Pause
from slipguard.storage.seal import unseal
from slipguard.workflows import engine


def pause_changed(pause: Pause) -> None:
    """Tell everyone whom a pause, or its end, concerns."""
    what = "ended" if pause.ended_at else "began"
    engine.start(f"announce:pause-{pause.pk}:{what}", announce, f"pause-{what}", pause.pk)


def draft_stopped(draft: Draft) -> None:
    """Tell that a planned post waits for a person."""
    engine.start(f"announce:{draft.key}", announce, "draft", draft.pk)


@engine.workflow
def announce(about: str, number: int) -> int:
    """One message to each channel that it concerns. Returns how many took it."""
    named = [(channel, f"announce:{about}:{number}:{channel}") for channel in whom(about, number)]
    # all at once, as with alarms: a slow service must not delay the one that works
    handles = [engine.start(name, announce_to, about, number, channel) for channel, name in named]
    return sum(1 for handle in handles if handle.result())


@engine.workflow
def announce_to(about: str, number: int, channel: int) -> bool:
    """One message to one channel."""
    return announce_once(about, number, channel)


@engine.step
def whom(about: str, number: int) -> list[int]:
    """The channels of the workspace; for the whole house those of all."""
    found = Channel.objects.order_by("pk")
    if about == "draft":
        found = found.filter(workspace=Draft.objects.get(pk=number).account.workspace_id)
    else:
        pause = Pause.objects.get(pk=number)
        found = found.filter(workspace=pause.workspace_id) if pause.workspace_id else found
    return list(found.values_list("pk", flat=True))


@engine.step
def announce_once(about: str, number: int, channel_id: int) -> bool:
    """Send, and note at the channel whether it was taken."""
    channel = Channel.objects.filter(pk=channel_id).first()
    if channel is None:
        return False
    problem = send(unseal(channel.sealed)["address"], _message(about, number))
    fresh = {} if problem else {"last_ok_at": timezone.now()}
    Channel.objects.filter(pk=channel_id).update(last_trouble=problem, **fresh)
    return not problem


def _message(about: str, number: int) -> Message:
    if about == "draft":
        draft = Draft.objects.select_related("account").get(pk=number)
        return Message(f"Not sent: a planned post on @{draft.account.handle} waits for you",
                       f"{draft.says}\n\n“{draft.text[:280]}”\n\n{CONFIG.url}/drafts/{draft.pk}", urgent=True)
    pause = Pause.objects.select_related("workspace").get(pk=number)
    where = f"/w/{pause.workspace.slug}/pause" if pause.workspace else ""
    if about == "pause-began":
        return Message(f"{pause.where} is paused: nothing goes out",
                       f"{pause.by_name}: {pause.reason}\n\nWatching and taking back go on. "
                       f"Only a manager or owner resumes: {CONFIG.url}{where}", urgent=True)
    held = pauses.drafts_of(pause.workspace_id).filter(state=Draft.State.HALTED).count()
    wait = f"{held} posts whose moment passed wait for a decision; none goes out by itself.\n\n" if held else ""
    return Message(f"{pause.where} is resumed", f"By {pause.ended_by_name}.\n\n{wait}{CONFIG.url}{where}")
