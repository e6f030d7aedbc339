"""Sending a draft: check, decide, and let it go, wait, hold, ask a second person, or keep it for its moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipguard.actions import access, pictures
from slipguard.actions.access import Actor
from slipguard.actions.drafts import OPEN, RESTING, fitting, get
from slipguard.core.errors import Asks, BadInput, Conflict
from slipguard.core.types import DraftDecision
from slipguard.core.verdict import Checked
from slipguard.storage import exceptions, pauses
from slipguard.storage.clock import zone_of
from slipguard.storage.models import Account, Draft
from slipguard.storage.mourning import mourning_on
from slipguard.workflows import engine
from slipguard.workflows.due import judged, verdict
from slipguard.workflows.gate import TWIN, held_by
from slipguard.workflows.publish import publish

State = Draft.State
DEEDS = {"publish": "sent a draft", "ask": "sent a draft, with time to undo", "hold": "sent a draft that was held"}
BUSY = "This draft is on its way or already public."


def send(actor: Actor, number: int, *, anyway: bool = False) -> Draft:
    """Off it goes, by the rules of its account; the draft says how far it came.

    `anyway` answers "today is a day of mourning" (Asks) with yes.
    """
    draft = get(actor, number)
    if draft.state not in (*RESTING, State.HALTED):
        raise Conflict(BUSY, "Look at its state before sending again.")
    texts = ready(draft)
    planned = draft.planned_at if draft.planned_at and draft.planned_at > timezone.now() else None
    day = mourned(draft.account, planned, anyway)
    if draft.account.needs_approval and not draft.approvals.filter(content=draft.content).exists():
        _into(draft, [draft.state], state=State.APPROVAL, planned_at=planned, parts=texts, says="", due_at=planned)
        access.log(actor, draft.account.workspace, "asked for approval", f"@{draft.account.handle}: {draft.text[:200]}")
        return draft
    return go(actor, draft, [draft.state], texts, planned, day)


def go(actor: Actor, draft: Draft, since: Sequence[str], texts: list[str], planned: datetime | None, day: str) -> Draft:
    """Past approval: what the check decides, and whether a pause stands. `since`: the states it may come from."""
    checked = Checked(*judged(draft.account, texts, draft.language or None, draft.reply_to or None, pictures.of(draft)))
    kept = verdict(checked.found, checked.harm, checked.decision) | ({"mourning": day} if day else {})
    kept |= {TWIN: draft.verdict[TWIN]} if TWIN in draft.verdict else {}  # said when it was halted; this is the answer
    if checked.decision.decision is DraftDecision.HOLD:
        _into(draft, since, state=State.HELD, due_at=None, planned_at=planned, parts=texts, verdict=kept, says="")
    else:
        wait = draft.account.undo_seconds if checked.decision.decision is DraftDecision.ASK else 0
        release(draft, since, planned_at=planned, wait=wait, parts=texts, verdict=kept)
    access.log(actor, draft.account.workspace, DEEDS[checked.decision.decision],
               f"@{draft.account.handle}: {draft.text[:200]}")
    return draft


def release(draft: Draft, since: Sequence[str], *, planned_at: datetime | None = None, wait: int = 0,
            **changes: Any) -> Draft:
    """Nothing more is asked: now, after the undo window, or at its moment; during a pause not at all.

    The pause is only named early here: what nothing gets past is workflows/gate.py.
    """
    now = timezone.now()
    pause = None if draft.through_pause else pauses.standing(draft.account.workspace_id)
    if planned_at is not None:
        state, due, says = State.SCHEDULED, planned_at, ""
    elif pause is not None:
        state, due, says = State.HALTED, now, f"{held_by(pause)} Nothing was published."
    elif wait:
        state, due, says = State.WAITING, now + timedelta(seconds=wait), ""
    else:
        state, due, says = State.SENDING, now, ""
    stopper = pause if state is State.HALTED else None
    _into(draft, since, state=state, due_at=due, planned_at=planned_at, says=says, halted_by=stopper, **changes)
    # at once, or when the caller's transaction is on the disk
    transaction.on_commit(lambda: _start(draft))
    return draft


def release_as_it_is(draft: Draft) -> Draft:
    """Publish words that a person has just approved one by one (a post put back): no check.

    On an account that is connected by exception even these are held for its typed name.
    """
    if exceptions.exceptional(draft.account):
        _into(draft, RESTING, state=State.HELD, due_at=None, planned_at=None, says="", halted_by=None)
        return draft
    return release(draft, RESTING)


def confirm(actor: Actor, number: int, typed: str) -> Draft:
    """A held draft goes out when the person types the account's name: another act than a click."""
    draft = get(actor, number)
    if typed.strip().lstrip("@").lower() != draft.account.handle.lower():
        raise BadInput(
            f"“{typed.strip()}” is not the name of the account that this would go out on.",
            f"It would go out on @{draft.account.handle}. Type that name, or move the draft.",
        )
    if draft.state != State.HELD:
        raise Conflict("This draft is not held.", "Look at its state.")
    planned = draft.planned_at if draft.planned_at and draft.planned_at > timezone.now() else None
    release(draft, [State.HELD], planned_at=planned, parts=draft.texts)
    access.log(actor, draft.account.workspace, "published against a hold",
               f"@{draft.account.handle}: {draft.text[:200]}")
    return draft


def undo(actor: Actor, number: int) -> Draft:
    """Back to a draft, as long as nothing went out. Conflict where it was too late."""
    draft = get(actor, number)
    before = draft.state
    if draft.sent and before in _UNDOABLE:
        return _leave(actor, draft)
    won = Draft.objects.filter(pk=draft.pk, state__in=_UNDOABLE).update(
        state=State.DRAFT, due_at=None, planned_at=None, halted_by=None, says="Undone; nothing was published.")
    if not won:
        raise Conflict(
            "It is too late to undo: the draft is on its way or public.",
            "Open the post and take it back.",
        )
    if before in (State.WAITING, State.SCHEDULED) and engine.running():
        engine.cancel(draft.key)  # housekeeping: the row already says that it lost
    access.log(actor, draft.account.workspace, "undid a draft", f"@{draft.account.handle}")
    draft.refresh_from_db()
    return draft


def move(actor: Actor, number: int, account_id: int) -> Draft:
    """To the right account without losing a letter; one that waits is stopped first, and is a draft there."""
    draft, account = get(actor, number), access.account(actor, account_id)
    if account.workspace_id != draft.account.workspace_id:
        raise BadInput(f"@{account.handle} belongs to another client.",
                       "Copy the text, switch the workspace, and write it there.")
    if draft.sent:
        raise Conflict("Parts of it are public where it is.", "Take them back first.")
    if draft.state in (State.WAITING, State.SCHEDULED):
        draft = undo(actor, number)
    won = Draft.objects.filter(pk=draft.pk, state__in=OPEN).update(
        account=account, version=draft.version + 1, state=State.DRAFT, verdict={}, says="",
        attempted_at=None, tried=[], parts=[], halted_by=None,
    )
    if not won:
        raise Conflict("This draft is on its way or already public.", "Undo it first.")
    draft.refresh_from_db()
    return draft


def _leave(actor: Actor, draft: Draft) -> Draft:
    """A thread that stopped in the middle stays as short as it is; its public parts are posts like others."""
    says = f"Left at {len(draft.sent)} of {len(draft.texts)} parts."
    Draft.objects.filter(pk=draft.pk, state__in=_UNDOABLE).update(
        state=State.PUBLISHED, says=says, ref=draft.sent[0]["ref"], url=draft.sent[0]["url"])
    access.log(actor, draft.account.workspace, "left a thread unfinished", f"@{draft.account.handle}: {says}")
    draft.refresh_from_db()
    return draft


def send_now(actor: Actor, number: int, *, anyway: bool = False) -> Draft:
    """Do not wait for the end of the undo window, or for the planned moment; or send what is overdue."""
    draft = get(actor, number)
    if draft.state == State.HALTED:
        Draft.objects.filter(pk=draft.pk, state=State.HALTED).update(planned_at=None)
        return send(actor, number, anyway=anyway)
    won = Draft.objects.filter(pk=draft.pk, state__in=[State.WAITING, State.SCHEDULED]).update(
        due_at=timezone.now(), planned_at=None)
    if not won:
        raise Conflict("This draft is not waiting.", "Look at its state.")
    engine.hurry(draft.key)
    draft.refresh_from_db()
    return draft


def ready(draft: Draft) -> list[str]:
    """The posts that it becomes; BadInput where one is too long for its network, with the figures."""
    if draft.sent:
        return draft.texts  # what is public already fixed the parts
    shown = pictures.of(draft)
    pictures.fitting(draft.account, shown)
    return fitting(draft.account, draft.text, draft.flow, len(shown))


def mourned(account: Account, planned: datetime | None, anyway: bool) -> str:
    """The day's date where it is one of mourning and a person said "anyway"; "" on ordinary days. Asks."""
    day: date = (planned or timezone.now()).astimezone(zone_of(account.workspace)).date()
    why = mourning_on(account.workspace_id, day)
    if why and not anyway:
        raise Asks(f"{day:%-d %B %Y} is a day of mourning: {why}",
                   "Choose another day, or say that it goes out anyway.", question="mourning")
    return day.isoformat() if why else ""


def _into(draft: Draft, since: Sequence[str], **changes: Any) -> None:
    """One conditional change of the row: of two who press, one wins.

    A version of its own for each sending: the key must not meet an undone predecessor.
    """
    fresh = {"version": draft.version + 1, "attempted_at": None, "tried": draft.tried[:len(draft.sent)]}
    won = Draft.objects.filter(pk=draft.pk, version=draft.version, state__in=since).update(**fresh, **changes)
    if not won:
        raise Conflict(BUSY, "Look at its state before sending again.")
    draft.refresh_from_db()


def _start(draft: Draft) -> None:
    """Hand it to the engine; what a crash leaves between the row and this, reconcile.py starts."""
    if draft.state == State.SENDING:
        engine.start(draft.key, publish, draft.pk, draft.version)
    elif draft.state in (State.WAITING, State.SCHEDULED) and draft.due_at is not None:
        left = (draft.due_at - timezone.now()).total_seconds()
        engine.later(draft.key, left, publish, draft.pk, draft.version)


_UNDOABLE = [State.WAITING, State.SCHEDULED, *(state for state in OPEN if state not in RESTING)]
