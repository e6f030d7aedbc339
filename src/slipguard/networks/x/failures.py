"""What an answer of X means: one of the five shapes. Pure.

Words never hold a response's body, a header or a token: they may be shown and logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

from slipguard.networks.protocol import NetworkFailure, Reason, Reconnect, Rejected, Retryable, Unknown

_SHAPES: dict[int, tuple[type[NetworkFailure], Reason, str]] = {
    401: (Reconnect, Reason.TOKEN, "the sign-in is dead or was revoked"),
    402: (Rejected, Reason.CREDIT, "the developer account has no credit left"),
    403: (Rejected, Reason.PERMISSION, "this sign-in may not do that"),
}


def words(status: int) -> str:
    """ "404 Not Found", for people who search for it."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def of(status: int, headers: Mapping[str, str], body: Any, doing: str, acts: bool = False) -> NetworkFailure:
    """The failure that an answer other than 2xx is. `body` is read to tell a repeated text from a missing
    permission, and goes no further. `acts`: repeating the call could do it twice."""
    says = f"X answered {words(status)} to {doing}"
    if status == 403 and repeated(body):
        return Rejected(f"{says}: it has this text already.", Reason.DUPLICATE, status)
    if status in _SHAPES:
        shape, reason, plain = _SHAPES[status]
        return shape(f"{says}: {plain}.", reason, status)
    if status == 429:
        at, after = opens(headers)
        when = f"; the next one can be sent at {at:%H:%M} UTC" if at else ""
        return Retryable(f"{says}: the quota is used up{when}.", Reason.QUOTA, after, status)
    if status >= 500 and acts:
        return Unknown(f"{says}.", Reason.NETWORK, status)
    if status >= 500 or 300 <= status < 400:  # a redirect is never followed: it would take the token along
        return Retryable(f"{says}.", Reason.NETWORK, status=status)
    return Rejected(f"{says}.", Reason.INVALID, status)


def repeated(body: Any) -> bool:
    """Does a 403 refuse a text because X has it already? ("You are not allowed to create a Tweet with duplicate
    content." Said of X in platforms' reports; the wording may change, so the one word decides.)"""
    if not isinstance(body, Mapping):
        return False
    parts = [body, *(e for e in body.get("errors") or () if isinstance(e, Mapping))]
    said = (str(part.get(key, "")).lower() for part in parts for key in ("detail", "message", "title"))
    return any("duplicate" in words for words in said)


def opens(headers: Mapping[str, str]) -> tuple[datetime | None, float | None]:
    """(when the quota opens again, seconds until then by X's own clock); None: it did not say."""
    written = headers.get("x-rate-limit-reset", "")
    if not written.isdigit():
        return None, None
    at = datetime.fromtimestamp(int(written), UTC)
    now = server_time(headers) or datetime.now(UTC)
    return at, max(0.0, (at - now).total_seconds())


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """The answer's Date."""
    try:
        return parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
