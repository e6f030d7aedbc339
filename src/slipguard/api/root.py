"""The API object: its routers, its sign-in, its words for what went wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from slipguard.api import (
    accounts,
    avatars,
    backtests,
    client_links,
    exceptions,
    history,
    incidents,
    myself,
    overdue,
    own,
    pauses,
    people,
    pictures,
    posts,
    readings,
    roles,
    workspaces,
)
from slipguard.api.auth import AUTH
from slipguard.api.problem import problem
from slipguard.core.errors import SlipguardError


class Api(NinjaAPI):
    """Says in the document, too, that failures are problem+json."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> Any:
        document = super().get_openapi_schema(*args, **kwargs)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, reply in operation.get("responses", {}).items():
                    if int(status) >= 400 and "application/json" in reply.get("content", {}):
                        reply["content"]["application/problem+json"] = reply["content"].pop("application/json")
        return document


api = Api(
    title="Slipguard",
    version="1",
    description="Everything that a person can do in Slipguard, for programs. Sign in with "
    "`Authorization: Bearer slip_...` (make a token on your own page, or with `slipguard token new NAME`).",
    auth=AUTH,
    urls_namespace="api",
)
api.add_router("/workspaces", workspaces.router, tags=["workspaces"])
api.add_router("/workspaces", avatars.router, tags=["workspaces"])
api.add_router("/accounts", accounts.router, tags=["accounts"])
api.add_router("/accounts", backtests.promises_router, tags=["accounts"])
api.add_router("/workspaces", backtests.router, tags=["backtests"])
api.add_router("/workspaces", history.router, tags=["history"])
api.add_router("/workspaces", people.router, tags=["people"])
api.add_router("/workspaces", roles.router, tags=["people"])
api.add_router("/workspaces", client_links.router, tags=["people"])
api.add_router("/exceptions", exceptions.router, tags=["exceptions"])
api.add_router("/me", myself.router, tags=["yourself"])
api.add_router("/own", own.router, tags=["own accounts"])
api.add_router("/readings", readings.router, tags=["archives"])
api.add_router("/drafts", pictures.router, tags=["drafts"])  # before those to which "pictures" would be a number
api.add_router("/drafts", posts.drafts_router, tags=["drafts"])
api.add_router("/pauses", overdue.router, tags=["pauses"])
api.add_router("/pauses", pauses.router, tags=["pauses"])
api.add_router("/posts", posts.router, tags=["posts"])
api.add_router("/incidents", incidents.router, tags=["incidents"])
api.add_router("/recalls", incidents.recalls_router, tags=["incidents"])
api.add_router("/drills", incidents.drills_router, tags=["drills"])


@api.exception_handler(SlipguardError)
def _refused(request: HttpRequest, error: SlipguardError) -> HttpResponse:
    return problem(error.status, error.code, error.what, error.next_step)


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problem(401, "sign_in", "This call carries no valid token.", "Make one in the settings.")


@api.exception_handler(ValidationError)
def _malformed(request: HttpRequest, error: ValidationError) -> HttpResponse:
    where = "; ".join(f"{'.'.join(str(p) for p in e.get('loc', ()))}: {e.get('msg', '')}" for e in error.errors)
    return problem(422, "bad_input", f"The call does not fit: {where}", "Compare it with /api/v1/docs.")


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(error.status_code, "bad_input", str(error), "Compare the call with /api/v1/docs.")
