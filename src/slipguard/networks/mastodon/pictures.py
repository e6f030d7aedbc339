"""Bringing pictures to a server before the post that shows them: https://docs.joinmastodon.org/methods/media/.

A server that is still at work on a picture answers 202, and 206 to whoever asks for it; only then may a post show
it. What no post shows is thrown away by the server (Mastodon: after a day), so bringing one twice is harmless.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import Any

from slipguard.core.types import Picture
from slipguard.networks.mastodon.http import Answer, Http
from slipguard.networks.protocol import TOLD, Reason, Rejected, Retryable, Unsupported, Uploaded

EVERYWHERE = 4  # so many pictures with a post are taken by every server; for more it is asked
LOOKS = (0.2, 0.4, 0.8, 1.5, 2.0, 3.0, 5.0, 5.0, 5.0)  # seconds between looks at a picture that is worked on
_DOING = "a picture"


def upload(http: Http, picture: Picture, content: bytes) -> Uploaded:
    """See `Network.upload`."""
    # snac2 makes the handle of the file's name alone: the same name for two pictures would be one picture
    digest = hashlib.sha256(content + picture.alt.encode()).hexdigest()
    name = f"{digest[:20]}.{picture.media_type.partition('/')[2]}"
    described: dict[str, str | list[str]] = {"description": picture.alt} if picture.alt else {}
    answer = http.call("POST", "/api/v2/media", _DOING, data=described, file=(name, content, picture.media_type),
                       harmless=True)
    if answer.status == 403:
        raise Rejected(f"{http.host} does not let this sign-in bring pictures (scope write:media): connect the account "
                       "again.", Reason.PERMISSION, 403)
    if answer.status in (404, 405, 501):
        raise Unsupported(f"{http.host} takes no pictures by its API.", Reason.INVALID, answer.status)
    if answer.status == 422:
        # bad content on Mastodon, a dead token on snac2
        http.ask("GET", "/api/v1/accounts/verify_credentials", _DOING)
    if not answer.ok:
        raise http.failure(answer, _DOING)
    handle = str((answer.body or {}).get("id") or "") if isinstance(answer.body, dict) else ""
    if not handle:
        raise Retryable(f"{http.host} took the picture and did not say which it is.", Reason.NETWORK)
    if answer.status == 202:
        _ready(http, handle)
    return Uploaded(picture, handle)


def _ready(http: Http, handle: str) -> None:
    """Wait until the server is done with it."""
    for pause in LOOKS:
        answer: Answer = http.ask("GET", f"/api/v1/media/{handle}", "a look at the picture")
        if answer.status != 206:
            return
        time.sleep(pause)
    raise Retryable(f"{http.host} is still at work on the picture.", Reason.NETWORK)


def told(configuration: Mapping[str, Any]) -> dict[str, int]:
    """What a server says of its limits, in the names of `Network.limits`; nothing for what it does not say."""
    attachments = configuration.get("media_attachments") or {}
    said = {
        TOLD["count"]: (configuration.get("statuses") or {}).get("max_media_attachments"),
        TOLD["size"]: attachments.get("image_size_limit"),
        TOLD["alt"]: attachments.get("description_limit"),
    }
    return {name: value for name, value in said.items() if isinstance(value, int) and value > 0}
