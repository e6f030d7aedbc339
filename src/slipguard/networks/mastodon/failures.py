"""What an HTTP answer of a Mastodon-API server means: one of the five shapes. Pure.

Words never hold a response body, a header or a token: they may be shown and logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from slipguard.networks.mastodon.convert import time_of
from slipguard.networks.protocol import (
    NetworkFailure,
    Reason,
    Reconnect,
    Rejected,
    Retryable,
    Unknown,
    Unsupported,
)

_SHAPES: dict[int, tuple[type[NetworkFailure], Reason]] = {
    401: (Reconnect, Reason.TOKEN),
    402: (Rejected, Reason.CREDIT),
    403: (Rejected, Reason.PERMISSION),
    405: (Unsupported, Reason.INVALID),
    501: (Unsupported, Reason.INVALID),
}


def words(status: int) -> str:
    """ "404 Not Found", for people who search for it."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def of(status: int, headers: Mapping[str, str], host: str, doing: str, acts: bool = False) -> NetworkFailure:
    """The failure that an answer other than 2xx is.

    `doing` completes "answered 403 Forbidden to ..."; `acts`: repeating the call could do it twice, so
    an error inside the server leaves the outcome unknown.
    A 422 is read as INVALID here; the caller tells it from a dead token (snac2) by asking who it is.
    """
    says = f"{host} answered {words(status)} to {doing}."
    if status in _SHAPES:
        shape, reason = _SHAPES[status]
        return shape(says, reason, status)
    if status == 429:
        return Retryable(says, Reason.QUOTA, reset_after(headers), status)
    if status >= 500 and acts:  # even a 503: it may stand for a lock that timed out behind the act
        return Unknown(says, Reason.NETWORK, status)
    if status >= 500:
        return Retryable(says, Reason.NETWORK, reset_after(headers), status)
    if 300 <= status < 400:  # followed, a redirect could lead the token to another house
        return Retryable(f"{says} Has the server moved?", Reason.NETWORK, status=status)
    return Rejected(says, Reason.INVALID, status)


def reset_after(headers: Mapping[str, str]) -> float | None:
    """Seconds until a quota opens again, by the server's own clock; None: it did not say.

    X-RateLimit-Reset is an ISO time on Mastodon and seconds since 1970 on others; Retry-After is
    seconds. The difference is taken to the answer's Date, so that our clock does not matter.
    """
    if (retry := headers.get("retry-after", "")).isdigit():
        return float(retry)
    written = headers.get("x-ratelimit-reset", "")
    if written.isdigit():
        reset: datetime | None = datetime.fromtimestamp(int(written), UTC)
    else:
        reset = time_of(written)
    now = server_time(headers)
    return max(0.0, (reset - now).total_seconds()) if reset and now else None


def server_time(headers: Mapping[str, str]) -> datetime | None:
    """The answer's Date."""
    try:
        return parsedate_to_datetime(headers["date"])
    except (KeyError, ValueError, TypeError):
        return None
