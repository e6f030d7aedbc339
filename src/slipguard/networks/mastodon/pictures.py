"""Bringing pictures and films to a server before the post that shows them: https://docs.joinmastodon.org/methods/media/.

A server that is still at work on a picture answers 202, and 206 to whoever asks for it; only then may a post show
it. What no post shows is thrown away by the server (Mastodon: after a day), so bringing one twice is harmless.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Mapping
from typing import IO, Any

from slipguard.core.types import Picture
from slipguard.networks.mastodon.http import Answer, Http
from slipguard.networks.protocol import FILM_BYTES, TOLD, Reason, Rejected, Retryable, Unsupported, Uploaded

EVERYWHERE = 4  # so many pictures with a post are taken by every server; for more it is asked
LOOKS = (0.2, 0.4, 0.8, 1.5, 2.0, 3.0, 5.0, 5.0, 5.0)  # seconds between looks at a picture that is worked on


def upload(http: Http, picture: Picture, content: bytes) -> Uploaded:
    """See `Network.upload`."""
    handle, working = _brought(http, picture, content, hashlib.sha256(content))
    for pause in LOOKS if working else ():
        if ready(http, handle):
            return Uploaded(picture, handle)
        time.sleep(pause)
    if working:
        raise Retryable(f"{http.host} is still at work on the picture.", Reason.NETWORK)
    return Uploaded(picture, handle)


def upload_film(http: Http, film: Picture, file: IO[bytes]) -> tuple[Uploaded, bool]:
    """(see `Network.upload_film`, is the server still at work on it?)."""
    file.seek(0)
    handle, working = _brought(http, film, file, hashlib.file_digest(file, "sha256"))  # type: ignore[arg-type]
    return Uploaded(film, handle), working


def ready(http: Http, handle: str) -> bool:
    """Is a server that was at work on it done? Rejected where it made nothing of it, or does not have it any more."""
    answer: Answer = http.call("GET", f"/api/v1/media/{handle}", "a look at what was brought")
    if answer.status in (404, 422):
        raise Rejected(f"{http.host} could make nothing of the file, or does not have it any more.", Reason.INVALID,
                       answer.status)
    if not answer.ok:
        raise http.failure(answer, "a look at what was brought")
    return answer.status != 206


def _brought(http: Http, picture: Picture, content: bytes | IO[bytes], digest: Any) -> tuple[str, bool]:
    """(its handle, is the server still at work on it?)"""
    # snac2 makes the handle of the file's name alone: the same name for two pictures would be one picture
    digest.update(picture.alt.encode())
    what = "film" if picture.film else "picture"
    name = f"{digest.hexdigest()[:20]}.{picture.media_type.partition('/')[2]}"
    described: dict[str, str | list[str]] = {"description": picture.alt} if picture.alt else {}
    answer = http.call("POST", "/api/v2/media", f"a {what}", data=described, file=(name, content, picture.media_type),
                       harmless=True)
    if answer.status == 403:
        raise Rejected(f"{http.host} does not let this sign-in bring pictures (scope write:media): connect the account "
                       "again.", Reason.PERMISSION, 403)
    if answer.status in (404, 405, 501):
        raise Unsupported(f"{http.host} takes no {what}s by its API.", Reason.INVALID, answer.status)
    if answer.status == 422:
        # bad content on Mastodon, a dead token on snac2
        http.ask("GET", "/api/v1/accounts/verify_credentials", f"a {what}")
    if not answer.ok:
        raise http.failure(answer, f"a {what}")
    handle = str((answer.body or {}).get("id") or "") if isinstance(answer.body, dict) else ""
    if not handle:
        raise Retryable(f"{http.host} took the {what} and did not say which it is.", Reason.NETWORK)
    return handle, answer.status == 202


def told(configuration: Mapping[str, Any]) -> dict[str, int]:
    """What a server says of its limits, in the names of `Network.limits`; nothing for what it does not say."""
    attachments = configuration.get("media_attachments") or {}
    said = {
        TOLD["count"]: (configuration.get("statuses") or {}).get("max_media_attachments"),
        TOLD["size"]: attachments.get("image_size_limit"),
        FILM_BYTES: attachments.get("video_size_limit"),
        TOLD["alt"]: attachments.get("description_limit"),
    }
    return {name: value for name, value in said.items() if isinstance(value, int) and value > 0}
