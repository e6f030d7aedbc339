"""Bringing pictures to X before the post that shows them.

In one request (https://docs.x.com/x-api/media/upload-media), the description in a second one
(https://docs.x.com/x-api/media/create-media-metadata). tweepy 4.17 has neither in its client for API v2, so its
`request` is called, which signs in both ways. What no post shows is thrown away by X after a day: twice is harmless.
"""

from __future__ import annotations

import base64
from typing import Any

from slipguard.core.types import Picture
from slipguard.networks.protocol import Reason, Rejected, Retryable, Unknown, Uploaded
from slipguard.networks.x import failures
from slipguard.networks.x.calls import Answer, Calls
from slipguard.networks.x.wire import Parts

_DOING, _WORDS = "a picture", "the description of a picture"


def upload(calls: Calls, picture: Picture, content: bytes) -> Uploaded:
    """See `Network.upload`."""
    form = {"media": base64.b64encode(content).decode(), "media_category": "tweet_image",
            "media_type": picture.media_type}
    data = ask(calls, _DOING, "/2/media/upload", form).data
    handle = str(data.get("id") or "") if isinstance(data, dict) else ""
    if not handle:
        raise Retryable("X took the picture and did not say which it is.", Reason.NETWORK)
    describe(calls, picture, handle)
    return Uploaded(picture, handle)


def describe(calls: Calls, picture: Picture, handle: str) -> None:
    """Its words, if it has any."""
    if picture.alt:
        ask(calls, _WORDS, "/2/media/metadata", {"id": handle, "metadata": {"alt_text": {"text": picture.alt}}})


def ask(calls: Calls, doing: str, path: str, form: dict[str, Any] | None = None, parts: Parts | None = None) -> Answer:
    """Nobody sees what these calls do, so a lost answer is tried again. `parts`: sent as multipart instead of JSON."""
    def send(x: Any, old: bool) -> Any:
        x.session.parts = parts
        return x.request("POST", path, json=form, user_auth=old)

    try:
        answer = calls.call(doing, send) if parts else calls.ask(doing, send)
        if not answer.ok:
            raise failures.of(answer.status, answer.headers, answer.body, doing)
        return answer
    except Rejected as refused:
        if refused.reason is not Reason.PERMISSION:
            raise
        says = f"{refused.says} Pictures need the permission media.write: connect the account again."
        raise Rejected(says, Reason.PERMISSION, refused.status) from None
    except Unknown as lost:
        raise Retryable(lost.says, Reason.NETWORK) from None
