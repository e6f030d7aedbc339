"""Bringing a film to X: announced, sent in chunks, ended, and then X looks through it for a while.

https://docs.x.com/x-api/media/quickstart/media-upload-chunked; addresses as X's own sample has them since August 2025
(initialize, append, finalize, and the status at the old one). What no post shows is thrown away by X after a day.
"""

from __future__ import annotations

from typing import IO

from slipguard.core.types import Picture
from slipguard.networks.protocol import Reason, Rejected, Retryable, Uploaded
from slipguard.networks.x import failures
from slipguard.networks.x.calls import Calls
from slipguard.networks.x.pictures import ask, describe

CHUNK = 2_000_000  # bytes; X takes up to 5 MB at once
_DOING, _LOOK = "a film", "a look at the film"


def upload(calls: Calls, film: Picture, file: IO[bytes]) -> Uploaded:
    """See `Network.upload_film`."""
    told = {"media_type": film.media_type, "total_bytes": film.size, "media_category": "tweet_video"}
    data = ask(calls, _DOING, "/2/media/upload/initialize", told).data
    handle = str(data.get("id") or "") if isinstance(data, dict) else ""
    if not handle.isdigit():  # it becomes part of an address
        raise Retryable("X took the film and did not say which it is.", Reason.NETWORK)
    file.seek(0)
    number = 0
    while chunk := file.read(CHUNK):
        part = ("film", chunk, "application/octet-stream")
        ask(calls, _DOING, f"/2/media/upload/{handle}/append", parts=({"segment_index": str(number)}, part))
        number += 1
    ask(calls, _DOING, f"/2/media/upload/{handle}/finalize")
    try:
        describe(calls, film, handle)
    except Rejected as refused:
        if refused.reason is not Reason.INVALID:
            raise
        raise Rejected("X does not take a description with this film: empty it, or post the film there.",
                       Reason.INVALID, refused.status) from None
    return Uploaded(film, handle)


def ready(calls: Calls, handle: str) -> bool:
    """See `Network.film_ready`."""
    query = {"command": "STATUS", "media_id": handle}
    answer = calls.call(_LOOK, lambda x, old: x.request("GET", "/2/media/upload", params=query, user_auth=old))
    if answer.status in (400, 404):
        raise Rejected("X does not have this film any more.", Reason.INVALID, answer.status)
    if not answer.ok:
        raise failures.of(answer.status, answer.headers, answer.body, _LOOK)
    state = ((answer.data or {}).get("processing_info") or {}).get("state", "succeeded")
    if state == "failed":
        raise Rejected("X could make nothing of this film.", Reason.INVALID)
    return bool(state == "succeeded")
