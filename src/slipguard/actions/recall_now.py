"""Break the glass: delete at once, in this process, without server and engine; the record is written afterwards.

Nothing here may import the engine: its libraries take seconds to load, and those stand before the delete.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from slipguard.actions import twins
from slipguard.actions.access import Actor, log
from slipguard.actions.slips import locate, note
from slipguard.core.proof import Proof, Verdict, judge
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Network, NetworkFailure
from slipguard.storage import incidents, posts, siblings, threads
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows.clients import client, manual_link
from slipguard.workflows.copies import look_also
from slipguard.workflows.evidence import PATIENCE, copy_data, place, refused_words


@dataclass(frozen=True, slots=True)
class Now:
    """What became of one copy, as far as this process saw."""

    handle: str
    network: str
    outcome: str  # confirmed gone | not confirmed | must be done by hand | look there too
    says: str
    checks: int
    seconds: float
    link: str


def recall_now(
    actor: Actor, url: str, patience: float = 30.0, whose: Account | None = None, text: str = ""
) -> tuple[int, list[Now]]:
    """(the incident's number, one line for each copy that is known here), the named post first.

    At the end a line for each account of the workspace that only a person can look at: no copy is known there.
    """
    account, ref = locate(actor, url, whose)
    held = twins.hold(account, ref)
    after, before = threads.others_last_first(account, ref)
    parts = {part.ref: part for part in threads.rows(account, ref)}
    took = {other: _take(account, other, patience) for other in after}  # a thread goes last part first
    first = _take(account, ref, patience)
    took |= {other: _take(account, other, patience) for other in before}
    incident = note(actor, account, ref, text)
    started = {"by": f"{actor.name} (recall --now)", "automatic": False, "attempt": 0}
    incidents.append(incident, f"recall:{_stamp(first.sent_at)}", "recall_started", first.sent_at, started)
    twins.told(held, incident)
    # after that note: a twin that slips out from here on meets it, one that was quicker is found
    others = siblings.mates_alone(incident.workspace_id, account.pk, ref)
    for part in parts.values():
        key = siblings.copy_key(part.account_id, part.ref)
        incidents.append(incident, key, "copy_found", first.sent_at, copy_data(part))
    for other, match in others:
        key = siblings.copy_key(other.account_id, other.ref)
        like = {"likeness": str(match.kind), "share": round(match.share, 3)}
        incidents.append(incident, key, "copy_found", first.sent_at, {**copy_data(other), **like})
        PostRow.objects.filter(pk=other.pk, answer="").update(answer=PostRow.Answer.SLIP)  # it must never be learnt
    key = f"searched:{_stamp(first.sent_at)}"
    incidents.append(incident, key, "copies_searched", first.sent_at, {"found": len(others) + len(parts)})
    found = [_record(incident, account, ref, first)]
    found += [_record(incident, account, part, took[part]) for part in took]
    for other, _ in others:
        last = _take(other.account, other.ref, patience, look=bool(other.gone_at))
        found.append(_record(incident, other.account, other.ref, last))
    log(actor, incident.workspace, "took back a post at once", f"@{account.handle}: {ref}")
    return incident.pk, found + [_by_hand(other) for other in look_also(incident, timezone.now())]


def _by_hand(account: Account) -> Now:
    """An account that is watched by hand: no program can tell whether the post is there, or take it back."""
    facts = NETWORKS[account.network].facts
    says = (f"no program sees or deletes on {facts.title}, so look there yourself. If the post is there: "
            f"{facts.manual_delete} Then say on the incident's page what you found.")
    return Now(account.handle, account.network, "look there too", says, 0, 0.0, account.url)


@dataclass(frozen=True, slots=True)
class _Took:
    """One delete and what readers saw after it."""

    sent_at: datetime
    problem: str
    proof: Proof
    checks: int
    seconds: float


def _take(account: Account, ref: str, patience: float, look: bool = False) -> _Took:
    started = time.monotonic()
    try:
        with client(account) as network:
            return _delete(network, account, ref, patience, look)
    except NetworkFailure as failure:  # no sign-in any more: the other copies go all the same
        says = refused_words(account, failure)
        return _Took(timezone.now(), says, Proof(Verdict.UNPROVEN, (), says, False), 0, time.monotonic() - started)


def _delete(network: Network, account: Account, ref: str, patience: float, look: bool) -> _Took:
    started, problem, checks = time.monotonic(), "", 0
    proof = judge(network.fetch(ref, logged_out=True)) if look else None
    if proof is not None and proof.verdict is Verdict.GONE:  # as the network reported, and now seen
        return _Took(timezone.now(), "", proof, 1, time.monotonic() - started)
    try:
        network.delete(ref)
    except NetworkFailure as failure:
        problem = refused_words(account, failure)
    sent_at = timezone.now()
    while True:
        checks += 1
        proof = judge(network.fetch(ref, logged_out=True))
        waited = time.monotonic() - started
        if proof.verdict is Verdict.GONE or problem or waited > patience:
            return _Took(sent_at, problem, proof, checks, waited)
        time.sleep(PATIENCE[min(checks, len(PATIENCE) - 1)])


def _record(incident: Incident, account: Account, ref: str, took: _Took) -> Now:
    """Write into the record what was seen, and only that."""
    now, where, link = timezone.now(), place(account, ref), manual_link(account, ref)
    stamp = f"{account.pk}:{ref}:{_stamp(took.sent_at)}"
    if not took.problem:
        incidents.append(incident, f"delete:{stamp}", "delete_sent", took.sent_at, {**where, "answer": "sent"})
    data = {**where, "checks": took.checks, "says": took.proof.says, "link": link}
    if took.proof.verdict is Verdict.GONE:
        proof = {"viewpoints": list(took.proof.viewpoints), "gone_at": now.isoformat()}
        incidents.append(incident, f"gone:{stamp}", "gone", now, {**data, **proof})
        posts.vanished(account, ref, now)
        outcome, says = "confirmed gone", took.proof.says
    elif took.problem:
        incidents.append(incident, f"by-hand:{stamp}", "by_hand", now, {**data, "says": took.problem})
        outcome, says = "must be done by hand", took.problem
    else:
        incidents.append(incident, f"still:{stamp}", "still_there", now, {**data, "given_up": True})
        outcome, says = "not confirmed", took.proof.says
    return Now(account.handle, account.network, outcome, says, took.checks, took.seconds, link)


def _stamp(at: datetime) -> str:
    return f"now-{at.timestamp():.3f}"
