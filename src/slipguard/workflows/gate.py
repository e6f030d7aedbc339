"""The last question before a network is called: may this draft go out at this very moment?

Asked again before each part of a thread and before each new attempt. A pause and a sending take turns
(storage/pauses.lock): once a pause is on the disk, nothing passes here any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from slipguard.storage import pauses, siblings
from slipguard.storage.models import Account, Draft, Incident, Pause

# How late a sending may be and still go by itself: longer than all its own tries take. Beyond it the
# server was down or the machine asleep, and a person decides.
LATE = timedelta(minutes=5)
TWIN = "twin"  # in a draft's verdict: the incident of its twin that a person has been told of


def passes(draft_id: int, version: int) -> bool:
    """False: not this version, or it waits for a decision from now on, with the reason in `says`."""
    with transaction.atomic():
        draft = Draft.objects.select_related("account").filter(pk=draft_id, version=version).first()
        if draft is None:
            return False
        pauses.lock(draft.account.workspace_id)
        draft.refresh_from_db(fields=["state", "due_at", "through_pause", "sent"])
        if draft.state != Draft.State.SENDING:
            return False
        now = timezone.now()
        pause = None if draft.through_pause else pauses.standing(draft.account.workspace_id)
        why, verdict = _why_not(draft, pause, now), draft.verdict
        if not why and (twin := twin_taken(draft)) is not None:
            why = _twin(twin.account)
            verdict = {**verdict, TWIN: twin.incident.pk}
        if why:
            Draft.objects.filter(pk=draft_id, version=version).update(
                state=Draft.State.HALTED, says=f"{why}{_so_far(draft)}", halted_by=pause, verdict=verdict)
        return not why


def _why_not(draft: Draft, pause: Pause | None, now: datetime) -> str:
    if pause is not None:
        return held_by(pause)
    if draft.due_at is not None and now - draft.due_at > LATE:
        return "Slipguard was not running when this should have gone out."
    refs = [part["ref"] for part in draft.sent]
    if refs and taken(draft.account, refs) is not None:
        return "Its first part is being taken back, so the rest stays here."
    return ""


@dataclass(frozen=True, slots=True)
class Twin:
    """The account where the same draft was published, and the incident in which that post was taken back."""

    account: Account
    incident: Incident


def twin_taken(draft: Draft) -> Twin | None:
    """Was a draft that was written together with this one taken back? Not where a person was told, and sends it."""
    if not draft.together:
        return None
    for other in Draft.objects.select_related("account").filter(together=draft.together).exclude(pk=draft.pk):
        refs = [part["ref"] for part in other.sent]
        incident = taken(other.account, refs) if refs else None
        if incident is None or incident.state in siblings.OVER or incident.pk == draft.verdict.get(TWIN):
            continue
        if incident.events.filter(kind="recall_started").exists():  # an alarm alone stops nothing
            return Twin(other.account, incident)
    return None


def because_of(account: Account, draft: Draft) -> str:
    """Why a draft waits whose twin there is taken back."""
    return f"{_twin(account)}{_so_far(draft)}"


def _twin(account: Account) -> str:
    return (f"@{account.handle} published the same draft, and that post was taken back. "
            "Send it if it may go out here all the same.")


def taken(account: Account, refs: list[str]) -> Incident | None:
    """The incident that one of these posts is about, or whose recall has reached it as a copy."""
    own = Incident.objects.filter(account=account, ref__in=refs).first()
    return own or siblings.taken_with(account, refs)


def held_by(pause: Pause) -> str:
    """Why a draft stands still, in words that are still true once the pause is over."""
    return f"{pause.where} was paused by {pause.by_name}: {pause.reason.rstrip('.')}."


def _so_far(draft: Draft) -> str:
    if not draft.sent:
        return " Nothing was published."
    return f" {len(draft.sent)} of {len(draft.texts)} parts are public."
