"""Ends this very sign-in at the server (RFC 7009, POST /oauth/revoke)."""

from __future__ import annotations

from slipguard.networks.mastodon.http import Http
from slipguard.networks.protocol import Reason, Secret, Unsupported


def leave(http: Http, secret: Secret) -> str:
    """Revoke the access token. Servers take that only from the application that asked for the token.

    "" once it is revoked; the same for one that was dead already. Unsupported for a token that was made
    in the server's preferences: nobody but its owner can revoke that one. Raises the five shapes.
    """
    form = {name: secret.get(name, "") for name in ("client_id", "client_secret", "token")}
    by_hand = f"Revoke the token by hand on {http.host}: Preferences, Account, Authorized apps"
    if not form["client_id"]:
        raise Unsupported(
            f"It was made by hand. {by_hand}, or Development, Your applications.", Reason.INVALID
        )
    answer = http.call("POST", "/oauth/revoke", "the end of the sign-in", data=form, signed_in=False)
    if answer.status in (403, 404, 405, 501):
        raise Unsupported(f"{http.host} does not let programs end a sign-in. {by_hand}.", Reason.INVALID, answer.status)
    if not answer.ok:
        raise http.failure(answer, "the end of the sign-in")
    return ""
