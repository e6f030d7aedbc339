"""Takes a post back: delete everywhere, prove it gone, say what must be done by hand, tell people.

The evidence is in the incident before this starts (watch.py, actions/recalls.py): nothing here waits
for it, and nothing but the delete stands between the decision and the delete.
"""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from slipguard.core.incident import CopyState
from slipguard.core.proof import Proof, Verdict, judge
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import Network, NetworkFailure, Reason, Retryable, Unknown, Unsupported
from slipguard.settings import CONFIG
from slipguard.storage import incidents, posts, siblings, threads
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows import engine
from slipguard.workflows.alarm import alarm
from slipguard.workflows.clients import client, manual_link
from slipguard.workflows.copies import found_data, look_also, not_covered, wait
from slipguard.workflows.evidence import PATIENCE, copy_data, place, refused_words
from slipguard.workflows.turns import again, turn, urgency

# After giving up for now, seconds: somebody may delete it by hand, or the network may catch up.
LOOK_AGAIN = (15, 60, 300, 1800, 7200)
COMPLETE = 2.0  # how long a silent outside reader may hold up what another one has seen already
UNCLEAR = 8.0  # how long to ask readers who cannot tell; then a person is told, and looks follow later
LATE = 900  # the attempt's number for parts that came out during the recall: no person's attempt reaches it
TRIES = 4  # of the delete itself, where the network did not answer


def workflow_id(ref: str, attempt: int = 1) -> str:
    """The same for the button, the link, the API, the command line and automatic mode."""
    return f"recall:{ref}" if attempt == 1 else f"recall:{ref}:again-{attempt}"


def ran(incident: Incident, attempt: int) -> bool:
    """Does the record say that this attempt ran? The engine forgets its stories after a while; the record does not."""
    return incident.events.filter(key=f"searched:{incident.pk}:{attempt}").exists()


@engine.workflow
def recall(incident_id: int, attempt: int) -> dict[str, Any]:
    """The whole recall of one incident. Returns {"copies": [{"ref", "outcome"}...]}."""
    named = named_copy(incident_id)
    after, before = find_parts(incident_id, attempt) if in_a_thread(named) else ([], [])
    parts = [(part, send_delete(incident_id, part, attempt)) for part in after]  # a thread goes last part first
    sent = send_delete(incident_id, named, attempt)  # before anything else, also before looking for copies
    parts += [(part, send_delete(incident_id, part, attempt)) for part in before]
    others = []
    for part, outcome in parts:
        name = f"follow:{part['account']}:{part['ref']}:{attempt}"
        others.append(engine.start(name, follow_part, incident_id, part, attempt, outcome))
    for copy in find_copies(incident_id, attempt):
        # each copy on its own: one that fails does not hold the others up
        name = f"take-back:{copy['account']}:{copy['ref']}:{attempt}"
        others.append(engine.start(name, take_back, incident_id, copy, attempt))
    done = [follow(incident_id, named, attempt, sent)] + [other.result() for other in others]
    engine.start(f"alarm:{incident_id}:recalled-{attempt}", alarm, incident_id, f"recalled-{attempt}")
    return {"copies": done}


@engine.workflow
def take_back(incident_id: int, copy: dict[str, Any], attempt: int) -> dict[str, Any]:
    """One more copy, in a story of its own."""
    if copy.get("look") and see(incident_id, copy) == "gone":
        return {"ref": copy["ref"], "outcome": "gone"}
    return follow(incident_id, copy, attempt, send_delete(incident_id, copy, attempt))


@engine.workflow
def follow_part(incident_id: int, part: dict[str, Any], attempt: int, outcome: str) -> dict[str, Any]:
    """One more part of a thread, after its delete."""
    return follow(incident_id, part, attempt, outcome)


@engine.workflow
def take_late(incident_id: int, account_id: int, ref: str) -> int:
    """A thread was still going out when its recall began: what came out after the first look goes too.

    `ref`: one of its parts; the incident's own thread, or one that its recall reached as a copy.
    """
    late = late_parts(incident_id, account_id, ref)
    for part in late:
        name = f"take-back:{part['account']}:{part['ref']}:late"
        engine.start(name, take_back, incident_id, part, LATE)
    return len(late)


def follow(incident_id: int, copy: dict[str, Any], attempt: int, outcome: str) -> dict[str, Any]:
    """After the delete: look until it is gone, otherwise come back later."""
    if outcome == "sent":
        outcome = prove(incident_id, copy, attempt, CONFIG.verify_seconds)
    if outcome != "gone":
        look_again_later(incident_id, copy, attempt, 0)
    return {"ref": copy["ref"], "outcome": outcome}


@engine.workflow
def look_again(incident_id: int, copy: dict[str, Any], attempt: int, look: int) -> str:
    """A later look at a copy that was not confirmed: delete once more where that can help."""
    outcome = "by hand" if by_hand(copy) else send_delete(incident_id, copy, attempt * 100 + look)
    if outcome == "sent":
        outcome = prove(incident_id, copy, attempt * 100 + look, 5.0)
    elif outcome == "by hand":
        outcome = see(incident_id, copy)
    if outcome != "gone":
        look_again_later(incident_id, copy, attempt, look + 1)
    return str(outcome)


def by_hand(copy: dict[str, Any]) -> bool:
    """On a network where only a person deletes? Read from a row that never changes: no step is needed."""
    return NETWORKS[Account.objects.get(pk=copy["account"]).network].facts.by_hand


def named_copy(incident_id: int) -> dict[str, Any]:
    """The post that the incident is about. Read from its row, which never changes: no step is needed."""
    incident = Incident.objects.get(pk=incident_id)
    return {"account": incident.account_id, "ref": incident.ref}


def in_a_thread(named: dict[str, Any]) -> bool:
    """Is the post one of several that went out as one? Its mark never changes: no step is needed."""
    return bool(threads.refs(named["account"], named["ref"]))


@engine.step
def find_parts(incident_id: int, attempt: int) -> list[list[dict[str, Any]]]:
    """[what follows the named post, what comes before it], each last first and noted in the record."""
    incident = Incident.objects.select_related("account").get(pk=incident_id)
    for row in threads.rows(incident.account_id, incident.ref):
        key = siblings.copy_key(row.account_id, row.ref)
        incidents.append(incident, key, "copy_found", timezone.now(), copy_data(row))
    sides = threads.others_last_first(incident.account_id, incident.ref)
    return [[{"account": incident.account_id, "ref": ref} for ref in side] for side in sides]


@engine.step
def late_parts(incident_id: int, account_id: int, ref: str) -> list[dict[str, Any]]:
    """Parts of the thread of `ref` that no recall has met, last first; each noted in the record.

    None where nobody has started one: an alarm alone takes nothing back.
    """
    incident = Incident.objects.get(pk=incident_id)
    asked = incident.events.filter(kind="recall_started").order_by("seq").last()
    if asked is None:
        return []
    account, now = Account.objects.get(pk=account_id), timezone.now()
    known = {event.data.get("ref") for event in incident.events.filter(kind="delete_sent")}
    rows = PostRow.objects.select_related("account").filter(account=account, ref__in=threads.refs(account, ref))
    late = {row.ref: row for row in rows if row.ref not in known}
    own = account_id == incident.account_id
    why = "" if own else not_covered(account, bool(asked.data.get("automatic")), now)
    for row in late.values():
        incidents.append(incident, siblings.copy_key(account_id, row.ref), "copy_found", now, copy_data(row))
        if why:
            wait(incident, row, why, now)
    last_first = [one for one in threads.refs(account, ref)[::-1] if one in late and one != incident.ref]
    return [] if why else [{"account": account_id, "ref": one} for one in last_first]


@engine.step
def find_copies(incident_id: int, attempt: int) -> list[dict[str, Any]]:
    """The same words on the workspace's other accounts, or again on this one; each noted in the record.

    With "look": the network reported it as deleted, which is believed only after a look of our own.
    """
    incident = Incident.objects.select_related("account__workspace").get(pk=incident_id)
    now = timezone.now()
    # the thread itself: gone last part first, or taken by take_late
    parts = set(threads.refs(incident.account_id, incident.ref))
    for other, match in siblings.mates_alone(incident.workspace_id, incident.account_id, incident.ref):
        key = siblings.copy_key(other.account_id, other.ref)
        incidents.append(incident, key, "copy_found", now, found_data(other, match))
    asked = incident.events.filter(kind="recall_started", data__attempt=attempt).first()
    automatic = bool(asked and asked.data.get("automatic"))
    taking: list[dict[str, Any]] = []
    for other in _noted(incident):
        if other.account_id == incident.account_id and other.ref in parts:
            continue
        if why := not_covered(other.account, automatic, now):
            wait(incident, other, why, now)
            continue
        PostRow.objects.filter(pk=other.pk, answer="").update(answer=PostRow.Answer.SLIP)  # it must never be learnt
        taking.append({"account": other.account_id, "ref": other.ref, **({"look": True} if other.gone_at else {})})
    look_also(incident, now)
    data = {"found": len(taking)}
    incidents.append(incident, f"searched:{incident_id}:{attempt}", "copies_searched", now, data)
    return taking


def _noted(incident: Incident) -> list[PostRow]:
    """The copies in the record that nobody called fine, on accounts that are still connected."""
    places = [(event.key.split(":")[1], event.data["ref"]) for event in incident.events.filter(kind="copy_found")]
    rows = [
        PostRow.objects.select_related("account__workspace").filter(
            account_id=int(account), ref=ref, account__disconnected_at=None
        ).exclude(answer=PostRow.Answer.FINE).first()
        for account, ref in places
    ]
    return [row for row in rows if row is not None]


@engine.step
def send_delete(incident_id: int, copy: dict[str, Any], attempt: int) -> str:
    """The network call, and one look right after it. "gone", "sent" or "by hand"; safe to run again.

    Nothing is written between the delete and the look: most posts are gone by then, and every
    millisecond counts. What was seen is written at once afterwards, with its own times.
    """
    account = Account.objects.select_related("workspace").get(pk=copy["account"])
    says, reason, status = "", Reason.NETWORK, None
    worst, wait = urgency(account.pk, copy["ref"]), None
    for pause in PATIENCE[:TRIES]:
        time.sleep(pause)
        try:
            with client(account) as network:
                with turn(account.pk, worst):
                    answer, unsure = _delete(network, copy["ref"])
                sent_at = timezone.now()
                proof = judge(network.fetch(copy["ref"], logged_out=True))
                if answer == "not_found" and proof.verdict is not Verdict.GONE:
                    _refuse_what_cannot_delete(network)
            return _sent(incident_id, account, copy, attempt, (answer, unsure, sent_at, proof))
        except Retryable as failure:
            says, reason, status = refused_words(account, failure), failure.reason, failure.status
            if failure.reason is Reason.QUOTA:
                wait = again(failure.after, worst, 0.0) or None
                break
        except NetworkFailure as failure:
            says, reason, status = refused_words(account, failure), failure.reason, failure.status
            break
    data = {
        **place(account, copy["ref"]),
        "says": says,
        "reason": str(reason),
        "status": status,
        "link": manual_link(account, copy["ref"]),
        **({"again_in": wait} if wait else {}),
    }
    key = f"by-hand:{copy['account']}:{copy['ref']}:{attempt}"
    incidents.append(Incident.objects.get(pk=incident_id), key, "by_hand", timezone.now(), data)
    return "by hand"


def _refuse_what_cannot_delete(network: Network) -> None:
    """A 404 while the post is still there: some servers have no delete at all (snac2). Then say so now."""
    ready = network.can_delete()
    if ready.can_delete is False:
        raise Unsupported(ready.says, Reason.INVALID)


def _delete(network: Network, ref: str) -> tuple[str, str]:
    """(the answer, "" or why it is not known). A lost answer is not a failure: the read tells."""
    try:
        return str(network.delete(ref)), ""
    except Unknown as failure:
        return "unknown", failure.says


def _sent(
    incident_id: int, account: Account, copy: dict[str, Any], attempt: int, saw: tuple[str, str, datetime, Proof]
) -> str:
    answer, unsure, sent_at, proof = saw
    now = timezone.now()
    incident = Incident.objects.get(pk=incident_id)
    data = {**place(account, copy["ref"]), "answer": answer, **({"says": unsure} if unsure else {})}
    with transaction.atomic():
        key = f"delete:{copy['account']}:{copy['ref']}:{attempt}"
        incidents.append(incident, key, "delete_sent", sent_at, data)
        if proof.verdict is Verdict.GONE and proof.complete:
            return _seen(incident, account, copy, attempt, 1, proof, now)
    return "sent"


@engine.step
def prove(incident_id: int, copy: dict[str, Any], attempt: int, patience: float) -> str:
    """Read until a logged-out reader finds nothing: "gone", or "not confirmed" after `patience` seconds."""
    incident, account = _where(incident_id, copy)
    start = time.monotonic()
    checks = 0
    with client(account) as network:
        while True:
            time.sleep(PATIENCE[min(checks, len(PATIENCE) - 1)])
            checks += 1
            proof = judge(network.fetch(copy["ref"], logged_out=True))
            if proof.verdict is Verdict.UNPROVEN:
                # the signed-in view proves nothing by itself, but it may still show the post
                proof = judge(network.fetch(copy["ref"], logged_out=False))
            waited = time.monotonic() - start
            if proof.verdict is Verdict.GONE and (proof.complete or waited > COMPLETE):
                break
            if waited > (patience if proof.verdict is Verdict.THERE else min(patience, UNCLEAR)):
                break
    return _seen(incident, account, copy, attempt, checks, proof, timezone.now())


@engine.step
def see(incident_id: int, copy: dict[str, Any]) -> str:
    """One look, without a delete: was it taken down by hand meanwhile?"""
    incident, account = _where(incident_id, copy)
    try:
        with client(account) as network:
            proof = judge(network.fetch(copy["ref"], logged_out=True))
    except NetworkFailure:
        return "by hand"
    if proof.verdict is Verdict.THERE and incidents.read(incident).copies[copy["ref"]].state is CopyState.BY_WORD:
        # somebody saw it gone, and here it is
        data = {**place(account, copy["ref"]), "checks": 1, "says": proof.says}
        data["link"] = manual_link(account, copy["ref"])
        now = timezone.now()
        incidents.append(incident, f"back:{copy['account']}:{now.timestamp():.3f}", "still_there", now, data)
    if proof.verdict is not Verdict.GONE:
        return "by hand"
    return _seen(incident, account, copy, 0, 1, proof, timezone.now())


def look_again_later(incident_id: int, copy: dict[str, Any], attempt: int, look: int) -> None:
    """Put the next look on the clock; after the last one the incident stays as it is, loudly."""
    if look < len(LOOK_AGAIN):
        name = f"look-again:{copy['account']}:{copy['ref']}:{attempt}-{look}"
        engine.later(name, _pause(incident_id, copy, look), look_again, incident_id, copy, attempt, look)


def _pause(incident_id: int, copy: dict[str, Any], look: int) -> float:
    """Seconds: what the network said when it refused the last delete for its quota, otherwise the usual."""
    key = f"by-hand:{copy['account']}:{copy['ref']}:"
    last = Incident.objects.get(pk=incident_id).events.filter(key__startswith=key).order_by("pk").last()
    return float((last.data if last else {}).get("again_in") or LOOK_AGAIN[look])


def _seen(
    incident: Incident, account: Account, copy: dict[str, Any], attempt: int, checks: int, proof: Proof, now: datetime
) -> str:
    data = {**place(account, copy["ref"]), "checks": checks, "says": proof.says}
    where = f"{copy['account']}:{copy['ref']}"
    if proof.verdict is Verdict.GONE:
        data |= {"viewpoints": list(proof.viewpoints), "gone_at": now.isoformat()}
        incidents.append(incident, f"gone:{where}:{attempt}", "gone", now, data)
        posts.vanished(account, copy["ref"], now)
        return "gone"
    data |= {"given_up": True, "link": manual_link(account, copy["ref"]), "readable": proof.verdict is Verdict.THERE}
    incidents.append(incident, f"still:{where}:{attempt}", "still_there", now, data)
    return "not confirmed"


def _where(incident_id: int, copy: dict[str, Any]) -> tuple[Incident, Account]:
    incident = Incident.objects.get(pk=incident_id)
    return incident, Account.objects.select_related("workspace").get(pk=copy["account"])
