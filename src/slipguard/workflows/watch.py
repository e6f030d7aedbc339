"""Listens to every live account. A loop with a durable cursor, not itself a workflow.

At least once: the cursor moves only after what it brought was dealt with, so a crash or a lost
connection brings it again, and everything done here is keyed by the post.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime, timedelta
from functools import partial

from django.db import close_old_connections, connection, transaction
from django.utils import timezone

from slipguard.core import policy
from slipguard.core.types import Assessment, Decision, Harm, Mode, Post, PostDecision
from slipguard.networks.protocol import Appeared, Happening, Heard, NetworkFailure, Vanished
from slipguard.settings import CONFIG
from slipguard.storage import accounts, incidents, posts, siblings
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows import engine
from slipguard.workflows.alarm import alarm
from slipguard.workflows.checks import check
from slipguard.workflows.clients import client, warm
from slipguard.workflows.copies import gather
from slipguard.workflows.evidence import copy_data
from slipguard.workflows.join import join
from slipguard.workflows.ours import Ours, ours
from slipguard.workflows.recall import ran, recall, workflow_id

log = logging.getLogger("slipguard.watch")
RETRY = (0.5, 1, 2, 5, 10, 30)  # seconds before the next try to connect
# names nobody: the other one is behind a wall
ELSEWHERE = "The same words stand in an incident on an account of another workspace here."
PERHAPS_OURS = "It may be a draft of yours whose sending had no answer: look at the account before it is taken back."
QUIET = timedelta(seconds=5)  # a Heard is written down at most this often


class Watcher(threading.Thread):
    """One account's ear."""

    def __init__(self, account_id: int) -> None:
        super().__init__(name=f"watch-{account_id}", daemon=True)
        self.account_id = account_id
        self._stop_asked = threading.Event()
        self._failures = 0
        self._undecided = False  # is there a post whose verdict waits?

    def stop(self) -> None:
        """Ask it to end; it does within about a second."""
        self._stop_asked.set()

    def run(self) -> None:
        while not self._stop_asked.is_set():
            try:
                self._listen()
            except NetworkFailure as failure:
                accounts.deaf(self.account_id, failure.says)
            except Exception:
                log.exception("the watcher of account %s failed", self.account_id)
                accounts.deaf(self.account_id, "Slipguard itself failed while listening; it tries again.")
            if self._stop_asked.is_set():
                break
            close_old_connections()
            self._stop_asked.wait(RETRY[min(self._failures, len(RETRY) - 1)])
            self._failures += 1
        connection.close()

    def _listen(self) -> None:
        account = Account.objects.select_related("workspace").get(pk=self.account_id)
        written = datetime.min.replace(tzinfo=timezone.now().tzinfo)
        warm(account)
        check(account, Post("The first look at a desk is the slowest one."))  # so it is not a slip's
        self._undecided = not leftover(account)
        with client(account) as network:
            for happening in network.watch(account.cursor, self._stop_asked.is_set):
                self._failures = 0
                now = timezone.now()
                if self._undecided:
                    self._undecided = not leftover(Account.objects.select_related("workspace").get(pk=account.pk))
                if isinstance(happening, Heard):
                    if now - written >= QUIET:
                        accounts.heard(account.pk, now, happening.cursor, happening.via)
                        written = now
                    continue
                self._undecided |= not hear(account.pk, happening)
                accounts.heard(account.pk, now, happening.cursor)
                written = now


def hear(account_id: int, happening: Happening) -> bool:
    """What a network told of one account: a new post is judged, a vanished one is noted. False: a verdict waits."""
    account = Account.objects.select_related("workspace").get(pk=account_id)  # the mode may have changed
    now = timezone.now()
    if isinstance(happening, Appeared):
        if posts.settled(account, happening.post):
            return True  # brought a second time
        verdict = check(account, happening.post)  # before the transaction: a desk may have to be built
        with transaction.atomic():  # the text, the verdict and the incident in one wait for the disk
            row, new = posts.note(account, happening.post, now, live=True)
            return judge(account, row, verdict, now) if new else True
    if isinstance(happening, Vanished):
        posts.vanished(account, happening.ref, now)
        incident = Incident.objects.filter(account=account, ref=happening.ref).first()
        if incident is not None and not incidents.has(incident, "delete_sent"):
            # deleted in the app while the incident is open: noted, and proven by a recall's read
            start_recall(incident, "Slipguard, after the network reported a delete", automatic=False)
    return True


def leftover(account: Account) -> bool:
    """Posts that a crash, or a draft on its way, left without a verdict: not every network would bring them again.

    Without words only what a network brought, whose pictures were counted: an address that a person entered is no
    post without words, its words are not known. False: for one of them it is still too early.
    """
    rows = PostRow.objects.filter(account=account, live=True, decision="", answer="").select_related("account")
    done = True
    for row in rows.exclude(text="", facts__media=None):
        done &= judge(account, row, check(account, posts.as_post(row)), timezone.now())
    return done


def judge(account: Account, row: PostRow, verdict: tuple[Assessment, Harm], now: datetime) -> bool:
    """Decide, keep it, and do what the account's mode allows once all of that is on the disk.

    False: nothing was decided, because a draft of ours is on its way that this may be (`ours`).
    """
    found, harm = verdict
    decision = policy.decide_post(found, harm, accounts.budget(account))
    if decision.decision is not PostDecision.LEAVE:
        whose = ours(account, row, now)
        if whose is Ours.NOT_YET_TOLD:
            return False
        if whose is Ours.YES:
            decision = Decision(PostDecision.LEAVE, ("Published through Slipguard, after its own check.",))
        elif whose is Ours.NEVER_TOLD:  # never taken back by itself
            decision = Decision(PostDecision.ALERT, (PERHAPS_OURS, *decision.because))
    mode = Mode(account.mode)
    hour = now - timedelta(hours=1)
    recent = incidents.automatic_since(account.workspace_id, hour) if mode is Mode.AUTOMATIC else 0
    doing = policy.act(decision, mode, recent, CONFIG.automatic_recalls_per_hour)
    with transaction.atomic():
        siblings.alone(account.workspace_id)
        if mine := siblings.incident_of(row):
            # one slip, one incident: the same words stand in one that is open, whatever this account's own check says
            join(mine[0], row, mine[1], now, own_decision=doing.decision is PostDecision.RECALL)
            posts.decided(row, found, harm, decision, mode, timezone.now())
            return True
        if doing.decision is PostDecision.LEAVE and mode is not Mode.TRIAL and siblings.elsewhere(row):
            decision = doing = Decision(PostDecision.ALERT, (ELSEWHERE, *decision.because))
        if doing.decision is PostDecision.LEAVE or row.gone_at is not None:
            posts.decided(row, found, harm, decision, mode, timezone.now())
            return True
        _open(account, row, found, harm, decision, doing, mode)
    return True


def _open(account: Account, row: PostRow, found: Assessment, harm: Harm, decision: Decision, doing: Decision,
          mode: Mode) -> None:
    decided_at = timezone.now()
    data = {
        **copy_data(row),
        "text": row.text,
        "seen_at": row.seen_at.isoformat(),
        "decided_at": decided_at.isoformat(),
        "decision": str(doing.decision),
        "reasons": list(doing.because)[:6],
        "alternative": found.alternative,
        "harm": harm.grade,
        "p_value": found.p_value,
        "mode": str(mode),
    }
    incident = incidents.open_once(account, row.ref, decided_at, data)
    if doing.decision is PostDecision.RECALL:
        asked = {"by": "Slipguard, as the account's owner allowed", "automatic": True, "attempt": 1}
        incidents.append(incident, "recall:1", "recall_started", decided_at, asked)
    posts.decided(row, found, harm, decision, mode, decided_at)
    # what a crash leaves between this note and its start, reconcile.py starts
    transaction.on_commit(partial(_start, incident, row, doing.decision is PostDecision.RECALL))


def _start(incident: Incident, row: PostRow, taking_back: bool) -> None:
    if taking_back:
        engine.start(workflow_id(incident.ref), recall, incident.pk, 1)
    else:
        engine.start(f"alarm:{incident.pk}:noticed", alarm, incident.pk, "noticed")
        gather(incident, row, timezone.now())  # a recall finds them by itself, after its first delete


def start_recall(incident: Incident, by: str, automatic: bool) -> str:
    """The one door to a recall: note who asked, then start the workflow with the post's own id.

    Pressed again while it runs, it is the same recall. Pressed after one that did not end with
    "confirmed gone" (a token was renewed, say), it is the next attempt.
    """
    attempt = 1
    while _started(incident, attempt) and _needs_another(incident, attempt):
        attempt += 1
    name = workflow_id(incident.ref, attempt)
    data = {"by": by, "automatic": automatic, "attempt": attempt}
    incidents.append(incident, f"recall:{attempt}", "recall_started", timezone.now(), data)
    if engine.known(name) or not ran(incident, attempt):
        engine.start(name, recall, incident.pk, attempt)
    return name


def _started(incident: Incident, attempt: int) -> bool:
    """Also where the engine has forgotten it: an attempt that ran must not run again under its old keys."""
    return engine.known(workflow_id(incident.ref, attempt)) or ran(incident, attempt)


def _needs_another(incident: Incident, attempt: int) -> bool:
    name = workflow_id(incident.ref, attempt)
    ended = engine.finished(name) or not engine.known(name)
    return ended and incidents.read(incident).state not in {"confirmed gone", "seen gone by hand", "put back"}
