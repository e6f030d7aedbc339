"""The archive of a Mastodon account: outbox.json and actor.json, in a tar.gz or zip.

An outbox is an ActivityPub collection: https://docs.joinmastodon.org/user/moving/#export and
https://www.w3.org/TR/activitypub/#outbox. It names no application, so that stays unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from slipguard.core.errors import BadArchive
from slipguard.core.types import Post
from slipguard.networks.archive.arrays import records
from slipguard.networks.archive.box import HALF, Box, whole
from slipguard.networks.archive.form import EMPTY, PRIVATE, REPOST, STRANGE, Owner, Tally
from slipguard.networks.archive.limits import LONGEST
from slipguard.networks.mastodon import convert, refs

Json = Mapping[str, Any]

_OUTBOX = re.compile(r"(?:[^/]+/)?outbox\.json")
_ACTOR = re.compile(r"(?:[^/]+/)?actor\.json")
_WORDS = {"Note", "Question", "Article"}
_QUOTES = ("quote", "quoteUrl", "quoteUri", "quoteURL", "_misskey_quote")
_EVERYBODY = ("#Public", "as:Public", "Public")


class MastodonArchive:
    """See networks/archive/form.py."""

    network = "mastodon"
    title = "a Mastodon archive"

    def recognises(self, box: Box) -> bool:
        """By its outbox."""
        return any(_OUTBOX.fullmatch(name) for name in box.names())

    def owner(self, box: Box) -> Owner:
        """name@host from actor.json. The account's number on its server is not in there."""
        names = [name for name in box.names() if _ACTOR.fullmatch(name)]
        if len(names) != 1:
            what = "two people" if names else "no actor.json, so it does not say whose it is"
            raise BadArchive(f"This Mastodon archive holds {what}.", "Give the whole archive, as your server made it.")
        try:
            actor = json.loads(whole(box, names[0]))
            host = urlsplit(str(actor["id"])).netloc.lower()
            name = str(actor["preferredUsername"])
        except (ValueError, LookupError, TypeError, RecursionError):
            host = name = ""
        if not host or not name:
            raise BadArchive("actor.json does not say whose archive this is.", HALF)
        return Owner(f"{name}@{host}")

    def posts(self, box: Box, tally: Tally) -> Iterator[Post]:
        """The outbox from its beginning, oldest first."""
        names = [name for name in box.names() if _OUTBOX.fullmatch(name)]
        if len(names) != 1:
            raise BadArchive("This holds the outboxes of two archives.", "Give one archive at a time.")
        box.meter.total = box.names()[names[0]]
        seen = 0
        with box.open(names[0]) as stream:
            for activity in records(stream, within="orderedItems"):
                seen += 1
                post = _post(activity, tally)
                if post is not None:
                    yield post
        if not seen:
            tally.note("The outbox in this archive is empty.")


def _post(activity: Any, tally: Tally) -> Post | None:
    kind = activity.get("type") if isinstance(activity, dict) else None
    if kind == "Announce":
        tally.skip(REPOST)
        return None
    note = activity.get("object") if kind == "Create" else None
    if not isinstance(note, dict) or note.get("type") not in _WORDS:
        tally.skip(STRANGE)
        return None
    if note.get("directMessage") is True or not _published(note):
        tally.skip(PRIVATE)
        return None
    body, links = convert.text_of(str(note.get("content") or ""))
    warning = str(note.get("summary") or "").strip()
    text = f"{warning}\n\n{body}".strip() if warning else body
    if not text:
        tally.skip(EMPTY)
        return None
    at = convert.time_of(note.get("published") or activity.get("published"))
    tally.took(at)
    tally.quotes += any(note.get(key) for key in _QUOTES)
    tally.cut += len(text) > LONGEST
    address = str(note.get("id") or "")
    found = refs.locate(address)
    languages = note.get("contentMap")
    return Post(
        text=text[:LONGEST],
        ref=found.key if found else "",
        url=str(note.get("url") or address),
        at=at,
        language=next(iter(languages), None) if isinstance(languages, dict) else None,
        reply_to=str(note.get("inReplyTo") or ""),
        media=len(note["attachment"]) if isinstance(note.get("attachment"), list) else 0,
        links=links,
    )


def _published(note: Json) -> bool:
    """To everybody or to all followers; a message to chosen people is conversation."""
    aims: list[str] = []
    for key in ("to", "cc"):
        said = note.get(key)
        aims += [aim for aim in (said if isinstance(said, list) else [said]) if isinstance(aim, str)]
    return not aims or any(aim.endswith(_EVERYBODY) or aim.rstrip("/").endswith("/followers") for aim in aims)


ARCHIVE = MastodonArchive()
