"""Drafts: write, check, send, undo, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core import policy
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.core.types import Assessment, Decision, DraftDecision, Harm, Post
from slipguard.networks import NETWORKS
from slipguard.storage import accounts, exceptions
from slipguard.storage.models import Account, Draft, Incident, Role
from slipguard.storage.posts import clean
from slipguard.workflows import engine
from slipguard.workflows.checks import check
from slipguard.workflows.publish import publish


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft's verdict before anybody sent anything."""

    found: Assessment
    harm: Harm
    decision: Decision

    def plain(self) -> dict[str, Any]:
        """The verdict as data, for the API and the command line."""
        return {
            "decision": str(self.decision.decision),
            "p_value": self.found.p_value,
            "p_person": self.found.p_person,
            "p_client": self.found.p_client,
            "alternative": self.found.alternative,
            "too_little": self.found.too_little,
            "harm": self.harm.grade,
            "because": list(self.decision.because),
        }


def assess(actor: Actor, account: Account, text: str, language: str | None = None) -> Checked:
    """Would this belong on this account? Nothing is stored."""
    access.need(actor, account.workspace, Role.AUTHOR)
    found, harm = check(account, Post(clean(text), language=language))
    return Checked(found, harm, policy.decide_draft(
        found, harm, accounts.budget(account), exceptional=exceptions.exceptional(account)))


def write(actor: Actor, account_id: int, text: str, *, language: str = "", reply_to: str = "",
          purpose: str = "post", incident: Incident | None = None) -> Draft:
    """Keep a draft. No account is ever the default: it is always named."""
    account = access.account(actor, account_id)
    if account.disconnected_at is not None:
        raise BadInput(f"@{account.handle} is not connected.", "Connect it again, then write the draft.")
    return Draft.objects.create(
        account=account, author=actor.person, text=_text(account, text), language=language[:12],
        reply_to=reply_to[:400], purpose=purpose, incident=incident,
    )


def change(actor: Actor, number: int, text: str) -> Draft:
    """New words, new version; only while nothing is on its way."""
    draft = get(actor, number)
    changed = Draft.objects.filter(pk=draft.pk, state__in=_RESTING).update(
        text=_text(draft.account, text), version=draft.version + 1, state=Draft.State.DRAFT,
        says="", attempted_at=None, verdict={},
    )
    if not changed:
        raise Conflict("This draft is on its way or already public.", "Undo it first, or write a new one.")
    draft.refresh_from_db()
    return draft


def send(actor: Actor, number: int) -> Draft:
    """Check, decide, and publish, wait (undo window) or hold (typed account name)."""
    draft = get(actor, number)
    checked = assess(actor, draft.account, draft.text, draft.language or None)
    decision = checked.decision
    verdict = {
        "decision": str(decision.decision),
        "because": list(decision.because),
        "p_value": checked.found.p_value,
        "alternative": checked.found.alternative,
        "harm": checked.harm.grade,
    }
    now = timezone.now()
    wait = draft.account.undo_seconds if decision.decision is DraftDecision.ASK else 0
    if decision.decision is DraftDecision.HOLD:
        state, due = Draft.State.HELD, None
    elif wait:
        state, due = Draft.State.WAITING, now + timedelta(seconds=wait)
    else:
        state, due = Draft.State.SENDING, now
    # a version of its own for each sending: the key must not meet an undone predecessor
    version = draft.version + 1
    won = Draft.objects.filter(pk=draft.pk, version=draft.version, state__in=_RESTING).update(
        state=state, due_at=due, verdict=verdict, version=version, attempted_at=None, says=""
    )
    if not won:
        raise Conflict("This draft is on its way or already public.", "Look at its state before sending again.")
    draft.refresh_from_db()
    if state is Draft.State.SENDING:
        engine.start(draft.key, publish, draft.pk, version)
    elif state is Draft.State.WAITING:
        engine.later(draft.key, wait, publish, draft.pk, version)
    access.log(actor, draft.account.workspace, f"sent a draft ({decision.decision})",
               f"@{draft.account.handle}: {draft.text[:200]}")
    return draft


def undo(actor: Actor, number: int) -> Draft:
    """Within the undo window: nothing goes out. Conflict where it was too late."""
    draft = get(actor, number)
    won = Draft.objects.filter(
        pk=draft.pk, state__in=[Draft.State.WAITING, Draft.State.HELD]
    ).update(state=Draft.State.DRAFT, due_at=None, says="Undone; nothing was published.")
    if not won:
        raise Conflict(
            "It is too late to undo: the draft is on its way or public.",
            "Open the post and take it back.",
        )
    if draft.state == Draft.State.WAITING and engine.running():
        engine.cancel(draft.key)  # housekeeping: the row already says that it lost
    access.log(actor, draft.account.workspace, "undid a draft", f"@{draft.account.handle}")
    draft.refresh_from_db()
    return draft


def send_now(actor: Actor, number: int) -> Draft:
    """Do not wait for the end of the undo window."""
    draft = get(actor, number)
    won = Draft.objects.filter(pk=draft.pk, state=Draft.State.WAITING).update(due_at=timezone.now())
    if not won:
        raise Conflict("This draft is not waiting.", "Look at its state.")
    engine.hurry(draft.key)
    draft.refresh_from_db()
    return draft


def confirm(actor: Actor, number: int, typed: str) -> Draft:
    """A held draft goes out when the person types the account's name: another act than a click."""
    draft = get(actor, number)
    if typed.strip().lstrip("@").lower() != draft.account.handle.lower():
        raise BadInput(
            f"“{typed.strip()}” is not the name of the account that this would go out on.",
            f"It would go out on @{draft.account.handle}. Type that name, or move the draft.",
        )
    won = Draft.objects.filter(pk=draft.pk, state=Draft.State.HELD).update(
        state=Draft.State.SENDING, due_at=timezone.now()
    )
    if not won:
        raise Conflict("This draft is not held.", "Look at its state.")
    engine.start(draft.key, publish, draft.pk, draft.version)
    access.log(actor, draft.account.workspace, "published against a hold",
               f"@{draft.account.handle}: {draft.text[:200]}")
    draft.refresh_from_db()
    return draft


def release(actor: Actor, draft: Draft) -> Draft:
    """Publish words that a person has just approved one by one (an apology, a post put back): no check.

    On an account that is connected by exception even these are held for its typed name.
    """
    version = draft.version + 1
    held = exceptions.exceptional(draft.account)
    state = Draft.State.HELD if held else Draft.State.SENDING
    won = Draft.objects.filter(pk=draft.pk, version=draft.version, state__in=_RESTING).update(
        state=state, due_at=timezone.now(), version=version, attempted_at=None, says=""
    )
    if not won:
        raise Conflict("This draft is on its way or already public.", "Look at its state before sending again.")
    draft.refresh_from_db()
    if held:
        return draft
    # at once, or when the caller's transaction is on the disk
    transaction.on_commit(lambda: engine.start(draft.key, publish, draft.pk, version))
    return draft


def move(actor: Actor, number: int, account_id: int) -> Draft:
    """To the right account without losing a letter."""
    draft, account = get(actor, number), access.account(actor, account_id)
    won = Draft.objects.filter(pk=draft.pk, state__in=[*_RESTING, Draft.State.HELD]).update(
        account=account, version=draft.version + 1, state=Draft.State.DRAFT, verdict={}, says="",
        attempted_at=None,
    )
    if not won:
        raise Conflict("This draft is on its way or already public.", "Undo it first.")
    draft.refresh_from_db()
    return draft


def get(actor: Actor, number: int) -> Draft:
    """A draft of one of the actor's workspaces."""
    draft = Draft.objects.select_related("account__workspace", "incident").filter(pk=number).first()
    missing = NotFound("There is no such draft.", "Look at the list of drafts.")
    return access.behind_wall(actor, draft, draft.account.workspace if draft else None, missing, Role.AUTHOR)


def _text(account: Account, text: str) -> str:
    text = clean(text)
    if not text.strip():
        raise BadInput("The text is empty.", "Write something; nothing was stored.")
    if len(text) > 20_000:
        title = NETWORKS[account.network].facts.title
        raise BadInput("The text is longer than any network takes.", f"Shorten it for {title}.")
    return text


_RESTING = [Draft.State.DRAFT, Draft.State.FAILED, Draft.State.UNKNOWN]
