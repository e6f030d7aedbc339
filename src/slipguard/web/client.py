"""What a client sees by link: the accounts' health and the reports, read-only, without another client's name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from slipguard.actions import client_links, veil
from slipguard.web.door import page, show
from slipguard.web.report import document


@page(public=True)
def overview(request: HttpRequest, token: str) -> HttpResponse:
    """Are our accounts watched, and what happened?"""
    link = client_links.look(token)
    cases = [(found, veil.for_client(found)) for found in client_links.incidents(link)]
    return _quiet(show(request, "slipguard/client.html", link=link, token=token, client=link.workspace,
                       accounts=client_links.accounts(link), cases=cases))


@page(public=True)
def report(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One incident as the document that is handed over."""
    link = client_links.look(token)
    found = client_links.incident(link, number)
    return _quiet(show(request, "slipguard/client_report.html", link=link, token=token, client=link.workspace,
                       **document(found)))


def _quiet(response: HttpResponse) -> HttpResponse:
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
