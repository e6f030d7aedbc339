"""Drafts that were written together with a post, held before it is deleted at once.

The gate (workflows/gate.py) stops them by the record of the recall, and `recall --now` writes that after its delete and
after its looks. Whatever goes out in between would be public until it is found as a copy.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from slipguard.storage.models import Account, Draft, Incident
from slipguard.workflows import gate

log = logging.getLogger("slipguard")
PATIENCE = 1.0  # seconds; a slow database must not hold up the delete
SOON = timedelta(minutes=5)  # what is planned for later meets the record
NEWEST = 200  # drafts of the account that are looked through


def hold(account: Account, ref: str) -> list[int]:
    """Stop what would go out about now. The numbers of the drafts, also those that come after PATIENCE."""
    held: list[int] = []
    at_it = threading.Thread(target=_hold, args=(account, ref, held), name="hold-twins", daemon=True)
    at_it.start()
    at_it.join(PATIENCE)
    return held


def told(held: list[int], incident: Incident) -> None:
    """The reason stands on each draft: who sends one all the same is not stopped for this incident again."""
    for draft in Draft.objects.filter(pk__in=held):
        Draft.objects.filter(pk=draft.pk).update(verdict={**draft.verdict, gate.TWIN: incident.pk})


def _hold(account: Account, ref: str, held: list[int]) -> None:
    try:
        with transaction.atomic():
            held += _halt(account, ref)
    except Exception:  # whatever it is: the delete goes on, and a twin is found as a copy
        log.exception("what was written together with %s could not be held", ref)
    finally:
        connection.close()


def _halt(account: Account, ref: str) -> list[int]:
    mine = Draft.objects.filter(account=account).exclude(together="").order_by("-pk")[:NEWEST]
    draft = next((one for one in mine if any(part["ref"] == ref for part in one.sent)), None)
    if draft is None:
        return []
    now = Q(state__in=[Draft.State.SENDING, Draft.State.WAITING])
    now |= Q(state=Draft.State.SCHEDULED, due_at__lte=timezone.now() + SOON)
    others = Draft.objects.filter(now, together=draft.together).exclude(pk=draft.pk)
    return [other.pk for other in others if Draft.objects.filter(now, pk=other.pk).update(
        state=Draft.State.HALTED, says=gate.because_of(account, other))]
