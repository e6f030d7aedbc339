"""A second person's yes, where the account wants one; and what changed since they last looked."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipguard.actions import access, acts, sending
from slipguard.actions.access import Actor
from slipguard.actions.drafts import get
from slipguard.core.errors import Conflict, NotAllowed
from slipguard.core.writing import Piece, changes
from slipguard.storage.models import Approval, Draft, Reading


def since_last_seen(actor: Actor, draft: Draft) -> tuple[Piece, ...]:
    """What changed since this person last had the draft before them; () for a first look or no change."""
    seen = Reading.objects.filter(draft=draft, person=actor.person).first() if actor.person else None
    return changes(seen.text, draft.text) if seen and seen.text != draft.text else ()


def seen(actor: Actor, draft: Draft) -> None:
    """They have these words before them now."""
    if actor.person is not None:
        Reading.objects.update_or_create(draft=draft, person=actor.person, defaults={"text": draft.text})


def approve(actor: Actor, number: int, version: int) -> Draft:
    """Yes to the words of this version. Two who press at once count once; then it goes its way."""
    draft = get(actor, number)
    access.need(actor, draft.account.workspace, acts.APPROVE)
    if actor.person is None or actor.person.pk in (draft.author_id, draft.editor_id):
        raise NotAllowed("You wrote this, so somebody else has to approve it.", "Ask another approver.")
    if draft.version != version and draft.state == Draft.State.APPROVAL:
        raise Conflict("It was changed after you opened it.", "Read what is different, then decide.")
    if draft.state != Draft.State.APPROVAL:
        if draft.approvals.filter(content=draft.content).exists():
            return draft  # somebody was a moment faster: one yes is enough
        raise Conflict("This draft does not wait for approval.", "Look at its state.")
    try:
        with transaction.atomic():
            Approval.objects.create(draft=draft, content=draft.content, by=actor.person, by_name=actor.name)
            planned = draft.planned_at
            late = planned is not None and planned <= timezone.now()
            access.log(actor, draft.account.workspace, "approved a draft",
                       f"@{draft.account.handle}: {draft.text[:200]}")
            if late:
                says = "It was approved after its planned moment. Nothing was published."
                Draft.objects.filter(pk=draft.pk, state=Draft.State.APPROVAL).update(
                    state=Draft.State.HALTED, says=says)
                draft.refresh_from_db()
                return draft
            day = sending.mourned(draft.account, planned, anyway=True)  # its author was asked
            return sending.go(actor, draft, [Draft.State.APPROVAL], draft.texts, planned, day)
    except IntegrityError:
        draft.refresh_from_db()
        return draft


def send_back(actor: Actor, number: int, why: str) -> Draft:
    """No, with a word for the author."""
    draft = get(actor, number)
    access.need(actor, draft.account.workspace, acts.APPROVE)
    says = f"{actor.name} sent it back: {' '.join(why.split())[:400] or 'no reason given'}"
    won = Draft.objects.filter(pk=draft.pk, state=Draft.State.APPROVAL).update(
        state=Draft.State.DRAFT, says=says, due_at=None)
    if not won:
        raise Conflict("This draft does not wait for approval.", "Look at its state.")
    access.log(actor, draft.account.workspace, "sent a draft back", f"@{draft.account.handle}: {says[:200]}")
    draft.refresh_from_db()
    return draft
