"""Mentions as they are kept: counted once, the loudest few with a link, words only while it is open."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Case, F, IntegerField, Q, Value, When

from slipguard.core.reaction import Heard
from slipguard.storage.models import Incident, Mention, MentionWatch

LOUDEST = 8  # so many have a link and a piece of their text
LONGEST = timedelta(hours=72)  # nobody is watched for longer than that
COMPARED = timedelta(days=7)  # before the incident: what is usual


def begin(now: datetime) -> int:
    """A look-out for each open incident that has none. Returns how many began."""
    missing = Incident.objects.filter(closed_at=None, mention_watch=None, opened_at__gt=now - LONGEST)
    made = 0
    for incident in missing.exclude(state="fine"):
        compared = {"compared_from": incident.opened_at - COMPARED, "next_at": now}
        _, new = MentionWatch.objects.get_or_create(incident=incident, defaults=compared)
        made += new
    return made


def due(now: datetime) -> list[MentionWatch]:
    """Those whose next look has come, and those whose incident has ended."""
    ripe = Q(next_at__lte=now) | ~Q(incident__closed_at=None) | Q(incident__state="fine")
    found = MentionWatch.objects.filter(ripe, ended_at=None)
    return list(found.select_related("incident__account__workspace").order_by("next_at"))


def of(incident: Incident) -> MentionWatch | None:
    """The incident's look-out, where one began."""
    return MentionWatch.objects.filter(incident=incident).first()


def digest_of(ref: str) -> str:
    """How a mention is recognised without keeping whose it is."""
    return hashlib.sha256(ref.encode("utf-8", "surrogatepass")).hexdigest()


def keep(watch: MentionWatch, found: Iterable[Mention]) -> None:
    """Write them down; what was counted before stays as it was. Only the loudest keep link and words."""
    Mention.objects.bulk_create(found, ignore_conflicts=True)
    # stripped here and not before: which ones are the loudest is only known once all are in
    quiet = Mention.objects.filter(watch=watch).exclude(pk__in=[one.pk for one in loudest(watch)])
    quiet.exclude(url="", excerpt="", ref="").update(url="", excerpt="", ref="")


def saw(mention: Mention, there: bool, at: datetime) -> None:
    """It was read again. Whoever deleted their words does not find them here either."""
    changes: dict[str, object] = {"looked_at": at} if there else {"looked_at": at, "gone_at": at, "excerpt": ""}
    Mention.objects.filter(pk=mention.pk).update(**changes)


def heard(watch: MentionWatch) -> list[Heard]:
    """All of them as moments, oldest first."""
    rows = Mention.objects.filter(watch=watch).order_by("at").values_list("at", "hostile")
    return [Heard(at, hostile) for at, hostile in rows]


def loudest(watch: MentionWatch) -> list[Mention]:
    """What keeps the post alive first, then what others react to, then what is hostile; the newest of equals.

    What was deleted since comes last.
    """
    echoing = Case(When(echo="", then=Value(0)), default=Value(1), output_field=IntegerField())
    found = Mention.objects.filter(watch=watch, at__gte=watch.incident.opened_at - timedelta(hours=1))
    found = found.filter(Q(hostile=True) | Q(reactions__gt=0) | ~Q(echo=""))  # a polite question stays nobody's
    found = found.exclude(url="", excerpt="").order_by(F("gone_at").desc(nulls_first=True), -echoing, "-reactions",
                                                       "-hostile", "-at")
    return list(found[:LOUDEST])


def echoes(watch: MentionWatch) -> int:
    """How many quote the post, repeat its words or show it, without those that were seen to be deleted since."""
    return Mention.objects.filter(watch=watch, gone_at=None).exclude(echo="").count()


def end(watch: MentionWatch, now: datetime, why: str) -> bool:
    """Not watched from now on, and nobody's words are kept; False where it had ended before."""
    done = MentionWatch.objects.filter(pk=watch.pk, ended_at=None).update(ended_at=now, ended=why, trouble="")
    return bool(done)


def forget_words(incident: Incident) -> None:
    """The incident is over: counts and links stay, people's words go."""
    Mention.objects.filter(watch__incident=incident).exclude(excerpt="", ref="").update(excerpt="", ref="")
