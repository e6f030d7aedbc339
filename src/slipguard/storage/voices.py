"""Voices at rest, and the desk made of them: all voices of this installation side by side.

The desk crosses workspaces on purpose: a slip is a post of *another* client, and clients live in
different workspaces. Only numbers cross; who may read another client's name is decided in actions.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from slipguard.core.naming import client_key, person_key
from slipguard.core.types import Post
from slipguard.core.voice import Desk, Voice, learn
from slipguard.core.voice.features import extract
from slipguard.storage.models import Account, Intake, PersonalAccount, PostRow, VoiceRow
from slipguard.storage.posts import as_post

log = logging.getLogger("slipguard")
Mark = dict[str, tuple[int, int]]
_lock = threading.Lock()
_sharpening = threading.Lock()
_TRUST = 0.5
_news = object()  # another one whenever this process changed a voice
MOST = 20_000  # posts that a voice is learnt from, the newest: more hardly moves it, and costs half a minute


class _Kept(NamedTuple):
    """A desk, and what it knew when the database was last asked. Read and replaced as one: threads share it."""

    mark: Mark
    desk: Desk
    looked: float
    news: object


_kept: _Kept | None = None


def key_of(owner: Account | PersonalAccount) -> str:
    """The owner's key on the desk, made to be read: it is what `alternative` and the reasons name."""
    if isinstance(owner, PersonalAccount):
        return person_key(owner.handle)
    return client_key(owner.speaks_as)


def _row(owner: Account | PersonalAccount) -> VoiceRow | None:
    if isinstance(owner, PersonalAccount):
        return VoiceRow.objects.filter(personal=owner).first()
    return VoiceRow.objects.filter(
        workspace_id=owner.workspace_id, speaks_as=owner.speaks_as, personal=None
    ).first()


def keep(owner: Account | PersonalAccount, voice: Voice) -> None:
    """Store a voice; its version tells the desk that it is stale."""
    with transaction.atomic():
        row = _row(owner)
        if row is None:
            row = VoiceRow(data=voice.to_bytes(), posts=voice.posts)
            if isinstance(owner, PersonalAccount):
                row.personal = owner
            else:
                row.workspace_id, row.speaks_as = owner.workspace_id, owner.speaks_as
        else:
            row.data, row.posts, row.version = voice.to_bytes(), voice.posts, F("version") + 1
        row.save()
    look_again()


def load(owner: Account | PersonalAccount) -> Voice | None:
    """A stored voice, None where nothing was learnt yet."""
    row = _row(owner)
    return _voice(row.pk) if row else None


def grow(owner: Account | PersonalAccount, change: Callable[[Voice], bool]) -> bool:
    """Change the stored voice by `change`, which says whether it did. `learnt_at` stays: what is between then and now
    was not all learnt by this. Tried again where somebody else changed the voice meanwhile.
    """
    while (row := _row(owner)) is not None:
        voice = _voice(row.pk)
        if not change(voice):
            return False
        found = VoiceRow.objects.filter(pk=row.pk, version=row.version)
        if found.update(data=voice.to_bytes(), posts=voice.posts, version=row.version + 1):
            look_again()
            return True
    return False


def teach(owner: Account, posts: Sequence[Post]) -> bool:
    """Learn accepted posts, the oldest first; those that it knows are left out. False: it knew them all."""

    def learn_new(voice: Voice) -> bool:
        fresh = [post for post in posts if not voice.repeats(extract(post))]
        for post in fresh:
            voice.add(post)
        return bool(fresh)

    return grow(owner, learn_new)


def unlearn(owner: Account, posts: Sequence[Post]) -> bool:
    """Take slips out of the voice that were learnt before anybody noticed. False: it knew none of them."""
    return grow(owner, lambda voice: sum(voice.forget(post) for post in posts) > 0)


def _mark() -> tuple[Mark, set[str]]:
    """key -> (row id, version) of every voice, and which keys are people's."""
    mark: Mark = {}
    people: set[str] = set()
    for account in Account.objects.filter(disconnected_at=None).only("speaks_as"):
        mark.setdefault(key_of(account), (0, 0))
    rows = VoiceRow.objects.select_related("personal").defer("data").order_by("pk")
    for row in rows:
        if row.personal is not None:
            key = key_of(row.personal)
            people.add(key)
        else:
            key = client_key(row.speaks_as)
            if key not in mark:
                continue  # its accounts are disconnected
        mark[key] = (row.pk, row.version)
    return mark, people


def desk() -> Desk:
    """The desk as it stands; only voices that changed are loaded again.

    What another process changed is noticed within `_TRUST` seconds, what this one did at once.
    """
    global _kept
    if (kept := _trusted()) is not None:
        return _keen(kept.desk)
    with _lock:
        if (kept := _trusted()) is not None:  # whoever was here before has looked
            return _keen(kept.desk)
        # before the look: what is changed from now on, while a desk is made, makes the next one look again
        before, news, looked = _kept, _news, time.monotonic()
        mark, people = _mark()
        if before is not None and before.mark == mark:
            _kept = _Kept(mark, before.desk, looked, news)
            return _keen(before.desk)
        if before is not None and before.mark.keys() == mark.keys():
            made = before.desk
            for key, (pk, version) in mark.items():
                if before.mark[key] != (pk, version):
                    made.replace(key, _voice(pk))
        else:
            made = Desk({key: _voice(pk) for key, (pk, _) in mark.items()}, people=people)
        _kept = _Kept(mark, made, looked, news)
        return made


def _trusted() -> _Kept | None:
    kept = _kept
    fresh = kept is not None and kept.news is _news and time.monotonic() - kept.looked < _TRUST
    return kept if fresh else None


def _keen(made: Desk) -> Desk:
    """The desk; what tells its clients apart is worked out beside it, at first and whenever they have grown.

    Only for a desk that is asked a second time: a command that judges one post must not pay for it. Until it is done,
    other clients' posts are noticed and named a little less often; what an alarm promises holds either way.
    """
    if made.blunt and _sharpening.acquire(blocking=False):
        threading.Thread(target=_sharpen, args=(made,), name="sharpen", daemon=True).start()
    return made


def _sharpen(made: Desk) -> None:
    try:
        made.sharpen()
    except Exception:  # whatever it is: the desk names as before
        log.exception("What tells the accounts apart could not be worked out; they are named without it.")
    finally:
        _sharpening.release()


def heard_of(workspace_id: int, speaks_as: str, most: int = MOST) -> list[Post]:
    """The newest kept posts of the accounts that share this voice, newest first; those without a time last.

    Never what was called a slip, nor what was flagged and nobody has answered for, nor half of an archive.
    """
    arriving = Intake.objects.filter(account=OuterRef("account"), at=OuterRef("seen_at"))
    rows = (
        PostRow.objects.filter(~Exists(arriving), account__workspace_id=workspace_id, account__speaks_as=speaks_as)
        .exclude(answer=PostRow.Answer.SLIP)
        .exclude(decision__in=["alert", "recall"], answer=PostRow.Answer.NONE)
        .exclude(text="")
        .select_related("account")
        .order_by(F("posted_at").desc(nulls_last=True), "-pk")[:most]
    )
    return [as_post(row) for row in rows.iterator(chunk_size=2000)]


def relearn(workspace_id: int, speaks_as: str) -> Voice:
    """From the kept posts of the accounts that share this voice."""
    return learn(reversed(heard_of(workspace_id, speaks_as)))


def learn_anew(owner: Account) -> Voice:
    """Store the voice of the account's kept posts. Once more where somebody else changed it meanwhile: what a person
    has just called fine or a slip is not undone by posts that were read before that.
    """
    while (row := _row(owner)) is not None:
        voice = relearn(owner.workspace_id, owner.speaks_as)
        found = VoiceRow.objects.filter(pk=row.pk, version=row.version)
        if found.update(data=voice.to_bytes(), posts=voice.posts, version=row.version + 1, learnt_at=timezone.now()):
            look_again()
            return voice
    voice = relearn(owner.workspace_id, owner.speaks_as)
    keep(owner, voice)
    return voice


def look_again() -> None:
    """Trust nothing: the next desk is made after a look at the database; in a transaction once more at its end, which
    is when other threads see what it wrote.
    """
    _renew()
    if transaction.get_connection().in_atomic_block:
        transaction.on_commit(_renew)


def _renew() -> None:
    global _news
    _news = object()


def _voice(pk: int) -> Voice:
    row = VoiceRow.objects.filter(pk=pk).first() if pk else None
    if row is None:
        return Voice()
    try:
        return Voice.from_bytes(bytes(row.data))
    except ValueError:
        # a voice from before an upgrade: learn it again from the posts. A person's posts are not kept,
        # so theirs stays silent until they bring them again (the doctor says so)
        if row.personal_id is not None:
            return Voice(private=True)
        voice = relearn(row.workspace_id, row.speaks_as)
        VoiceRow.objects.filter(pk=pk).update(data=voice.to_bytes(), posts=voice.posts)
        return voice
