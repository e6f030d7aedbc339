"""The red button, from wherever it is pressed; and putting back what was taken by mistake."""

from __future__ import annotations

from django.db import transaction

from slipguard.actions import access, acts, drafts, posts, sending
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown, listed
from slipguard.actions.slips import locate, note
from slipguard.core.errors import BadInput, Conflict
from slipguard.storage import incidents
from slipguard.storage.models import Account, Draft, Incident, PostRow, Role
from slipguard.workflows.watch import start_recall


def by_url(actor: Actor, url: str, text: str = "", whose: Account | None = None) -> Incident:
    """Take back the post at this address, on every account of ours that carries it.

    `text` and `whose`: its words and its account, where Slipguard cannot know them (networks by hand).
    """
    account, ref = locate(actor, url, whose)
    return by_ref(actor, account, ref, text)


def by_post(actor: Actor, number: int) -> Incident:
    """Take back a post on the board."""
    row = posts.get(actor, number)
    return by_ref(actor, row.account, row.ref)


def by_ref(actor: Actor, account: Account, ref: str, text: str = "") -> Incident:
    """Note what is known in the record (one local write), then start the recall."""
    access.need(actor, account.workspace, Role.AUTHOR)
    incident = note(actor, account, ref, text)
    return again(actor, incident)


def again(actor: Actor, incident: Incident) -> Incident:
    """Start the incident's recall; while it runs it is the same one."""
    access.need(actor, incident.workspace, Role.AUTHOR)
    if incident.closed_at is not None and incident.state == "confirmed gone":
        raise Conflict("This post is already confirmed gone.", "Open the incident to see when and by whom.")
    start_recall(incident, actor.name, automatic=False)
    PostRow.objects.filter(account=incident.account, ref=incident.ref).update(answer=PostRow.Answer.SLIP)
    access.log(actor, incident.workspace, "took back a post", f"@{incident.account.handle}, incident {incident.pk}")
    return incident


def put_back(actor: Actor, incident: Incident) -> Draft:
    """Taken back by mistake: the same words again, on the same account, in one click."""
    access.need(actor, incident.workspace, acts.PUT_BACK)
    record = incidents.read(incident)
    row = PostRow.objects.filter(account=incident.account, ref=incident.ref).first()
    if row is None or not (row.text or _shown(incident)):
        raise BadInput("Slipguard does not have the words of this post.", "Write them again as a draft.")
    if record.state not in ("confirmed gone", "seen gone by hand", "put back"):
        raise Conflict("The post is not confirmed gone, so putting it back could show it twice.",
                       "Wait until it is gone, or look at the account.")
    with transaction.atomic():  # two who press at once put it back once
        Incident.objects.select_for_update().get(pk=incident.pk)
        earlier = Draft.objects.filter(incident=incident, purpose="put-back").exclude(
            state__in=[Draft.State.FAILED, Draft.State.DRAFT]).first()
        if earlier is not None:
            return earlier
        draft = drafts.write(actor, incident.account_id, row.text, purpose="put-back", incident=incident,
                             reply_to=str(row.facts.get("reply_to") or ""), shown=_shown(incident))
        PostRow.objects.filter(pk=row.pk).update(answer=PostRow.Answer.FINE)
        return sending.release_as_it_is(draft)


def _shown(incident: Incident) -> list[Shown]:
    """The pictures of a post that went out here; what somebody posted elsewhere had its own, which nobody has."""
    draft = Draft.objects.filter(account=incident.account, ref=incident.ref).exclude(ref="").first()
    return listed(draft) if draft else []
