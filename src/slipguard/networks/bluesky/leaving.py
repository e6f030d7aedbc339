"""Ends this very sign-in at the account's server."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from slipguard.networks.bluesky.xrpc import Refused, Xrpc
from slipguard.networks.protocol import Reconnect

_BY_HAND = "Revoke the app password by hand: Settings, Privacy and security, App passwords"


def leave(xrpc: Xrpc, host: str) -> str:
    """Revoke the app password where it can only be ours, otherwise end the session.

    A session does not tell which app password made it. Where the account has exactly one it is that one;
    with several, revoking a wrong one would lock out somebody else. com.atproto.server.listAppPasswords,
    revokeAppPassword, deleteSession. What is left for a person, "" for nothing. Raises Refused and the
    shapes of a lost connection.
    """
    try:
        names = _names(xrpc)
        if len(names) == 1:
            xrpc.act("com.atproto.server.revokeAppPassword", name=names[0])
            return ""
    except Reconnect:
        return f"{_BY_HAND}. {host} did not accept the stored sign-in any more."
    except Refused:
        names = []  # not every server lets an app password look at the others
    with suppress(Refused):  # refused: it was dead already
        xrpc.sign_out(xrpc.secret["refresh"])
    among = f" (one of: {', '.join(names)})" if names else ""
    return f"The session is ended, but its app password still works. {_BY_HAND}{among}."


def _names(xrpc: Xrpc) -> list[str]:
    answer: dict[str, Any] = xrpc.get_as("com.atproto.server.listAppPasswords")
    told = answer.get("passwords")
    return [str(one.get("name")) for one in told if isinstance(one, dict)] if isinstance(told, list) else []


