"""Which posts of a workspace are one slip, and which incident a new post belongs to. core/siblings.py compares.

The wall holds: copies are looked for inside one workspace only. The same words in another client's
workspace are an incident there, with a record of its own (`elsewhere` says only that there is one).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from slipguard.core.siblings import WINDOW, Match, compare, habit, near, words_of
from slipguard.storage import threads
from slipguard.storage.models import Account, Draft, Incident, IncidentEvent, PostRow
from slipguard.storage.posts import NAMELESS

EARLIER = 300  # posts of an account that tell its habits
OVER = ("fine", "put back")  # a person said that the words may stay


def copies(row: PostRow) -> list[tuple[PostRow, Match]]:
    """The same words on the workspace's connected accounts, about the same time, the nearest match first.

    Also what the network reported as deleted: a recall looks for itself before it says "gone". Left out:
    what a person called fine, what the account says by habit, and our own answers to incidents.
    """
    if not row.text:
        return []
    mine, at = words_of(row.text), moment(row)
    inside = PostRow.objects.filter(_about(at), account__workspace_id=row.account.workspace_id,
                                    account__disconnected_at=None)
    found = []
    others = inside.exclude(pk=row.pk).exclude(text="").exclude(answer=PostRow.Answer.FINE)
    others = others.exclude(ref__startswith=NAMELESS)  # from a file without the network's id: nobody could delete it
    for other in others.select_related("account__workspace"):
        match = compare(mine, words_of(other.text))
        if match.copy and near(at, moment(other)) and not _its_own(other):
            found.append((other, match))
    return sorted(found, key=lambda pair: (-pair[1].share, pair[0].pk))


def mates(account_id: int, ref: str) -> list[tuple[PostRow, Match]]:
    """The copies of a post and of the other parts of its thread, each with the rest of its own thread.

    One text that goes out as a thread on several accounts is cut at other places on each, so not every part is
    a copy of one. The thread of the post itself is not among them.
    """
    own = {ref, *threads.refs(account_id, ref)}
    named = PostRow.objects.select_related("account__workspace").filter(account_id=account_id, ref=ref)
    found: dict[int, tuple[PostRow, Match]] = {}
    for one in [*named, *threads.rows(account_id, ref)]:
        for other, match in copies(one):
            if other.account_id == account_id and other.ref in own:
                continue
            found[other.pk] = (other, match)
            for part in threads.rows(other.account_id, other.ref):
                if part.answer != PostRow.Answer.FINE:
                    found.setdefault(part.pk, (part, match))
    return list(found.values())


def mates_alone(workspace_id: int, account_id: int, ref: str) -> list[tuple[PostRow, Match]]:
    """The same for a recall that the record names already, in turn with everybody who notes a post: a post that was
    noted before is among them, and whoever notes one later finds the recall."""
    with transaction.atomic():
        alone(workspace_id)
        return mates(account_id, ref)


def taken_with(account: Account, refs: list[str]) -> Incident | None:
    """The incident whose recall has reached one of these posts as a copy."""
    if PostRow.objects.filter(account=account, ref__in=refs, answer=PostRow.Answer.FINE).exists():
        return None
    event = IncidentEvent.objects.filter(
        key__in=[copy_key(account.pk, ref) for ref in refs], incident__workspace_id=account.workspace_id,
        incident__events__kind="recall_started",
    ).select_related("incident").order_by("-pk").first()
    return event.incident if event else None


def incident_of(row: PostRow) -> tuple[Incident, Match | None] | None:
    """The incident that this post is a copy in, or now turns out to be one in. None: it stands for itself."""
    known = holding(row.account, row.ref)
    if known is not None:
        return known, None
    if not row.text or row.answer == PostRow.Answer.FINE:
        return None
    own = Incident.objects.filter(workspace_id=row.account.workspace_id).exclude(account=row.account, ref=row.ref)
    for incident, match in _same(row, own):
        if not _its_own(row):
            return incident, match
    return None


def holding(account: Account, ref: str) -> Incident | None:
    """The incident in whose record this post stands as a copy."""
    event = IncidentEvent.objects.filter(
        key=copy_key(account.pk, ref), incident__workspace_id=account.workspace_id
    ).select_related("incident").order_by("-pk").first()
    return event.incident if event else None


def elsewhere(row: PostRow) -> bool:
    """Do the same words stand in an incident of another workspace?"""
    if not row.text:
        return False
    others = Incident.objects.exclude(workspace_id=row.account.workspace_id)
    return any(True for _ in _same(row, others)) and not _its_own(row)


def copy_key(account_id: int, ref: str) -> str:
    """The key of the event that a copy was found: what ties a post to an incident."""
    return f"copy:{account_id}:{ref}"[:300]


def alone(workspace_id: int) -> None:
    """Nobody else opens or joins an incident of this workspace until the transaction ends.

    SQLite has one writer anyway; on PostgreSQL two watchers could otherwise each open one.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [0x51, workspace_id])


def moment(row: PostRow) -> datetime:
    """When it was posted, as far as is known."""
    return row.posted_at or row.seen_at


def _same(row: PostRow, among: QuerySet[Incident]) -> list[tuple[Incident, Match]]:
    at, mine = moment(row), words_of(row.text)
    # an incident is never older than its post, so this leaves none out
    recent = among.filter(opened_at__gte=at - WINDOW).exclude(state__in=OVER)
    # the same slip rehearsed again after the last rehearsal is over: a record and a clock of its own
    recent = recent.exclude(drill=True, closed_at__isnull=False, account_id=row.account_id)
    found, incidents = [], list(recent.order_by("pk"))
    # one question for all of them: this stands between a slip and its delete, and a bad day has many incidents
    places = {incident.account_id for incident in incidents}, {incident.ref for incident in incidents}
    rows = PostRow.objects.filter(account__in=places[0], ref__in=places[1]) if incidents else ()
    named = {(row.account_id, row.ref): row for row in rows}
    for incident in incidents:
        first = named.get((incident.account_id, incident.ref))
        if first is None or not first.text or first.answer == PostRow.Answer.FINE or not near(at, moment(first)):
            continue
        match = compare(words_of(first.text), mine)
        if match.copy:
            found.append((incident, match))
    return found


def _about(at: datetime) -> Q:
    span = (at - WINDOW, at + WINDOW)
    return Q(posted_at__range=span) | Q(posted_at=None, seen_at__range=span)


def _its_own(row: PostRow) -> bool:
    """Is it something that the account says again and again, or our own answer to an incident?"""
    answers = Draft.objects.filter(account=row.account, incident__isnull=False)
    recent = Q(text=row.text, attempted_at__gte=moment(row) - timedelta(minutes=10))
    if answers.filter(Q(ref=row.ref) | recent).exists():
        return True
    before = moment(row) - WINDOW
    earlier = PostRow.objects.filter(account=row.account, gone_at=None).filter(
        Q(posted_at__lt=before) | Q(posted_at=None, seen_at__lt=before))
    earlier = earlier.exclude(answer=PostRow.Answer.SLIP).exclude(decision__in=["alert", "recall"])
    return habit(row.text, earlier.order_by("-pk").values_list("text", flat=True)[:EARLIER])
