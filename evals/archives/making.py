"""Makes archives of any size in each network's form, with made-up posts: for measuring, and for the tests."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import random
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

START = datetime(2019, 1, 1, 7, 30, tzinfo=UTC)
DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"
WORDS = [a + b for a in ("par", "lot", "gate", "mor", "ning", "sta", "foot", "ball", "rain", "sun", "tea", "bri")
         for b in ("king", "ton", "ly", "er", "ed", "s", "ing", "al", "", "ful", "ish", "om")]


@dataclass(frozen=True)
class Made:
    """One made-up post."""

    number: int
    text: str
    at: datetime
    kind: str = "own"  # own, repost, quote, reply


def posts(count: int, seed: int = 7) -> Iterator[Made]:
    """Own words, with every tenth a repost, every fifteenth a quote and every seventh a reply."""
    chance = random.Random(seed)
    for n in range(count):
        kind = "repost" if n % 10 == 9 else "quote" if n % 15 == 14 else "reply" if n % 7 == 6 else "own"
        text = " ".join(chance.choices(WORDS, k=chance.randrange(6, 26))).capitalize() + f" #{chance.choice(WORDS)}tag"
        yield Made(n, f"{text} & more …", START + timedelta(minutes=37 * n), kind)


# ---- X ---------------------------------------------------------------------------------------------
def tweet(post: Made, new: bool = True) -> dict[str, Any]:
    """As data/tweets.js has it: everything a string, times in words, links shortened."""
    text, urls = post.text.replace("&", "&amp;"), []
    if post.kind == "repost":
        text = f"RT @somebody: {text}"
    link = "https://example.org/a/long/address"
    if post.kind == "quote":
        link = f"https://twitter.com/somebody/status/{10**18 + post.number}"
    if post.number % 3 == 0 or post.kind == "quote":
        text += f" https://t.co/{post.number:010d}"
        urls = [{"url": f"https://t.co/{post.number:010d}", "expanded_url": link, "display_url": "example.org/a…",
                 "indices": ["10", "33"]}]
    number = str(10**17 + post.number)
    when = post.at.strftime("%a %b %d %H:%M:%S +0000 %Y") if new else post.at.strftime("%Y-%m-%d %H:%M:%S +0000")
    made = {
        "edit_info": {"initial": {"editTweetIds": [number], "editableUntil": post.at.isoformat(),
                                  "editsRemaining": "5", "isEditEligible": True}},
        "retweeted": False,
        "source": "<a href=\"https://mobile.example.com\" rel=\"nofollow\">Example for Phones</a>",
        "entities": {"user_mentions": [], "urls": urls, "symbols": [], "media": [],
                     "hashtags": [{"text": "tag", "indices": ["1", "4"]}]},
        "display_text_range": ["0", str(len(text))],
        "favorite_count": "3", "retweet_count": "0", "id_str": number, "id": number, "truncated": False,
        "created_at": when, "favorited": False, "full_text" if new else "text": text, "lang": "en",
    }
    if post.kind == "reply":
        made |= {"in_reply_to_status_id_str": "99", "in_reply_to_user_id": "5", "in_reply_to_screen_name": "somebody"}
    return {"tweet": made} if new else made


def x_archive(target: IO[bytes], count: int, parts: int = 1, name: str = "umparking", number: str = "4242") -> None:
    """The zip of today."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        owner = [{"account": {"username": name, "accountId": number, "email": "nobody@example.org"}}]
        made.writestr("data/account.js", "window.YTD.account.part0 = " + json.dumps(owner))
        made.writestr("data/README.txt", "This is a made-up archive.")
        made.writestr("data/like.js", "window.YTD.like.part0 = [ ]")
        every = posts(count)
        for part in range(parts):
            with made.open(f"data/tweets{f'-part{part}' if part else ''}.js", "w") as file:
                _array(file, f"window.YTD.tweets.part{part} = ", every, count // parts + 1, tweet)


def old_x_archive(target: IO[bytes], count: int, name: str = "umparking", number: str = "4242") -> None:
    """The zip of 2013: one file a month, newest first, with its owner beside it."""
    months: dict[str, list[Made]] = {}
    for post in posts(count):
        months.setdefault(f"{post.at:%Y_%m}", []).append(post)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        owner = {"screen_name": name, "id": number}
        made.writestr("data/js/user_details.js", "var user_details =  " + json.dumps(owner))
        for month, some in months.items():
            told = json.dumps([tweet(post, new=False) for post in reversed(some)], indent=1)
            made.writestr(f"data/js/tweets/{month}.js", f"Grailbird.data.tweets_{month} = \n {told}")


def _array(file: IO[bytes], before: str, every: Iterator[Made], most: int, make: Callable[[Made], Any]) -> None:
    file.write(f"{before}[\n".encode())
    for n, post in zip(range(most), every, strict=False):
        file.write((",\n" if n else "").encode() + json.dumps(make(post), indent=2).encode())
    file.write(b"\n]")


# ---- Mastodon --------------------------------------------------------------------------------------
def activity(post: Made, name: str, host: str) -> dict[str, Any]:
    """One entry of an outbox."""
    me = f"https://{host}/users/{name}"
    number = 110_000_000_000_000_000 + post.number
    base = {"id": f"{me}/statuses/{number}/activity", "actor": me, "published": post.at.isoformat(),
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [f"{me}/followers"]}
    if post.kind == "repost":
        return {**base, "type": "Announce", "object": "https://elsewhere.example/users/x/statuses/1"}
    text = post.text.replace("&", "&amp;")
    note = {"id": f"{me}/statuses/{number}", "type": "Note", "summary": None, "published": post.at.isoformat(),
            "url": f"https://{host}/@{name}/{number}", "attributedTo": me, "sensitive": False,
            "inReplyTo": "https://elsewhere.example/users/x/statuses/1" if post.kind == "reply" else None,
            "content": f"<p>{text}<br>second line</p>", "contentMap": {"en": f"<p>{text}</p>"}, "attachment": [],
            "tag": [], "replies": {"id": f"{me}/replies", "type": "Collection", "first": {"items": []}}}
    if post.kind == "quote":
        note["quoteUri"] = "https://elsewhere.example/users/x/statuses/1"
    return {**base, "type": "Create", "object": note}


def mastodon_archive(target: IO[bytes], count: int, name: str = "umparking", host: str = "social.example",
                     form: str = "tar.gz") -> None:
    """The tar.gz that servers made until 2023, or the zip since."""
    outbox = io.BytesIO()
    outbox.write(b'{"@context": "https://www.w3.org/ns/activitystreams", "id": "outbox.json", "type": '
                 b'"OrderedCollection", "totalItems": %d, "orderedItems": ' % count)
    _array(outbox, "", posts(count), count, lambda post: activity(post, name, host))
    outbox.write(b"}")
    actor = json.dumps({"id": f"https://{host}/users/{name}", "type": "Person", "preferredUsername": name}).encode()
    members = {"actor.json": actor, "outbox.json": outbox.getvalue(), "likes.json": b"{}", "avatar.png": b"\x89PNG"}
    if form == "zip":
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
            for path, data in members.items():
                made.writestr(path, data)
        return
    with tarfile.open(fileobj=target, mode="w:gz") as made:
        for path, data in members.items():
            info = tarfile.TarInfo(path)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))


# ---- Bluesky ---------------------------------------------------------------------------------------
def bluesky_archive(target: IO[bytes], count: int, did: str = DID) -> None:
    """A CAR with a commit, a tree and the records. The tree's nodes are chunks of 32 in a row, which is no tree
    that a server would build, and one that every reader must be able to walk.
    """
    import libipld

    blocks: list[tuple[bytes, bytes]] = []

    def put(value: Any) -> bytes:
        data = libipld.encode_dag_cbor(value)
        name = b"\x01\x71\x12\x20" + hashlib.sha256(data).digest()
        blocks.append((name, data))
        return name

    keyed: list[tuple[bytes, bytes]] = []
    for post in posts(count):
        key = f"{post.at:%Y%m%d%H%M}{post.number:07d}"
        when = post.at.isoformat().replace("+00:00", "Z")
        if post.kind == "repost":
            subject = {"uri": f"at://did:plc:x/app.bsky.feed.post/{post.number}", "cid": "bafy"}
            record = {"$type": "app.bsky.feed.repost", "subject": subject, "createdAt": when}
            keyed.append((f"app.bsky.feed.repost/{key}".encode(), put(record)))
            continue
        record = {"$type": "app.bsky.feed.post", "text": post.text, "createdAt": when, "langs": ["en"]}
        if post.kind == "quote":
            record["embed"] = {"$type": "app.bsky.embed.record", "record": {"uri": "at://did:plc:x/a/b", "cid": "b"}}
        if post.kind == "reply":
            parent = {"uri": "at://did:plc:x/app.bsky.feed.post/1", "cid": "bafy"}
            record["reply"] = {"root": parent, "parent": parent}
        keyed.append((f"app.bsky.feed.post/{key}".encode(), put(record)))
    keyed.sort()
    after: bytes | None = None
    for start in range(len(keyed) // 32 * 32, -1, -32):
        before, entries = b"", []
        for key, cid in keyed[start : start + 32]:
            apart = (n for n, (a, b) in enumerate(zip(before, key, strict=False)) if a != b)
            shared = next(apart, min(len(before), len(key)))
            entries.append({"p": shared, "k": key[shared:], "v": cid, "t": None})
            before = key
        if entries:
            entries[-1]["t"] = after
            after = put({"l": None, "e": entries})
    root = put({"did": did, "version": 3, "data": after or put({"l": None, "e": []}), "rev": "3k", "prev": None,
                "sig": b"\x00" * 64})
    header = libipld.encode_dag_cbor({"roots": [root], "version": 1})
    target.write(varint(len(header)) + header)
    for name, data in reversed(blocks):
        target.write(varint(len(name) + len(data)) + name + data)


def varint(number: int) -> bytes:
    """LEB128."""
    out = b""
    while number > 0x7F:
        out, number = out + bytes([number & 0x7F | 0x80]), number >> 7
    return out + bytes([number])


# ---- plain files -----------------------------------------------------------------------------------
def plain_csv(target: IO[bytes], count: int, delimiter: str = ",") -> None:
    """The columns that are understood, under their own names."""
    text = io.TextIOWrapper(target, "utf-8", newline="", write_through=True)
    made = csv.writer(text, delimiter=delimiter)
    made.writerow(["id", "posted_at", "text", "language", "app", "reply_to", "repost"])
    for post in posts(count):
        made.writerow([10**9 + post.number, post.at.isoformat(), post.text, "en", "Desk",
                       "1" if post.kind == "reply" else "", "yes" if post.kind == "repost" else ""])
    text.flush()
    text.detach()


def plain_jsonl(target: IO[bytes], count: int) -> None:
    """One object a line."""
    for post in posts(count):
        row = {"id": str(10**9 + post.number), "posted_at": post.at.isoformat(), "text": post.text, "language": "en",
               "repost": post.kind == "repost"}
        target.write(json.dumps(row).encode() + b"\n")


FORMS: dict[str, tuple[str, str, Callable[[IO[bytes], int], None]]] = {
    # name: (network, file name, maker)
    "x": ("x", "twitter-2026.zip", lambda file, count: x_archive(file, count, parts=2)),
    "x-old": ("x", "tweets.zip", old_x_archive),
    "mastodon": ("mastodon", "archive.tar.gz", mastodon_archive),
    "mastodon-zip": ("mastodon", "archive.zip", lambda file, count: mastodon_archive(file, count, form="zip")),
    "bluesky": ("bluesky", "repo.car", bluesky_archive),
    "csv": ("x", "posts.csv", plain_csv),
    "jsonl": ("x", "posts.jsonl", plain_jsonl),
}


def make(form: str, count: int, folder: Path) -> Path:
    """The file of a form, written to a folder."""
    path = folder / FORMS[form][1]
    with path.open("w+b") as file:
        FORMS[form][2](file, count)
    return path
