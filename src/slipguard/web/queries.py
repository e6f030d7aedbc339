"""What the pages want to read and no action offers yet. Read only; each takes a workspace that the door let in.

These belong in actions or storage in the long run (the API will want them too).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Q

from slipguard.networks import NETWORKS
from slipguard.storage.models import (
    Account,
    Draft,
    Incident,
    Membership,
    MentionWatch,
    PostRow,
    VoiceRow,
    Workspace,
)

POSTS_SHOWN = 40
CALM = ("fine", "confirmed gone", "seen gone by hand", "put back")


@dataclass(frozen=True, slots=True)
class Trial:
    """What a trial would have done on an account."""

    posts: int
    alarms: int
    fine: int


def accounts(space: Workspace) -> list[Account]:
    """The connected accounts of one workspace."""
    return list(Account.objects.filter(workspace=space, disconnected_at=None).select_related("workspace")
                .order_by("network", "handle"))


def can_publish(space: Workspace) -> list[Account]:
    """Those that a draft can be written for."""
    return [account for account in accounts(space) if "publish" not in NETWORKS[account.network].facts.cannot]


def voice_sizes(space: Workspace) -> dict[str, int]:
    """speaks_as -> posts in its voice."""
    return dict(VoiceRow.objects.filter(workspace=space, personal=None).values_list("speaks_as", "posts"))


def trials(space: Workspace) -> dict[int, Trial]:
    """account -> how often a trial would have alarmed, and how often a person said that it was fine."""
    flagged = Q(decision__in=["alert", "recall"])
    rows = (
        PostRow.objects.filter(account__workspace=space, live=True, mode="trial").exclude(decision="")
        .values("account").annotate(posts=Count("pk"), alarms=Count("pk", filter=flagged),
                                    fine=Count("pk", filter=flagged & Q(answer="fine")))
    )
    return {row["account"]: Trial(row["posts"], row["alarms"], row["fine"]) for row in rows}


def posts(space: Workspace, only: Collection[int] | None = None) -> list[PostRow]:
    """The newest live posts of one workspace, or those with these numbers."""
    rows = PostRow.objects.filter(account__workspace=space, live=True).select_related("account").order_by("-pk")
    return list(rows[:POSTS_SHOWN] if only is None else rows.filter(pk__in=only))


def alarms(space: Workspace) -> list[Incident]:
    """Everything that wants a person: open, being taken back, by hand, not confirmed. Newest first."""
    found = Incident.objects.filter(workspace=space, closed_at=None).exclude(state__in=CALM)
    return list(found.select_related("account", "workspace").order_by("-opened_at"))


def settled(space: Workspace, limit: int = 3) -> list[Incident]:
    """The newest that are gone and not closed: an apology may still be wanted."""
    found = Incident.objects.filter(workspace=space, closed_at=None,
                                    state__in=["confirmed gone", "seen gone by hand"])
    return list(found.select_related("account").order_by("-opened_at")[:limit])


def incidents_of(space: Workspace, limit: int = 200) -> list[Incident]:
    """All of a workspace, newest first."""
    return list(Incident.objects.filter(workspace=space).select_related("account").order_by("-opened_at")[:limit])


def drafts(space: Workspace, limit: int = 60) -> list[Draft]:
    """The newest drafts of one workspace."""
    found = Draft.objects.filter(account__workspace=space).exclude(purpose="test").select_related("account", "author")
    return list(found.order_by("-changed_at")[:limit])


def incident_by_post(row: PostRow) -> Incident | None:
    """The incident of a post, where there is one."""
    return Incident.objects.filter(account=row.account, ref=row.ref).first()


def post_of_draft(draft: Draft) -> PostRow | None:
    """The public post that a draft became."""
    return PostRow.objects.filter(account=draft.account, ref=draft.ref).first() if draft.ref else None


def post_mark(space: Workspace) -> dict[int, tuple[object, ...]]:
    """post -> what can change about it; cheap enough to ask three times a second."""
    rows = PostRow.objects.filter(account__workspace=space, live=True).order_by("-pk")[:POSTS_SHOWN]
    marks = rows.values_list("pk", "account", "ref", "decision", "answer", "gone_at", "text_key")
    newest = Incident.objects.filter(workspace=space).order_by("-pk")[: 2 * POSTS_SHOWN]
    cases = {(account, ref): state for account, ref, state in newest.values_list("account", "ref", "state")}
    return {pk: (*rest, cases.get((account, ref))) for pk, account, ref, *rest in marks}


def alarm_mark(space: Workspace) -> tuple[object, ...]:
    """Moves whenever something happens in an open incident, or one opens or closes."""
    rows = Incident.objects.filter(workspace=space, closed_at=None).annotate(last=Max("events__seq"))
    return tuple(rows.order_by("pk").values_list("pk", "state", "last"))


def account_mark(space: Workspace) -> tuple[object, ...]:
    """Moves when an account's card has to be drawn again; hearing alone only moves a clock."""
    rows = Account.objects.filter(workspace=space, disconnected_at=None).order_by("pk")
    shown = ("pk", "handle", "mode", "watches_via", "trouble", "reconnect", "can_delete", "can_delete_at")
    return tuple(rows.values_list(*shown))


def heard(space: Workspace) -> dict[int, datetime | None]:
    """account -> when its network was last heard."""
    return dict(Account.objects.filter(workspace=space, disconnected_at=None).values_list("pk", "heard_at"))


def incident_mark(number: int) -> tuple[object, ...]:
    """Moves with every event of one incident, and with the state of its drafts."""
    last = Incident.objects.filter(pk=number).annotate(last=Max("events__seq")).values_list("last", "state")
    drafts_now = Draft.objects.filter(incident_id=number).order_by("pk").values_list("pk", "state", "url")
    return (*last, *drafts_now)


def reaction_mark(number: int) -> tuple[object, ...]:
    """Moves when somebody answered, when the look-out ended or stumbled, and once a minute."""
    rows = MentionWatch.objects.filter(incident_id=number)
    counted = rows.annotate(all=Count("mentions"), bad=Count("mentions", filter=Q(mentions__hostile=True)))
    found = counted.values_list("all", "bad", "trouble", "ended_at", "quiet_since", "looked_at").first()
    return (*found[:-1], found[-1].replace(second=0, microsecond=0) if found[-1] else None) if found else ()


def members_mark(number: int) -> tuple[object, ...]:
    """Moves when somebody joins or leaves the workspace of an incident, or changes roles."""
    found = Membership.objects.filter(workspace__incidents=number).order_by("pk")
    return tuple(found.values_list("person", "role"))
