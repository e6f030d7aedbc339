"""The link in an alarm. Opening it shows; only the button on its page acts, and only once."""

from __future__ import annotations

from django.utils import timezone

from slipguard.actions import posts, recalls
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict, NotFound
from slipguard.storage import incidents
from slipguard.storage.models import AlarmLink, Incident, PostRow
from slipguard.workflows.alarm import digest_of


def look(token: str) -> AlarmLink:
    """The link behind a token, without using it up: chat programs fetch links by themselves."""
    link = AlarmLink.objects.select_related("incident__account__workspace").filter(
        digest=digest_of(token)).first()
    if link is None:
        raise NotFound("This link is not one of ours.", "Open the newest alarm, or sign in.")
    return link


def incident(number: int) -> Incident:
    """What a link was about, for a browser that has just used it (web/alarm.py asks its signed cookie)."""
    found = Incident.objects.select_related("account__workspace", "workspace").filter(pk=number).first()
    if found is None:
        raise NotFound("There is no such incident.", "Sign in to see the board.")
    return found


def usable(link: AlarmLink) -> str:
    """"" while it can be used, otherwise why not."""
    if link.used_at is not None:
        return "This link was used already."
    if link.expires_at < timezone.now():
        return "This link has run out."
    return ""


def use(token: str, verb: str) -> Incident:
    """One tap: "recall" or "fine". The first tap wins; a second one is told so."""
    if verb not in ("recall", "fine"):
        raise BadInput("This button is not known.", "Press “Take it back” or “This was fine”.")
    link = look(token)
    won = AlarmLink.objects.filter(pk=link.pk, used_at=None, expires_at__gt=timezone.now()).update(
        used_at=timezone.now())
    if not won:
        link.refresh_from_db()
        raise Conflict(usable(link) or "Somebody was faster.", "Sign in to see the incident.")
    incident = link.incident
    actor = Actor(None, "link", incident.workspace_id)
    if verb == "recall":
        return recalls.again(actor, incident)
    row = PostRow.objects.filter(account=incident.account, ref=incident.ref).first()
    if row is not None:
        posts.fine(actor, row.pk)
    else:
        incidents.append(incident, "answered:link", "answered", timezone.now(),
                         {"by": actor.name, "answer": "fine"})
    return incident
