"""From the Mastodon API's JSON to the nouns of Slipguard. Pure: no clock, no network.

Field names: https://docs.joinmastodon.org/entities/Status/ and the recorded frames in the tests.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

from slipguard.core.types import Post
from slipguard.networks.mastodon import refs
from slipguard.networks.protocol import Identity

Json = Mapping[str, Any]

_PARAGRAPHS = {"p", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_LINES = {"br", "li", "div"}
_SILENT = {"script", "style"}
_NOT_A_LINK = {"mention", "hashtag"}  # classes of <a> whose text already says everything


class _Reader(HTMLParser):
    """Collects the text that readers see, and where links lead."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.links: list[str] = []
        self._silent: list[str] = []  # open elements inside one that is not read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        classes = set((known.get("class") or "").split())
        if self._silent or tag in _SILENT or "quote-inline" in classes:
            # quote-inline: a line "RE: link" that Mastodon adds for servers that know no quotes
            if tag != "br":
                self._silent.append(tag)
            return
        if tag in _PARAGRAPHS:
            self._space("\n\n")
        elif tag in _LINES:
            self._space("\n") if tag != "br" else self.parts.append("\n")
        elif tag == "a" and known.get("href") and not classes & _NOT_A_LINK and known.get("rel") != "tag":
            self.links.append(str(known["href"]))

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
        elif tag in _PARAGRAPHS:
            self._space("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)

    def _space(self, wanted: str) -> None:
        """Line breaks between blocks: exactly as many as wanted, none at the start."""
        written = "".join(self.parts[-3:])
        if not "".join(self.parts).strip():
            return
        missing = len(wanted) - (len(written) - len(written.rstrip("\n")))
        self.parts.append("\n" * max(0, missing))


def text_of(html: str) -> tuple[str, tuple[str, ...]]:
    """(text, link targets) of a post's HTML: line breaks kept, mentions and hashtags as plain text.

    Links stand in the text as written, in full: the parts that Mastodon hides from the eye
    (`<span class="invisible">https://</span>`) are text here.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts).strip(), tuple(dict.fromkeys(reader.links))


def time_of(written: object) -> datetime | None:
    """An aware time, or None where the server wrote none that can be read."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def author_of(status: Json, host: str) -> str:
    """The remote id of the account that wrote a status."""
    return f"{status['account']['id']}@{host}"


def post(status: Json, host: str) -> Post:
    """A Status as a Post. A content warning is the first paragraph: readers see it first.

    Raises KeyError or TypeError on JSON that is no status.
    """
    body, links = text_of(str(status.get("content") or ""))
    warning = str(status.get("spoiler_text") or "").strip()
    author = author_of(status, host)
    answered = status.get("in_reply_to_id")
    answered_author = status.get("in_reply_to_account_id")
    app = status.get("application") or {}
    return Post(
        text=f"{warning}\n\n{body}".strip() if warning else body,
        ref=refs.make(author, str(status["id"])),
        url=str(status.get("url") or status.get("uri") or ""),
        at=time_of(status.get("created_at")),
        app=app.get("name") or None,
        language=status.get("language") or None,
        reply_to=refs.make(f"{answered_author}@{host}", str(answered)) if answered else "",
        media=len(status.get("media_attachments") or ()),
        alts=tuple(str(one["description"]) for one in status.get("media_attachments") or () if one.get("description")),
        links=links,
        author=author,
        quotes=_quoted(status, host),
        reactions=_reactions(status),
    )


def _quoted(status: Json, host: str) -> str:
    """The post inside (Mastodon 4.5: quote.quoted_status; null once it is gone, so its words may be all)."""
    inside = (status.get("quote") or {}).get("quoted_status") or {}
    return refs.make(author_of(inside, host), str(inside["id"])) if inside.get("id") and inside.get("account") else ""


def _reactions(status: Json) -> int | None:
    counts = [status.get(name) for name in ("replies_count", "reblogs_count", "favourites_count")]
    known = [count for count in counts if isinstance(count, int)]
    return sum(known) if known else None


def identity(account: Json, host: str) -> Identity:
    """Who a token belongs to, from verify_credentials."""
    return Identity(
        remote_id=f"{account['id']}@{host}",
        handle=f"{account['username']}@{host}",
        name=str(account.get("display_name") or ""),
        url=str(account.get("url") or ""),
        followers=account.get("followers_count"),
    )


def own_words(status: Json) -> bool:
    """No repost, and not a message to chosen people: those are conversation, not publishing."""
    return not status.get("reblog") and status.get("visibility") != "direct"


def frame(text: str) -> tuple[str, str]:
    """(event, payload) of one websocket frame; ("error", "") if the server refused the stream.

    ("", "") is no event. Raises ValueError on what is not JSON.
    """
    told = json.loads(text)
    if not isinstance(told, dict) or "event" not in told:
        return ("error", "") if isinstance(told, dict) and "error" in told else ("", "")
    payload = told.get("payload", "")
    return str(told["event"]), payload if isinstance(payload, str) else json.dumps(payload)
