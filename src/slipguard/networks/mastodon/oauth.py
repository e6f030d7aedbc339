"""Connecting an account by the server's own sign-in page: OAuth 2 code flow, with PKCE where it exists.

    url, pending = begin("social.example", "https://slipguard.example/connect/back")
    # keep `pending` (it is secret), send the person to `url`; the server sends them back with
    # ?code=...&state=...: compare `state` with pending["state"], then
    secret = finish(pending, code)

Scopes are the least that the promises need: who am I and history (read:accounts, read:statuses; the user
stream needs the second), mentions (read:notifications), publish and delete (write:statuses).
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from urllib.parse import urlencode

from slipguard.networks.guard import address
from slipguard.networks.mastodon import convert
from slipguard.networks.mastodon.credentials import me
from slipguard.networks.mastodon.http import Http, netloc
from slipguard.networks.protocol import NetworkFailure, Reason, Reconnect, Rejected, Secret

SCOPES = "read:accounts read:statuses read:notifications write:statuses write:media"
CLIENT = "Slipguard"


def begin(server: str, redirect_uri: str, allow_private: bool = False) -> tuple[str, Secret]:
    """(address of the sign-in page, what `finish` needs). Registers this installation with the server.

    Raises the five shapes.
    """
    base = address.base_url(server, allow_private)
    http = Http(base, netloc(base), "", allow_private)
    try:
        form = {"client_name": CLIENT, "redirect_uris": redirect_uri, "scopes": SCOPES}
        app = http.ask("POST", "/api/v1/apps", "the registration", data=form, signed_in=False).body
        challenges = _challenges(http)
    finally:
        http.close()
    if not isinstance(app, dict) or not app.get("client_id"):
        raise Rejected(f"{http.host} does not speak the Mastodon API.", Reason.INVALID)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(48)
    query = {
        "response_type": "code",
        "client_id": str(app["client_id"]),
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": state,
    }
    pending = {
        "server": base,
        "client_id": str(app["client_id"]),
        "client_secret": str(app.get("client_secret") or ""),
        "redirect_uri": redirect_uri,
        "state": state,
    }
    if "S256" in challenges:
        digest = hashlib.sha256(verifier.encode()).digest()
        query["code_challenge"] = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        query["code_challenge_method"] = "S256"
        pending["verifier"] = verifier
    return f"{base}/oauth/authorize?{urlencode(query)}", pending


def finish(pending: Secret, code: str, allow_private: bool = False) -> Secret:
    """The account's secret, from the code that the server sent the person back with. Works once per code.

    Raises the five shapes; a code that is used, old or false is Rejected(INVALID).
    """
    server = pending["server"]
    http = Http(server, netloc(server), "", allow_private)
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": pending["client_id"],
        "client_secret": pending["client_secret"],
        "redirect_uri": pending["redirect_uri"],
        "scope": SCOPES,
    }
    if "verifier" in pending:
        form["code_verifier"] = pending["verifier"]
    try:
        told = http.ask("POST", "/oauth/token", "the code", data=form, signed_in=False).body
    except (Reconnect, Rejected) as refused:
        says = f"{http.host} did not accept the code: begin again."
        raise Rejected(says, Reason.INVALID, refused.status) from None
    finally:
        http.close()
    if not isinstance(told, dict) or not told.get("access_token"):
        raise Rejected(f"{http.host} gave no access token: begin again.", Reason.INVALID)
    extra = {"client_id": pending["client_id"], "client_secret": pending["client_secret"]}
    if told.get("scope"):
        extra["scopes"] = str(told["scope"])
    return secret(server, str(told["access_token"]), allow_private) | extra


def secret(server: str, token: str, allow_private: bool = False) -> dict[str, str]:
    """What is sealed for an account: the server's answer to whose token this is, beside the token."""
    http = Http(server, netloc(server), token, allow_private)
    try:
        account = me(http)
        identity = convert.identity(account, http.host)
    finally:
        http.close()
    return {
        "server": server,
        "token": token,
        "account_id": identity.remote_id.rpartition("@")[0],
        "acct": identity.handle.partition("@")[0],
    }


def _challenges(http: Http) -> list[str]:
    """Which proof-key methods the server takes; RFC 8414, in Mastodon since 4.3."""
    try:
        answer = http.call("GET", "/.well-known/oauth-authorization-server", "how it signs in", signed_in=False)
    except NetworkFailure:
        return []
    known = answer.body.get("code_challenge_methods_supported") if isinstance(answer.body, dict) else None
    return [str(method) for method in known] if isinstance(known, list) else []
