"""Ends the network sign-ins that a person made who has been taken off; again and again until it is done.

Noted on the account first (`sign_out_at`), done second: a crash between the two costs a moment, not the deed.
A recall that is under way keeps its sign-in until the post is gone: delete beats everything.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from slipguard.networks.protocol import NetworkFailure, Reconnect, Rejected, Unsupported
from slipguard.storage.models import Account, Credential, Incident
from slipguard.workflows.clients import client

log = logging.getLogger("slipguard.leaving")
PATIENCE = timedelta(hours=24)  # how long a network that does not answer is asked again
PAUSE = timedelta(seconds=60)
_MOVING = ("open", "taking it back", "must be done by hand", "not confirmed", "a copy waits")
_asked: dict[int, datetime] = {}  # when a network that did not answer was last asked; a restart may ask sooner


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of one account's sign-in. `done`: False while it has to wait."""

    account: Account
    done: bool
    says: str


def round_of_endings(now: datetime | None = None) -> int:
    """Returns how many sign-ins were ended."""
    moment = now or timezone.now()
    done = 0
    for account in Account.objects.exclude(sign_out_at=None).select_related("workspace"):
        last = _asked.get(account.pk)
        if last is None or moment - last >= PAUSE:
            try:
                done += end(account, moment).done
            except Exception:
                log.exception("the sign-in of account %s could not be ended", account.pk)
                _asked[account.pk] = moment
    return done


def end(account: Account, now: datetime) -> Ended:
    """Ask the network to revoke it, then forget it here: one without the other would leave a key somewhere."""
    if _needed(account, now):
        return Ended(account, False, "It ends as soon as the post is gone; the recall needs it.")
    try:
        with client(account) as network:
            left = network.sign_out()
        says = left or "Revoked at the network."
    except Reconnect:
        says = "The network did not know it any more."
    except (Unsupported, Rejected) as failure:
        says = failure.says
    except NetworkFailure as failure:
        _asked[account.pk] = now
        if account.sign_out_at is None or now - account.sign_out_at < PATIENCE:
            return Ended(account, False, f"{failure.says} Slipguard asks again.")
        says = f"{failure.says} It could not be revoked; do it by hand in the network's settings."
    with transaction.atomic():
        won = Account.objects.filter(pk=account.pk).exclude(sign_out_at=None).update(sign_out_at=None)
        if won:  # otherwise it was connected anew meanwhile: that sign-in is another person's
            Credential.objects.filter(account=account).delete()
    _asked.pop(account.pk, None)
    return Ended(account, True, says.strip())


def _needed(account: Account, now: datetime) -> bool:
    """Is something being taken back from this account, or does a slip of the last day on it wait for an answer?"""
    open_ones = Incident.objects.filter(workspace_id=account.workspace_id, closed_at=None, state__in=_MOVING)
    there = open_ones.filter(opened_at__gt=now - PATIENCE)
    if there.filter(account=account).exists():
        return True
    copies = {"kind": "copy_found", "data__handle": account.handle, "data__network": account.network}
    return any(incident.events.filter(**copies).exists() for incident in there)
