"""The page on which an owner decides: what would have been caught, and what would it have cost?"""

from __future__ import annotations

from io import BytesIO

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from slipguard.actions import accounts, archives, backtests, doubts
from slipguard.core.backtest import LEAST
from slipguard.core.errors import SlipguardError
from slipguard.core.types import Post
from slipguard.storage.models import Workspace
from slipguard.web.curves import plot
from slipguard.web.door import me, page, show, space_of


@page
def backtest(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest test, or how to start the first one."""
    return _show(request, space_of(request, slug))


@page
@require_POST
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Start one. What was pasted stays on the page when it cannot be used."""
    space = space_of(request, slug)
    try:
        backtests.begin(me(request), space, _staff(request))
    except SlipguardError as problem:
        return _show(request, space, problem)
    return redirect("backtest", slug)


def _staff(request: HttpRequest) -> list[Post]:
    given, pasted = request.FILES.get("archive"), request.POST.get("pasted", "")
    found = archives.texts(given.file, given.name or "") if given and given.file else []
    return found + (archives.texts(BytesIO(pasted.encode()), "pasted.txt") if pasted.strip() else [])


def _show(request: HttpRequest, space: Workspace, problem: SlipguardError | None = None) -> HttpResponse:
    latest = backtests.latest(me(request), space)
    running = latest is not None and backtests.running(latest)
    found = latest.found if latest else None
    if request.headers.get("HX-Request"):  # a page that waits asks every second
        return HttpResponse(status=204) if running else HttpResponse(headers={"HX-Refresh": "true"})
    by_voice = {f"@{a.speaks_as}": a for a in reversed(accounts.of_workspace(me(request), space))}
    homes = [{**home, "account": by_voice.get(home["account"]), "name": home["account"]}
             for home in (found or {}).get("homes", [])]
    return show(request, "slipguard/backtest.html", space=space,
                way="accounts", latest=latest, running=running, doubts=doubts.of_workspace(me(request), space),
                found=found, homes=homes, problem=problem, least=LEAST,
                status=problem.status if problem else 200, pasted=request.POST.get("pasted", ""),
                plot=plot(found["lines"]) if found else None)
