"""Channels: where alarms go. A workspace's rooms, and each person's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.notify import Message
from slipguard.notify import push as webpush
from slipguard.notify.send import understands
from slipguard.settings import CONFIG
from slipguard.storage.models import Channel, Person, Workspace
from slipguard.storage.seal import seal
from slipguard.workflows.alarm import deliver
from slipguard.workflows.signer import signer


def add(actor: Actor, workspace: Workspace, name: str, address: str) -> Channel:
    """Keep an apprise address for a workspace, sealed. Nothing is sent yet."""
    access.need(actor, workspace, acts.SET_UP)
    channel = Channel.objects.create(workspace=workspace, name=_name(name), sealed=_address(address))
    access.log(actor, workspace, "added a channel", channel.name)
    return channel


def add_own(actor: Actor, name: str, address: str) -> Channel:
    """The same for the person alone: alarms of all their workspaces, within their quiet hours."""
    return Channel.objects.create(person=_person(actor), name=_name(name), sealed=_address(address))


def add_browser(actor: Actor, name: str, subscription: Mapping[str, Any]) -> Channel:
    """This browser's push subscription; the same browser twice is one channel."""
    person = _person(actor)
    if not webpush.understands(subscription):
        raise BadInput("This browser gave no address that messages can be sent to.",
                       "Allow notifications for this site, then try again.")
    for old in Channel.objects.filter(person=person, kind=Channel.Kind.PUSH, name=_name(name)):
        old.delete()
    sealed = seal({"subscription": json.dumps(dict(subscription))})
    return Channel.objects.create(person=person, kind=Channel.Kind.PUSH, name=_name(name), sealed=sealed)


def push_key() -> str:
    """What a browser is given before it accepts messages from this installation."""
    return signer().public_key


def test(actor: Actor, number: int) -> str:
    """Send a trial message now. "" where it was taken, otherwise what went wrong."""
    channel = _get(actor, number)
    where = channel.workspace.name if channel.workspace else "your workspaces"
    message = Message("Slipguard can reach you", f"This is how alarms for {where} will arrive.", urgent=True)
    problem = deliver(channel, message, CONFIG.url)
    Channel.objects.filter(pk=number).update(
        last_trouble=problem, **({} if problem else {"last_ok_at": timezone.now()}))
    return problem


def remove(actor: Actor, number: int) -> None:
    """Forget a channel."""
    channel = _get(actor, number)
    access.log(actor, channel.workspace, "removed a channel", channel.name)
    channel.delete()


def of_workspace(actor: Actor, workspace: Workspace) -> list[Channel]:
    """A workspace's rooms, names only: addresses stay sealed."""
    access.need(actor, workspace)
    return list(Channel.objects.filter(workspace=workspace).order_by("name"))


def home(actor: Actor, number: int) -> Workspace:
    """The workspace whose room it is; a person's own channel has none, and is dealt with on their own page."""
    missing = NotFound("There is no such channel.", "Look at the settings.")
    rows = Channel.objects.exclude(workspace=None)
    found = access.numbered(actor, rows, number, missing).workspace
    assert found is not None
    return found


def own(actor: Actor) -> list[Channel]:
    """The person's own channels."""
    return list(Channel.objects.filter(person=_person(actor)).order_by("name"))


def _get(actor: Actor, number: int) -> Channel:
    channel = Channel.objects.select_related("workspace").filter(pk=number).first()
    missing = NotFound("There is no such channel.", "Look at the settings.")
    if channel is not None and channel.person_id is not None:
        if actor.person is None or channel.person_id != actor.person.pk:
            raise missing
        return channel
    return access.behind_wall(actor, channel, channel.workspace if channel else None, missing, acts.SET_UP)


def _person(actor: Actor) -> Person:
    if actor.person is None:
        raise NotFound("Only a signed-in person has channels of their own.", "Sign in first.")
    return actor.person


def _name(name: str) -> str:
    name = " ".join(name.split())[:80]
    if not name:
        raise BadInput("The channel needs a name.", "Say whose phone or which room it is.")
    return name


def _address(address: str) -> bytes:
    address = address.strip()
    if not understands(address):
        raise BadInput(
            "This address is not one that can be used.",
            "It looks like ntfy://topic, mailto://user:password@host or slack://tokens.",
        )
    return seal({"address": address})
