"""The pure parts: X's JSON to posts, lengths, names of posts, prices, and how often the plan lets one ask."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipguard.networks.protocol import Located, Rejected
from slipguard.networks.x import convert, counting, failures, prices, refs
from slipguard.networks.x.plan import Plan
from tests.servers.x import show
from tests.servers.x.world import World

NUMBER = "2080761390344937796"
WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@given(WORDS)
def test_words_survive_x(text: str) -> None:
    """What is published and read back (escaped, links shortened) is the same post by the rule of counting.same."""
    person: Any = SimpleNamespace(id="7", name="alice")
    made = SimpleNamespace(id=NUMBER, text=text, versions=[NUMBER], author=person, at=datetime.now(UTC), app="a",
                           reply_to=None, repost_of=None, pictures=[], likes=0)
    read = convert.post(show.whole(made))  # type: ignore[arg-type]
    assert counting.same(text, read.text), (text, read.text)
    assert read.ref == f"7/{NUMBER}" and read.author == "7"


@given(st.dictionaries(st.sampled_from(["id", "text", "entities", "lang", "created_at", "note_tweet", "attachments"]),
                       st.one_of(st.none(), st.text(max_size=20), st.just({}), st.just([]))))
def test_any_json_is_a_post_or_a_plain_error(tweet: dict[str, Any]) -> None:
    """What X may leave out is left out; what is no post raises what callers catch, nothing else."""
    try:
        post = convert.post(tweet, "7", "alice")
    except (KeyError, TypeError, ValueError, AttributeError):
        return
    assert isinstance(post.text, str) and post.author == "7"


def test_links_pictures_and_long_posts() -> None:
    """Links are written out, the link to its own picture goes, a long post is read whole, replies name their post."""
    tweet = {
        "id": "3", "author_id": "7", "text": "Tea &amp; cake https://t.co/a https://t.co/pic", "lang": "und",
        "edit_history_tweet_ids": ["1", "3"], "attachments": {"media_keys": ["3_1"]}, "in_reply_to_user_id": "9",
        "referenced_tweets": [{"type": "replied_to", "id": "2"}],
        "entities": {"urls": [
            {"url": "https://t.co/a", "expanded_url": "https://example.org/tea?x=1&y=2"},
            {"url": "https://t.co/pic", "expanded_url": "https://x.com/a/status/3/photo/1", "media_key": "3_1"},
        ]},
    }
    post = convert.post(tweet, user="alice")
    assert post.text == "Tea & cake https://example.org/tea?x=1&y=2"
    assert (post.ref, post.reply_to, post.media, post.language) == ("7/1", "9/2", 1, None)
    assert post.links == ("https://example.org/tea?x=1&y=2",) and post.url == "https://x.com/alice/status/1"
    assert convert.post({**tweet, "note_tweet": {"text": "All of it."}}).text == "All of it."


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("plain", 5), ("é", 1), ("日本", 4), ("😀", 2), ("👨‍👩‍👧‍👦", 2), ("🇬🇧", 2), ("©", 1), ("“quoted”", 8),
        ("see https://example.org/a/very/long/address/indeed?with=more", 27), ("", 0),
    ],
)
def test_lengths_as_x_counts(text: str, length: int) -> None:
    """https://docs.x.com/fundamentals/counting-characters."""
    assert counting.length(text) == length


@pytest.mark.parametrize(
    ("url", "located"),
    [
        ("https://x.com/Alice/status/123", Located("Alice", "123")),
        (" https://twitter.com/alice/status/123?s=20&t=x ", Located("alice", "123")),
        ("https://mobile.twitter.com/alice/statuses/123/photo/1", Located("alice", "123")),
        ("https://www.x.com/alice/status/123#m", Located("alice", "123")),
        ("https://x.com/i/web/status/123", Located("", "123")),
        ("https://x.com/i/status/123", Located("", "123")),
        ("7/123", Located("7", "123")),
        ("https://x.com/alice", None),
        ("https://example.org/alice/status/123", None),
        ("https://x.com.evil.example/alice/status/123", None),
        ("https://social.example/@alice/123", None),
        ("https://[broken/alice/status/1", None),
        ("", None),
    ],
)
def test_addresses_of_posts(url: str, located: Located | None) -> None:
    """Every form in which people copy a link, and nothing that only looks like one."""
    assert refs.locate(url) == located


@given(st.integers(1, 10**19), st.integers(1, 10**19))
def test_refs_go_and_come_back(user: int, number: int) -> None:
    """A ref names its owner and its post, and is found again as an address."""
    ref = refs.make(str(user), str(number))
    assert refs.split(ref) == (str(user), str(number))
    assert refs.locate(ref) == Located(str(user), str(number))
    with pytest.raises(Rejected):
        refs.split(f"{ref}/x")


def test_a_number_tells_its_time() -> None:
    """By X's documented example, to the second; a playground's small numbers tell none."""
    at = refs.made_at(NUMBER)
    assert at is not None and at.replace(microsecond=0) == datetime(2026, 7, 24, 21, 5, 48, tzinfo=UTC)
    assert refs.made_at("399") is None
    assert World._at(NUMBER) == at


@pytest.mark.parametrize(
    ("verb", "text", "says"),
    [
        ("publish", "Soup of the day", "$0.015 for a post ("),
        ("publish", "See https://example.org", "$0.20 for a post with a link"),
        ("publish", "See example.org today", "with a link"),
        ("publish", "Well.Then we go", "$0.015"),
        ("publish", "Write to a@example.org", "$0.015"),
        ("recall", "", "about $0.015 for a recall"),
        ("learn", "200", "about $1.01 for reading 200 posts"),
        ("mentions", "8", "about $0.005 for each mention that is read, and each day (UTC) again for each of the 8"),
        ("mentions", "", "about $0.005 for each mention that is read ("),
    ],
)
def test_an_act_says_its_price(verb: str, text: str, says: str) -> None:
    """Before it is spent, with the date of the prices."""
    assert says in prices.says(verb, text) and prices.AS_OF in prices.says(verb, text)


@pytest.mark.parametrize(
    ("reads", "accounts", "pause", "says"),
    [
        (2_000_000, 1, 5.0, "asking every 5 s (2,000,000 reads a month for 1 account)"),
        (2_000_000, 3, 7.8, "asking every 7.8 s (2,000,000 reads a month for 3 accounts)"),
        (2_000_000, 40, 103.7, "asking every 103.7 s (2,000,000 reads a month for 40 accounts)"),
        (10_000, 3, 1555.2, "asking every 26 min (10,000 reads a month for 3 accounts)"),
    ],
)
def test_the_interval_follows_from_quota_and_accounts(reads: int, accounts: int, pause: float, says: str) -> None:
    """Half of the month's reads, shared by all accounts, and the person reads the reason."""
    plan = Plan(reads)
    assert plan.pause(accounts) == pause
    assert plan.says(pause, accounts) == says
    assert 30 * 24 * 3600 / pause * accounts <= reads / 2 * 1.02, "never more than its share"


@given(st.integers(1, 10**7), st.integers(1, 500), st.integers(0, 900), st.integers(0, 900))
def test_the_quarter_of_an_hour_is_never_emptied(reads: int, accounts: int, left: int, opens: int) -> None:
    """Whatever X's headers say, at most half of what is left of the window is used until it opens."""
    headers = {"x-rate-limit-remaining": str(left), "date": "Sun, 22 Nov 2026 16:00:00 GMT",
               "x-rate-limit-reset": str(int(datetime(2026, 11, 22, 16, tzinfo=UTC).timestamp()) + opens)}
    pause = Plan(reads).pause(accounts, headers)
    assert pause >= 5 and opens / pause <= max(1, left / 2) + 0.1


def test_reset_is_read_by_xs_own_clock() -> None:
    """The header is seconds since 1970; the wait is taken to the answer's Date."""
    at = int(datetime(2026, 11, 22, 16, 5, tzinfo=UTC).timestamp())
    headers = {"date": "Sun, 22 Nov 2026 16:00:00 GMT", "x-rate-limit-reset": str(at)}
    assert failures.opens(headers) == (datetime(2026, 11, 22, 16, 5, tzinfo=UTC), 300.0)
    assert failures.opens({"x-rate-limit-reset": "soon"}) == (None, None)
    assert "can be sent at 16:05 UTC" in failures.of(429, headers, None, "a delete").says
