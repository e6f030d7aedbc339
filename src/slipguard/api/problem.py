"""problem+json: what happened, and what to do next."""

from __future__ import annotations

import json

from django.http import HttpResponse
from ninja import Schema


class Problem(Schema):
    """RFC 9457, with the next step as an extension."""

    type: str
    title: str
    status: int
    next_step: str


# what every operation may answer besides success; named in the OpenAPI document
PROBLEMS = {frozenset({400, 401, 403, 404, 409, 413, 422, 503}): Problem}


def problem(status: int, code: str, what: str, next_step: str) -> HttpResponse:
    """The answer itself."""
    body = {"type": f"urn:slipguard:{code}", "title": what, "status": status, "next_step": next_step}
    return HttpResponse(json.dumps(body), status=status, content_type="application/problem+json")
