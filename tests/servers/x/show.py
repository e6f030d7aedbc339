"""Posts as X writes them: number and text, and what `tweet.fields` asks for (recorded)."""

from __future__ import annotations

import html
import re
from typing import Any

from tests.servers.x.world import Tweet

_LINK = re.compile(r"https?://[^\s<>\"]+")
_PAGE = re.compile(r"https://(?:x|twitter)\.com/\w+/status/(\d+)$")
_ALWAYS = ("id", "text", "edit_history_tweet_ids")


def tweet(made: Tweet, fields: set[str]) -> dict[str, Any]:
    """What an answer holds."""
    return {key: value for key, value in whole(made).items() if key in _ALWAYS or key in fields}


def whole(made: Tweet) -> dict[str, Any]:
    """Everything about a post. Links are shortened and &, <, > are escaped, as at X."""
    text = html.escape(made.text, quote=False)
    urls = []
    for number, target in enumerate(dict.fromkeys(_LINK.findall(text))):
        short = f"https://t.co/{made.id[-6:]}{number}"
        text = text.replace(target, short)
        urls.append({"url": short, "expanded_url": html.unescape(target), "start": text.index(short),
                     "end": text.index(short) + len(short)})
    if made.pictures:  # X puts a link to them behind the text
        short = f"https://t.co/{made.id[-6:]}p"
        text = f"{text} {short}"
        urls += [{"url": short, "expanded_url": f"https://x.com/{made.author.name}/status/{made.id}/photo/1",
                  "media_key": f"3_{one.id}", "start": len(text) - len(short), "end": len(text)}
                 for one in made.pictures]
    told: dict[str, Any] = {
        "id": made.id,
        "text": text,
        "edit_history_tweet_ids": list(made.versions),
        "author_id": made.author.id,
        "created_at": made.at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "lang": "en",
        "source": made.app,
        "conversation_id": made.versions[0],
        "public_metrics": {"retweet_count": 0, "reply_count": 0, "like_count": made.likes, "quote_count": 0},
    }
    if urls:
        told["entities"] = {"urls": urls}
    if made.pictures:
        told["attachments"] = {"media_keys": [f"3_{one.id}" for one in made.pictures]}
    if made.reply_to:
        told["referenced_tweets"] = [{"type": "replied_to", "id": made.reply_to.id}]
        told["in_reply_to_user_id"] = made.reply_to.author.id
    if urls and (quoted := _PAGE.search(made.text)):  # a link to a post at the end makes it a quote
        told["referenced_tweets"] = [*told.get("referenced_tweets", ()), {"type": "quoted", "id": quoted[1]}]
    if made.repost_of:
        told["referenced_tweets"] = [{"type": "retweeted", "id": made.repost_of.id}]
    return told
