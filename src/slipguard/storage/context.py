"""What the judge of harm is told of an account and of the day.

Kept in memory, because every check asks and may take no more than two milliseconds: the words that an
account uses every week are read once a day (the watcher's first look pays for it, before there is a post
to judge), the days of mourning are looked up again after half a second, like the desk of voices.
"""

from __future__ import annotations

import threading
import time
from datetime import date, timedelta

from django.utils import timezone

from slipguard.core.harm import Context, everyday, of_account
from slipguard.core.harm.everyday import MOST, WEEKS
from slipguard.storage.models import Account, MourningDay, PostRow

_TRUST = 0.5
_lock = threading.Lock()
_words: dict[int, tuple[date, frozenset[int]]] = {}
_days: dict[int, tuple[float, object, frozenset[date]]] = {}
_marked = object()  # another one whenever this process marked or unmarked a day


def context(account: Account, is_reply: bool, on: date | None = None) -> Context:
    """Everything that is known, for one judgement. `on`: the day on which it is public, else today."""
    today = timezone.localdate()
    return of_account(
        account.fine_words,
        account.workspace.secret_words,
        _used(account, today),
        is_reply=is_reply,
        mourning=(on or today) in _mourning(account.workspace_id),
    )


def look_again() -> None:
    """Somebody marked or unmarked a day: the next check knows it, also if another one is looking at this moment."""
    global _marked
    _marked = object()


def _mourning(workspace_id: int) -> frozenset[date]:
    known = _days.get(workspace_id)
    if known is not None and known[1] is _marked and time.monotonic() - known[0] < _TRUST:
        return known[2]
    looked, marked = time.monotonic(), _marked  # before the look: what is marked during it makes the next one look
    found = frozenset(MourningDay.objects.filter(workspace_id=workspace_id).values_list("day", flat=True))
    _days[workspace_id] = (looked, marked, found)
    return found


def _used(account: Account, today: date) -> frozenset[int]:
    known = _words.get(account.pk)
    if known is not None and known[0] == today:
        return known[1]
    rows = (
        PostRow.objects.filter(account_id=account.pk, posted_at__gte=timezone.now() - timedelta(weeks=WEEKS))
        .exclude(answer=PostRow.Answer.SLIP)
        .exclude(decision__in=["alert", "recall"], answer=PostRow.Answer.NONE)
        .exclude(text="")
        .order_by("-posted_at")
        .values_list("posted_at", "text")[:MOST]
    )
    found = everyday((at.date().toordinal() // 7, text) for at, text in rows)
    with _lock:
        _words[account.pk] = (today, found)
    return found
