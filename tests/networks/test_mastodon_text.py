"""The pure parts: HTML to text, lengths, names of posts. The HTML is the test server's and other servers'."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.networks.mastodon import convert, counting, refs
from slipguard.networks.protocol import Located, Rejected
from tests.servers.mastodon import Behaviour, show
from tests.servers.mastodon.world import World


@pytest.mark.parametrize(
    ("html", "text", "links"),
    [
        ("<p>One</p><p>Two<br>three</p>", "One\n\nTwo\nthree", ()),
        ("Lot <i>7</i><br>closed<br>", "Lot 7\nclosed", ()),  # snac2: no paragraphs
        (
            '<p>See <a href="https://example.org/a/long/way?x=1&amp;y=2"><span class="invisible">https://</span>'
            '<span class="ellipsis">example.org/a/long</span><span class="invisible">/way?x=1&amp;y=2</span></a>!</p>',
            "See https://example.org/a/long/way?x=1&y=2!",
            ("https://example.org/a/long/way?x=1&y=2",),
        ),
        (
            '<p><span class="h-card"><a href="https://s.example/@bob" class="u-url mention">@<span>bob</span></a>'
            '</span> <a href="https://s.example/tags/x" class="mention hashtag" rel="tag">#<span>x</span></a></p>',
            "@bob #x",
            (),
        ),
        ('<p class="quote-inline">RE: <a href="https://s.example/1">s</a><br></p><p>Mine</p>', "Mine", ()),
        ("<p>a</p><script>alert(1)</script><ul><li>b</li><li>c</li></ul>", "a\n\nb\nc", ()),
        ("<blockquote><p>q</p></blockquote><p>a</p>", "q\n\na", ()),
        ("<p>&lt;b&gt; &amp; &#39;</p>", "<b> & '", ()),
        ("", "", ()),
        ("<p>unclosed <a href='https://x.example/'>x", "unclosed x", ("https://x.example/",)),
    ],
)
def test_text_is_what_readers_see(html: str, text: str, links: tuple[str, ...]) -> None:
    """Line breaks are kept, links stand in full, mentions and hashtags are plain words."""
    assert convert.text_of(html) == (text, links)


@given(st.text(max_size=200))
def test_any_html_is_read_without_complaint(html: str) -> None:
    """Nothing that a server writes can break the reading."""
    text, links = convert.text_of(html)
    assert isinstance(text, str) and all(links)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120))
def test_words_survive_the_server(text: str) -> None:
    """What is published and read back is the same post by the rule of counting.same."""
    world = World(Behaviour())
    world.host, world.base = "social.example", "https://social.example"
    read = convert.text_of(show.content(world, text)[0])[0]
    assert counting.same(text, read), (text, read)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Good morning!", 13),
        ("👩‍👩‍👧 é", 3),
        ("https://example.org/" + "x" * 300, 23),
        ("Hi @bob@a.very.long.server.example!", 8),
        ("a https://x.example b https://y.example", 2 + 23 + 3 + 23),
    ],
)
def test_length_is_counted_as_mastodon_does(text: str, length: int) -> None:
    """Graphemes; links as 23; of mentions only the local part."""
    assert counting.length(text) == length


@pytest.mark.parametrize(
    ("address", "located"),
    [
        ("https://social.example/@alice/109382", Located("alice@social.example", "109382")),
        ("https://Social.Example:8443/@alice/109382/", Located("alice@social.example:8443", "109382")),
        ("https://social.example/users/alice/statuses/109382", Located("alice@social.example", "109382")),
        ("https://social.example/ap/users/77/statuses/109382", Located("77@social.example", "109382")),
        (
            "https://social.example/@alice/statuses/01M821VDZV0J922X93DVSYNRKN",
            Located("alice@social.example", "01M821VDZV0J922X93DVSYNRKN"),
        ),
        (
            "https://mirror.example/@alice@social.example/109",
            Located("alice@social.example", "mirror.example/109"),
        ),
        ("https://social.example/@alice@social.example/109", Located("alice@social.example", "109")),
        (
            "http://localhost:18901/alice/p/1795367097.505343",
            Located("alice@localhost:18901", "17953670973c3bb699ebaa303d0dbb49a4973d4fa3"),
        ),
        ("7@social.example/109382", Located("7@social.example", "109382")),
        ("https://www.threads.net/@alice/post/C8abcdefghi", None),
        ("https://medium.example/@alice/how-to-park-12ab34cd56ef", None),
        ("https://x.com/alice/status/109382", None),
        ("https://bsky.app/profile/alice.example/post/3k44deefqdk2g", None),
        ("at://did:plc:abc/app.bsky.feed.post/3k44deefqdk2g", None),
        ("https://user:pw@social.example/@alice/1", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_addresses_of_posts(address: str, located: Located | None) -> None:
    """Whose post an address names; what is not one of ours is nobody's."""
    assert refs.locate(address) == located


@given(st.text(max_size=60))
def test_no_address_breaks_it(address: str) -> None:
    """Any text is an address or none, never an error; a ref that splits is made of what was located."""
    located = refs.locate(address)
    if located is not None and "/" not in located.key:
        assert refs.split(refs.make("1@social.example", located.key)) == ("1", "social.example", located.key)


def test_a_mirrors_id_makes_no_ref() -> None:
    """The key of another server's copy cannot be turned into a ref that works."""
    with pytest.raises(Rejected):
        refs.split(refs.make("7@social.example", "mirror.example/109"))
