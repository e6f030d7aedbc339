"""Learn from what people already have: a network's own archive, or a plain file of posts.

Everything is read to its end before anything is kept, so a file that turns out to be broken, hostile or
somebody else's after fifty thousand posts has changed nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from django.utils import timezone

from slipguard.actions import access, acts, doubts, learning
from slipguard.actions.access import Actor
from slipguard.core.errors import BadArchive, NotFound, NotReady, WrongOwner
from slipguard.core.separation import same_account
from slipguard.core.types import Post
from slipguard.core.voice import learn
from slipguard.networks import ARCHIVES, NETWORKS, TITLES
from slipguard.networks.archive import Form, Owner, Tally, open_box
from slipguard.networks.archive.box import Box
from slipguard.networks.protocol import NetworkFailure
from slipguard.storage import histories, posts, voices
from slipguard.storage.models import Account, PersonalAccount
from slipguard.workflows.clients import surroundings

Given = Path | IO[bytes]
Tell = Callable[[str, float], None]  # (what is being done, how much of it: 0 to 1)
LOT = 500
_EARLIEST = datetime.min.replace(tzinfo=UTC)
KNOWN = ("an X archive (zip), a Mastodon archive (tar.gz or zip), a Bluesky repository (.car), CSV with a column "
         "“text”, JSON lines with “text”, or one post per line")


@dataclass(frozen=True, slots=True)
class Told:
    """What was understood, what was passed over and why, and what became of it. Numbers, never text."""

    title: str  # "an X archive"
    owner: str  # whose it says it is, "" where it does not say
    found: int  # posts of own words
    new: int  # of these, not known before
    known: int
    quotes: int
    cut: int
    skipped: dict[str, int]
    notes: list[str]
    since: datetime | None
    until: datetime | None
    learnt_from: int  # the newest of them
    posts: int  # in the voice now
    doubt: str = ""  # why a person should look at what was just learnt; "" where it fits what was known


def quietly(step: str, share: float) -> None:
    """Progress that nobody looks at."""


def read_account(actor: Actor, number: int, given: Given, name: str = "", tell: Tell = quietly) -> Told:
    """Take an archive in as the account's history and learn its voice anew. All of it or nothing."""
    account = access.account(actor, number, acts.LEARN)
    if account.disconnected_at is not None:
        raise NotFound("There is no such account.", "It was disconnected; connect it again.")
    box, form = _recognise(given, name, account.network)
    owner = form.owner(box)
    _same(owner, account.handle, account.remote_id, account.network)
    tally, at = Tally(), timezone.now()
    with histories.staged(account, at) as waiting:
        named = (_named(post, account) for post in form.posts(box, tally))
        for lot in _lots(_checked(named, account.handle, account.remote_id), box, tell):
            waiting.add(lot)
        _something(tally)
        new = waiting.mark_known()
        before = voices.heard_of(account.workspace_id, account.speaks_as)
        fresh = waiting.newest(voices.MOST)
        seen = doubts.judge(account, fresh)
        both = [*fresh, *before]
        history = sorted(both, key=_time)[-voices.MOST :]
        voice = learn(_counted(history, tell))
        tell("keeping", 0.0)
        waiting.settle(voice, lambda share: tell("keeping", share))
    access.log(actor, account.workspace, "learnt from an archive",
               f"@{account.handle}: {form.title}, {tally.found} posts, {new} new")
    told = _told(form, owner, tally, new, len(history), voice.posts)
    return replace(told, doubt=doubts.note(actor, account, at, seen))


def read_own(actor: Actor, number: int, given: Given, name: str = "", tell: Tell = quietly) -> Told:
    """Learn a person's voice from their archive. Neither the file nor a post of it is kept anywhere."""
    own = learning.own_account(actor, number)
    box, form = _recognise(given, name, own.network)
    owner = form.owner(box)
    remote_id = own.remote_id or _identified(own, owner)
    _same(owner, own.handle, remote_id, own.network)
    tally = Tally()
    found = (post for lot in _lots(_checked(form.posts(box, tally), own.handle, remote_id), box, tell) for post in lot)
    newest = heapq.nlargest(voices.MOST, found, key=_time)[::-1]
    _something(tally)
    learnt = learning.learn_personal(actor, number, _counted(newest, tell))
    if owner.remote_id and not own.remote_id:
        PersonalAccount.objects.filter(pk=own.pk).update(remote_id=owner.remote_id)
    return _told(form, owner, tally, tally.found, len(newest), learnt.posts)


def texts(given: Given, name: str = "") -> list[Post]:
    """The posts of a file, newest last, for a test that keeps nothing."""
    box, form = _recognise(given, name, "")
    newest = heapq.nlargest(voices.MOST, form.posts(box, tally := Tally()), key=_time)[::-1]
    _something(tally)
    return newest


def _recognise(given: Given, name: str, network: str) -> tuple[Box, Form]:
    box = open_box(given, name)
    form = next((form for form in ARCHIVES if form.recognises(box)), None)
    if form is None:
        nested = next((one for one in box.names() if one.lower().endswith((".zip", ".gz", ".tar", ".7z"))), None)
        if nested:
            raise BadArchive("This archive holds another archive.", "Unpack the outer one, and give the inner one.")
        raise BadArchive("No posts were found in this in any form that is known.", f"Give {KNOWN}.")
    if network and form.network not in ("", network):
        raise BadArchive(f"This is {form.title}, and the account belongs to another network ({_title(network)}).",
                         "Choose the account that the archive belongs to.")
    return box, form


def _same(owner: Owner, handle: str, remote_id: str, network: str) -> None:
    if not owner.known:
        return
    same = same_account(owner.handle, owner.remote_id, handle, remote_id)
    if same is None:
        raise NotReady(f"This archive belongs to {owner}; whether that is @{handle} could not be found out.",
                       f"Try again once {_title(network)} can be reached.")
    if not same:
        raise WrongOwner(f"This archive belongs to {owner}, not to @{handle}. Nothing was learnt.",
                         f"Give the archive of @{handle}, or choose the account {owner}.")


def _checked(found: Iterable[Post], handle: str, remote_id: str) -> Iterator[Post]:
    """Plain files name an author in each row, if at all."""
    for post in found:
        if post.author and same_account(post.author, "", handle, remote_id) is False and post.author != remote_id:
            raise WrongOwner(f"This file holds posts of {Owner(post.author[:80])}, not only of @{handle}. "
                             "Nothing was learnt.", f"Leave only the rows of @{handle} in it.")
        yield post


def _identified(own: PersonalAccount, owner: Owner) -> str:
    """The id behind a person's handle, where the archive names its owner by id only."""
    identify = getattr(NETWORKS.get(own.network), "identify", None)
    if owner.handle or not owner.remote_id or identify is None:
        return ""
    try:
        return str(identify(own.handle, surroundings(own.network)))
    except NetworkFailure:
        return ""


def _named(post: Post, account: Account) -> Post:
    """With the ref that the network's adapter gives: so a post that is known already is known again."""
    adapter, key = NETWORKS.get(account.network), post.ref
    if adapter is not None and not _plain(key):
        located = adapter.locate(key) or adapter.locate(post.url)
        key = located.key if located else ""
    if adapter is not None and key:
        key = adapter.ref(account.remote_id, key)
    return replace(post, ref=posts.clean(key)[:400] or posts.nameless(post))


def _plain(key: str) -> bool:
    return bool(key) and all(c.isalnum() or c in "-_.~" for c in key)


def _lots(found: Iterable[Post], box: Box, tell: Tell) -> Iterator[list[Post]]:
    lot: list[Post] = []
    for post in found:
        lot.append(post)
        if len(lot) == LOT:
            tell("reading", box.meter.share)
            yield lot
            lot = []
    tell("reading", 1.0)
    if lot:
        yield lot


def _counted(history: list[Post], tell: Tell) -> Iterator[Post]:
    for number, post in enumerate(history):
        if number % LOT == 0:
            tell("learning", number / len(history))
        yield post
    tell("learning", 1.0)


def _something(tally: Tally) -> None:
    if tally.found == 0:
        why = "; ".join(f"{count:,} {reason}" for reason, count in tally.skipped.most_common(4))
        raise BadArchive(f"There is no post of the owner's own words in it{f' ({why})' if why else ''}.",
                         f"Give {KNOWN}.")


def _told(form: Form, owner: Owner, tally: Tally, new: int, learnt_from: int, total: int) -> Told:
    return Told(form.title, str(owner), tally.found, new, tally.found - new, tally.quotes, tally.cut,
                dict(tally.skipped.most_common()), tally.notes, tally.since, tally.until, learnt_from, total)


def _time(post: Post) -> datetime:
    return post.at or _EARLIEST


def _title(network: str) -> str:
    return TITLES.get(network, network.title())
