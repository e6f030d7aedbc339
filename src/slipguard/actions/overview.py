"""What stands on a workspace's board: alarms, what is settled, the newest posts, trials and voices."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.storage.models import Incident, PostRow, VoiceRow, Workspace

POSTS_SHOWN = 40
CALM = ("fine", "confirmed gone", "seen gone by hand", "put back")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial would have done on an account."""

    posts: int
    alarms: int
    fine: int


@dataclass(frozen=True, slots=True)
class Standing:
    """A post and its incident, where there is one."""

    row: PostRow
    incident: Incident | None


def alarms(actor: Actor, space: Workspace) -> list[Incident]:
    """Everything that wants a person: open, by hand, not confirmed, and last what is being taken back already.

    Newest first within each: whoever looks at the first one only, as the bar does, looks at one that waits for them.
    """
    access.need(actor, space)
    found = Incident.objects.filter(workspace=space, closed_at=None).exclude(state__in=CALM)
    newest = found.select_related("account", "workspace").order_by("-opened_at")
    return sorted(newest, key=lambda one: one.state == "taking it back")


def settled(actor: Actor, space: Workspace, limit: int = 3) -> list[Incident]:
    """The newest that are gone and not closed: an apology may still be wanted."""
    access.need(actor, space)
    found = Incident.objects.filter(workspace=space, closed_at=None,
                                    state__in=["confirmed gone", "seen gone by hand"])
    return list(found.select_related("account").order_by("-opened_at")[:limit])


def posts(actor: Actor, space: Workspace, only: Collection[int] | None = None) -> list[Standing]:
    """The newest live posts of one workspace, or those with these numbers."""
    access.need(actor, space)
    rows = PostRow.objects.filter(account__workspace=space, live=True).select_related("account").order_by("-pk")
    return _standing(space, list(rows[:POSTS_SHOWN] if only is None else rows.filter(pk__in=only)))


def standing(actor: Actor, space: Workspace, rows: Collection[PostRow]) -> list[Standing]:
    """These posts, each with its incident."""
    access.need(actor, space)
    return _standing(space, rows)


def _standing(space: Workspace, rows: Collection[PostRow]) -> list[Standing]:
    cases = _cases(space, rows)
    return [Standing(row, cases.get((row.account_id, row.ref))) for row in rows]


def _cases(space: Workspace, rows: Collection[PostRow]) -> dict[tuple[int, str], Incident]:
    """(account, ref) -> the incident of a post, where there is one."""
    found = Incident.objects.filter(workspace=space, ref__in=[row.ref for row in rows])
    return {(case.account_id, case.ref): case for case in found}


def trials(actor: Actor, space: Workspace) -> dict[int, Trial]:
    """account -> how often a trial would have alarmed, and how often a person said that it was fine."""
    access.need(actor, space)
    flagged = Q(decision__in=["alert", "recall"])
    rows = (
        PostRow.objects.filter(account__workspace=space, live=True, mode="trial").exclude(decision="")
        .values("account").annotate(posts=Count("pk"), alarms=Count("pk", filter=flagged),
                                    fine=Count("pk", filter=flagged & Q(answer="fine")))
    )
    return {row["account"]: Trial(row["posts"], row["alarms"], row["fine"]) for row in rows}


def voice_sizes(actor: Actor, space: Workspace) -> dict[str, int]:
    """speaks_as -> posts in its voice."""
    access.need(actor, space)
    return dict(VoiceRow.objects.filter(workspace=space, personal=None).values_list("speaks_as", "posts"))
