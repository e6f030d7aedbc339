"""Whose token is this? Asked of the server with the very token."""

from __future__ import annotations

from typing import Any

from slipguard.networks.mastodon.http import Http
from slipguard.networks.protocol import Reason, Reconnect, Retryable

_DOING = "the question whose token this is"


def me(http: Http) -> dict[str, Any]:
    """The server's Account. Raises Reconnect for a dead token (401; 422 on snac2), else the five shapes."""
    answer = http.call("GET", "/api/v1/accounts/verify_credentials", _DOING)
    if answer.status in (401, 422):
        says = f"{http.host} does not accept the access token (any more)."
        raise Reconnect(says, Reason.TOKEN, answer.status)
    if not answer.ok:
        raise http.failure(answer, _DOING)
    if not isinstance(answer.body, dict) or not {"id", "username"} <= answer.body.keys():
        raise Retryable(f"{http.host} gave no proper answer to {_DOING}.", Reason.NETWORK)
    return answer.body
