"""Channels: where alarms go."""

from __future__ import annotations

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.notify import Message, send
from slipguard.notify.send import understands
from slipguard.storage.models import Channel, Role, Workspace
from slipguard.storage.seal import seal, unseal


def add(actor: Actor, workspace: Workspace, name: str, address: str) -> Channel:
    """Keep an apprise address, sealed. Nothing is sent yet."""
    access.need(actor, workspace, Role.MANAGER)
    name, address = " ".join(name.split())[:80], address.strip()
    if not name:
        raise BadInput("The channel needs a name.", "Say whose phone or which room it is.")
    if not understands(address):
        raise BadInput(
            "This address is not one that can be used.",
            "It looks like ntfy://topic, mailto://user:password@host or slack://tokens "
            "(docs/howto/channels.md).",
        )
    channel = Channel.objects.create(workspace=workspace, name=name, sealed=seal({"address": address}))
    access.log(actor, workspace, "added a channel", name)
    return channel


def test(actor: Actor, number: int) -> str:
    """Send a trial message now. "" where it was taken, otherwise what went wrong."""
    channel = _get(actor, number)
    problem = send(
        unseal(channel.sealed)["address"],
        Message("Slipguard can reach you", f"This is how alarms for {channel.workspace.name} will arrive."),
    )
    Channel.objects.filter(pk=channel.pk).update(
        last_trouble=problem, **({} if problem else {"last_ok_at": timezone.now()}))
    return problem


def remove(actor: Actor, number: int) -> None:
    """Forget a channel."""
    channel = _get(actor, number)
    access.log(actor, channel.workspace, "removed a channel", channel.name)
    channel.delete()


def of_workspace(actor: Actor, workspace: Workspace) -> list[Channel]:
    """All channels, names only: addresses stay sealed."""
    access.need(actor, workspace)
    return list(Channel.objects.filter(workspace=workspace).order_by("name"))


def _get(actor: Actor, number: int) -> Channel:
    channel = Channel.objects.select_related("workspace").filter(pk=number).first()
    missing = NotFound("There is no such channel.", "Look at the settings.")
    return access.behind_wall(actor, channel, channel.workspace if channel else None, missing, Role.MANAGER)
