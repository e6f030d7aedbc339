"""The words after the delete: an outline, the linter while typing, a person's approval."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from slipguard.actions import apologies
from slipguard.core.apology import LANGUAGES, publishable
from slipguard.core.errors import SlipguardError
from slipguard.core.types import Severity
from slipguard.storage.models import Incident
from slipguard.web.after import sections
from slipguard.web.door import PASSING, incident_of, me, page, show
from slipguard.web.incident import answer, situation

TITLES = {"en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian"}


@page
@require_POST
def review(request: HttpRequest, number: int) -> HttpResponse:
    """The linter's remarks on these words: a piece for the editor."""
    found = incident_of(request, number)
    return show(request, "slipguard/_remarks.html", **remarks(found, request.POST.get("text", "")))


def remarks(found: Incident, text: str) -> dict[str, Any]:
    """What the linter says, and whether it may go out with one tap."""
    if not text.strip():
        return {"remarks": None}
    every = sorted(apologies.review(found, text), key=lambda r: -r.severity)
    said = list({(r.check, r.says, r.rewrite): r for r in every}.values())  # one word, though it is there twice
    return {"remarks": said, "stops": Severity.ERROR, "publishable": publishable(said),
            "rooms": apologies.rooms(found, text)}


@page
@require_POST
def apology(request: HttpRequest, number: int) -> HttpResponse:
    """The editor's buttons: an outline, a check, or approval."""
    actor, found = me(request), incident_of(request, number)
    text, do = request.POST.get("text", ""), request.POST.get("do", "check")
    problem = None
    later = request.POST.get("later") == "1"
    if do in ("short", "full"):
        language = request.POST.get("language", "en")
        text = apologies.suggest(found, do == "full", language if language in LANGUAGES else "en", later)
    elif do in ("approve", "approve through", "hand over"):
        try:
            if do == "hand over":
                apologies.hand_over(actor, found, text)
            else:
                apologies.approve(actor, found, text, request.POST.get("override", ""), do == "approve through", later)
        except PASSING:
            raise
        except SlipguardError as failure:
            problem = failure
        else:
            return redirect(reverse("incident", args=[number]) + ("#record" if do == "hand over" else "#say"))
    context = situation(actor, found)
    context |= answer(found, context, text)
    context |= remarks(found, text) | sections(actor, found, context["record"])
    context |= {"problem": problem, "override": request.POST.get("override", "")}
    return show(request, "slipguard/incident.html", status=problem.status if problem else 200,
                way="incidents", **context)
