"""A copy that shows up later joins the incident that is there, and falls under what was decided about it.

A relay posts two minutes after the alarm, or after the recall has ended. Who took the post back did so
"on every account that carries the same words" (that is what the button says), so a later copy goes too,
without a second question. A person is asked first where that word does not reach: Slipguard took the post
back by itself and the copy's account is not in automatic mode (or the breaker is open), the incident was closed by
then, or the words are back on the very account that they were taken from: then somebody may mean them.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from slipguard.core.siblings import Match
from slipguard.storage import incidents, siblings
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows import engine
from slipguard.workflows.alarm import alarm
from slipguard.workflows.copies import found_data, not_covered, wait
from slipguard.workflows.recall import take_back

AGAIN = "It was posted again on the same account: somebody may mean it."
WAS_CLOSED = "The incident was closed when the copy appeared."


def workflow_id(account_id: int, ref: str) -> str:
    """A copy joins once."""
    return f"join:{account_id}:{ref}"


@dataclass(frozen=True, slots=True)
class Noted:
    """What follows of a noted copy, as `start` takes it; nothing is started yet."""

    incident: int
    row: int
    account: int
    ref: str
    attempt: int
    waits: bool


def join(incident: Incident, row: PostRow, match: Match | None, at: datetime, own_decision: bool = False) -> None:
    """Note the copy, and start what was decided. Call it inside the transaction that keeps the verdict."""
    noted = note(incident, row, match, at, own_decision)
    if noted is not None:
        transaction.on_commit(partial(start, *astuple(noted)))


def note(
    incident: Incident, row: PostRow, match: Match | None, at: datetime, own_decision: bool = False
) -> Noted | None:
    """Note the copy. None: it was known, and whoever noted it has started what was to be started.

    `own_decision`: the copy's own account is in automatic mode and would have been taken back by itself.
    """
    attempt, why_not = _covered(incident, row.account, at)
    if own_decision and not attempt:
        attempt, why_not = 1, ""
    data = {**found_data(row, match), "later": True, "take": 0 if why_not else attempt}
    if not incidents.append(incident, siblings.copy_key(row.account_id, row.ref), "copy_found", at, data):
        return None
    if why_not:
        wait(incident, row, why_not, at)
    elif attempt:
        PostRow.objects.filter(pk=row.pk).update(answer=PostRow.Answer.SLIP)  # it must never be learnt
    return Noted(incident.pk, row.pk, row.account_id, row.ref, 0 if why_not else attempt, bool(why_not))


def start(incident_id: int, row_id: int, account_id: int, ref: str, attempt: int, waits: bool) -> None:
    """What follows a noted copy; nothing where the first alarm still waits for its answer."""
    if attempt:
        copy = {"account": account_id, "ref": ref}
        engine.start(workflow_id(account_id, ref), joined, incident_id, row_id, copy, attempt)
    elif waits:
        about = f"waits-{row_id}"
        engine.start(f"alarm:{incident_id}:{about}", alarm, incident_id, about)


@engine.workflow
def joined(incident_id: int, row_id: int, copy: dict[str, Any], attempt: int) -> dict[str, Any]:
    """Take the late copy back, then tell what became of it."""
    # the same id as the recall's own search gives it: both may find it, and it is taken back once
    name = f"take-back:{copy['account']}:{copy['ref']}:{attempt}"
    done: dict[str, Any] = engine.start(name, take_back, incident_id, copy, attempt).result()
    about = f"joined-{row_id}"
    engine.start(f"alarm:{incident_id}:{about}", alarm, incident_id, about)
    return done


def _covered(incident: Incident, account: Account, at: datetime) -> tuple[int, str]:
    """(the attempt that the copy falls under, 0 = none was made yet; "" or why a person is asked first)."""
    asked = incident.events.filter(kind="recall_started").order_by("seq").last()
    if asked is None:
        return 0, ""
    attempt = max(1, int(asked.data.get("attempt", 1)))
    if incident.closed_at is not None:
        return attempt, WAS_CLOSED
    if account.pk == incident.account_id:
        return attempt, AGAIN
    return attempt, not_covered(account, bool(asked.data.get("automatic")), at)
