"""Records to posts and back: pure, with the SDK's own detection as the judge of facets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from atproto_client.utils.facet_detection import detect_facets, detect_mentions
from hypothesis import given
from hypothesis import strategies as st

from slipguard.networks.bluesky import convert
from slipguard.networks.protocol import Outgoing

DID = "did:plc:abcdefghijklmnopqrstuvwx"
REF = f"at://{DID}/app.bsky.feed.post/3n2w4cg6hv227"
PIECES = st.lists(
    st.sampled_from(
        [
            "hello",
            "café",
            "🏈👩‍👩‍👧",
            "#tag",
            "#größe!",
            "#2026",
            "(https://example.com/a?q=1#x)",
            "https://example.com.",
            "http://bücher.example/ü",
            "example.org/path,",
            "e.g.",
            "someone@example.com",
            "@alice.example.com",
            "(@bob.bsky.social)",
            "@nobody",
            "…",
            "\n",
        ]
    ),
    max_size=8,
).map(" ".join)


@given(PIECES)
def test_links_and_tags_are_where_the_sdk_sees_them(text: str) -> None:
    """Links and hashtags cover the same bytes with the same targets as the SDK's detection."""
    expected = []
    for facet in detect_facets(text):
        feature = facet.features[0]
        if getattr(feature, "uri", "").startswith("https://someone@"):
            continue  # the SDK links the front of an e-mail address; we do not
        expected.append(
            (facet.index.byte_start, facet.index.byte_end, getattr(feature, "uri", "") or feature.tag)
        )
    ours = [
        (
            one["index"]["byteStart"],
            one["index"]["byteEnd"],
            one["features"][0].get("uri") or one["features"][0]["tag"],
        )
        for one in convert.facets(text, {})
    ]
    assert ours == expected


def test_brackets_inside_a_bracketed_link() -> None:
    """Only the closing bracket that the link did not open is the sentence's."""
    (facet,) = convert.facets("(https://example.com/a_(b))", {})
    assert facet["features"][0]["uri"] == "https://example.com/a_(b)"


@given(PIECES)
def test_mentions_are_where_the_sdk_sees_them(text: str) -> None:
    """Mentions cover the same bytes as the SDK's, and only resolved ones become facets."""
    handles = convert.mentioned(text)
    ours = [
        (one["index"]["byteStart"], one["index"]["byteEnd"])
        for one in convert.facets(text, dict.fromkeys(handles, DID))
        if "did" in one["features"][0]
    ]
    assert ours == [(one.byte_start, one.byte_end) for one in detect_mentions(text)]


@given(PIECES)
def test_facets_cut_the_text_into_whole_letters(text: str) -> None:
    """Every facet's bytes decode by themselves: no reader has to cut a letter in two."""
    data = text.encode()
    for facet in convert.facets(text, {}):
        part = data[facet["index"]["byteStart"] : facet["index"]["byteEnd"]].decode()
        assert part and not part[0].isspace() and not part[-1].isspace()


def test_record_has_what_the_lexicon_asks_for() -> None:
    """Text, creation time in UTC with milliseconds, language, facets; nothing empty."""
    at = datetime(2026, 11, 22, 17, 0, 0, 123456, UTC)
    assert convert.record(Outgoing("Hello", "en"), at, {}) == {
        "$type": "app.bsky.feed.post",
        "text": "Hello",
        "createdAt": "2026-11-22T17:00:00.123Z",
        "langs": ["en"],
    }


def test_post_reads_a_full_record() -> None:
    """Language, answered post, pictures, link targets and client are taken from where clients put them."""
    post = convert.post(
        REF,
        {
            "text": "Look: example.com/abc...",
            "createdAt": "2026-11-22T17:00:00.123Z",
            "langs": ["de", "en"],
            "via": "Some Client",
            "reply": {"parent": {"uri": "at://x/app.bsky.feed.post/1", "cid": "c"}},
            "facets": [
                {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.com/abcdef"}]}
            ],
            "embed": {
                "$type": "app.bsky.embed.recordWithMedia",
                "record": {"record": {"uri": "at://y/app.bsky.feed.post/2", "cid": "c"}},
                "media": {"$type": "app.bsky.embed.images", "images": [{}, {}]},
            },
        },
    )
    assert post is not None
    assert (post.ref, post.author, post.language, post.app) == (REF, DID, "de", "Some Client")
    assert post.at == datetime(2026, 11, 22, 17, 0, 0, 123000, UTC)
    assert post.reply_to == "at://x/app.bsky.feed.post/1"
    assert (post.media, post.links) == (2, ("https://example.com/abcdef",))


def test_post_reads_a_bare_record() -> None:
    """What a record does not say is unknown, except that it answers nobody and shows nothing."""
    post = convert.post(REF, {"text": "Hi"})
    assert post is not None
    assert (post.language, post.app, post.reply_to, post.media, post.links) == (None, None, "", 0, ())
    assert post.at is not None  # the record key has a time


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ["text", "createdAt", "langs", "reply", "facets", "embed", "via"]


@given(st.dictionaries(st.sampled_from(FIELDS), JSON))
def test_no_record_is_an_error(record: dict[str, Any]) -> None:
    """Records are written by strangers' programs: whatever stands there, reading it raises nothing."""
    post = convert.post(REF, record)
    assert (post is None) == (not isinstance(record.get("text"), str))


@pytest.mark.parametrize(
    ("address", "owner", "key"),
    [
        (REF, DID, "3n2w4cg6hv227"),
        (f"https://bsky.app/profile/{DID}/post/3n2w4cg6hv227", DID, "3n2w4cg6hv227"),
        (
            "https://bsky.app/profile/alice.example.com/post/3n2w4cg6hv227?x=1",
            "alice.example.com",
            "3n2w4cg6hv227",
        ),
        (
            "https://deer.social/profile/alice.example.com/post/3n2w4cg6hv227/",
            "alice.example.com",
            "3n2w4cg6hv227",
        ),
        (
            " https://bsky.app/profile/alice.example.com/post/3n2w4cg6hv227/liked-by ",
            "alice.example.com",
            "3n2w4cg6hv227",
        ),
        ("at://alice.test/app.bsky.feed.post/3n2w4cg6hv227", "alice.test", "3n2w4cg6hv227"),
    ],
)
def test_locate(address: str, owner: str, key: str) -> None:
    """Refs and the addresses of web clients name an owner and a record key."""
    at = convert.locate(address)
    assert at is not None and (at.owner, at.key) == (owner, key)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "hello",
        "https://bsky.app/profile/alice.example.com",
        "https://bsky.app/profile/alice/post/3n2w4cg6hv227",
        "https://mastodon.example/@alice/110000000000000000",
        "at://did:plc:abc/app.bsky.feed.like/3n2w4cg6hv227",
        "ftp://bsky.app/profile/alice.example.com/post/3n2w4cg6hv227",
        "https://[broken/profile/a.b/post/c",
    ],
)
def test_locate_nothing(address: str) -> None:
    """What names no Bluesky post is nobody's, without an error."""
    assert convert.locate(address) is None


def test_limits() -> None:
    """300 graphemes and 3000 bytes pass, one more does not: families of emoji count as one."""
    family = "👩‍👩‍👧‍👦"
    assert convert.refusal(Outgoing("a" * 300)) is None
    assert "301" in (convert.refusal(Outgoing("a" * 301)) or "")
    assert convert.refusal(Outgoing(family * 120)) is None
    assert "3025" in (convert.refusal(Outgoing(family * 121)) or "")
