"""Connecting an account: OAuth 2.0 with PKCE by X's own sign-in page, or the four keys of OAuth 1.0a.

    url, pending = begin(app, "https://slipguard.example/connect/x/callback")
    # keep `pending` (it is secret), send the person to `url`; X sends them back with
    # ?code=...&state=...: compare `state` with pending["state"], then
    secret = finish(pending, code)

`app` holds client_id, client_secret ("" for a public client) and where X is (api, site). PKCE is written out here:
tweepy's OAuth2UserHandler keeps the proof inside an object, and the person comes back to another process.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from urllib.parse import urlencode

from slipguard.networks.protocol import Reason, Reconnect, Rejected, Secret
from slipguard.networks.x import tokens
from slipguard.networks.x.refs import SITE

# what the verbs need, and offline.access for a refresh token
SCOPES = "tweet.read tweet.write users.read media.write offline.access"
KEYS = ("api_key", "api_secret", "token", "token_secret")  # OAuth 1.0a
PLACES = ("api", "site", "oembed")  # where X is; from the installation's settings


def begin(app: Mapping[str, str], redirect_uri: str) -> tuple[str, Secret]:
    """(address of the sign-in page, what `finish` needs). Makes no call. Rejected without a client id."""
    if not app.get("client_id"):
        raise Rejected("This Slipguard has no X application of its own yet (SLIPGUARD_X_CLIENT_ID).", Reason.INVALID)
    state, verifier = secrets.token_urlsafe(24), secrets.token_urlsafe(64)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "response_type": "code",
        "client_id": app["client_id"],
        "redirect_uri": redirect_uri,
        "scope": SCOPES,
        "state": state,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    kept = {key: app[key] for key in ("client_id", "client_secret", *PLACES) if app.get(key)}
    pending = {**kept, "redirect_uri": redirect_uri, "state": state, "verifier": verifier}
    return f"{app.get('site') or SITE}/i/oauth2/authorize?{urlencode(query)}", pending


def finish(pending: Secret, code: str) -> Secret:
    """The account's secret, from the code that X sent the person back with. Works once per code.

    Raises the five shapes; a code that is used, old or false is Rejected(INVALID).
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": pending["redirect_uri"],
        "code_verifier": pending["verifier"],
    }
    try:
        fresh = tokens.ask(pending, form, "the code")
    except Reconnect as refused:
        raise Rejected("X did not accept the code: begin again.", Reason.INVALID, refused.status) from None
    app = {key: pending[key] for key in ("client_id", "client_secret", *PLACES) if pending.get(key)}
    return named({**app, **fresh})


def keys(form: Mapping[str, str]) -> Secret:
    """The account's secret, from the four keys that a person copied. Rejected where one is none."""
    found = {key: form.get(key, "").strip() for key in KEYS}
    for key, value in found.items():
        if not value or not value.isascii() or not value.isprintable() or " " in value:
            raise Rejected(f"The {key.replace('_', ' ')} is missing, or is no key: copy it again.", Reason.INVALID)
    return named({**found, **{key: form[key] for key in (*PLACES, "bearer") if form.get(key)}})


def named(secret: Secret) -> Secret:
    """The secret with X's answer to whose it is."""
    from slipguard.networks.x.calls import Calls
    from slipguard.networks.x.listing import me

    calls = Calls(secret, lambda _: None, tokens.Keyring())
    try:
        user = me(calls)
    finally:
        calls.close()
    kept = {key: value for key, value in secret.items() if key not in (*PLACES, "bearer")}
    return {**kept, "user_id": str(user["id"]), "user": str(user["username"])}
