"""Archives: taken in at an account's page or a person's own, read beside the request, with a page that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import IO

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import readings
from slipguard.actions.access import Actor
from slipguard.actions.readings import Reading
from slipguard.actions.uploads import outliving
from slipguard.core.errors import SlipguardError
from slipguard.web.accounts import account_of
from slipguard.web.door import PASSING, me, page, show

Start = Callable[[Actor, int, IO[bytes], str], Reading]


@page
@require_POST
def account_archive(request: HttpRequest, number: int) -> HttpResponse:
    """The account's own archive, as its history."""
    account_of(request, number)
    return _begin(request, number, readings.start_account, reverse("account", args=[number]))


@page
@require_POST
def own_archive(request: HttpRequest, number: int) -> HttpResponse:
    """A person's archive, for their voice only."""
    return _begin(request, number, readings.start_own, reverse("own"))


@page
def reading(request: HttpRequest, name: str) -> HttpResponse:
    """How far it is, and at the end what was understood. Without scripts the page loads itself again."""
    found = readings.look(me(request), name)
    space = account_of(request, found.account).workspace if found.account else None
    back = reverse("account", args=[found.account]) if found.account else reverse("own")
    template = "slipguard/_reading.html" if request.headers.get("HX-Request") else "slipguard/reading.html"
    return show(request, template, space=space, way="accounts" if space else "", reading=found, told=found.told,
                problem=found.problem, back=back)


def _begin(request: HttpRequest, number: int, start: Start, back: str) -> HttpResponse:
    try:
        file, name = outliving(request.FILES.get("archive"))
        made = start(me(request), number, file, name)
    except PASSING:
        raise
    except SlipguardError as problem:
        messages.error(request, f"{problem.what}\n{problem.next_step}".strip())
        return _go(request, back)
    return _go(request, reverse("reading", args=[made.id]))


def _go(request: HttpRequest, url: str) -> HttpResponse:
    """There; the script that showed how far the upload is has to be told so."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer.headers["HX-Redirect"] = url
        return answer
    return redirect(url)
