"""The red button, from wherever it is pressed; and putting back what was taken by mistake."""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.utils import timezone

from slipguard.actions import access, drafts
from slipguard.actions.access import Actor
from slipguard.core.errors import DELETE_REFUSED, BadInput, Conflict, NotFound
from slipguard.core.proof import Verdict, judge
from slipguard.core.types import Post
from slipguard.networks import NETWORKS
from slipguard.networks.protocol import NetworkFailure
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Draft, Incident, PostRow, Role
from slipguard.workflows.clients import client, manual_link
from slipguard.workflows.recall import PATIENCE, copy_data
from slipguard.workflows.watch import start_recall


def by_url(actor: Actor, url: str) -> Incident:
    """Take back the post at this address, on every account of ours that carries it."""
    account, ref = locate(actor, url)
    return by_ref(actor, account, ref)


def by_post(actor: Actor, number: int) -> Incident:
    """Take back a post on the board."""
    row = PostRow.objects.select_related("account__workspace").filter(pk=number).first()
    if row is None:
        raise NotFound("There is no such post.", "Look at the board.")
    access.need(actor, row.account.workspace, Role.AUTHOR)
    return by_ref(actor, row.account, row.ref)


def by_ref(actor: Actor, account: Account, ref: str) -> Incident:
    """Note what is known in the record (one local write), then start the recall."""
    access.need(actor, account.workspace, Role.AUTHOR)
    incident = note(actor, account, ref)
    return again(actor, incident)


def again(actor: Actor, incident: Incident) -> Incident:
    """Start the incident's recall; while it runs it is the same one."""
    access.need(actor, incident.workspace, Role.AUTHOR)
    if incident.closed_at is not None and incident.state == "confirmed gone":
        raise Conflict("This post is already confirmed gone.", "Open the incident to see when and by whom.")
    start_recall(incident, actor.name, automatic=False)
    PostRow.objects.filter(account=incident.account, ref=incident.ref).update(answer=PostRow.Answer.SLIP)
    access.log(actor, incident.workspace, "took back a post", f"@{incident.account.handle}: {incident.ref}")
    return incident


def note(actor: Actor, account: Account, ref: str) -> Incident:
    """The incident of a post, opened by a person. No network call: the delete must not wait for one."""
    row = PostRow.objects.select_related("account").filter(account=account, ref=ref).first()
    now = timezone.now()
    if row is None:
        # its text is not known here; the record says so rather than waiting for a read
        row, _ = posts.note(account, Post(text="", ref=ref), now, live=True)
        posts_text = "(Slipguard had not seen the text of this post.)"
    else:
        posts_text = row.text
    data = {
        **copy_data(row),
        "text": posts_text,
        "seen_at": row.seen_at.isoformat(),
        "decided_at": now.isoformat(),
        "decision": "person",
        "by": actor.name,
        "reasons": row.reasons,
        "alternative": row.alternative,
        "harm": row.harm,
        "p_value": row.p_value,
        "mode": account.mode,
    }
    return incidents.open_once(account, ref, now, data)


def locate(actor: Actor, url: str) -> tuple[Account, str]:
    """The account and ref behind a post's address."""
    url = url.strip()
    spaces = access.workspaces(actor)
    for name, adapter in NETWORKS.items():
        located = adapter.locate(url)
        if located is None:
            continue
        mine = Account.objects.filter(workspace__in=spaces, network=name, disconnected_at=None)
        for account in mine.select_related("workspace"):
            ref = adapter.ref(account.remote_id, located.key)
            owner = located.owner.lower()
            if owner in (account.handle.lower(), account.remote_id.lower()):
                return account, ref
            if PostRow.objects.filter(account=account, ref=ref).exists():
                return account, ref
        who = f"@{located.owner}" if located.owner else "This post's account"
        raise NotFound(
            f"{who} on {adapter.facts.title} is not connected here, so Slipguard cannot delete its posts.",
            "Delete it in the network's own app, or connect the account: slipguard connect",
        )
    raise BadInput(
        "This is not the address of a post on a network that Slipguard knows.",
        f"Paste the post's own link ({', '.join(a.facts.title for a in NETWORKS.values())}).",
    )


def put_back(actor: Actor, incident: Incident) -> Draft:
    """Taken back by mistake: the same words again, on the same account, in one click."""
    access.need(actor, incident.workspace, Role.ON_CALL)
    record = incidents.read(incident)
    row = PostRow.objects.filter(account=incident.account, ref=incident.ref).first()
    if row is None or not row.text:
        raise BadInput("Slipguard does not have the words of this post.", "Write them again as a draft.")
    earlier = Draft.objects.filter(incident=incident, purpose="put-back").exclude(
        state__in=[Draft.State.FAILED, Draft.State.DRAFT]).first()
    if earlier is not None:
        return earlier
    if record.state not in ("confirmed gone", "put back"):
        raise Conflict("The post is not confirmed gone, so putting it back could show it twice.",
                       "Wait until it is gone, or look at the account.")
    draft = drafts.write(actor, incident.account_id, row.text, purpose="put-back", incident=incident,
                         reply_to=str(row.facts.get("reply_to") or ""))
    PostRow.objects.filter(pk=row.pk).update(answer=PostRow.Answer.FINE)
    return drafts.release(actor, draft)


@dataclass(frozen=True, slots=True)
class NowResult:
    """What `recall --now` saw, without server and engine."""

    outcome: str  # confirmed gone | not confirmed | must be done by hand
    says: str
    checks: int
    seconds: float
    link: str
    incident: int


def now(actor: Actor, url: str, patience: float = 30.0) -> NowResult:
    """Break the glass: delete at once, in this process, and write the record afterwards."""
    account, ref = locate(actor, url)
    started = time.monotonic()
    sent_at, problem = None, ""
    with client(account) as network:
        try:
            network.delete(ref)
            sent_at = timezone.now()
        except NetworkFailure as failure:
            plain = DELETE_REFUSED.get(str(failure.reason), "")
            problem = f"{plain} ({failure.says})"
        checks = 0
        while True:
            checks += 1
            proof = judge(network.fetch(ref, logged_out=True))
            waited = time.monotonic() - started
            if proof.verdict is Verdict.GONE or (problem and checks >= 1) or waited > patience:
                break
            time.sleep(PATIENCE[min(checks, len(PATIENCE) - 1)])
    seconds, gone_at = time.monotonic() - started, timezone.now()
    incident = note(actor, account, ref)
    place = {"ref": ref, "network": account.network, "handle": account.handle}
    link = manual_link(account, ref)
    stamp = f"now:{gone_at.timestamp():.3f}"
    incidents.append(incident, f"recall:{stamp}", "recall_started", gone_at,
                     {"by": f"{actor.name} (recall --now)", "automatic": False, "attempt": 0})
    if sent_at is not None:
        incidents.append(incident, f"delete:{stamp}", "delete_sent", sent_at, {**place, "answer": "sent"})
    data = {**place, "checks": checks, "says": proof.says}
    if proof.verdict is Verdict.GONE:
        incidents.append(incident, f"gone:{stamp}", "gone", gone_at,
                         {**data, "viewpoints": list(proof.viewpoints), "gone_at": gone_at.isoformat()})
        posts.vanished(account, ref, gone_at)
        return NowResult("confirmed gone", proof.says, checks, seconds, link, incident.pk)
    if problem:
        incidents.append(incident, f"by-hand:{stamp}", "by_hand", gone_at, {**data, "says": problem, "link": link})
        return NowResult("must be done by hand", problem, checks, seconds, link, incident.pk)
    incidents.append(incident, f"still:{stamp}", "still_there", gone_at, {**data, "given_up": True, "link": link})
    return NowResult("not confirmed", proof.says, checks, seconds, link, incident.pk)
