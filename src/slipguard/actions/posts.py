"""What a person says of a live post: it was fine, or it was a slip."""

from __future__ import annotations

from django.utils import timezone

from slipguard.actions import access
from slipguard.actions.access import Actor
from slipguard.core.errors import NotFound
from slipguard.storage import incidents, posts, siblings, voices
from slipguard.storage.models import Draft, Incident, PostRow, Role
from slipguard.workflows.evidence import copy_data


def get(actor: Actor, number: int) -> PostRow:
    """A post of one of the actor's workspaces."""
    row = PostRow.objects.select_related("account__workspace").filter(pk=number).first()
    missing = NotFound("There is no such post.", "Look at the board.")
    return access.behind_wall(actor, row, row.account.workspace if row else None, missing, Role.AUTHOR)


def of_draft(actor: Actor, draft: Draft) -> PostRow | None:
    """The public post that a draft became."""
    access.need(actor, draft.account.workspace)
    return PostRow.objects.filter(account=draft.account, ref=draft.ref).first() if draft.ref else None


def of_incident(actor: Actor, incident: Incident) -> PostRow | None:
    """The post that an incident is about, where Slipguard saw it."""
    access.need(actor, incident.workspace)
    return PostRow.objects.filter(account=incident.account, ref=incident.ref).first()


def fine(actor: Actor, number: int) -> PostRow:
    """“This was fine”: the account's own voice; it teaches at once."""
    row = _answer(actor, number, PostRow.Answer.FINE)
    voices.teach(row.account, [posts.as_post(row)])
    return row


def slip(actor: Actor, number: int) -> PostRow:
    """“This was a slip”: never learnt, whatever became of it; forgotten where it was learnt by then."""
    row = _answer(actor, number, PostRow.Answer.SLIP)
    voices.unlearn(row.account, [posts.as_post(row)])
    return row


def of_workspaces(actor: Actor, limit: int = 100, flagged: bool = False) -> list[PostRow]:
    """The newest live posts that the actor may see."""
    rows = PostRow.objects.filter(account__workspace__in=access.workspaces(actor), live=True)
    if flagged:
        rows = rows.filter(decision__in=["alert", "recall"])
    return list(rows.select_related("account__workspace").order_by("-seen_at")[:limit])


def newest(actor: Actor) -> int:
    """The number of the newest live post that the actor may see; 0 for none."""
    rows = PostRow.objects.filter(account__workspace__in=access.workspaces(actor), live=True)
    return rows.order_by("-pk").values_list("pk", flat=True).first() or 0


def after(actor: Actor, number: int) -> list[PostRow]:
    """What was judged since that one, the oldest first. Workspaces are asked anew: a wall may have come."""
    rows = PostRow.objects.filter(account__workspace__in=access.workspaces(actor), live=True, pk__gt=number)
    return list(rows.exclude(decision="").select_related("account").order_by("pk"))


def _answer(actor: Actor, number: int, answer: str) -> PostRow:
    row = get(actor, number)
    access.need(actor, row.account.workspace, Role.AUTHOR)
    before = row.answer
    PostRow.objects.filter(pk=row.pk).update(answer=answer)
    row.answer = answer
    incident = Incident.objects.filter(account=row.account, ref=row.ref).first()
    if incident is not None and before != answer:
        count = incident.events.filter(kind="answered").count()
        incidents.append(incident, f"answered:{count + 1}", "answered", timezone.now(),
                         {"by": actor.name, "answer": answer})
    elif before != answer and answer == PostRow.Answer.FINE and (whole := siblings.holding(row.account, row.ref)):
        data = {**copy_data(row), "by": actor.name}
        incidents.append(whole, f"left:{row.account_id}:{row.ref}"[:300], "copy_left", timezone.now(), data)
    if before != answer:
        called = "fine" if answer == PostRow.Answer.FINE else "a slip"
        access.log(actor, row.account.workspace, f"called a post {called}", f"@{row.account.handle}: {row.text[:200]}")
    return row
