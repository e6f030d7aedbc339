"""Watching Bluesky: what the firehose forgets, and Jetstream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from slipguard.networks.bluesky import frames, stream
from slipguard.networks.protocol import Appeared, Heard, Vanished
from tests.networks.bluesky_rig import BlueskyRig, JetstreamRig, records
from tests.networks.contract import Watching
from tests.networks.rig import Account, Watcher, eventually, opened
from tests.networks.watching import witness
from tests.servers import node
from tests.servers.jetstream import JetstreamDouble
from tests.servers.pds import Pds
from tests.servers.proxy import Proxy

pytestmark = pytest.mark.pds


@pytest.fixture(scope="module")
def forgetful() -> Iterator[Pds]:
    """A PDS whose firehose remembers nothing."""
    if why := node.missing():
        pytest.skip(why)
    with Pds(backfill_ms=1) as server:
        yield server


@pytest.fixture(scope="module")
def jetstream(pds: Pds) -> Iterator[JetstreamDouble]:
    """The stand-in, fed by the real PDS's firehose."""
    with JetstreamDouble(pds.url) as server:
        yield server


class TestJetstream(Watching):
    """The watching contract with a Jetstream instead of the firehose (a stand-in: see its module)."""

    @pytest.fixture
    def rig(self, pds: Pds, jetstream: JetstreamDouble) -> JetstreamRig:
        """The real PDS behind the stand-in."""
        return JetstreamRig(pds, jetstream)


def cursor_after_one_post(rig: BlueskyRig, account: Account, at: str | None = None) -> str:
    """Watch one post, stop, and where to go on."""
    with opened(rig, account, at) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        watcher.wait_post(rig.phone(account).post("Seen."), rig.patience)
        watcher.stop()
    assert watcher.cursor
    return watcher.cursor


def sees_what_was_missed(rig: BlueskyRig, account: Account, cursor: str) -> None:
    """Posts of an outage and posts after it both come."""
    phone = rig.phone(account)
    with witness(rig, account) as elsewhere:
        missed = [phone.post(f"Missed {n}.") for n in range(3)]
        for ref in missed:
            elsewhere.wait_post(ref, rig.patience)
        with opened(rig, account) as network, Watcher(network, cursor) as watcher:
            for ref in missed:
                watcher.wait_post(ref, rig.patience)
            watcher.wait_post(phone.post("Live."), rig.patience)
            refs = [h.post.ref for h in watcher.happened if isinstance(h, Appeared)]
    assert list(dict.fromkeys(ref for ref in refs if ref in missed)) == missed  # in order; twice is allowed


def test_firehose_that_forgot(forgetful: Pds) -> None:
    """An outdated cursor is answered by a listing of the account's posts."""
    rig = BlueskyRig(forgetful)
    account = rig.account()
    sees_what_was_missed(rig, account, cursor_after_one_post(rig, account))


def test_server_that_counts_anew(pds: Pds) -> None:
    """A cursor from the future (the server was restored from a backup) loses nothing."""
    rig = BlueskyRig(pds)
    account = rig.account()
    known = stream.Cursor.parse(cursor_after_one_post(rig, account))
    assert known and known.seq and known.host == f"localhost:{pds.port}"
    sees_what_was_missed(rig, account, str(stream.Cursor(known.time_us, known.seq + 10**6, known.host)))


def test_account_that_moved(pds: Pds) -> None:
    """Another server's counter is not asked of this one, small as it may be."""
    rig = BlueskyRig(pds)
    account = rig.account()
    known = stream.Cursor.parse(cursor_after_one_post(rig, account))
    assert known
    sees_what_was_missed(rig, account, str(stream.Cursor(known.time_us, 1, "old.example")))


def test_from_jetstream_to_firehose(pds: Pds, jetstream: JetstreamDouble) -> None:
    """Changing the way of watching keeps the place."""
    by_jetstream = JetstreamRig(pds, jetstream)
    account = by_jetstream.account()
    cursor = cursor_after_one_post(by_jetstream, account)
    by_firehose = BlueskyRig(pds)
    by_firehose.made = by_jetstream.made
    sees_what_was_missed(by_firehose, account, cursor)


def test_after_a_long_outage_the_live_stream_comes_first(pds: Pds) -> None:
    """A counter of an hour ago is not replayed: the listing brings the posts, the stream is live at once."""
    rig = BlueskyRig(pds)
    account = rig.account()
    known = stream.Cursor.parse(cursor_after_one_post(rig, account))
    assert known
    old = stream.Cursor(known.time_us - 6 * stream.REPLAY_US, 1, known.host)
    assert not stream.Firehose(pds.url, account.remote_id).remembers(old)
    sees_what_was_missed(rig, account, str(old))


def missed(rig: BlueskyRig, account: Account, listed: bool) -> list[str]:
    """Texts of an outage; those that are listed fill more than a page."""
    texts = [f"While away {n}." for n in range(150 if listed else 30)]
    phone = rig.phone(account)
    with witness(rig, account) as elsewhere:
        if listed:
            phone.post_many(texts)  # these would be one frame of a replay
        else:
            for text in texts:
                phone.post(text)
        wait_text(elsewhere, texts[-1], rig.patience)  # gone by: whoever hears it now catches up
    return texts


@pytest.mark.parametrize("way", ["listed", "replayed", "jetstream"])
def test_what_happens_now_does_not_wait_behind_what_was_missed(
    pds: Pds, jetstream: JetstreamDouble, way: str
) -> None:
    """A slip that is posted during a catch-up is told next, old words never after new ones, and nothing is skipped."""
    rig = JetstreamRig(pds, jetstream) if way == "jetstream" else BlueskyRig(pds)
    account = rig.account()
    phone, slip, told = rig.phone(account), "A slip of this moment.", list[Appeared | Vanished]()
    with Proxy(rig.host, rig.port) as proxy:
        known = stream.Cursor.parse(cursor_after_one_post(rig, account, proxy.url))
        assert known
        cursor = str(replace(known, time_us=known.time_us - 6 * stream.REPLAY_US) if way == "listed" else known)
        texts = missed(rig, account, way == "listed")
        deleted, edited = (str(record["uri"]) for record in records(pds, account.remote_id)[:2])
        with opened(rig, account, proxy.url) as network:
            for happening in network.watch(cursor, lambda: False):
                cursor = happening.cursor or cursor
                if isinstance(happening, Heard):
                    if happening.cursor and texts[-3] in said(told):
                        break
                    continue
                told.append(happening)
                assert phone.can_read(edited)  # a look takes its time
                if len(told) == 1:
                    passed = proxy.passes(slip.encode())
                    phone.overwrite(edited, "Other words.")
                    phone.delete(deleted)
                    phone.post(slip)
                    assert passed.wait(30)
                if said(told)[-1:] == [slip]:
                    at_slip = cursor
    in_turn = [text for text in said(told) if text in texts]
    assert in_turn == texts[:-2]
    assert said(told).index(slip) < len(texts) // 2
    assert said(told).count(slip) == said(told).count("Other words.") == 1
    assert [h.ref for h in told if isinstance(h, Vanished)] == [deleted]
    # killed right after the slip: everything that was still owed comes again
    with opened(rig, account) as network, Watcher(network, at_slip) as again:
        for text in texts[len(texts) // 2 : -2]:
            wait_text(again, text, rig.patience)


def said(told: list[Appeared | Vanished]) -> list[str]:
    """The words of what appeared."""
    return [h.post.text for h in told if isinstance(h, Appeared)]


def wait_text(watcher: Watcher, text: str, patience: float) -> None:
    """Until a post with these words appeared."""
    watcher.wait(lambda h: isinstance(h, Appeared) and h.post.text == text, patience, text)


def test_jetstream_that_forgot(pds: Pds, jetstream: JetstreamDouble) -> None:
    """A cursor older than a Jetstream is trusted to remember is answered by a listing."""
    rig = JetstreamRig(pds, jetstream)
    account = rig.account()
    ref = rig.phone(account).post("Two days ago, as it were.")
    old = stream.Cursor(stream.now_us() - 2 * stream.MEMORY_US)
    jetstream.frames.clear()
    with opened(rig, account) as network, Watcher(network, str(old)) as watcher:
        watcher.wait_post(ref, rig.patience)


def test_cursor_of_a_message_with_two_posts_moves_once(pds: Pds) -> None:
    """Two posts in one commit: only the second moves the cursor, so a crash between them repeats both."""
    rig = BlueskyRig(pds)
    account = rig.account()
    phone = rig.phone(account)
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        phone.post_many(["One of two.", "Two of two."])
        eventually(lambda: len(_posts(watcher)) == 2, rig.patience, "both")
    first, second = _posts(watcher)
    assert first.cursor is None and second.cursor


def test_an_edited_post_appears_again(pds: Pds) -> None:
    """A record that is overwritten appears with its new words: an edit can be the slip."""
    rig = BlueskyRig(pds)
    account = rig.account()
    phone = rig.phone(account)
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = phone.post("Harmless.")
        watcher.wait_post(ref, rig.patience)
        phone.overwrite(ref, "Not so.")
        watcher.wait(
            lambda h: isinstance(h, Appeared) and (h.post.ref, h.post.text) == (ref, "Not so."),
            rig.patience,
            "the new words",
        )


def test_heard_tells_the_way(pds: Pds) -> None:
    """A quiet stream says that it is alive, again and again, and by which way."""
    rig = BlueskyRig(pds)
    with opened(rig, rig.account()) as network, Watcher(network) as watcher:
        eventually(
            lambda: len([h for h in watcher.happened if isinstance(h, Heard)]) >= 2,
            rig.patience,
            "heard twice",
        )
    assert all(h.via == "the firehose of localhost" for h in watcher.happened if isinstance(h, Heard))


def _posts(watcher: Watcher) -> list[Appeared]:
    return [h for h in watcher.happened if isinstance(h, Appeared)]


DID = "did:plc:abcdefghijklmnopqrstuvwx"


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        ({"did": DID, "time_us": 5, "kind": "identity", "identity": {}}, frames.Frame(time_us=5)),
        ({"did": DID, "time_us": 5, "kind": "commit", "commit": {}}, frames.Frame(time_us=5)),
        (
            {
                "did": DID,
                "time_us": 5,
                "kind": "commit",
                "commit": {"operation": "delete", "collection": "app.bsky.feed.post", "rkey": "3k"},
            },
            frames.Frame((Vanished(f"at://{DID}/app.bsky.feed.post/3k"),), time_us=5),
        ),
        (
            {
                "did": DID,
                "time_us": 5,
                "kind": "commit",
                "commit": {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "3k"},
            },
            frames.Frame(time_us=5, absent=(f"at://{DID}/app.bsky.feed.post/3k",)),
        ),
        ([1], frames.Frame(gap=True)),
    ],
)
def test_jetstream_frames(frame: object, expected: frames.Frame) -> None:
    """The documented frames, and a listing wherever one cannot be read."""
    assert frames.jetstream(json.dumps(frame), DID) == expected


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xa1", b"\xa2atg#commitbop\x01\xa0", "text"])
def test_firehose_junk_is_a_gap(data: bytes | str) -> None:
    """What cannot be read never stops the watch: the account itself is looked at instead."""
    assert frames.firehose(data, DID) in (frames.Frame(gap=True), frames.Frame())
