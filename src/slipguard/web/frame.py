"""What the frame of every page needs, allauth's pages too: whose desk this is. Asked only where a template asks."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from slipguard.actions import access, desk, exceptions
from slipguard.actions.access import Actor
from slipguard.settings import CONFIG
from slipguard.storage.models import Person, SeparationException
from slipguard.web import bar


def frame(request: HttpRequest) -> dict[str, Any]:
    """`here`: the session's workspace, `bar_here`: its open alarm; `spaces`: all of this person's; `now`: the clock."""
    found: object = getattr(request, "user", None)
    person = found if isinstance(found, Person) or getattr(found, "is_authenticated", False) else None
    if person is None:
        return {"now": timezone.now(), "sends_mail": bool(CONFIG.mail_url)}
    here: Any = SimpleLazyObject(lambda: desk.standing(request.session, person))  # type: ignore[arg-type]
    return {
        "now": timezone.now(),
        "sends_mail": bool(CONFIG.mail_url),
        "here": here,
        "bar_here": lambda without: bar.of(Actor(person, "web"), here, without),
        "exceptions_here": SimpleLazyObject(lambda: _exceptions(request, person)),  # type: ignore[arg-type]
        "spaces": SimpleLazyObject(lambda: access.workspaces(Actor(person, "web"))),  # type: ignore[arg-type]
    }


def _exceptions(request: HttpRequest, person: Person) -> list[SeparationException]:
    here = desk.standing(request.session, person)
    return exceptions.banner(here) if here else []
