"""tweepy on a leash: its host from our settings, deadlines, no redirects, bounded answers, and no token in a log.

tweepy 4.17 has no setting for any of these (its client.py: the host is written into `request`, which passes no
time-out; both it and oauthlib log headers and bodies at DEBUG). All of it goes through the one requests session
that tweepy holds, so that session is ours. Importing this module costs what tweepy costs: see decision 12.
"""

from __future__ import annotations

import logging
import time
from typing import Any

import requests
import tweepy

from slipguard.networks.protocol import Secret

API = "https://api.x.com"
_FIXED = "https://api.twitter.com"  # in tweepy's source
AGENT = "Slipguard"
CONNECT = 3.0  # seconds
READ = 8.0  # for the answer to begin, and between its parts
WHOLE = 20.0  # of one answer
LARGEST = 8 * 1024 * 1024  # bytes
Parts = tuple[dict[str, str], tuple[str, bytes, str]]  # (fields, (name, content, media type) of the field "media")

for _name in ("tweepy", "requests_oauthlib", "oauthlib"):
    logging.getLogger(_name).setLevel(logging.WARNING)  # at DEBUG they write tokens down


class Wire(requests.Session):  # type: ignore[misc]  # requests brings no types
    """What tweepy sends its requests through. `last`: the newest answer, whatever tweepy made of it."""

    def __init__(self, base: str, lasting: bool = True) -> None:
        super().__init__()
        self.base = base.rstrip("/")
        self.trust_env = False  # no proxy and no .netrc of whoever started the server
        self.last: requests.Response | None = None
        self.parts: Parts | None = None  # of the next request, which tweepy can only send as JSON
        self.within: float | None = None  # seconds, instead of CONNECT and READ: for what may hold nothing up
        if not lasting:
            self.headers["Connection"] = "close"

    def request(self, method: Any, url: Any, *_: Any, **options: Any) -> requests.Response:
        """As requests' own; the answer is read whole, within WHOLE seconds and LARGEST bytes."""
        address = str(url)
        if address.startswith(_FIXED):
            address = self.base + address.removeprefix(_FIXED)
        self.last = None
        if self.parts is not None:
            fields, part = self.parts
            self.parts, options = None, {key: value for key, value in options.items() if key != "json"}
            options |= {"data": fields, "files": {"media": part}}
        patience = (CONNECT, READ) if self.within is None else (self.within, self.within)
        options |= {"timeout": patience, "allow_redirects": False, "stream": True}
        ends = time.monotonic() + (WHOLE if self.within is None else 2 * self.within)
        response = super().request(method, address, **options)
        content = bytearray()
        for chunk in response.iter_content(65536):
            content += chunk
            if time.monotonic() > ends or len(content) > LARGEST:
                response.close()
                raise requests.ReadTimeout("an answer without an end")
        response._content = bytes(content)  # requests has no public way to put a body that was read with care
        self.last = response
        return response


def client(secret: Secret, lasting: bool = True, as_app: bool = False) -> tweepy.Client:
    """tweepy's client for an account's secret, or for the application alone. Makes no call."""
    if as_app:
        made = tweepy.Client(secret["bearer"], return_type=requests.Response)
    elif "access" in secret:
        made = tweepy.Client(secret["access"], return_type=requests.Response)
    else:
        keys = (secret["api_key"], secret["api_secret"], secret["token"], secret["token_secret"])
        made = tweepy.Client(None, *keys, return_type=requests.Response)
    made.session = Wire(secret.get("api") or API, lasting)
    made.user_agent = AGENT
    return made
