"""The JSON and HTML that a server shows: the shapes of the recorded frames."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.servers.mastodon.world import Attachment, Person, Status, World

_TOKEN = re.compile(
    r"(?P<link>https?://[^\s<>\"]+[^\s<>\".,;!?)])"
    r"|(?<![\w/@])@(?P<user>\w+)(?:@(?P<at>[\w.-]+\w(?::\d+)?))?"
    r"|(?<![\w/&])#(?P<tag>\w+)"
)


def content(world: World, text: str) -> tuple[str, list[Person]]:
    """(HTML of a text, people mentioned): paragraphs, hidden parts of links, h-cards, hashtags."""
    people: list[Person] = []

    def mark(found: re.Match[str]) -> str:
        if link := found["link"]:
            shown = link.partition("://")[2]
            dots = ' class="ellipsis"' if len(shown) > 30 else ""
            return (
                f'<a href="{html.escape(link)}" target="_blank" rel="nofollow noopener" translate="no">'
                f'<span class="invisible">{link.partition("://")[0]}://</span>'
                f"<span{dots}>{html.escape(shown[:30])}</span>"
                f'<span class="invisible">{html.escape(shown[30:])}</span></a>'
            )
        if user := found["user"]:
            person = world.by_name(user)
            if person is None or (found["at"] and found["at"] != world.host):
                return html.escape(found[0])
            if person not in people:
                people.append(person)
            return (
                f'<span class="h-card" translate="no"><a href="{world.base}/@{user}" class="u-url mention">'
                f"@<span>{user}</span></a></span>"
            )
        tag = found["tag"]
        return f'<a href="{world.base}/tags/{tag.lower()}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'

    out, at = "", 0
    for found in _TOKEN.finditer(text):
        out += html.escape(text[at : found.start()], quote=False) + mark(found)
        at = found.end()
    out += html.escape(text[at:], quote=False)
    paragraphs = [p.replace("\n", "<br />") for p in re.split(r"\n\n+", out)]
    return "".join(f"<p>{p}</p>" for p in paragraphs), people


def account(world: World, person: Person) -> dict[str, Any]:
    """An Account."""
    return {
        "id": person.id,
        "username": person.name,
        "acct": person.name,
        "display_name": person.name.title(),
        "locked": False,
        "bot": False,
        "created_at": "2026-01-01T00:00:00.000Z",
        "note": "",
        "url": f"{world.base}/@{person.name}",
        "uri": f"{world.base}/users/{person.name}",
        "avatar": f"{world.base}/avatar.png",
        "followers_count": len(person.followers),
        "following_count": 0,
        "statuses_count": len(world.of(person)),
        "last_status_at": None,
        "emojis": [],
        "fields": [],
    }


def status(world: World, shown: Status, owner: bool = False) -> dict[str, Any]:
    """A Status; `owner`: also what only its author may see."""
    body, people = content(world, shown.text)
    told: dict[str, Any] = {
        "id": shown.id,
        "created_at": shown.at,
        "edited_at": shown.edited,
        "in_reply_to_id": shown.reply_to.id if shown.reply_to else None,
        "in_reply_to_account_id": shown.reply_to.author.id if shown.reply_to else None,
        "sensitive": False,
        "spoiler_text": shown.spoiler,
        "visibility": shown.visibility,
        "language": shown.language,
        "uri": f"{world.base}/users/{shown.author.name}/statuses/{shown.id}",
        "url": world.base + shown.path,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "content": "" if shown.reblog else body,
        "reblog": status(world, shown.reblog) if shown.reblog else None,
        "application": {"name": shown.app, "website": None},
        "account": account(world, shown.author),
        "media_attachments": [attachment(world, one) for one in shown.attachments],
        "mentions": [
            {"id": p.id, "username": p.name, "acct": p.name, "url": f"{world.base}/@{p.name}"} for p in people
        ],
        "tags": [],
        "emojis": [],
        "card": None,
        "poll": None,
    }
    return told | ({"text": shown.text} if owner else {})


def attachment(world: World, shown: Attachment) -> dict[str, Any]:
    """A MediaAttachment; without an address while the server is at work on it."""
    url = None if shown.working_reads > 0 else f"{world.base}/media/{shown.id}"
    return {"id": shown.id, "type": shown.media_type.partition("/")[0], "url": url, "preview_url": url,
            "description": shown.description or None,
            "meta": {}, "blurhash": None}


def page(world: World, shown: Status) -> str:
    """The public web page of a post."""
    return f"<!doctype html><title>{shown.author.name}</title>{content(world, shown.text)[0]}"


def instance(world: World, streaming: str, v2: bool) -> dict[str, Any]:
    """What the server says about itself."""
    limits = {
        "statuses": {
            "max_characters": world.behaviour.max_characters,
            "max_media_attachments": 4,
            "characters_reserved_per_url": 23,
        },
        "media_attachments": {"image_size_limit": world.behaviour.picture_bytes,
                              "video_size_limit": world.behaviour.film_bytes}
        | ({"description_limit": world.behaviour.description_limit} if world.behaviour.description_limit else {}),
    }
    both = {
        "title": "A server for tests",
        "version": world.behaviour.version,
        "rules": [],
        "languages": ["en"],
    }
    if v2:
        return both | {"domain": world.host, "configuration": limits | {"urls": {"streaming": streaming}}}
    return both | {"uri": world.host, "configuration": limits, "urls": {"streaming_api": streaming}}
