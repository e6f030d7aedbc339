"""What nobody has to remember: voices follow their accounts, and each account's delete is tried on paper daily.

An exception whose last day is over ends here, too; whoever has to hear of an end is told; half an archive that a
crash left is taken out; and pictures that no draft took are thrown away.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from slipguard.actions import exceptions
from slipguard.settings import CONFIG
from slipguard.storage import histories, pictures, voices
from slipguard.storage.models import PostRow, VoiceRow
from slipguard.storage.posts import as_post
from slipguard.workflows import engine, readiness, reminders

SETTLED = timedelta(hours=1)  # a slip is mostly noticed within it, and must not be learnt
LATE = timedelta(days=30)  # a slip that is called one later than this stays in the voice until it is learnt anew


def tend() -> tuple[int, int]:
    """One round: (voices that followed their accounts, accounts asked whether they could delete)."""
    exceptions.expire()  # first: what is over must not wait for a network
    reminders.round_of(timezone.now())
    histories.sweep(timezone.now())
    pictures.sweep(timezone.now())
    now = timezone.now()
    learnt = sum(_follow(row, now) for row in VoiceRow.objects.filter(personal=None).defer("data"))
    if engine.running():
        engine.purge(now - timedelta(days=CONFIG.engine_days))
    return learnt, readiness.round_of(now)


def _follow(row: VoiceRow, now: datetime) -> bool:
    """Learn what was left alone since the last time, so that a campaign or a new hand is soon the account's own."""
    mine = PostRow.objects.filter(account__workspace_id=row.workspace_id or 0, account__speaks_as=row.speaks_as)
    fresh = mine.filter(decision="leave", decided_at__gt=row.learnt_at - SETTLED, decided_at__lte=now - SETTLED)
    found = list(fresh.exclude(answer=PostRow.Answer.SLIP).exclude(text="").select_related("account")
                 .order_by("posted_at", "pk")[: voices.MOST])
    if not found:
        return False
    owner = found[0].account
    taught = voices.teach(owner, [as_post(one) for one in found])
    # a copy that was taken back with another account's slip may have been learnt before anybody saw it
    slips = mine.filter(answer=PostRow.Answer.SLIP, seen_at__gt=now - LATE).exclude(text="").select_related("account")
    voices.unlearn(owner, [as_post(one) for one in slips])
    VoiceRow.objects.filter(pk=row.pk).update(learnt_at=now)
    return taught
