"""What went out and what was done: searched, page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar

from django.db.models import Q, QuerySet

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput
from slipguard.storage.models import AuditEntry, Incident, PostRow, Workspace

R = TypeVar("R", PostRow, Incident, AuditEntry)
PAGE = 50
#: What a person may narrow posts to, and how the page says it.
VERDICTS = {
    "": "any verdict",
    "flagged": "out of place",
    "unanswered": "out of place, nobody has answered",
    "slip": "called a slip",
    "fine": "called fine",
    "gone": "gone",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search. words: all of them stand in the text; days are UTC and both ends count; old: the history that was
    read when an account was learnt, too."""

    words: str = ""
    account: int | None = None
    verdict: str = ""
    since: date | None = None
    until: date | None = None
    old: bool = False


def wanted(words: str = "", account: str = "", verdict: str = "", since: str = "", until: str = "",
           old: bool = False) -> Wanted:
    """From what somebody typed; BadInput says which part cannot be used."""
    if verdict not in VERDICTS:
        raise BadInput(f"There is no verdict “{verdict}”.", f"Choose one of: {', '.join(filter(None, VERDICTS))}.")
    if account and not account.isdigit():
        raise BadInput(f"“{account}” is no account's number.", "Choose an account from the list.")
    first, last = _day(since), _day(until)
    if first and last and last < first:
        raise BadInput("The last day lies before the first one.", "Swap them.")
    return Wanted(words.strip()[:200], int(account) if account else None, verdict, first, last, old)


def posts(actor: Actor, space: Workspace, want: Wanted, before: int | None = None, limit: int = PAGE) -> list[PostRow]:
    """Posts of one workspace that fit, newest first; `before`: the number of the last one already shown."""
    rows = _narrow(_posts(actor, space, want), before)
    return list(rows.select_related("account").order_by("-pk")[:limit])


def count(actor: Actor, space: Workspace, want: Wanted) -> int:
    """How many posts fit."""
    return _posts(actor, space, want).count()


def incidents(actor: Actor, space: Workspace, want: Wanted, before: int | None = None,
              limit: int = PAGE) -> list[Incident]:
    """Incidents whose post fits the words, the account and the days."""
    access.need(actor, space)
    rows = Incident.objects.filter(workspace=space, **_account(want), **_days("opened_at", want))
    for word in want.words.split():
        rows = rows.filter(events__kind="opened", events__data__text__icontains=word)
    return list(_narrow(rows.distinct(), before).select_related("account").order_by("-pk")[:limit])


def deeds(actor: Actor, space: Workspace, want: Wanted, before: int | None = None,
          limit: int = PAGE) -> list[AuditEntry]:
    """Who did what in a workspace. For managers: it names people."""
    access.need(actor, space, acts.READ_DEEDS)
    rows = AuditEntry.objects.filter(space=space.pk, **_days("at", want))
    for word in want.words.split():
        rows = rows.filter(Q(who__icontains=word) | Q(did__icontains=word) | Q(what__icontains=word))
    return list(_narrow(rows, before).order_by("-pk")[:limit])


def _posts(actor: Actor, space: Workspace, want: Wanted) -> QuerySet[PostRow]:
    access.need(actor, space)
    rows = PostRow.objects.filter(account__workspace=space, **_account(want), **_days("seen_at", want))
    if not want.old:
        rows = rows.filter(live=True)
    for word in want.words.split():
        rows = rows.filter(text__icontains=word)
    flagged = Q(decision__in=["alert", "recall"])
    fits = {"": Q(), "flagged": flagged, "unanswered": flagged & Q(answer="") & Q(gone_at=None),
            "slip": Q(answer="slip"), "fine": Q(answer="fine"), "gone": Q(gone_at__isnull=False)}
    return rows.filter(fits[want.verdict])


def _account(want: Wanted) -> dict[str, int]:
    return {} if want.account is None else {"account_id": want.account}


def _days(field: str, want: Wanted) -> dict[str, datetime]:
    found = {}
    if want.since:
        found[f"{field}__gte"] = datetime.combine(want.since, time.min, UTC)
    if want.until:
        found[f"{field}__lt"] = datetime.combine(want.until + timedelta(days=1), time.min, UTC)
    return found


def _narrow(rows: QuerySet[R], before: int | None) -> QuerySet[R]:
    return rows if before is None else rows.filter(pk__lt=before)


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(f"“{text}” is not a day.", "Write it as 2026-11-22.") from None
