"""Drafts: write, check, change, move. Sending them is in sending.py, their calendar in planning.py."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from django.db import transaction

from slipguard.actions import access, pictures
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.core.types import Picture
from slipguard.core.verdict import Checked
from slipguard.core.writing import parts, wordless
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Length
from slipguard.storage.models import Account, Draft, Incident, Role, Workspace
from slipguard.storage.posts import clean
from slipguard.workflows.due import judged

# at rest: nobody sends it, nothing runs
RESTING = [Draft.State.DRAFT, Draft.State.FAILED, Draft.State.UNKNOWN]
# not sent, and other words may still be put in their place (a held one goes back to a draft first)
CHANGEABLE = [*RESTING, Draft.State.APPROVAL, Draft.State.HALTED]
# not sent yet, and a person may still change their mind about where it goes
OPEN = [*CHANGEABLE, Draft.State.HELD]


def assess(actor: Actor, account: Account, text: str, language: str | None = None, flow: bool = False,
           reply_to: str | None = None, shown: Sequence[Picture] = ()) -> Checked:
    """Would this belong on this account? Nothing is stored. A thread is as wrong as its worst part; of `shown` the
    descriptions are read."""
    access.need(actor, account.workspace, Role.AUTHOR)
    parts = list(texts_of(account, clean(text), flow)) or [clean(text)]
    return Checked(*judged(account, parts, language, reply_to, shown))


def write(actor: Actor, account_id: int, text: str, *, language: str = "", reply_to: str = "", flow: bool = False,
          purpose: str = "post", incident: Incident | None = None, together: str = "",
          shown: Sequence[Shown] = ()) -> Draft:
    """Keep a draft. No account is ever the default: it is always named."""
    account = access.account(actor, account_id)
    if account.disconnected_at is not None:
        raise BadInput(f"@{account.handle} is not connected.", "Connect it again, then write the draft.")
    if why := NETWORKS[account.network].facts.cannot.get("publish"):
        raise BadInput(f"Slipguard does not write on @{account.handle}: {why}.",
                       "Choose another account, or write in the network's own app.")
    with transaction.atomic():
        draft = Draft.objects.create(
            account=account, author=actor.person, editor=actor.person, text=_text(account, text, len(shown)),
            language=language[:12], reply_to=reply_to[:400], flow=flow, purpose=purpose, incident=incident,
            together=together,
        )
        if shown:
            pictures.put(actor, draft, shown)
    return draft


def write_together(actor: Actor, account_ids: Sequence[int], text: str, *, language: str = "", flow: bool = False,
                   others: Mapping[int, str] | None = None, shown: Sequence[Shown] = ()) -> list[Draft]:
    """One text for several accounts of one workspace: a draft for each, with a shared mark and pictures of its own.

    `others`: account -> other words there, where the text does not fit as it is.
    """
    chosen = [access.account(actor, number) for number in dict.fromkeys(account_ids)]
    if not chosen:
        raise BadInput("No account is chosen.", "Choose the accounts that this is for.")
    if len({account.workspace_id for account in chosen}) > 1:
        raise BadInput("These accounts belong to different clients.", "Write for one workspace at a time.")
    mark = secrets.token_hex(16) if len(chosen) > 1 else ""
    with transaction.atomic():
        return [write(actor, account.pk, (others or {}).get(account.pk) or text, language=language, flow=flow,
                      together=mark, shown=shown) for account in chosen]


def change(actor: Actor, number: int, text: str, *, flow: bool | None = None, language: str | None = None,
           shown: Sequence[Shown] | None = None) -> Draft:
    """New words, new version; only while nothing is on its way. `shown`: its pictures; None: as they are."""
    draft = get(actor, number)
    if draft.sent:
        raise Conflict(f"{len(draft.sent)} of its parts are public, so its words stay as they are.",
                       "Send the rest, or take the public parts back and write it anew.")
    many = draft.pictures.count() if shown is None else len(shown)
    with transaction.atomic():
        changed = Draft.objects.filter(pk=draft.pk, state__in=CHANGEABLE).update(
            text=_text(draft.account, text, many), version=draft.version + 1, state=Draft.State.DRAFT,
            editor=actor.person, flow=draft.flow if flow is None else flow,
            language=draft.language if language is None else language[:12],
            says="", attempted_at=None, tried=[], parts=[], verdict={}, halted_by=None,
        )
        if not changed:
            raise Conflict("This draft is on its way or already public.", "Undo it first, or write a new one.")
        if shown is not None:
            pictures.put(actor, draft, shown)
    draft.refresh_from_db()
    return draft


def get(actor: Actor, number: int) -> Draft:
    """A draft of one of the actor's workspaces."""
    draft = Draft.objects.select_related("account__workspace", "incident").filter(pk=number).first()
    missing = NotFound("There is no such draft.", "Look at the list of drafts.")
    return access.behind_wall(actor, draft, draft.account.workspace if draft else None, missing, Role.AUTHOR)


def of_workspace(actor: Actor, workspace: Workspace, limit: int = 60) -> list[Draft]:
    """The drafts of one workspace that were changed last."""
    access.need(actor, workspace)
    found = Draft.objects.filter(account__workspace=workspace).exclude(purpose="test")
    return list(found.select_related("account", "author").order_by("-changed_at")[:limit])


def together(actor: Actor, workspace: Workspace, mark: str) -> list[Draft]:
    """The drafts that were written as one; NotFound where there are none here."""
    access.need(actor, workspace)
    found = Draft.objects.filter(account__workspace=workspace, together=mark).exclude(together="")
    if not (made := list(found.select_related("account").order_by("pk"))):
        raise NotFound("There are no such drafts.", "Look at the list of drafts.")
    return made


def words(text: str) -> str:
    """A text as it is kept and judged, whatever a keyboard put into it."""
    return clean(text)


def length(account: Account, text: str) -> Length:
    """How long one post with this text is on this account's own server."""
    return NETWORKS[account.network].length(text, account.limits)


def texts_of(account: Account, text: str, flow: bool) -> tuple[str, ...]:
    """The posts that a text becomes on this account: its parts, by the network's own rule."""
    return parts(text, lambda part: length(account, part).fits, flow)


def fitting(account: Account, text: str, flow: bool = False, many: int = 0) -> list[str]:
    """The posts that a text with so many pictures becomes; BadInput where one is too long for its network, with the
    figures, or where pictures alone do not go there."""
    texts = list(texts_of(account, text, flow))
    for number, part in enumerate(texts, 1):
        took = length(account, part)
        if not took.fits:
            which = "The text" if len(texts) == 1 else f"Part {number} of {len(texts)}"
            raise BadInput(
                f"{which} has {took.used} {took.unit}; {NETWORKS[account.network].facts.title} takes {took.limit} "
                f"on @{account.handle}. That is {took.used - took.limit} too many.",
                "Shorten it, or put a line of dashes (---) where the next post begins.",
            )
    if not texts and (against := wordless(many, pictures.rules(account), NETWORKS[account.network].facts.title)):
        raise BadInput(against.what, against.next_step)
    return texts or [""]


def against(account: Account, text: str, shown: Sequence[Picture]) -> str:
    """What would be refused of these pictures with this text on this account, with what to do; "" for nothing."""
    try:
        pictures.fitting(account, shown)
        if shown and not text.strip():
            fitting(account, text, many=len(shown))
    except BadInput as problem:
        return str(problem)
    return ""


def _text(account: Account, text: str, many: int) -> str:
    """What is kept: nothing but space is no text, which pictures need not have."""
    text = clean(text).replace("\r\n", "\n")  # a browser's form ends its lines so; a network would publish it
    if not text.strip():
        if not many:
            raise BadInput("The text is empty.", "Write something, or add a picture; nothing was stored.")
        return ""
    if len(text) > 20_000:
        title = NETWORKS[account.network].facts.title
        raise BadInput("The text is longer than any network takes.", f"Shorten it for {title}.")
    return text
