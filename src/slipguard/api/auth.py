"""Who calls: an API token, this machine's own command line, or the browser's session."""

from __future__ import annotations

import hmac

from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from slipguard.actions import desk, setup, tokens, veil
from slipguard.actions.access import Actor
from slipguard.settings import CONFIG


class TokenAuth(HttpBearer):
    """Authorization: Bearer slip_..."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        person = tokens.whose(token)
        if person is not None:
            return Actor(person, "api")
        # the command line on this machine: it can read the key file, so it can read the database too
        if hmac.compare_digest(token, CONFIG.key("local.token")):
            return Actor(setup.local_owner(), "command line")
        return None


class BrowserAuth(SessionAuth):
    """The signed-in browser; ninja checks CSRF for cookie sign-ins."""

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        return desk.visitor(request.session, request.user) if request.user.is_authenticated else None


AUTH = [TokenAuth(), BrowserAuth()]


def actor(request: HttpRequest) -> Actor:
    """What the sign-in found."""
    found: Actor = request.auth  # type: ignore[attr-defined]
    return found


def names(request: HttpRequest) -> frozenset[str]:
    """The names of accounts that the caller may read (actions/veil.py); asked once for each call."""
    if not hasattr(request, "known_names"):
        request.known_names = veil.known_names(actor(request))  # type: ignore[attr-defined]
    found: frozenset[str] = request.known_names  # type: ignore[attr-defined]
    return found
