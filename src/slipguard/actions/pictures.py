"""Pictures and films: brought to a workspace, put with drafts, described, taken out. sending.py judges what goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.core.types import Picture, PictureRules
from slipguard.core.writing import as_sent, film, film_kind, fits, objection
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Reconnect
from slipguard.settings import CONFIG
from slipguard.storage import imaging, pictures
from slipguard.storage.models import Account, Draft, PictureRow, Role, Workspace
from slipguard.storage.posts import clean
from slipguard.workflows.clients import secret_of

MOST = 10  # pictures of a draft: more than any network here takes
WAITING = 40  # pictures that one person may have brought without a draft: a disk has an end
FILMS_WAITING = 4  # and films, which are large
MEGABYTE = 1024 * 1024
LONGEST_ALT = 10_000  # characters; each network's own limit is far below


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture or film that a draft is to show, by its name, and its description there."""

    key: str
    alt: str = ""


def bring(actor: Actor, space: Workspace, file: IO[bytes], alt: str = "") -> PictureRow:
    """Take a picture or a film in, cleaned; it waits for a draft of this workspace for a day."""
    access.need(actor, space, Role.AUTHOR)
    waiting = PictureRow.objects.filter(workspace=space, person=actor.person, draft=None)
    begins = file.read(64)
    file.seek(0)
    if against := film(begins):
        raise BadInput(against.what, against.next_step)
    if film_kind(begins):
        _room(waiting.filter(seconds__gt=0).count(), FILMS_WAITING, "films")
        return pictures.keep_film(space, actor.person, file, CONFIG.upload_megabytes * MEGABYTE, _words(alt))
    _room(waiting.count(), WAITING, "pictures")
    picture, content = imaging.cleaned(file.read(imaging.LARGEST + 1), _words(alt))
    return pictures.keep(space, actor.person, picture, content)


def _room(waiting: int, most: int, what: str) -> None:
    if waiting >= most:
        raise BadInput(f"{most} of your {what} wait here for a post already.",
                       "Send or keep the post that they are for; what no post takes is thrown away after a day.")


def get(actor: Actor, key: str) -> PictureRow:
    """A picture of one of the actor's workspaces."""
    row = PictureRow.objects.select_related("workspace").filter(key=key).first()
    missing = NotFound("There is no such picture.", "Add it again.")
    return access.behind_wall(actor, row, row.workspace if row else None, missing, Role.AUTHOR)


def of_draft(draft: Draft) -> list[PictureRow]:
    """A draft's pictures, in order."""
    return list(draft.pictures.all())


def preview(actor: Actor, key: str) -> bytes:
    """A small JPEG of a picture, or of a film's first one, of one of the actor's workspaces."""
    row = get(actor, key)
    try:
        return pictures.preview(row.key, row.facts.film)
    except FileNotFoundError:
        raise NotFound("There is no such picture.", "Add it again.") from None


def chosen(actor: Actor, space: Workspace, shown: Sequence[Shown]) -> list[tuple[PictureRow, str]]:
    """(picture, description) for each, in order. NotFound beyond this workspace, BadInput where they are too many."""
    if len(shown) > MOST:
        raise BadInput(f"There are {len(shown)} pictures; {MOST} are kept with a draft.", "Take some of them out.")
    found = []
    for one in {one.key: one for one in shown}.values():
        row = get(actor, one.key)
        if row.workspace_id != space.pk:
            raise NotFound("There is no such picture.", "Add it again.")
        found.append((row, _words(one.alt)))
    return found


def put(actor: Actor, draft: Draft, shown: Sequence[Shown]) -> None:
    """The draft shows these and no others, in this order. Others' pictures are copied, its own are kept."""
    wanted = chosen(actor, draft.account.workspace, shown)
    for row in pictures.of(draft):
        if row.pk not in {one.pk for one, _ in wanted}:
            row.delete()
    for number, (row, alt) in enumerate(wanted):
        try:
            mine = row if row.draft_id == draft.pk else pictures.copy(row, draft)
        except FileNotFoundError:
            raise BadInput(f"{'The film' if row.facts.film else 'A picture'} of this post is not kept any more.",
                           "Add it again to a new draft.") from None
        PictureRow.objects.filter(pk=mine.pk).update(place=number, alt=alt)


def sorted_as(draft: Draft, keys: Sequence[str]) -> list[Shown]:
    """The draft's pictures in this order, as `put` takes them. BadInput unless each is named once and no other."""
    mine = {one.key: one for one in listed(draft)}
    if len(keys) != len(mine) or set(keys) != set(mine):
        raise BadInput("These are not the pictures of this draft, each once.", "Name all of them, in the new order.")
    return [mine[key] for key in keys]


def listed(draft: Draft) -> list[Shown]:
    """What a draft shows, as `put` takes it."""
    return [Shown(row.key, row.alt) for row in pictures.of(draft)]


def of(draft: Draft) -> list[Picture]:
    """The facts, in order."""
    return [row.facts for row in pictures.of(draft)]


def rules(account: Account) -> PictureRules | None:
    """What goes with a post on this account; None: no pictures by Slipguard."""
    return NETWORKS[account.network].facts.takes(account.limits)


def fitting(account: Account, shown: Sequence[Picture]) -> None:
    """BadInput where the network would not take these pictures, with the figures. Too large ones are made to fit."""
    if shown and (why := barred(account)):
        raise BadInput(f"@{account.handle}: {why}", "Connect it again, by its page; what you added stays here.")
    here = rules(account)
    as_they_go = [as_sent(one, here) for one in shown] if here else shown
    if against := objection(as_they_go, here, f"{NETWORKS[account.network].facts.title} on @{account.handle}"):
        raise BadInput(against.what, against.next_step)


def barred(account: Account) -> str:
    """Why its sign-in cannot bring pictures, as far as that is known before it is tried; "" where it can."""
    try:
        return NETWORKS[account.network].pictureless(secret_of(account))
    except Reconnect:  # it has no sign-in at all, which its page says in other words
        return ""


def shrinks(account: Account, picture: Picture) -> bool:
    """Will it be made smaller for this account's network?"""
    here = rules(account)
    return here is not None and not fits(picture, here)


def _words(alt: str) -> str:
    plain = " ".join(clean(alt).split())
    if len(plain) > LONGEST_ALT:
        raise BadInput("The description is longer than any network takes.", "Shorten it.")
    return plain
