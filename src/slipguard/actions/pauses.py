"""Pause everything: one workspace or the whole house, with a reason. Recall and watch are never paused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotAllowed
from slipguard.storage import pauses
from slipguard.storage.models import Draft, Membership, Pause, Role, Workspace
from slipguard.workflows import announce, engine
from slipguard.workflows.gate import held_by

FURTHEST = timedelta(days=366)  # a planned end may lie so far ahead


@dataclass(frozen=True, slots=True)
class Held:
    """What a pause holds, or would hold."""

    waiting: list[Draft]  # in their undo window
    planned: list[Draft]  # on the calendar, the next one first
    moving: list[Draft]  # being sent: each finishes or stops, and says which
    asking: list[Draft]  # held for a name or a second person
    halted: list[Draft]  # its moment has passed; a person decides

    @property
    def count(self) -> int:
        """Posts that do not go out while it stands."""
        return len(self.waiting) + len(self.planned) + len(self.asking) + len(self.halted)


def preview(actor: Actor, workspace: Workspace | None) -> Held:
    """What stands still while a pause stands. None: the whole house."""
    _may(actor, workspace, Role.AUTHOR)
    found = list(pauses.drafts_of(workspace.pk if workspace else None).filter(state__in=_MOVABLE).order_by("due_at"))

    def of(*states: str) -> list[Draft]:
        return [draft for draft in found if draft.state in states]

    return Held(of(Draft.State.WAITING), of(Draft.State.SCHEDULED), of(Draft.State.SENDING),
                of(Draft.State.HELD, Draft.State.APPROVAL), of(Draft.State.HALTED))


def pause(actor: Actor, workspace: Workspace | None, reason: str, until: datetime | None = None) -> Pause:
    """From the return on nothing more goes out, whoever sends it and however; None: the whole house.

    Anybody who may write may stop. What is being sent at this moment is listed in `on_their_way`. `until`: when
    people are reminded that it was planned until then; nothing resumes by itself.
    """
    _may(actor, workspace, Role.AUTHOR)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise BadInput("A pause needs a reason.", "One line for everybody who wonders why nothing goes out.")
    until = _later(until)
    number = workspace.pk if workspace else None
    try:
        with transaction.atomic():
            pauses.lock(number)
            drafts = pauses.drafts_of(number)
            moving = list(drafts.filter(state=Draft.State.SENDING).values_list("pk", flat=True))
            made = Pause.objects.create(
                workspace=workspace, scope=str(number) if number else pauses.HOUSE, reason=reason,
                by=actor.person, by_name=actor.name, on_their_way=moving, until=until,
            )
            stopped = list(drafts.filter(state=Draft.State.WAITING))
            Draft.objects.filter(pk__in=[draft.pk for draft in stopped], state=Draft.State.WAITING).update(
                state=Draft.State.HALTED, halted_by=made, says=f"{held_by(made)} Nothing was published.")
    except IntegrityError:
        raise Conflict("It is paused already.", "The banner says by whom and why.") from None
    access.log(actor, workspace, "paused everything", f"{made.where}: {reason}")
    if engine.running():  # otherwise the next start tells them
        for draft in stopped:
            engine.cancel(draft.key)  # housekeeping: the row already says that it lost
        announce.pause_changed(made)
    return made


def resume(actor: Actor, workspace: Workspace | None) -> Pause:
    """By a manager or owner. What is planned for later goes on; what is overdue waits for a decision."""
    _may(actor, workspace, acts.RESUME)
    number = workspace.pk if workspace else None
    scope = str(number) if number else pauses.HOUSE
    with transaction.atomic():
        pauses.lock(number)
        now = timezone.now()
        ended = Pause.objects.select_for_update().filter(scope=scope, ended_at=None).first()
        if ended is None:
            raise Conflict("It is not paused.", _other(workspace))
        # the queue may be a moment behind: what was due before this one does not slip through
        pauses.drafts_of(number).filter(state=Draft.State.SCHEDULED, due_at__lte=now).update(
            state=Draft.State.HALTED, halted_by=ended, says=f"{held_by(ended)} Nothing was published.")
        ended.ended_at, ended.ended_by_name = now, actor.name
        ended.save(update_fields=["ended_at", "ended_by_name"])
    access.log(actor, workspace, "ended the pause", ended.where)
    if engine.running():
        announce.pause_changed(ended)
    return ended


def plan_end(actor: Actor, workspace: Workspace | None, until: datetime | None) -> Pause:
    """Another day on which people are reminded; None: they are not. The pause itself stands as it is."""
    _may(actor, workspace, Role.AUTHOR)
    until = _later(until)
    scope = str(workspace.pk) if workspace else pauses.HOUSE
    found = Pause.objects.filter(scope=scope, ended_at=None).select_related("workspace").first()
    if found is None:
        raise Conflict("It is not paused.", _other(workspace))
    Pause.objects.filter(pk=found.pk).update(until=until)
    found.until = until
    access.log(actor, workspace, "planned a pause's end", f"{found.where}: {until or 'open'}")
    return found


def standing(actor: Actor, workspace: Workspace) -> Pause | None:
    """The pause that holds a workspace now."""
    access.need(actor, workspace)
    return pauses.standing(workspace.pk)


def over(workspace: Workspace | None) -> Pause | None:
    """The same for the banner on every page: whoever reads that stands in the workspace already, or in none."""
    return pauses.standing(workspace.pk if workspace else None)


def on_their_way(actor: Actor, workspace: Workspace) -> list[Draft]:
    """What was being sent when the pause began, as it stands now."""
    found = standing(actor, workspace)
    return list(pauses.drafts_of(workspace.pk).filter(pk__in=found.on_their_way if found else []))


def overdue(actor: Actor, workspace: Workspace) -> list[Draft]:
    """What waits for "send now", "another time" or "do not send", the oldest first."""
    access.need(actor, workspace)
    return list(pauses.drafts_of(workspace.pk).filter(state=Draft.State.HALTED).order_by("due_at", "pk"))


def may_house(actor: Actor) -> bool:
    """Does the house answer to this person? To the owners of its first workspace."""
    first = Workspace.objects.order_by("pk").first()
    return Membership.objects.filter(workspace=first, person=actor.person, role=Role.OWNER).exists()


def _may(actor: Actor, workspace: Workspace | None, role: Role) -> None:
    if workspace is not None:
        access.need(actor, workspace, role)
    elif actor.person is None or not may_house(actor):
        raise NotAllowed("Only an owner of the first workspace pauses or resumes the whole house.",
                         "Pause your own workspace, or ask them.")


def _later(until: datetime | None) -> datetime | None:
    now = timezone.now()
    if until is not None and not now < until <= now + FURTHEST:
        raise BadInput("The planned end of a pause lies ahead, within a year.",
                       "Choose a later moment, or leave it open. It only reminds.")
    return until.astimezone(UTC) if until else None


def _other(workspace: Workspace | None) -> str:
    if workspace is not None and pauses.standing(workspace.pk):
        return "The whole house is; its owner resumes it."
    return "There is nothing to resume."


_MOVABLE = [Draft.State.WAITING, Draft.State.SCHEDULED, Draft.State.SENDING, Draft.State.HELD,
            Draft.State.APPROVAL, Draft.State.HALTED]
