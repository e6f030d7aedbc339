"""The record as a document: a page to print, Markdown and JSON to hand over."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

from slipguard.actions import access, incidents, mentions, veil
from slipguard.core.incident.report import NOT_UNDONE, checked, mentions_line, off_line
from slipguard.storage.models import Incident
from slipguard.web.door import incident_of, me, page, show


@page
def report(request: HttpRequest, number: int) -> HttpResponse:
    """The printable page. Names of other clients are left out, whoever reads it."""
    found = incident_of(request, number)
    return show(request, "slipguard/report.html", space=found.workspace, **document(found))


def document(found: Incident) -> dict[str, Any]:
    """What the document shows of an incident, the same for everybody who may read it."""
    record = mentions.into(veil.for_client(found), found)
    listed = checked(record)
    return {"incident": found, "record": record, "intact": incidents.intact(found), "not_undone": NOT_UNDONE,
            "answered": mentions_line(record), "off": off_line(record),
            "done": [(title, said) for title, said in listed if said],
            "still": [title for title, said in listed if not said]}


@page
def report_markdown(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a file of Markdown."""
    access.sure(me(request), "to export the record")
    return _file(str(incidents.report(me(request), number, "markdown")), "text/markdown", f"incident-{number}.md")


@page
def report_json(request: HttpRequest, number: int) -> HttpResponse:
    """The same as data."""
    access.sure(me(request), "to export the record")
    told = incidents.report(me(request), number, "json")
    return _file(json.dumps(told, indent=2, ensure_ascii=False), "application/json", f"incident-{number}.json")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=f"{kind}; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
