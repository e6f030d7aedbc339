"""A test delete: one harmless, clearly named post goes out, is deleted, and is looked for until nobody finds it.

Only when a person asked for it and saw the words. Durable, because between the post and its delete a crash
would leave a stranger's post on a client's account.
"""

from __future__ import annotations

import time
from datetime import timedelta

from django.utils import timezone

from slipguard.core.proof import Proof, Verdict, judge
from slipguard.networks.protocol import NetworkFailure, Outgoing, Retryable, Unknown
from slipguard.settings import CONFIG
from slipguard.storage.models import Account, Draft, PostRow
from slipguard.workflows import engine, gate
from slipguard.workflows.clients import client, manual_link
from slipguard.workflows.evidence import PATIENCE
from slipguard.workflows.readiness import ask, keep

TRIES = 4


def workflow_id(draft_id: int) -> str:
    """One test for each press."""
    return f"test-delete:{draft_id}"


@engine.workflow
def try_delete(draft_id: int) -> str:
    """Publish, delete, look. Returns "proven" or what went wrong."""
    ref = publish_test(draft_id)
    outcome = take_down(draft_id, ref) if ref else "not published"
    return note_outcome(draft_id, outcome)


@engine.step
def publish_test(draft_id: int) -> str:
    """The ref of the test post, "" where the network refused it. Run twice it is one post."""
    draft = Draft.objects.select_related("account").get(pk=draft_id)
    if draft.ref:
        return draft.ref
    outgoing = Outgoing(draft.text, language="en", first_tried=draft.attempted_at)
    for pause in PATIENCE[-TRIES:]:
        try:
            with client(draft.account) as network:
                me = network.whoami()
                if me.remote_id != draft.account.remote_id:
                    return _failed(draft, f"The sign-in belongs to @{me.handle}.")
                made = network.find(outgoing, draft.key)
                if made is None and not gate.passes(draft_id, draft.version):  # a pause holds test posts too
                    return ""
                made = made or network.publish(outgoing, draft.key)
            Draft.objects.filter(pk=draft_id).update(ref=made.ref, url=made.url[:500])
            return made.ref
        except (Retryable, Unknown) as failure:
            draft.says = failure.says
            time.sleep(pause)
        except NetworkFailure as failure:
            return _failed(draft, failure.says)
    return _failed(draft, draft.says)


def _failed(draft: Draft, says: str) -> str:
    Draft.objects.filter(pk=draft.pk).update(says=says)
    return ""


@engine.step
def take_down(draft_id: int, ref: str) -> str:
    """Delete and look until a logged-out reader finds nothing: "proven", or why not. Safe to repeat."""
    account = Draft.objects.select_related("account").get(pk=draft_id).account
    ends = time.monotonic() + CONFIG.verify_seconds
    said, checks = "", 0
    proof = Proof(Verdict.UNPROVEN, (), "nobody could look", False)
    while True:
        time.sleep(PATIENCE[min(checks, len(PATIENCE) - 1)])
        checks += 1
        try:
            with client(account) as network:
                if checks == 1 or said:
                    network.delete(ref)
                    said = ""
                proof = judge(network.fetch(ref, logged_out=True))
        except NetworkFailure as failure:
            said = failure.says
        if proof.verdict is Verdict.GONE:
            PostRow.objects.filter(account=account, ref=ref).update(gone_at=timezone.now())
            return "proven"
        if time.monotonic() > ends:
            return said or proof.says


@engine.step
def note_outcome(draft_id: int, outcome: str) -> str:
    """For the account's page; and the doctor asks anew, so that channels hear of a no."""
    draft = Draft.objects.select_related("account").get(pk=draft_id)
    account, now = draft.account, timezone.now()
    proven = outcome == "proven"
    if proven:
        says = "A test post was published, deleted, and a logged-out reader found nothing."
    elif not draft.ref:
        says = f"The test post could not be published, so nothing was tried: {draft.says}"
    else:
        link = manual_link(account, draft.ref)
        says = f"The test post is NOT confirmed gone: {outcome}. Delete it by hand: {link}"
    Account.objects.filter(pk=account.pk).update(proven=proven, proven_says=says, proven_at=now)
    # the watcher may have met it meanwhile: it is nobody's voice
    PostRow.objects.filter(account=account, ref=draft.ref, posted_at__gte=now - timedelta(days=1)).update(
        answer=PostRow.Answer.SLIP, reasons=["A test of whether Slipguard can delete here."])
    account.refresh_from_db()
    keep(account, ask(account), now)
    state = Draft.State.PUBLISHED if draft.ref else Draft.State.FAILED
    Draft.objects.filter(pk=draft_id).update(state=state, says=says)  # last: whoever waits for it finds all the rest
    return says
