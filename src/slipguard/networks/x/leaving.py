"""Ends this very sign-in at X.

OAuth 2.0: POST /2/oauth2/revoke (https://docs.x.com/fundamentals/authentication/oauth-2-0/user-access-token).
OAuth 1.0a: POST /1.1/oauth/invalidate_token.json, signed with the very keys that end
(https://developer.x.com/en/docs/authentication/api-reference/invalidate_access_token). None of it was tried at X.
"""

from __future__ import annotations

from typing import Any

from slipguard.networks.protocol import Reason, Unsupported
from slipguard.networks.x import tokens
from slipguard.networks.x.calls import Calls

_BY_HAND = "Revoke it by hand on X: Settings, Security and account access, Apps and sessions, Connected apps"


def leave(calls: Calls) -> str:
    """Revoke the tokens. "" once it is done, and for a sign-in that was dead already; Unsupported, with what to do by
    hand, where X does not take it. Raises Retryable where it does not answer."""
    secret = calls.secret
    if "access" in secret:
        kinds = [kind for kind in ("refresh", "access") if secret.get(kind)]
        taken = all(tokens.revoke(secret, secret[kind]) for kind in kinds)
    else:
        answer = calls.call("the end of the sign-in", _invalidate)
        taken = answer.ok or answer.status == 401
    if not taken:
        raise Unsupported(f"X did not take back the sign-in. {_BY_HAND}.", Reason.INVALID)
    return ""


def _invalidate(client: Any, _: bool) -> Any:
    return client.request("POST", "/1.1/oauth/invalidate_token.json", user_auth=True)
