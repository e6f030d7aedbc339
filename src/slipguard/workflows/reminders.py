"""What people are told before and when something ends: an exception, a pause that was planned until now.

No workflow: upkeep asks every minute what is due, and a row says who was told. Each person's message waits
for the end of their quiet hours; the row comes first, so nobody is told twice, and what was not taken is
tried again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q

from slipguard.core.separation import warning
from slipguard.core.telling import is_quiet
from slipguard.networks import TITLES
from slipguard.notify import Message
from slipguard.settings import CONFIG
from slipguard.storage import pauses
from slipguard.storage.clock import zone, zone_of
from slipguard.storage.models import Channel, Pause, Person, Reminder, Role, SeparationException
from slipguard.workflows.alarm import deliver
from slipguard.workflows.mail import can_mail, mail

AGAIN = timedelta(minutes=15)  # after a message that nobody took
LATE = timedelta(days=2)  # an end that is older is no news, whoever slept through it
RUNS = (Role.MANAGER, Role.OWNER)


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell: whom, and in which workspaces' rooms."""

    about: str
    message: Message
    link: str
    people: frozenset[int]
    spaces: tuple[int, ...]


def round_of(now: datetime) -> int:
    """Tell whatever is due and was not told. Returns how many messages were taken."""
    return sum(tell(news, now) for news in [*_exceptions(now), *_pauses(now)])


def exception_over(found: SeparationException, now: datetime) -> int:
    """At its end, at once; whoever is in quiet hours hears it from a later round."""
    return tell(_over(found), now)


def tell(news: News, now: datetime) -> int:
    """Rooms and people, each once. Returns how many took it now."""
    took = 0
    rooms = list(Channel.objects.filter(workspace__in=news.spaces))
    if rooms and _mine(news.about, None, now):
        problems = [_deliver(room, news, now) for room in rooms]
        took += _note(news.about, None, now, problems)
    for person in Person.objects.filter(pk__in=news.people, is_active=True).order_by("pk"):
        local = now.astimezone(zone(person.zone)).time()
        hours = (person.quiet_from, person.quiet_until)
        if hours[0] is not None and hours[1] is not None and is_quiet(local, (hours[0], hours[1])):
            continue  # a later round
        if _mine(news.about, person, now):
            took += _note(news.about, person, now, _tell_person(person, news, now))
    return took


def _tell_person(person: Person, news: News, now: datetime) -> list[str]:
    """Through their own channels; by mail where they have none. What went wrong, way by way; "" for taken."""
    own = list(Channel.objects.filter(person=person))
    if own:
        return [_deliver(channel, news, now) for channel in own]
    return [mail(person.email, news.message)] if can_mail() else ["There is no way to reach them: no channel, no mail."]


def _deliver(channel: Channel, news: News, now: datetime) -> str:
    problem = deliver(channel, news.message, news.link)
    fresh = {} if problem else {"last_ok_at": now}
    Channel.objects.filter(pk=channel.pk).update(last_trouble=problem, **fresh)
    return problem


def _mine(about: str, person: Person | None, now: datetime) -> bool:
    """May this round tell them? It has the row then, and no other round has."""
    try:
        with transaction.atomic():
            Reminder.objects.create(about=about, person=person, tried_at=now)
            return True
    except IntegrityError:
        again = Reminder.objects.filter(about=about, person=person, told_at=None, tried_at__lte=now - AGAIN)
        return bool(again.update(tried_at=now))


def _note(about: str, person: Person | None, now: datetime, problems: list[str]) -> int:
    """One way that took it is enough; otherwise the next try says why there has to be one."""
    took = "" in problems
    said = {"told_at": now, "says": ""} if took else {"says": " ".join(filter(None, problems))[:300]}
    Reminder.objects.filter(about=about, person=person).update(**said)
    return int(took)


def _exceptions(now: datetime) -> Iterable[News]:
    approved = SeparationException.objects.exclude(approved_at=None).select_related("workspace")
    for found in approved.filter(Q(ended_at=None) | Q(ended_at__gt=now - LATE)):
        if found.ended_at is not None:
            yield _over(found)
        elif found.approved_at is not None and (days := warning(found.ends_at, found.approved_at, now)):
            yield _near(found, days)


def _near(found: SeparationException, days: int) -> News:
    when = "tomorrow" if days == 1 else f"in {days} days"
    message = Message(
        f"The exception for @{found.handle} ends {when}",
        f"After {found.ends_at:%-d %B %Y} (UTC) @{found.handle} on {TITLES[found.network]} is disconnected from "
        f"{found.workspace.name} and its sign-in is forgotten. Planned posts on it do not go out then.\n\n"
        f"Reason given: {found.reason}\n\nIf it still cannot be avoided, ask for a new one before: {_link(found)}")
    return News(f"exception-{found.pk}:in-{days}", message, _link(found), _concerned(found), (found.workspace_id,))


def _over(found: SeparationException) -> News:
    message = Message(
        f"@{found.handle} is no longer connected to {found.workspace.name}",
        f"The exception ended: {found.ended_how}. Its sign-in is forgotten; posts and the record stay.\n\n"
        f"{_link(found)}")
    return News(f"exception-{found.pk}:over", message, _link(found), _concerned(found), (found.workspace_id,))


def _concerned(found: SeparationException) -> frozenset[int]:
    """Who asked, who approved, whose account it is, and who runs the workspace."""
    whose = Q(personal_accounts__network=found.network, personal_accounts__handle__iexact=found.handle)
    runs = Q(memberships__workspace=found.workspace_id, memberships__role__in=RUNS)
    people = set(Person.objects.filter(whose | runs).values_list("pk", flat=True))
    return frozenset(people | {number for number in (found.asked_by_id, found.approved_by_id) if number is not None})


def _link(found: SeparationException) -> str:
    return f"{CONFIG.url}/w/{found.workspace.slug}/exceptions"


def _pauses(now: datetime) -> Iterable[News]:
    for pause in Pause.objects.filter(ended_at=None, until__lte=now).select_related("workspace"):
        assert pause.until is not None
        spaces = pauses.covered(pause)
        at = pause.until.astimezone(zone_of(spaces[0]))
        link = f"{CONFIG.url}/w/{spaces[0].slug}/pause"
        runs = Q(memberships__workspace=spaces[0], memberships__role__in=RUNS if pause.workspace_id else (Role.OWNER,))
        people = set(Person.objects.filter(runs).values_list("pk", flat=True))
        people |= {pause.by_id} if pause.by_id is not None else set()
        message = Message(
            f"{pause.where} is still paused; it was planned until now",
            f"{pause.by_name}: {pause.reason}\n\nPlanned until {at:%a %-d %B %Y, %H:%M %Z}. Nothing resumes by itself: "
            f"a manager or owner resumes it, or gives it another day.\n\n{link}")
        yield News(f"pause-{pause.pk}:{pause.until:%Y-%m-%dT%H:%M}", message, link, frozenset(people),
                   tuple(space.pk for space in spaces))
