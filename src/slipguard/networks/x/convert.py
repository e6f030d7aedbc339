"""From X's JSON to the nouns of Slipguard. Pure: no clock, no network.

Field names: https://docs.x.com/x-api/fundamentals/data-dictionary and the recorded frames in the tests.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slipguard.core.types import Post
from slipguard.networks.protocol import Identity
from slipguard.networks.x import refs

Json = Mapping[str, Any]

# What every read of posts asks for: without it X gives number and text only
FIELDS = [
    "author_id", "created_at", "lang", "source", "entities", "attachments", "referenced_tweets",
    "in_reply_to_user_id", "edit_history_tweet_ids", "conversation_id", "note_tweet", "public_metrics",
]  # fmt: skip
USER_FIELDS = ["name", "username", "public_metrics", "protected"]
_NO_LANGUAGE = {"und", "zxx", "qam", "qct", "qht", "qme", "qst", "art"}  # X's codes for "none that we know"


def chain(tweet: Json) -> tuple[str, ...]:
    """The numbers of all versions of a post, the first one first; at least its own."""
    ids = tuple(str(number) for number in tweet.get("edit_history_tweet_ids") or ())
    return ids or (str(tweet["id"]),)


def time_of(written: object) -> datetime | None:
    """An aware time, or None where there is none that can be read."""
    try:
        at = datetime.fromisoformat(str(written))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def post(tweet: Json, author: str = "", user: str = "", reader: tuple[str, str] = ("", "")) -> Post:
    """A post. `author` and `user`: number and name of its author where the answer does not say. `reader`: number
    and name of the account that reads, so that a quote of its own post is known as that.

    The text is what was typed: X's short links are written out, and its &amp; &lt; &gt; are read.
    Raises KeyError or TypeError on JSON that is no post.
    """
    whole = tweet.get("note_tweet") or {}  # posts longer than 280
    text, links = _typed(str(whole.get("text") or tweet["text"]), whole.get("entities") or tweet.get("entities") or {})
    first = chain(tweet)[0]
    owner = str(tweet.get("author_id") or author)
    answered = next((r for r in tweet.get("referenced_tweets") or () if r.get("type") == "replied_to"), None)
    language = tweet.get("lang")
    return Post(
        text=text,
        ref=refs.make(owner, first),
        url=refs.page(user, first),
        at=time_of(tweet.get("created_at")) or refs.made_at(str(tweet["id"])),
        app=str(tweet["source"]) if tweet.get("source") else None,
        language=str(language) if language and language not in _NO_LANGUAGE else None,
        reply_to=refs.make(str(tweet.get("in_reply_to_user_id") or "0"), str(answered["id"])) if answered else "",
        media=len((tweet.get("attachments") or {}).get("media_keys") or ()),
        links=links,
        author=owner,
        quotes=_quoted(tweet, links, reader if reader[0] else (owner, user)),
        reactions=_reactions(tweet),
    )


def _quoted(tweet: Json, links: tuple[str, ...], mine: tuple[str, str]) -> str:
    """The post inside. X tells its number only; whose it is stands in the link to it, by name: "0" where not ours."""
    inside = next((str(r["id"]) for r in tweet.get("referenced_tweets") or () if r.get("type") == "quoted"), "")
    places = [place for place in map(refs.locate, links) if place is not None and place.key == inside]
    ours = any(place.owner.lower() == mine[1].lower() for place in places if place.owner)
    return refs.make(mine[0] if ours else "0", inside) if inside else ""


def _reactions(tweet: Json) -> int | None:
    told = tweet.get("public_metrics") or {}
    counts = [told.get(name) for name in ("reply_count", "retweet_count", "quote_count", "like_count")]
    known = [count for count in counts if isinstance(count, int)]
    return sum(known) if known else None


def own_words(tweet: Json) -> bool:
    """No repost; a quote has words of its own."""
    return all(r.get("type") != "retweeted" for r in tweet.get("referenced_tweets") or ())


def identity(user: Json) -> Identity:
    """Who a token belongs to, from /2/users/me."""
    numbers = user.get("public_metrics") or {}
    return Identity(
        remote_id=str(user["id"]),
        handle=str(user["username"]),
        name=str(user.get("name") or ""),
        url=f"{refs.SITE}/{user['username']}",
        followers=numbers.get("followers_count"),
    )


def not_found(body: Json) -> bool:
    """Does a 200 without data say "Not Found Error" of the post, and of nothing else? (Recorded frame.)

    A protected author's post has the title "Authorization Error" instead, which proves nothing.
    """
    errors = body.get("errors") or []
    return (
        not body.get("data")
        and bool(errors)
        and all(
            isinstance(e, Mapping)
            and (str(e.get("type", "")).endswith("/resource-not-found") or e.get("title") == "Not Found Error")
            for e in errors
        )
    )


def _typed(text: str, entities: Json) -> tuple[str, tuple[str, ...]]:
    """(text with links written out and without the links to its own pictures, link targets)."""
    links: list[str] = []
    for url in entities.get("urls") or ():
        short, target = str(url.get("url") or ""), str(url.get("expanded_url") or "")
        if not short or not target:
            continue
        if url.get("media_key"):
            text = text.replace(short, "")
        else:
            text = text.replace(short, target)
            links.append(target)
    return html.unescape(text).strip() if "&" in text else text.strip(), tuple(dict.fromkeys(links))
