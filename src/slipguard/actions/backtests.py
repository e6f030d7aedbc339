"""Swap tests on one's own accounts: what would be caught, and what it would cost in false alarms."""

from __future__ import annotations

import dataclasses
import logging
import threading
from collections.abc import Sequence
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from slipguard.actions import access, acts
from slipguard.actions.access import Actor
from slipguard.actions.accounts import of_workspaces
from slipguard.core.backtest import LEAST, Backtest, backtest
from slipguard.core.errors import BadInput, Conflict, SlipguardError
from slipguard.core.types import Budget, Post
from slipguard.storage import accounts, posts, voices
from slipguard.storage.models import Account, BacktestRun, PostRow, Workspace

log = logging.getLogger("slipguard.backtest")
MOST = 1000  # posts per voice: the newest
LOST = timedelta(minutes=15)  # a run that says nothing for so long ended with its process


def run(actor: Actor, staff: Sequence[Post] = (), workspace: Workspace | None = None) -> Backtest:
    """On the actor's connected accounts, or on those of one workspace (the others then only lend posts).

    `staff`: a person's own posts, used here and kept nowhere. Each voice learns from the earlier part of its
    history and is tried on the later one; slips and unanswered alarms are no part of a history.
    """
    histories: dict[str, list[Post]] = {}
    homes: dict[str, Budget] = {}
    for account in of_workspaces(actor):
        key = voices.key_of(account)
        if workspace is None or account.workspace_id == workspace.pk:
            homes.setdefault(key, accounts.budget(account))
        if key not in histories:  # otherwise another account with the same voice
            histories[key] = _history(account)
    if not any(len(histories[key]) >= LEAST for key in homes):
        raise BadInput("There is too little history for a test.", "Connect an account and learn it: slipguard learn")
    _enough(staff)
    people = ["staff"] if staff else []
    return backtest({**histories, **({"staff": list(staff)} if staff else {})}, people, homes=homes)


def begin(actor: Actor, workspace: Workspace, staff: Sequence[Post] = ()) -> BacktestRun:
    """Start a test of one workspace in the background; a second one waits for the first."""
    access.need(actor, workspace, acts.BACKTEST)
    _enough(staff)
    before = latest(actor, workspace)
    if before is not None and running(before):
        raise Conflict("A test of these accounts is running.", "Wait for it; it takes seconds, a minute at most.")
    made = BacktestRun.objects.create(workspace=workspace, asked_by=actor.name, started_at=timezone.now())
    access.log(actor, workspace, "started a backtest", f"with {len(staff)} posts of staff" if staff else "")
    threading.Thread(target=_work, args=(actor, made, list(staff)), name=f"backtest-{made.pk}", daemon=True).start()
    return made


def _enough(staff: Sequence[Post]) -> None:
    if staff and len(staff) < LEAST:
        raise BadInput(f"Too few posts of staff ({len(staff)}): nothing of them would be played.",
                       f"Bring at least {LEAST}, or none.")


def latest(actor: Actor, workspace: Workspace) -> BacktestRun | None:
    """The newest test of a workspace."""
    access.need(actor, workspace)
    return BacktestRun.objects.filter(workspace=workspace).order_by("-started_at", "-pk").first()


def running(one: BacktestRun) -> bool:
    """Is it still at work?"""
    return one.ended_at is None and timezone.now() - one.started_at < LOST


def _work(actor: Actor, made: BacktestRun, staff: list[Post]) -> None:
    try:
        made.found = dataclasses.asdict(run(actor, staff, made.workspace))
    except SlipguardError as problem:
        made.trouble = f"{problem.what} {problem.next_step}".strip()
    except Exception:
        log.exception("a backtest failed")
        made.trouble = "The test itself failed; the log says why. Nothing was changed."
    finally:
        made.ended_at = timezone.now()
        made.save()
        connection.close()


def _history(account: Account) -> list[Post]:
    rows = (
        PostRow.objects.filter(account__workspace_id=account.workspace_id, account__speaks_as=account.speaks_as)
        .exclude(answer=PostRow.Answer.SLIP)
        .exclude(decision__in=["alert", "recall"], answer=PostRow.Answer.NONE)
        .exclude(text="")
        .select_related("account")
        .order_by("-posted_at", "-pk")[:MOST]
    )
    return [posts.as_post(row) for row in rows][::-1]
