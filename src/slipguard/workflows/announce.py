"""Tells the channels what is no alarm and yet must reach people: a pause, its end, a post that did not go."""

from __future__ import annotations

from django.utils import timezone

from slipguard.core.telling import reached
from slipguard.notify import Message
from slipguard.settings import CONFIG
from slipguard.storage import listeners, pauses
from slipguard.storage.models import Channel, Draft, Pause, Workspace
from slipguard.workflows import engine
from slipguard.workflows.alarm import deliver


def pause_changed(pause: Pause) -> None:
    """Tell everyone whom a pause, or its end, concerns."""
    what = "ended" if pause.ended_at else "began"
    engine.start(f"announce:pause-{pause.pk}:{what}", announce, f"pause-{what}", pause.pk)


def draft_stopped(draft: Draft) -> None:
    """Tell that a planned post waits for a person."""
    engine.start(f"announce:{draft.key}", announce, "draft", draft.pk, f"-v{draft.version}")


@engine.workflow
def announce(about: str, number: int, mark: str = "") -> int:
    """One message to each channel that it concerns. Returns how many took it.

    `mark`: what tells one time from the next, for what can happen to the same thing again.
    """
    named = [(channel, f"announce:{about}:{number}{mark}:{channel}") for channel in whom(about, number)]
    # all at once, as with alarms: a slow service must not delay the one that works
    handles = [engine.start(name, announce_to, about, number, channel) for channel, name in named]
    return sum(1 for handle in handles if handle.result())


@engine.workflow
def announce_to(about: str, number: int, channel: int) -> bool:
    """One message to one channel."""
    return announce_once(about, number, channel)


@engine.step
def whom(about: str, number: int) -> list[int]:
    """The rooms of the workspace and whom this hour allows to reach; for the whole house those of all."""
    if about == "draft":
        spaces = [Draft.objects.select_related("account").get(pk=number).account.workspace_id]
    else:
        one = Pause.objects.get(pk=number).workspace_id
        spaces = [one] if one else list(Workspace.objects.values_list("pk", flat=True))
    found: set[int] = set()
    for space in spaces:
        people = reached(listeners.of(space, timezone.now()))
        found.update(listeners.channels(space, people, rooms=True))
    return sorted(found)


@engine.step
def announce_once(about: str, number: int, channel_id: int) -> bool:
    """Send, and note at the channel whether it was taken."""
    channel = Channel.objects.filter(pk=channel_id).first()
    if channel is None:
        return False
    message, link = _message(about, number)
    problem = deliver(channel, message, link)
    fresh = {} if problem else {"last_ok_at": timezone.now()}
    Channel.objects.filter(pk=channel_id).update(last_trouble=problem, **fresh)
    return not problem


def _message(about: str, number: int) -> tuple[Message, str]:
    """The words, each with its link at the end."""
    if about == "draft":
        draft = Draft.objects.select_related("account").get(pk=number)
        link = f"{CONFIG.url}/drafts/{draft.pk}"
        return Message(f"Not sent: a planned post on @{draft.account.handle} waits for you",
                       f"{draft.says}\n\n“{draft.text[:280]}”\n\n{link}", urgent=True), link
    pause = Pause.objects.select_related("workspace").get(pk=number)
    link = f"{CONFIG.url}/w/{pause.workspace.slug}/pause" if pause.workspace else f"{CONFIG.url}/"
    if about == "pause-began":
        return Message(f"{pause.where} is paused: nothing goes out",
                       f"{pause.by_name}: {pause.reason}\n\nWatching and taking back go on. "
                       f"Only a manager or owner resumes: {link}", urgent=True), link
    held = pauses.drafts_of(pause.workspace_id).filter(state=Draft.State.HALTED).count()
    wait = f"{held} posts whose moment passed wait for a decision; none goes out by itself.\n\n" if held else ""
    return Message(f"{pause.where} is resumed", f"By {pause.ended_by_name}.\n\n{wait}{link}"), link
