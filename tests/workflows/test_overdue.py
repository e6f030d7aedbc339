"""After a pause: all overdue posts by one shift, or back to drafts; only what was shown, and nothing by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from slipguard.actions import days, drafts, overdue, pauses, planning, workspaces
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, NotFound
from slipguard.networks.practice import World
from slipguard.storage.models import Account, Draft, Person, Workspace
from tests.workflows.test_planned import TEXT, account, up

__all__ = ["account"]  # a fixture
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def space(account: Account) -> Workspace:
    """A workspace with a clock that jumps."""
    Workspace.objects.filter(pk=account.workspace_id).update(zone="Europe/Berlin")
    account.workspace.refresh_from_db()
    return account.workspace


def missed(owner: Actor, account: Account, ago: timedelta, **facts: object) -> Draft:
    """A planned post whose moment came while everything was paused."""
    draft = drafts.write(owner, account.pk, TEXT)
    due = timezone.now() - ago
    Draft.objects.filter(pk=draft.pk).update(
        **{"state": "halted", "planned_at": due, "due_at": due, "says": "It is paused.", **facts})
    draft.refresh_from_db()
    return draft


def all_of(found: list[overdue.Proposal]) -> dict[int, int]:
    """What a form sends back."""
    return {one.draft.pk: one.draft.version for one in found}


def test_all_move_by_the_same_shift(owner: Actor, account: Account, space: Workspace, world: World) -> None:
    """As shown: the same time of day, planned and not sent; a second press finds nothing to do."""
    one, two = missed(owner, account, timedelta(days=2)), missed(owner, account, timedelta(hours=3))
    assert overdue.suggested(owner, space) == 3
    shown = overdue.preview(owner, space, timedelta(days=3))
    assert Draft.objects.filter(state="halted").count() == 2
    for proposal, draft in zip(shown, (one, two), strict=True):
        assert draft.due_at and proposal.at and proposal.goes
        local = proposal.at.astimezone(BERLIN), draft.due_at.astimezone(BERLIN)
        assert local[0].date() - local[1].date() == timedelta(days=3)
    done = overdue.move(owner, space, timedelta(days=3), all_of(shown))
    assert all(outcome.done for outcome in done)
    for proposal in shown:
        draft = Draft.objects.get(pk=proposal.draft.pk)
        assert (draft.state, draft.due_at, draft.planned_at) == ("scheduled", proposal.at, proposal.at)
    assert up(world) == [] and overdue.preview(owner, space, timedelta(days=3)) == []
    assert overdue.move(owner, space, timedelta(days=3), all_of(shown)) == []


def test_during_a_pause_they_move_and_still_do_not_go(owner: Actor, account: Account, space: Workspace) -> None:
    """The new moment is kept; the pause stands as before."""
    draft = missed(owner, account, timedelta(hours=1))
    pauses.pause(owner, space, "Crisis")
    shown = overdue.preview(owner, space, timedelta(days=1))
    assert [outcome.done for outcome in overdue.move(owner, space, timedelta(days=1), all_of(shown))] == [True]
    assert Draft.objects.get(pk=draft.pk).state == "scheduled" and pauses.standing(owner, space) is not None


def test_what_would_still_lie_in_the_past_stays(owner: Actor, account: Account, space: Workspace) -> None:
    """One shift too short for the oldest moves the others and says so of it."""
    old, new = missed(owner, account, timedelta(days=5)), missed(owner, account, timedelta(hours=2))
    shown = overdue.preview(owner, space, timedelta(days=1))
    assert [one.goes for one in shown] == [False, True] and "longer shift" in shown[0].stays
    overdue.move(owner, space, timedelta(days=1), all_of(shown))
    assert Draft.objects.get(pk=old.pk).state == "halted" and Draft.objects.get(pk=new.pk).state == "scheduled"


def test_a_day_of_mourning_is_left_out_unless_said(owner: Actor, account: Account, space: Workspace) -> None:
    """The preview names it, the move leaves it, "also onto days of mourning" takes it."""
    draft = missed(owner, account, timedelta(hours=2))
    assert draft.due_at
    day = (draft.due_at.astimezone(BERLIN) + timedelta(days=1)).date()
    days.mark(owner, space, day.isoformat(), "The fire in the mill")
    shown = overdue.preview(owner, space, timedelta(days=1))
    assert not shown[0].goes and "The fire in the mill" in shown[0].stays
    [stayed] = overdue.move(owner, space, timedelta(days=1), all_of(shown))
    assert not stayed.done and Draft.objects.get(pk=draft.pk).state == "halted"
    [told] = overdue.preview(owner, space, timedelta(days=1), anyway=True)
    assert told.goes and "The fire in the mill" in told.says
    [moved] = overdue.move(owner, space, timedelta(days=1), all_of(shown), anyway=True)
    assert moved.done and Draft.objects.get(pk=draft.pk).state == "scheduled"


def test_a_night_when_clocks_change_is_said_beforehand(
    owner: Actor, account: Account, space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half past two on the night of the jump: the preview says what is taken, and that is what is planned."""
    now = datetime(2027, 3, 27, 8, tzinfo=UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    due = datetime(2027, 3, 27, 2, 30, tzinfo=BERLIN)
    draft = missed(owner, account, timedelta(0), due_at=due, planned_at=due)
    [one] = overdue.preview(owner, space, timedelta(days=1))
    assert one.goes and "the clocks jump: 03:30 instead" in one.says
    [done] = overdue.move(owner, space, timedelta(days=1), all_of([one]))
    assert done.done and Draft.objects.get(pk=draft.pk).due_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


def test_only_what_was_shown_moves(owner: Actor, account: Account, space: Workspace) -> None:
    """A post that halted after the preview, and one whose words were changed since, stay as they are."""
    one = missed(owner, account, timedelta(hours=2))
    shown = all_of(overdue.preview(owner, space, timedelta(days=1)))
    late = missed(owner, account, timedelta(hours=1))
    Draft.objects.filter(pk=one.pk).update(version=one.version + 1)
    [stayed] = overdue.move(owner, space, timedelta(days=1), shown)
    assert not stayed.done and "changed since" in stayed.says
    [stayed] = overdue.to_drafts(owner, space, shown)
    assert not stayed.done and "changed since" in stayed.says
    assert set(Draft.objects.filter(pk__in=(one.pk, late.pk)).values_list("state", flat=True)) == {"halted"}


def test_what_has_to_be_decided_alone_is_left_alone(owner: Actor, account: Account, space: Workspace) -> None:
    """An apology belongs to its incident, a half-published thread to its page."""
    missed(owner, account, timedelta(hours=2), purpose="apology")
    missed(owner, account, timedelta(hours=1), sent=[{"ref": "practice/1", "url": "", "at": ""}])
    shown = overdue.preview(owner, space, timedelta(days=1))
    assert "incident" in shown[0].stays and "are public" in shown[1].stays
    assert not any(outcome.done for outcome in overdue.move(owner, space, timedelta(days=1), all_of(shown)))
    assert not any(outcome.done for outcome in overdue.to_drafts(owner, space, all_of(shown)))
    assert Draft.objects.filter(state="halted").count() == 2


def test_back_to_drafts_keeps_the_words_and_plans_nothing(owner: Actor, account: Account, space: Workspace) -> None:
    """Each is a draft like any other again."""
    draft = missed(owner, account, timedelta(hours=2))
    [done] = overdue.to_drafts(owner, space, all_of(overdue.preview(owner, space, timedelta(days=1))))
    draft.refresh_from_db()
    assert done.done and (draft.state, draft.planned_at, draft.due_at, draft.text) == ("draft", None, None, TEXT)


def test_approval_is_not_left_out(owner: Actor, account: Account, space: Workspace) -> None:
    """Where a second person says yes, a moved post waits for them, with its new moment kept."""
    planning.set_approval(owner, account.pk, True)
    draft = missed(owner, account, timedelta(hours=2))
    [one] = overdue.preview(owner, space, timedelta(days=1))
    [done] = overdue.move(owner, space, timedelta(days=1), all_of([one]))
    draft.refresh_from_db()
    assert (draft.state, draft.planned_at) == ("approval", one.at) and "second person" in done.says


@pytest.mark.parametrize("by", [timedelta(0), -timedelta(days=1), timedelta(days=400)])
def test_a_shift_that_is_none_is_refused(owner: Actor, space: Workspace, by: timedelta) -> None:
    """Backwards, nowhere, or beyond a year."""
    with pytest.raises(BadInput):
        overdue.preview(owner, space, by)


def test_another_workspaces_posts_are_out_of_reach(owner: Actor, account: Account, space: Workspace) -> None:
    """Neither shown nor moved from outside, nor by naming their numbers from one's own workspace."""
    draft = missed(owner, account, timedelta(hours=2))
    otto = Actor(Person.objects.create_user("otto@example.org", "another quiet password"), "web")
    own = workspaces.create(otto, "Otto's")
    with pytest.raises(NotFound):
        overdue.preview(otto, space, timedelta(days=1))
    assert overdue.move(otto, own, timedelta(days=1), {draft.pk: draft.version}) == []
    assert overdue.to_drafts(otto, own, {draft.pk: draft.version}) == []
