"""What a person says of one copy in an incident: it stays; it is gone, I saw it; I looked there myself."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from slipguard.actions import incidents as verbs
from slipguard.actions import posts as answers
from slipguard.actions.access import Actor
from slipguard.actions.slips import locate
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.core.proof import Verdict, judge
from slipguard.core.types import Post
from slipguard.networks.protocol import NetworkFailure
from slipguard.storage import incidents, posts, siblings
from slipguard.storage.models import Account, Incident, PostRow
from slipguard.workflows import join
from slipguard.workflows.clients import client
from slipguard.workflows.evidence import place


def leave(actor: Actor, number: int, ref: str) -> Incident:
    """This copy is fine and stays where it is; the others are not touched by that."""
    incident, account = _where(actor, number, ref)
    row = PostRow.objects.filter(account=account, ref=ref).first()
    if row is None:
        raise NotFound("There is no such copy in this incident.", "Choose one from the list.")
    if ref == incident.ref and account.pk == incident.account_id:
        raise BadInput("This is the post that the incident is about.", "Say “This was fine” of the whole incident.")
    answers.fine(actor, row.pk)
    return incident


def seen_gone(actor: Actor, number: int, ref: str, word: bool = False, at: datetime | None = None) -> Incident:
    """“I deleted it by hand”: Slipguard looks for itself. Conflict where somebody can still read it.

    Where no reader of ours can tell (a network that shows strangers nothing), the person's own word may
    stand in its place: `word` says that they looked themselves, `at` when. The record names them, and says
    that Slipguard did not see it. Without `word` it is only noted.
    """
    incident, account = _where(actor, number, ref)
    now = timezone.now()
    at = at or now
    if at > now + timedelta(minutes=1) or at < incident.opened_at - timedelta(days=1):
        raise BadInput("This time cannot be right.", "Say when you saw that it was gone; leave it out for now.")
    try:
        with client(account) as network:
            proof = judge(network.fetch(ref, logged_out=True))
    except NetworkFailure as failure:
        proof = judge(())
        proof = type(proof)(proof.verdict, (), failure.says, False)
    if proof.verdict is Verdict.THERE:
        raise Conflict(f"The post can still be read: {proof.says}.", "Delete it, then press again.")
    data = {**place(account, ref), "by": actor.name, "says": proof.says, "checks": 1}
    # the account, not the ref: with a long address the moment would be cut off
    key = f"by-hand-gone:{account.pk}:{now.timestamp():.6f}:{incident.events.count()}"
    if proof.verdict is Verdict.GONE:
        data |= {"viewpoints": [f"seen by {actor.name}", *proof.viewpoints], "gone_at": now.isoformat()}
        incidents.append(incident, key, "seen_gone_by_hand", now, data)
        posts.vanished(account, ref, now)
    elif word:
        data |= {"gone_at": at.isoformat(), "says": f"{actor.name} saw it gone; Slipguard could not look: {proof.says}"}
        incidents.append(incident, key, "gone_by_word", now, data)
    else:
        data["text"] = f"deleted {ref} by hand; no outside reader could confirm it"
        incidents.append(incident, key, "noted", now, data)
    return incident


def looked(actor: Actor, number: int, account_number: int, url: str = "", text: str = "") -> Incident:
    """“I looked on Instagram too”: nothing there, or the address of the copy that was found."""
    incident = verbs.get(actor, number)
    account = Account.objects.select_related("workspace").filter(
        pk=account_number, workspace=incident.workspace).first()
    if account is None:
        raise NotFound("There is no such account in this workspace.", "Choose one from the list.")
    now = timezone.now()
    if url.strip():
        owner, ref = locate(actor, url, account)
        if owner.pk != account.pk:
            raise BadInput(f"This address is not one of @{account.handle}.", "Paste the address of the copy there.")
        row, _ = posts.note(account, Post(text or incidents.read(incident).text, ref, url=url.strip()), now, live=True)
        join.join(incident, row, None, now)
    times = incident.events.filter(kind="looked").count()
    data = {**place(account, url.strip()), "account": account.pk, "by": actor.name, "found": bool(url.strip())}
    incidents.append(incident, f"looked:{account.pk}:{times + 1}", "looked", now, data)
    return incident


def _where(actor: Actor, number: int, ref: str) -> tuple[Incident, Account]:
    incident = verbs.get(actor, number)
    if ref not in incidents.read(incident).copies:
        raise NotFound("There is no such copy in this incident.", "Choose one from the list.")
    if ref == incident.ref:
        return incident, incident.account
    copies = PostRow.objects.filter(account__workspace=incident.workspace, ref=ref).select_related("account__workspace")
    for row in copies.order_by("-pk"):
        if incident.events.filter(key=siblings.copy_key(row.account_id, ref)).exists():
            return incident, row.account
    raise NotFound("The account of this copy is not known here.", "Note it as a remark instead.")
