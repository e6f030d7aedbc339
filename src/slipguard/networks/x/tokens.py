"""OAuth 2.0 tokens: renewed once for all who hold the same one.

X's access tokens end after two hours; the refresh token that comes with them works once (offline.access,
https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code). A watcher and a recall hold the same
sign-in at the same time, so the second one to ask is given what the first one got.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from slipguard.networks.protocol import Reason, Reconnect, Retryable, Secret

KEPT = 1000


class Keyring:
    """Which refresh token became which sign-in, as far as this process knows."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._became: OrderedDict[str, dict[str, str]] = OrderedDict()

    def renew(self, secret: Secret, doing: str) -> dict[str, str]:
        """The parts of a secret that change. Raises Reconnect where X refuses the refresh token, Retryable where
        it does not answer."""
        with self._lock:
            old = secret["refresh"]
            if old in self._became:
                fresh = self._became[old]
                while fresh["refresh"] in self._became:
                    fresh = self._became[fresh["refresh"]]
                return fresh
            fresh = ask(secret, {"grant_type": "refresh_token", "refresh_token": old}, doing)
            fresh.setdefault("refresh", old)
            if fresh["refresh"] != old:
                self._became[old] = fresh
                while len(self._became) > KEPT:
                    self._became.popitem(last=False)
            return fresh


def ask(secret: Mapping[str, str], form: Mapping[str, str], doing: str) -> dict[str, str]:
    """POST /2/oauth2/token: access, refresh, expires (seconds since 1970) and scopes. Raises as `Keyring.renew`."""
    status, told = _post(secret, "/2/oauth2/token", form, doing)
    if status in (400, 401, 403):
        raise Reconnect("X does not accept the sign-in any more.", Reason.TOKEN, status)
    if status == 429 or status >= 500 or not told.get("access_token"):
        raise Retryable(f"X gave no token for {doing}.", Reason.NETWORK, status=status)
    ends = time.time() + int(told.get("expires_in") or 7200)
    fresh = {"access": str(told["access_token"]), "expires": str(int(ends))}
    if told.get("refresh_token"):
        fresh["refresh"] = str(told["refresh_token"])
    if told.get("scope"):
        fresh["scopes"] = str(told["scope"])
    return fresh


def revoke(secret: Mapping[str, str], token: str) -> bool:
    """POST /2/oauth2/revoke: was it taken? Raises Retryable where X does not answer."""
    status, _ = _post(secret, "/2/oauth2/revoke", {"token": token}, "the end of the sign-in")
    return 200 <= status < 300


def _post(secret: Mapping[str, str], path: str, form: Mapping[str, str], doing: str) -> tuple[int, dict[str, Any]]:
    """(status, answer) of a form that the application signs."""
    import requests

    from slipguard.networks.x.wire import API, Wire

    # a confidential client signs itself in as well; a public one only names itself
    auth = (secret["client_id"], secret["client_secret"]) if secret.get("client_secret") else None
    wire = Wire(secret.get("api") or API, lasting=False)
    try:
        data = {**form, "client_id": secret["client_id"]}
        response = wire.request("POST", f"{wire.base}{path}", data=data, auth=auth)
    except requests.RequestException:
        raise Retryable(f"X did not answer to {doing}.", Reason.NETWORK) from None
    finally:
        wire.close()
    return response.status_code, _json(response)


def _json(response: Any) -> dict[str, Any]:
    try:
        told = response.json()
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}
