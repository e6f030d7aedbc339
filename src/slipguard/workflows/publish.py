"""Publishes a draft once, with the right account's own token, and finds out what became of it.

A thread is its parts in order, each answering the one before, each under a key of its own: what a crash,
a pause or a refusal interrupts goes on with the first part that is not public yet.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipguard.core.errors import PUBLISH_REFUSED
from slipguard.core.types import Post
from slipguard.networks.protocol import (
    Network,
    NetworkFailure,
    Outgoing,
    Reason,
    Retryable,
    Unknown,
    Uploaded,
)
from slipguard.storage import incidents, pictures, posts, threads
from slipguard.storage.models import Draft, PostRow
from slipguard.workflows import announce, bringing, due, engine, gate, join
from slipguard.workflows.clients import client
from slipguard.workflows.recall import take_late

LOOKS = (0.3, 0.7, 1.5)  # seconds between looks at the account after an unknown outcome
TRIES = 3
STOPPED = "stopped"  # the outcome where the gate said no: the row says why


@engine.workflow
def publish(draft_id: int, version: int) -> str:
    """Returns the draft's final state. Its id, `publish:{draft}-v{version}`, is the network's key too."""
    if not claim(draft_id, version):
        return _withdrawn(draft_id, version)
    outcome = send(draft_id, version)
    for part in range(1, how_many(draft_id)):
        if "ref" not in outcome:
            break
        outcome = send_part(draft_id, version, part)
    if "ref" in outcome and has_company(draft_id):
        take_after(draft_id, version)
    if outcome.get("reason") == STOPPED:
        return _withdrawn(draft_id, version)
    return settle(draft_id, version, outcome)


def _withdrawn(draft_id: int, version: int) -> str:
    """It does not go. Where nobody pressed anything, people are told that it waits for them."""
    mine = Draft.objects.select_related("account")
    draft = mine.filter(pk=draft_id, version=version, halted_by=None).first()
    public = [part["ref"] for part in draft.sent] if draft else []
    taken = gate.taken(draft.account, public) if draft and public else None
    if draft is not None and taken is not None:
        engine.start(f"take-late:{draft_id}-v{version}", take_late, taken.pk, draft.account_id, public[0])
    elif draft is not None and draft.says and draft.state in (Draft.State.HALTED, Draft.State.HELD):
        announce.draft_stopped(draft)
    return "withdrawn"


def take_after(draft_id: int, version: int) -> None:
    """A recall may have begun between the last question at the gate and the network's answer."""
    found = overtaken(draft_id)
    if "part" in found:
        engine.start(f"take-late:{draft_id}-v{version}", take_late, *found["part"])
    for copy in found.get("twin", []):
        join.start(*copy)


def has_company(draft_id: int) -> bool:
    """More than one part, or drafts that were written together with it? Its row holds still while it is sent."""
    draft = Draft.objects.get(pk=draft_id)
    return len(draft.texts) > 1 or bool(draft.together)


@engine.step
def overtaken(draft_id: int) -> dict[str, list[Any]]:
    """{"part": what take_late takes} where this very thread is being taken back, {"twin": what follows of each copy}
    where the post of a draft that was written together with this one is.
    """
    draft = Draft.objects.select_related("account__workspace").get(pk=draft_id)
    refs = [part["ref"] for part in draft.sent]
    own = gate.taken(draft.account, refs) if len(refs) > 1 else None
    if own is not None:
        return {"part": [own.pk, draft.account_id, refs[0]]}
    # noted before the question: a recall that starts after it finds the row
    for number, part in enumerate(draft.sent):
        _note_post(draft, number, part)
    twin = gate.twin_taken(draft)
    if twin is None:
        return {}
    rows = {row.ref: row for row in PostRow.objects.filter(account=draft.account, ref__in=refs)}
    with transaction.atomic():
        noted = [join.note(twin.incident, rows[ref], None, timezone.now()) for ref in reversed(refs)]
    return {"twin": [list(astuple(one)) for one in noted if one is not None]}


@engine.step
def claim(draft_id: int, version: int) -> bool:
    """Whoever changes the row first wins: an undo, or this. A planned post is looked at once more."""
    mine = Draft.objects.filter(pk=draft_id, version=version)
    draft = mine.select_related("account__workspace").first()
    if draft is not None and draft.state in (Draft.State.WAITING, Draft.State.SCHEDULED):
        against = due.objection(draft, timezone.now())
        mine.filter(state=draft.state).update(**against or {"state": Draft.State.SENDING})
    return mine.filter(state=Draft.State.SENDING).exists()


def how_many(draft_id: int) -> int:
    """Parts of the draft. Read from its row, which holds still while it is sent: no step is needed."""
    return len(Draft.objects.get(pk=draft_id).texts)


@engine.step
def send(draft_id: int, version: int) -> dict[str, Any]:
    """The first part, or the whole of what is no thread."""
    return _send(draft_id, version, 0)


@engine.step
def send_part(draft_id: int, version: int, part: int) -> dict[str, Any]:
    """A later part of a thread."""
    return _send(draft_id, version, part)


def _send(draft_id: int, version: int, part: int) -> dict[str, Any]:
    """The network call. After a crash or a time-out the account is looked at before anything is repeated."""
    draft = Draft.objects.select_related("account").get(pk=draft_id)
    if part < len(draft.sent):  # public already: by an earlier version, or before a crash
        return dict(draft.sent[part])
    key = part_key(draft, version, part)
    says, reason = "", Reason.NETWORK
    brought: list[Uploaded] = []  # what one attempt brought up, the next one need not bring again
    for attempt in range(TRIES):
        try:
            with client(draft.account) as network:
                return _once(network, draft, version, part, brought)
        except Unknown as failure:
            says, reason = failure.says, Reason.NETWORK
        except Retryable as failure:
            says, reason = failure.says, failure.reason
            if failure.reason is Reason.QUOTA:
                break
        except NetworkFailure as failure:
            return {"reason": str(failure.reason), "says": failure.says}
        time.sleep(LOOKS[min(attempt, len(LOOKS) - 1)])
    return _last_look(draft, part, key, says, str(reason))


def _once(network: Network, draft: Draft, version: int, part: int, brought: list[Uploaded]) -> dict[str, Any]:
    """One attempt. Between the gate and the network there is nothing but the note that it was tried: pictures, which
    nobody sees before a post shows them, go up before the gate."""
    me = network.whoami()
    if me.remote_id != draft.account.remote_id:
        return {"reason": str(Reason.WRONG_ACCOUNT), "says": f"The sign-in belongs to @{me.handle}."}
    key, before = part_key(draft, version, part), _tried(draft, part)
    if before is not None and (post := _look(network, outgoing(draft, part), key)):
        return _sent(draft, part, post)
    bringing.bring(network, draft, part, key, brought)
    if not gate.passes(draft.pk, version):
        return {"reason": STOPPED, "says": ""}
    if before is None:
        # on disk before the network is called: a restart must look before it repeats
        _note_try(draft, part)
    return _sent(draft, part, network.publish(outgoing(draft, part, brought), key))


@engine.step
def settle(draft_id: int, version: int, outcome: dict[str, Any]) -> str:
    """Write down what became of it, in words for people, and in the incident's record."""
    draft = Draft.objects.select_related("account", "incident").get(pk=draft_id)
    if "ref" not in outcome:
        state = Draft.State.UNKNOWN if outcome["reason"] == "unknown" else Draft.State.FAILED
        plain = PUBLISH_REFUSED.get(outcome["reason"], "")
        says = f"{plain} ({outcome['says']})" if outcome.get("says") else plain
        if draft.sent:
            says = f"{len(draft.sent)} of {len(draft.texts)} parts are public. {says}"
        Draft.objects.filter(pk=draft_id, version=version).update(state=state, says=says)
        return str(state)
    first = draft.sent[0] if draft.sent else outcome
    for number, part in enumerate(draft.sent or [outcome]):
        _note_post(draft, number, part)
    if draft.incident is not None:
        kind = {"apology": "apology_sent", "follow-up": "follow_up_sent", "put-back": "put_back"}.get(draft.purpose)
        if kind:
            data = {"network": draft.account.network, "handle": draft.account.handle, "text": "\n\n".join(draft.texts),
                    "url": first["url"], "ref": first["ref"], "by": str(draft.author or "Slipguard")}
            incidents.append(draft.incident, f"{kind}:{draft.key}", kind, timezone.now(), data)
    # last: who sees "published" finds the record complete
    Draft.objects.filter(pk=draft_id, version=version).update(
        state=Draft.State.PUBLISHED, says="", ref=first["ref"], url=first["url"]
    )
    return str(Draft.State.PUBLISHED)


def part_key(draft: Draft, version: int, part: int) -> str:
    """The network's key of one part; the first one's is the workflow's id."""
    return f"publish:{draft.pk}-v{version}" + (f"-part{part + 1}" if part else "")


def outgoing(draft: Draft, part: int = 0, brought: Sequence[Uploaded] = ()) -> Outgoing:
    """One part of the draft as the network takes it; a later one answers the one before."""
    answers = draft.sent[part - 1]["ref"] if part else draft.reply_to
    shown = pictures.of(draft) if part == 0 else []
    return Outgoing(draft.texts[part], draft.language or None, answers or None, first_tried=_tried(draft, part),
                    pictures=tuple(brought), alts=tuple(row.alt for row in shown))


def _tried(draft: Draft, part: int) -> datetime | None:
    return datetime.fromisoformat(draft.tried[part]) if part < len(draft.tried) else None


def _note_try(draft: Draft, part: int) -> None:
    draft.attempted_at = timezone.now()
    draft.tried = [*draft.tried[:part], draft.attempted_at.isoformat()]
    draft.save(update_fields=["attempted_at", "tried"])


def _sent(draft: Draft, part: int, post: Post) -> dict[str, Any]:
    """Part by part on the disk: what follows answers it, and a recall finds all of them."""
    done = {"ref": post.ref, "url": post.url, "at": post.at.isoformat() if post.at else ""}
    draft.sent = [*draft.sent[:part], done]
    draft.save(update_fields=["sent"])
    if len(draft.texts) > 1:  # a whole post is noted when it is settled
        _note_post(draft, part, done)
    return done


def _note_post(draft: Draft, number: int, part: dict[str, Any]) -> None:
    """It passed its check as a draft; the watcher will meet it and must not raise an alarm."""
    now = timezone.now()
    at = datetime.fromisoformat(part["at"]) if part["at"] else None
    shown = pictures.of(draft) if number == 0 else []
    post = Post(draft.texts[number], part["ref"], part["url"], at, app="Slipguard", media=len(shown) or None,
                alts=tuple(row.alt for row in shown if row.alt))
    row, _ = posts.note(draft.account, post, now, live=True)
    PostRow.objects.filter(pk=row.pk, decision="").update(decision="leave", decided_at=now, reasons=[])
    if len(draft.texts) > 1:
        threads.mark(row, draft)


def _look(network: Network, out: Outgoing, key: str) -> Post | None:
    """Is it there already? Several looks: a post can show up a moment after its time-out."""
    for pause in LOOKS:
        found = network.find(out, key)
        if found is not None:
            return found
        time.sleep(pause)
    return None


def _last_look(draft: Draft, part: int, key: str, says: str, reason: str) -> dict[str, Any]:
    """Out of tries: say what is known, and "unknown" where nothing is."""
    if _tried(draft, part) is None:
        return {"reason": reason, "says": says}
    try:
        with client(draft.account) as network:
            post = _look(network, outgoing(draft, part), key)
    except NetworkFailure as failure:
        return {"reason": "unknown", "says": failure.says}
    if post is not None:
        return _sent(draft, part, post)
    # it looked, and the post is not there
    return {"reason": reason, "says": says}
