"""Archives as networks make them: what is read out of each form."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.archives.making import DID, FORMS, posts
from slipguard.core.errors import BadArchive
from slipguard.core.types import Post
from slipguard.networks.archive import open_box
from slipguard.networks.archive.form import EMPTY, PRIVATE, REPOST, STRANGE, Owner
from tests.networks.archive_rig import ACCOUNT_JS, made, read, x_zip, zipped


@pytest.mark.parametrize("form", FORMS)
def test_every_form_gives_the_owners_own_words(form: str) -> None:
    """All posts but reposts come out, with words, exact time, reply and a name; quotes are counted."""
    count = 60
    kind, found, tally = read(made(form, count), FORMS[form][1])
    own = {post.at: post for post in posts(count) if post.kind != "repost"}
    assert kind.network in ("", FORMS[form][0]) and len(found) == len(own) == tally.found
    assert tally.skipped == {REPOST: 6}
    for post in found:
        before = own[post.at]
        assert post.text.startswith(before.text.removesuffix("…").rstrip()), "words changed on the way"
        assert post.ref and (form in ("jsonl",) or bool(post.reply_to) == (before.kind == "reply"))
        assert post.language == "en"
    assert len({post.ref for post in found}) == len(found)
    if form not in ("csv", "jsonl"):
        assert tally.quotes == sum(post.kind == "quote" for post in own.values())
    assert tally.since == min(own) and tally.until == max(own)


@pytest.mark.parametrize(("form", "owner"), [
    ("x", Owner("umparking", "4242")), ("x-old", Owner("umparking", "4242")),
    ("mastodon", Owner("umparking@social.example")), ("bluesky", Owner(remote_id=DID)), ("csv", Owner()),
])
def test_an_archive_says_whose_it_is(form: str, owner: Owner) -> None:
    """The name and the id that can be compared with the account's."""
    box = open_box(io.BytesIO(made(form)), FORMS[form][1])
    kind = read(made(form), FORMS[form][1])[0]
    assert kind.owner(box) == owner


def test_a_folder_is_as_good_as_its_zip(tmp_path: Path) -> None:
    """Many people unpack the zip first; a folder around it does not matter."""
    with zipfile.ZipFile(io.BytesIO(made("x"))) as packed:
        packed.extractall(tmp_path / "twitter-2026" / "inner")
    assert read(tmp_path / "twitter-2026")[1] == read(made("x"))[1]


def tweet(**more: object) -> str:
    """tweets.js with one post."""
    one = {"id_str": "1", "full_text": "words", "created_at": "Mon May 01 23:30:00 +0200 2023", "entities": {}, **more}
    return "window.YTD.tweets.part0 = [" + json.dumps({"tweet": one}) + "]"


def only(tweets: str) -> Post:
    """The one post in an X archive."""
    (post,) = read(x_zip(tweets))[1]
    return post


def test_x_words_are_what_was_typed() -> None:
    """Entities are undone, short links written out, own pictures' links left away, and the time has its zone."""
    post = only(tweet(
        full_text="Fish &amp; chips &lt;3 https://t.co/aa https://t.co/pic",
        entities={"urls": [{"url": "https://t.co/aa", "expanded_url": "https://pier.example/menu?a=1&b=2"}],
                  "media": [{"url": "https://t.co/pic"}]},
        extended_entities={"media": [{"url": "https://t.co/pic"}, {"url": "https://t.co/pic"}]},
        source='<a href="https://x.example" rel="nofollow">Tweet &amp; Co</a>', lang="qme",
        edit_info={"initial": {"editTweetIds": ["7", "1"]}},
    ))
    assert post.text == "Fish & chips <3 https://pier.example/menu?a=1&b=2"
    assert post.links == ("https://pier.example/menu?a=1&b=2",) and post.media == 2
    assert post.app == "Tweet & Co" and post.language is None and post.ref == "7"
    assert post.at == datetime(2023, 5, 1, 21, 30, tzinfo=UTC)


LONG = "The car park by the pier opens again. " * 12


def note(text: str, at: str = "2023-05-01T21:30:00.000Z", **urls: str) -> dict[str, object]:
    """An entry of note-tweet.js."""
    told = [{"shortUrl": short, "expandedUrl": full, "displayUrl": "…"} for short, full in urls.items()]
    return {"noteTweet": {"noteTweetId": "888", "createdAt": at, "core": {"text": text, "urls": told}}}


def with_notes(tweets: str, *entries: object) -> bytes:
    """An archive that has note-tweet.js beside tweets.js."""
    return x_zip(tweets, **{"data/note-tweet.js": "window.YTD.note_tweet.part0 = " + json.dumps(entries)})


def test_a_long_post_is_read_whole() -> None:
    """tweets.js breaks off after 280 characters; the note of the same second that begins so has all of it."""
    begin = LONG[:270].rstrip()
    other = note("The car park is another matter.", "2023-05-01T21:30:00.000Z")
    mine = note(f"@pier {LONG}&amp; more: https://t.co/z", **{"https://t.co/z": "https://pier.example/all"})
    kind, (post,), tally = read(with_notes(tweet(full_text=f"@pier {begin}… https://t.co/self"), other, mine))
    assert kind.network == "x" and post.text == f"@pier {LONG}& more: https://pier.example/all"
    assert post.links == ("https://pier.example/all",) and post.ref == "1" and tally.found == 1
    assert tally.skipped == {"long posts whose post is not in the archive any more": 1}


@pytest.mark.parametrize("entry", [
    note(LONG, "2023-05-01T21:40:00.000Z"), note("Other words altogether, long or not."), note(LONG, "yesterday"),
    {"noteTweet": None}, "what", note(7),  # type: ignore[arg-type]
])
def test_a_note_of_another_post_changes_nothing(entry: object) -> None:
    """Another time, other words, or nothing that can be read: the beginning stays what is known."""
    _, (post,), tally = read(with_notes(tweet(full_text=LONG[:250] + "… https://t.co/self"), entry))
    assert post.text == LONG[:250] + "… https://t.co/self" and sum(tally.skipped.values()) == 1


def test_two_notes_that_fit_equally_are_not_guessed_between() -> None:
    """The same second and the same beginning twice: neither is put under somebody's post."""
    _, (post,), _ = read(with_notes(tweet(full_text=LONG[:200] + "…"), note(LONG + "one"), note(LONG + "two")))
    assert post.text == LONG[:200] + "…"


def test_half_of_the_long_posts_is_half_an_archive() -> None:
    """note-tweet.js breaks off: refused, like every other half."""
    broken = x_zip(tweet(), **{"data/note-tweet.js": 'window.YTD.note_tweet.part0 = [{"noteTweet": {"core"'})
    with pytest.raises(BadArchive, match=r"note-tweet\.js"):
        read(broken)


@pytest.mark.parametrize("odd", [{"full_text": 7}, {"full_text": None}])
def test_x_entries_of_no_known_kind_are_counted(odd: dict[str, object]) -> None:
    """One strange entry among good ones costs itself only."""
    one = json.loads(tweet(**odd).partition("= ")[2])[0]
    good = json.loads(tweet().partition("= ")[2])[0]
    every = [one, "what", good, {"tweet": None}, {"tweet": {"full_text": " "}}]
    _, found, tally = read(x_zip("window.YTD.tweets.part0 = " + json.dumps(every)))
    assert len(found) == 1 and tally.skipped == {STRANGE: 3, EMPTY: 1}


def test_mastodon_keeps_to_what_was_published() -> None:
    """HTML becomes text, the warning stands first, and a message to one person is passed over."""
    me = "https://social.example/users/umparking"
    public = ["https://www.w3.org/ns/activitystreams#Public"]

    def note(n: int, **more: object) -> dict[str, object]:
        return {"type": "Create", "object": {"type": "Note", "id": f"{me}/statuses/{n}", "to": public,
                                             "published": "2024-03-01T08:00:00Z", **more}}

    outbox = {"orderedItems": [
        note(1, summary="food", content='<p>Soup &amp; bread<br>at <a href="https://b.example/x">b.example</a></p>',
             contentMap={"de": "x"}, attachment=[{}, {}]),
        note(2, content="<p>psst</p>", to=["https://other.example/users/a"], cc=[]),
        note(3, content="<p>to followers</p>", to=[f"{me}/followers"]),
        {"type": "Like", "object": "x"},
    ]}
    actor = json.dumps({"id": me, "preferredUsername": "umparking"})
    _, found, tally = read(zipped({"outbox.json": json.dumps(outbox), "actor.json": actor}))
    assert [post.text for post in found] == ["food\n\nSoup & bread\nat b.example", "to followers"]
    assert found[0].language == "de" and found[0].media == 2 and found[0].links == ("https://b.example/x",)
    assert tally.skipped == {PRIVATE: 1, STRANGE: 1}


def test_a_post_twice_in_a_repository_is_two_posts() -> None:
    """Equal records have one block and two keys; both count."""
    _, found, _ = read(made("bluesky", 100), "repo.car")
    assert all(post.url.startswith(f"https://bsky.app/profile/{DID}/post/") for post in found)
    assert [post.ref for post in found if "/" in post.ref] == []


def test_an_x_archive_with_a_missing_part_is_refused() -> None:
    """Half of the posts would be learnt as if they were all."""
    whole = {"data/account.js": ACCOUNT_JS, "data/tweets.js": tweet(), "data/tweets-part2.js": tweet()}
    with pytest.raises(BadArchive, match=r"tweets-part1\.js"):
        read(zipped(whole))


def test_a_tar_without_gzip_is_read_as_well() -> None:
    """Some people unpack halfway."""
    plain = gzip.decompress(made("mastodon"))
    assert tarfile.is_tarfile(io.BytesIO(plain)) and len(read(plain)[1]) == 36
