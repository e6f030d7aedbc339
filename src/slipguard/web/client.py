"""What a client sees by link: the accounts' health and the reports, read-only, without another client's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from slipguard.actions import client_links, veil
from slipguard.core.errors import NotFound
from slipguard.storage.models import ClientLink
from slipguard.web.door import page, show
from slipguard.web.report import document


@page(public=True)
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """Are our accounts watched, and what happened?"""
    return _overview(request, token, client_links.look(token))


@page(public=True)
def report(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One incident as the document that is handed over."""
    link = client_links.look(token)
    try:
        found = client_links.incident(link, number)
    except NotFound as problem:  # they have no sign-in to be sent to: the list stands below the answer
        return _overview(request, token, link, problem)
    return _quiet(show(request, "slipguard/client_report.html", link=link, token=token, client=link.workspace,
                       **document(found)))


def _overview(request: HttpRequest, token: str, link: ClientLink, problem: NotFound | None = None) -> HttpResponse:
    cases = [(found, veil.for_client(found)) for found in client_links.incidents(link)]
    return _quiet(show(request, "slipguard/client.html", status=problem.status if problem else 200, link=link,
                       token=token, client=link.workspace, accounts=client_links.accounts(link), cases=cases,
                       problem=problem))


def _quiet(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
