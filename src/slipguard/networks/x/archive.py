"""The archive that X gives to its people, in the forms of 2011 and of 2018 until now.

Field names: https://help.x.com/en/managing-your-account/how-to-download-your-x-archive and the README that lies
in an archive. New: data/tweets.js (before 2022 tweet.js), further parts tweets-part1.js, data/account.js, and long
posts in data/note-tweet.js (notes.py). Old: data/js/tweets/2013_05.js, data/js/user_details.js.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from slipguard.core.errors import BadArchive
from slipguard.core.types import Post
from slipguard.networks.archive.arrays import records
from slipguard.networks.archive.box import HALF, Box, shown, whole
from slipguard.networks.archive.form import EMPTY, REPOST, STRANGE, Owner, Tally
from slipguard.networks.archive.limits import LONGEST
from slipguard.networks.x import notes

Json = Mapping[str, Any]

_NEW = re.compile(r"(?:^|.*/)tweets?(?:-part(?P<part>\d+))?\.js")
_OLD = re.compile(r"(?:^|.*/)data/js/tweets/\d{4}_\d{2}\.js")
_OWNER_NEW = re.compile(r"(?:^|.*/)data/account\.js|account\.js")
_OWNER_OLD = re.compile(r"(?:^|.*/)data/js/user_details\.js")
_ASSIGNED = re.compile(rb"[^=]{0,200}=\s*", re.DOTALL)
_STATUS = re.compile(r"https?://(?:\w+\.)?(?:twitter|x)\.com/(?:\w+|i/web)/status/\d+(?:[/?#].*)?", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_SAID_NEW = re.compile(r"\w{3} (\w{3}) (\d{1,2}) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})")
_MONTHS = {m: n for n, m in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
                                     "Nov", "Dec"), start=1)}
_ANEW = "Ask X for a new archive, and give it as it comes."


class XArchive:
    """See networks/archive/form.py."""

    network = "x"
    title = "an X archive"

    def recognises(self, box: Box) -> bool:
        """By the files with posts: whose they are may be missing, and that is then said."""
        return bool(_files(box))

    def owner(self, box: Box) -> Owner:
        """From account.js or user_details.js."""
        names = [name for name in box.names() if _OWNER_NEW.fullmatch(name)]
        names = names or [name for name in box.names() if _OWNER_OLD.fullmatch(name)]
        if len(names) != 1:
            what = "two accounts" if names else "no account.js, so it does not say whose it is"
            raise BadArchive(f"This X archive holds {what}.", "Give the whole archive of one account, as X made it.")
        data = whole(box, names[0])
        assigned = _ASSIGNED.match(data)
        try:
            said = json.loads(data[assigned.end() if assigned else 0 :])
            if isinstance(said, list):
                said = said[0]["account"]
            name = said.get("username") or said["screen_name"]
            return Owner(str(name), str(said.get("accountId") or said["id"]))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
            raise BadArchive(f"{shown(names[0])} does not say whose archive this is.", HALF) from None

    def posts(self, box: Box, tally: Tally) -> Iterator[Post]:
        """Newest parts last: the files' own order."""
        files = _files(box)
        long = sorted(name for name in box.names() if notes.FILE.fullmatch(name))
        box.meter.total = sum(box.names()[name] for name in [*long, *files])
        whole_texts = notes.read(box, long, tally)
        for name in files:
            with box.open(name) as stream:
                for record in records(stream, script=True):
                    post = _post(record, tally, whole_texts)
                    if post is not None:
                        yield post
        if whole_texts.left:
            tally.skipped[notes.LEFT] += whole_texts.left


def _files(box: Box) -> list[str]:
    found = [(int(match["part"] or 0), name) for name in box.names() if (match := _NEW.fullmatch(name))]
    if not found:
        return sorted(name for name in box.names() if _OLD.fullmatch(name))
    found.sort()
    parts = [part for part, _ in found]
    if len(set(parts)) != len(parts):
        raise BadArchive("This holds the posts of two X archives.", "Give one archive at a time.")
    if parts != list(range(len(parts))):
        gap = next(n for n, part in enumerate(parts) if n != part)
        raise BadArchive(f"A part of the posts is missing: tweets{f'-part{gap}' if gap else ''}.js.", _ANEW)
    return [name for _, name in found]


def _post(record: Any, tally: Tally, whole_texts: notes.Notes) -> Post | None:
    tweet = record.get("tweet", record) if isinstance(record, dict) else None
    said = tweet.get("full_text", tweet.get("text")) if isinstance(tweet, dict) else None
    if not isinstance(tweet, dict) or not isinstance(said, str):
        tally.skip(STRANGE)
        return None
    # the archive says "retweeted": false of every retweet since 2018; the letters are what tells
    if "retweeted_status" in tweet or said.startswith("RT @"):
        tally.skip(REPOST)
        return None
    text, links, quotes = _own_words(said, tweet)
    at = _moment(tweet.get("created_at"))
    if note := whole_texts.of(said, at):
        text, links = note.text, note.links
    if not text:
        tally.skip(EMPTY)
        return None
    tally.took(at)
    tally.quotes += quotes
    tally.cut += len(text) > LONGEST
    number = _number(tweet)
    return Post(
        text=text[:LONGEST],
        ref=number if number.isdecimal() else "",
        at=at,
        app=_TAG.sub("", html.unescape(str(tweet.get("source") or ""))).strip() or None,
        language=_language(tweet.get("lang")),
        reply_to=str(tweet.get("in_reply_to_status_id_str") or tweet.get("in_reply_to_status_id") or ""),
        media=len(_media(tweet)),
        links=links,
    )


def _number(tweet: Json) -> str:
    """The id of the first version: an edited post is named by that, here as in the adapter."""
    edits = _map(tweet.get("edit_info"))
    first = _map(edits.get("initial")) or _map(_map(edits.get("edit")).get("editControlInitial"))
    chain = _list(first.get("editTweetIds"))
    return str((chain and chain[0]) or tweet.get("id_str") or tweet.get("id") or "")


def _own_words(said: str, tweet: Json) -> tuple[str, tuple[str, ...], bool]:
    """(text with full links, their targets, is it a quote): the addresses of own pictures are no words."""
    quotes = False
    links: list[str] = []
    for media in _media(tweet):
        said = _without(said, media.get("url"))
    urls = _list(_map(tweet.get("entities")).get("urls"))
    for n, url in enumerate(urls):
        short, full = _map(url).get("url"), _map(url).get("expanded_url")
        if not isinstance(short, str) or not isinstance(full, str) or not short:
            continue
        # the quoted post is a link at the end, in the archive as in what the network sends of a live post
        quotes = quotes or (n == len(urls) - 1 and said.rstrip().endswith(short) and bool(_STATUS.fullmatch(full)))
        said = said.replace(short, full)
        links.append(full)
    return html.unescape(said).strip(), tuple(dict.fromkeys(links)), quotes


def _without(said: str, short: object) -> str:
    return said.replace(short, "") if isinstance(short, str) and short else said


def _media(tweet: Json) -> list[Json]:
    """All pictures and videos: "entities" lists only the first of several."""
    for place in ("extended_entities", "entities"):
        found: list[Json] = [one for one in _list(_map(tweet.get(place)).get("media")) if isinstance(one, dict)]
        if found:
            return found
    return []


def _language(said: object) -> str | None:
    """X guesses, and writes "und" or a q-code where it cannot."""
    return said if isinstance(said, str) and len(said) == 2 else None


def _moment(said: object) -> datetime | None:
    """“Mon May 01 10:00:00 +0000 2023” or “2013-05-31 23:59:59 +0000”, aware; None for neither."""
    text = str(said)
    try:
        if found := _SAID_NEW.fullmatch(text):
            month, day, hour, minute, second, sign, ahead, more, year = found.groups()
            zone = timedelta(hours=int(ahead), minutes=int(more)) * (-1 if sign == "-" else 1)
            moment = datetime(int(year), _MONTHS[month], int(day), int(hour), int(minute), int(second),
                              tzinfo=timezone(zone))
        else:
            moment = datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-"))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, KeyError, OverflowError):
        return None


def _map(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


ARCHIVE = XArchive()
