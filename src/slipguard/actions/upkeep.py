"""What nobody has to remember: voices follow their accounts, and each account's delete is tried on paper daily.

An exception whose last day is over ends here, too; whoever has to hear of an end is told; half an archive that a
crash left is taken out; and pictures that no draft took are thrown away.
"""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from slipguard.actions import exceptions
from slipguard.settings import CONFIG
from slipguard.storage import histories, pictures, voices
from slipguard.storage.models import Account, PostRow, VoiceRow
from slipguard.workflows import engine, readiness, reminders

ENOUGH = 20  # new accepted posts before a voice is learnt anew: fewer hardly move it
SETTLED = timedelta(hours=1)  # a slip is mostly noticed within it, and must not be learnt


def tend() -> tuple[int, int]:
    """One round: (voices learnt anew, accounts asked whether they could delete)."""
    exceptions.expire()  # first: what is over must not wait for a network
    reminders.round_of(timezone.now())
    histories.sweep(timezone.now())
    pictures.sweep(timezone.now())
    learnt = sum(1 for row in VoiceRow.objects.filter(personal=None) if _grown(row) and _learn(row))
    now = timezone.now()
    if engine.running():
        engine.purge(now - timedelta(days=CONFIG.engine_days))
    return learnt, readiness.round_of(now)


def _grown(row: VoiceRow) -> bool:
    fresh = PostRow.objects.filter(
        account__workspace_id=row.workspace_id or 0,
        account__speaks_as=row.speaks_as,
        decision="leave",
        decided_at__gt=row.learnt_at - SETTLED,
        decided_at__lt=timezone.now() - SETTLED,
    )
    return fresh.exclude(answer=PostRow.Answer.SLIP).count() >= ENOUGH


def _learn(row: VoiceRow) -> bool:
    owner = Account.objects.filter(workspace_id=row.workspace_id or 0, speaks_as=row.speaks_as).first()
    if owner is None:
        return False
    voices.keep(owner, voices.relearn(owner.workspace_id, owner.speaks_as))
    return True
