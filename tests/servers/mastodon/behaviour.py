"""What one server honestly does, and what goes wrong on command."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Behaviour:
    """How servers of the Mastodon API differ (measured; figures in the reference of test servers).

    The defaults are Mastodon's. `GOTOSOCIAL` below is the other implementation that was recorded. May be
    changed while the server runs.
    """

    honours_keys: bool = True  # Idempotency-Key, kept one hour (setex 3600 in Mastodon)
    websocket: bool = True
    sse: bool = True
    public_api: bool = True  # else 401 to readers without a token, whatever they ask for
    public_pages: bool = True  # else 401 there too
    deletes: bool = True  # else 404 to every delete while the post stays (snac2)
    late_share: float = 0.0  # of deletes whose post is still served for a moment after 200 (measured: 1-5 %)
    late_reads: int = 1  # ... for so many reads
    late_seconds: float = 0.0  # ... and at least for so long
    delete_quota: int = 30  # per account
    delete_window: float = 1800.0
    quota: int = 7500  # requests per token; Mastodon: 300
    window: float = 300.0
    others_post: int = 403  # to a delete of another person's post; Mastodon answers 404
    bad_token: int = 401  # snac2: 422
    pkce: bool = True
    names_scopes: bool = True  # at apps/verify_credentials
    ulids: bool = False  # ids and addresses as GoToSocial makes them
    max_characters: int = 500
    takes_pictures: bool = True  # else 404 to who brings one
    working_reads: int = 0  # looks at a picture that are answered with 206 before it is ready; 0: ready at once
    picture_bytes: int = 16_000_000
    film_bytes: int = 103_809_024  # 99 MB
    film_reads: int = 2  # as working_reads, of a film: Mastodon answers 202 to every one
    film_fails: bool = False  # and 422 to whoever asks for it, where nothing could be made of it
    description_limit: int = 0  # 0: the server does not say (before 4.4), and 1,500 are taken
    version: str = "4.4.3"
    skew: float = 0.0  # seconds by which the server's clock is ahead
    latency: float = 0.0  # seconds before every answer


def gotosocial(**changes: object) -> Behaviour:
    """As the recorded GoToSocial: keys ignored, websocket only, strangers see pages but no API."""
    known: dict[str, object] = {
        "honours_keys": False,
        "sse": False,
        "public_api": False,
        "ulids": True,
        "max_characters": 5000,
        "version": "3.5.3+0.20.0",
        "names_scopes": False,
        "pkce": False,
    }
    return Behaviour(**(known | changes))  # type: ignore[arg-type]


@dataclass
class Fault:
    """Something that goes wrong for the next `times` requests that match.

    `what`: a status (401, 402, 403, 422, 429, 5xx), "timeout" (no answer, the connection stays open) or
    "reset". `when`: "before" or "after" the server has acted.
    """

    what: int | str
    method: str = ""  # "" = any
    path: str = ""  # regular expression, searched
    when: str = "before"
    times: int = 1
    headers: dict[str, str] = field(default_factory=dict)
    hold: float = 30.0  # seconds for which a time-out keeps the connection

    def matches(self, method: str, path: str) -> bool:
        """Is this request hit?"""
        return self.times > 0 and self.method in ("", method) and bool(re.search(self.path, path))
