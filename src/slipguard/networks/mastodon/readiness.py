"""Could a delete succeed now? Asked without deleting anything."""

from __future__ import annotations

import re
from collections.abc import Mapping

from slipguard.networks.mastodon.credentials import me
from slipguard.networks.mastodon.http import Http
from slipguard.networks.protocol import Check, NetworkFailure, Readiness, Reconnect

# Servers whose API has no delete: the word in their version -> their name.
WITHOUT_DELETE = {"snac": "snac2"}

_NEEDED = {"write", "write:statuses"}


class DeleteQuota:
    """What the last delete's answer told about the quota (30 deletes in 30 minutes on Mastodon)."""

    def __init__(self) -> None:
        self.left: int | None = None
        self.reset: str = ""

    def note(self, headers: Mapping[str, str]) -> None:
        """Read a DELETE's headers: on Mastodon they tell of the narrowest quota that applies."""
        if (left := headers.get("x-ratelimit-remaining", "")).isdigit():
            self.left = int(left)
            self.reset = headers.get("x-ratelimit-reset", "")

    def check(self) -> Check:
        """Only a delete's answer tells; before the first one nothing is known."""
        if self.left is None:
            return Check("quota", None, "The server tells what is left only when it deletes (30 in 30 minutes).")
        step = "" if self.left else f"Wait until {self.reset or 'the quota opens again'}."
        return Check("quota", self.left > 0, f"{self.left} deletes were left at the last one.", step)

    def facts(self) -> dict[str, str]:
        """For the board."""
        if self.left is None:
            return {}
        return {"deletes left at the last delete": str(self.left), "quota opens again": self.reset}


def check(http: Http, granted: str, quota: DeleteQuota) -> Readiness:
    """Token alive, scope granted, and a server that can delete at all.

    `granted`: the scopes that the server named when the token was made, "" if unknown.
    """
    host = http.host
    facts = {"server": host, **quota.facts()}
    try:
        me(http)
        version = server_version(http)
        facts["software"] = version
        if name := without_delete(version):
            says = f"This server ({name}) cannot delete posts through its API: delete by hand."
            return Readiness(False, says, facts, (Check("server", False, says, "Keep the sign-in at hand for it."),))
        # The app's scopes bound the token's; servers that name none (before Mastodon 4.3) tell nothing.
        app = http.call("GET", "/api/v1/apps/verify_credentials", "which app am I")
        named = app.body.get("scopes") if app.ok and isinstance(app.body, dict) else None
        scopes = set(granted.split()) or set(named if isinstance(named, list) else ())
        if scopes:
            facts["scopes"] = " ".join(sorted(scopes))
        if scopes and not scopes & _NEEDED:
            says = "The access token may not delete (scope write:statuses is missing): connect the account again."
            step = "Connect it again and allow write:statuses."
            return Readiness(False, says, facts, (Check("scope", False, says, step),))
    except Reconnect as dead:
        return Readiness(False, f"{dead.says} Connect the account again.", facts)
    except NetworkFailure as failure:
        return Readiness(None, failure.says, facts)
    known = "" if scopes else " It does not say what the token may do, so only a delete will show."
    scope = Check("scope", True if scopes else None, "The token may delete (write:statuses)." if scopes
                  else f"{host} does not say what the token may do.", "" if scopes else "A test delete shows it.")
    says = f"{host} accepts the token and can delete.{known}"
    return Readiness(True, says, facts, (Check("server", True, f"{host} has a delete."), scope, quota.check()))


def server_version(http: Http) -> str:
    """What the server says that it is. Raises the five shapes when it cannot be asked."""
    answer = http.call("GET", "/api/v1/instance", "what it is", signed_in=False)
    if not answer.ok:
        answer = http.ask("GET", "/api/v2/instance", "what it is", signed_in=False)
    return str((answer.body or {}).get("version", ""))


def without_delete(version: str) -> str | None:
    """The name of the software if it has no delete: "4.0.0 (not true; really snac/2.75)" is snac2."""
    for word, name in WITHOUT_DELETE.items():
        if re.search(rf"\b{word}\b", version, re.IGNORECASE):
            return name
    return None
