"""Learn how an account or a person sounds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from slipguard.actions import access, acts, doubts
from slipguard.actions.access import Actor
from slipguard.actions.accounts import network, refused
from slipguard.core.errors import BadInput, NotFound
from slipguard.core.types import Post
from slipguard.core.voice import learn
from slipguard.core.voice.inside import forms
from slipguard.networks import NETWORKS, TITLES
from slipguard.networks.protocol import NetworkFailure
from slipguard.storage import posts, voices
from slipguard.storage.models import PersonalAccount, VoiceRow
from slipguard.workflows.clients import client, surroundings

HISTORY = 3000  # posts read from the network at most: more adds little and costs minutes


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a round of learning did."""

    read: int
    new: int
    posts: int  # in the voice now
    doubt: str = ""  # why a person should look at what was just learnt; "" where it fits what was known


def learn_account(actor: Actor, number: int, limit: int = HISTORY) -> Learnt:
    """Read the account's history from its network, keep it, and learn the voice anew."""
    account = access.account(actor, number, acts.LEARN)
    now, read, new = timezone.now(), 0, list[Post]()
    try:
        with client(account) as net:
            for post in net.history(limit):
                _, fresh = posts.note(account, post, now, live=False)
                read += 1
                if fresh:
                    new.append(post)
    except NetworkFailure as failure:
        raise refused(failure) from None
    seen = doubts.judge(account, new)
    voice = voices.learn_anew(account)
    access.log(actor, account.workspace, "learnt the voice", f"@{account.handle}: {voice.posts} posts")
    return Learnt(read, len(new), voice.posts, doubts.note(actor, account, now, seen))


def declare(actor: Actor, network_name: str, handle: str, consent: bool, remote_id: str = "") -> PersonalAccount:
    """A person says: this account is mine. Only its voice is ever kept, and only with their consent."""
    network(network_name)
    handle = handle.strip().lstrip("@")
    if not handle:
        raise BadInput("Which account is yours?", "Type its name, for example sam.example.")
    if not consent:
        raise BadInput(
            "Without your consent nothing is learnt.",
            "Tick the box: only numbers that describe how you write are kept, never a text.",
        )
    if actor.person is None:
        raise NotFound("Only a signed-in person can declare an account.", "Sign in first.")
    own, _ = PersonalAccount.objects.get_or_create(
        person=actor.person,
        network=network_name,
        handle=handle,
        defaults={"consented_at": timezone.now(), "remote_id": remote_id},
    )
    access.log(actor, None, "declared a personal account", f"@{handle} on {TITLES[network_name]}")
    return own


def learn_personal(actor: Actor, number: int, texts: Iterable[Post]) -> Learnt:
    """Learn a person's voice from posts that they bring. The posts themselves are not kept anywhere."""
    own = own_account(actor, number)
    voice = learn(texts, private=True)  # sums only: nothing about a single post is kept
    if voice.posts == 0:
        raise BadInput("There was no post of yours in it.", "Give a file with one post per line, or JSON lines.")
    voices.keep(own, voice)
    access.log(actor, None, "learnt a personal voice", f"@{own.handle}: numbers of {voice.posts} posts")
    return Learnt(voice.posts, voice.posts, voice.posts)


def learn_personal_public(actor: Actor, number: int, limit: int = 500) -> Learnt:
    """Learn from the person's public posts, read logged out, where the network allows that."""
    own = own_account(actor, number)
    try:
        found = list(NETWORKS[own.network].public_history(own.handle, limit, surroundings(own.network)))
    except NetworkFailure as failure:
        raise refused(failure) from None
    return learn_personal(actor, number, found)


def forget_personal(actor: Actor, number: int) -> None:
    """The person takes their voice back; it is gone at once."""
    own = own_account(actor, number)
    access.log(actor, None, "removed a personal account", f"@{own.handle} on {TITLES[own.network]}")
    own.delete()


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is stored of how a person writes: how much, since when, and in what form."""

    own: PersonalAccount
    posts: int  # how many the numbers rest on; 0: no voice was learnt
    bytes: int  # size of the numbers
    forms: list[tuple[str, int]]  # what kinds of number, and how many of each
    learnt_at: datetime | None


def kept(actor: Actor) -> list[Kept]:
    """What Slipguard keeps of the person's own accounts. Counted from the stored row, not from a promise."""
    found = []
    for own in own_accounts(actor):
        row = VoiceRow.objects.filter(personal=own).first()
        data = bytes(row.data) if row else b""
        found.append(Kept(own, row.posts if row else 0, len(data), forms(data) if row else [],
                          row.learnt_at if row else None))
    return found


def own_account(actor: Actor, number: int) -> PersonalAccount:
    """A personal account of this very person's; NotFound for everybody else's."""
    own = PersonalAccount.objects.filter(pk=number, person=actor.person).first()
    if own is None:
        raise NotFound("There is no such personal account of yours.", "Declare it first.")
    return own


def own_accounts(actor: Actor) -> list[PersonalAccount]:
    """What the person declared as their own."""
    return list(PersonalAccount.objects.filter(person=actor.person).select_related("voice").order_by("pk"))
