"""After a pause: all posts whose moment has passed, moved by one shift or put back to drafts. Shown first.

Each post goes through the same doors as when one is planned alone (planning.plan): checked, asked about,
approved. What cannot go there stays where it is, waiting for a decision, and says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from slipguard.actions import access, pauses, planning, sending
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, SlipguardError
from slipguard.core.writing.shift import shifted
from slipguard.storage.clock import zone_of
from slipguard.storage.models import Draft, Workspace
from slipguard.storage.mourning import mourning_on

DAY = timedelta(days=1)
CHANGED = "It was changed since this was shown: look again."


@dataclass(frozen=True, slots=True)
class Proposal:
    """One overdue post: when it was due, when it would go, and what has to be said.

    goes: it can be moved so. `stays`: why not. `says`: what to know where it goes (clocks, mourning).
    """

    draft: Draft
    was: datetime | None
    at: datetime | None
    stays: str = ""
    says: str = ""

    @property
    def goes(self) -> bool:
        return not self.stays

    def plain(self) -> dict[str, Any]:
        """As data; draft and version are what `move` wants back."""
        return {"draft": self.draft.pk, "version": self.draft.version, "account_id": self.draft.account_id,
                "was": self.was, "at": self.at, "stays": self.stays, "says": self.says}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one post; `says` where it did not go as shown."""

    draft: Draft
    done: bool
    says: str = ""

    def plain(self) -> dict[str, Any]:
        """As data."""
        return {"draft": self.draft.pk, "done": self.done, "state": str(self.draft.state),
                "due_at": self.draft.due_at, "says": self.says}


def suggested(actor: Actor, workspace: Workspace) -> int:
    """The least number of whole days that brings every overdue post into the future; 1 where there is none."""
    now = timezone.now()
    due = [moment for draft in pauses.overdue(actor, workspace) if (moment := _was(draft)) is not None]
    return max(1, math.ceil((now + planning.SOONEST - min(due)) / DAY)) if due else 1


def preview(actor: Actor, workspace: Workspace, by: timedelta, *, anyway: bool = False) -> list[Proposal]:
    """Where each would go, by the workspace's clock. Nothing changes. `anyway`: days of mourning are no obstacle."""
    if not timedelta() < by <= planning.FURTHEST:
        raise BadInput("The shift is not usable.", "Give days, hours or minutes: more than none, a year at most.")
    return [_proposal(draft, by, anyway) for draft in pauses.overdue(actor, workspace)]


def move(actor: Actor, workspace: Workspace, by: timedelta, shown: Mapping[int, int], *, anyway: bool = False
         ) -> list[Outcome]:
    """Plan those anew that were shown (draft -> its version then). The others stay and say why."""
    done = []
    for one in preview(actor, workspace, by, anyway=anyway):
        if one.draft.pk not in shown:
            continue
        if one.draft.version != shown[one.draft.pk]:
            done.append(Outcome(one.draft, False, CHANGED))
        elif one.at is None or not one.goes:
            done.append(Outcome(one.draft, False, one.stays))
        else:
            done.append(_plan(actor, one, anyway))
    moved = [outcome for outcome in done if outcome.done]
    access.log(actor, workspace, "moved overdue posts", f"{len(moved)} of {len(shown)} by {by}")
    return done


def to_drafts(actor: Actor, workspace: Workspace, shown: Mapping[int, int]) -> list[Outcome]:
    """Each back to a draft: kept, and planned no more."""
    done = []
    for draft in pauses.overdue(actor, workspace):
        if draft.pk not in shown:
            continue
        stays = CHANGED if draft.version != shown[draft.pk] else _alone(draft)
        if not stays:
            try:
                done.append(Outcome(sending.undo(actor, draft.pk), True))
                continue
            except SlipguardError as problem:
                stays = problem.what
        done.append(Outcome(draft, False, stays))
    return done


def _plan(actor: Actor, one: Proposal, anyway: bool) -> Outcome:
    assert one.at is not None
    try:
        planned = planning.plan(actor, one.draft.pk, one.at, anyway=anyway)
    except SlipguardError as problem:
        return Outcome(one.draft, False, f"{problem.what} {problem.next_step}".strip())
    words = {Draft.State.HELD: "The check holds it: it goes then once its account's name is typed.",
             Draft.State.APPROVAL: "It goes then once a second person says yes."}
    return Outcome(planned, True, words.get(Draft.State(planned.state), ""))


def _proposal(draft: Draft, by: timedelta, anyway: bool) -> Proposal:
    was = _was(draft)
    if alone := _alone(draft):
        return Proposal(draft, was, None, alone)
    if was is None:
        return Proposal(draft, None, None, "It has no moment to count from: give it one on its page.")
    zone = zone_of(draft.account.workspace)
    to = shifted(was, by, zone)
    if to.at < timezone.now() + planning.SOONEST:
        return Proposal(draft, was, to.at, "That has passed too: take a longer shift.")
    why = mourning_on(draft.account.workspace_id, to.at.astimezone(zone).date())
    if why and not anyway:
        return Proposal(draft, was, to.at, f"That is a day of mourning: {why}")
    mourned = f"A day of mourning: {why}" if why else ""
    return Proposal(draft, was, to.at, "", f"{to.says} {mourned}".strip())


def _alone(draft: Draft) -> str:
    """Why this one is decided by itself; "" for an ordinary post."""
    if draft.purpose != "post":
        return "It belongs to an incident: decide there."
    if draft.sent:
        return f"{len(draft.sent)} of its parts are public: decide on its page."
    return ""


def _was(draft: Draft) -> datetime | None:
    return draft.planned_at or draft.due_at
