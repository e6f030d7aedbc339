"""Bluesky against a real PDS: the contract, and what is this network's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from slipguard.networks.bluesky import xrpc
from slipguard.networks.protocol import Outgoing, Reason, Rejected, Retryable, Seen, Unknown
from tests.networks.bluesky_rig import BlueskyRig, records
from tests.networks.contract import Picturing, Publishing, Recalling, Watching
from tests.networks.picturing import made
from tests.networks.rig import Watcher, eventually, opened
from tests.servers.pds import Pds
from tests.servers.proxy import Proxy

pytestmark = pytest.mark.pds


@pytest.fixture
def rig(pds: Pds) -> BlueskyRig:
    """The real PDS."""
    return BlueskyRig(pds)


class TestPublishing(Publishing):
    """The contract on a real PDS."""


class TestRecalling(Recalling):
    """The contract on a real PDS."""


class TestWatching(Watching):
    """The contract on a real PDS's firehose."""


class TestPicturing(Picturing):
    """The contract's fourth part."""


# ---- publishing ------------------------------------------------------------------------------------
def test_repeated_publish_is_no_event(rig: BlueskyRig) -> None:
    """A second publish with the same key writes nothing: one event, the same creation time."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = network.publish(Outgoing("Once."), "publish:a-v1").ref
        first = records(rig.pds, account.remote_id)
        network.publish(Outgoing("Once."), "publish:a-v1")
        assert records(rig.pds, account.remote_id) == first
        last = network.publish(Outgoing("Last."), "publish:b-v1").ref
        watcher.wait(lambda h: getattr(getattr(h, "post", None), "text", "") == "Last.", rig.patience, "last")
        seen = [h.post.ref for h in watcher.happened if hasattr(h, "post")]
        assert set(seen) == {ref, last}  # after a reconnect one may come twice; nothing else may come
        assert [one for one in records(rig.pds, account.remote_id) if one["uri"] == ref] == first


def test_first_attempt_that_arrives_late(rig: BlueskyRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """A timed-out publish that reaches the server after its own retry is refused by the server."""
    account, outgoing = rig.account(), Outgoing("Late, and once.")
    monkeypatch.setattr(xrpc, "READ_S", 0.5)
    with Proxy(rig.host, rig.port) as proxy, opened(rig, account, proxy.url) as slow:
        proxy.hold(rig.publish_marker)
        with pytest.raises(Unknown):
            slow.publish(outgoing, "publish:a-v1")
        assert slow.find(outgoing, "publish:a-v1") is None
        monkeypatch.undo()
        with opened(rig, account) as quick:
            ref = quick.publish(outgoing, "publish:a-v1").ref
        proxy.release()
        assert proxy.late.wait(120)
    assert [one["uri"] for one in records(rig.pds, account.remote_id)] == [ref]


def test_publish_among_other_writes(rig: BlueskyRig) -> None:
    """The account's other clients may write at the same time: everything goes out exactly once."""
    account = rig.account()
    phone = rig.phone(account)
    with ThreadPoolExecutor(2) as pool:
        others = pool.submit(lambda: [phone.post(f"Phone {n}.") for n in range(15)])
        with opened(rig, account) as network:
            for n in range(5):
                outgoing = Outgoing(f"Desk {n}.")
                eventually(lambda o=outgoing: _try(network, o), rig.patience, "published")  # type: ignore[misc]
        others.result()
    assert sorted(phone.texts()) == sorted(
        [f"Phone {n}." for n in range(15)] + [f"Desk {n}." for n in range(5)]
    )


def _try(network: object, outgoing: Outgoing) -> bool:
    try:
        network.publish(outgoing, f"publish:{outgoing.text}")  # type: ignore[attr-defined]
    except Retryable:
        return False
    return True


def test_links_mentions_and_tags_work(rig: BlueskyRig) -> None:
    """The record on the server has a facet for each, at byte positions; a stranger's handle stays text."""
    account, friend = rig.account(), rig.account()
    text = f"Café: example.com by @{friend.handle} and @nobody.test #größe"
    with opened(rig, account) as network:
        network.publish(Outgoing(text, "de"), "publish:a-v1")
    (record,) = records(rig.pds, account.remote_id)
    data = text.encode()
    found = {
        data[one["index"]["byteStart"] : one["index"]["byteEnd"]].decode(): one["features"][0]
        for one in record["value"]["facets"]
    }
    assert found["example.com"]["uri"] == "https://example.com"
    assert found[f"@{friend.handle}"]["did"] == friend.remote_id
    assert found["#größe"]["tag"] == "größe"
    assert len(found) == 3 and record["value"]["langs"] == ["de"]


def test_answers_know_root_and_parent(rig: BlueskyRig) -> None:
    """An answer to an answer keeps the thread's root; an answer to nothing is refused."""
    account, friend = rig.account(), rig.account()
    top = rig.phone(friend).post("What time?")
    with opened(rig, account) as network:
        first = network.publish(Outgoing("Seven.", reply_to=top), "publish:a-v1")
        second = network.publish(Outgoing("In the evening.", reply_to=first.ref), "publish:b-v1")
        assert first.ref == next(p for p in network.history(5) if p.text == "Seven.").ref
        reply = rig.phone(account).read(second.ref)["value"].reply
        assert (reply.root.uri, reply.parent.uri) == (top, first.ref)
        assert [post.reply_to for post in network.history(5)] == [first.ref, top]
        with pytest.raises(Rejected) as failure:
            network.publish(Outgoing("Hello?", reply_to=rig.never(friend)), "publish:c-v1")
        assert failure.value.reason is Reason.INVALID


def test_history_pages_past_a_hundred(rig: BlueskyRig) -> None:
    """More posts than one page holds come complete and in order, quotes included."""
    account = rig.account()
    phone = rig.phone(account)
    phone.post_many([f"Post {n}." for n in range(104)])
    quoted = phone.read(phone.post("Original."))
    embed = {
        "$type": "app.bsky.embed.record",
        "record": {"uri": quoted["uri"], "cid": quoted["cid"]},
    }
    phone.post("My words about it.", embed=embed)
    with opened(rig, account) as network:
        posts = list(network.history(1000))
    assert len(posts) == len({post.ref for post in posts}) == 106
    assert [post.text for post in posts][:2] == ["My words about it.", "Original."]
    assert [post.ref for post in posts] == sorted((post.ref for post in posts), reverse=True)


# ---- deadlines -------------------------------------------------------------------------------------
def test_a_server_that_dawdles(rig: BlueskyRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every call ends at its deadline: reading is retryable, a delete is unknown, a read proves nothing."""
    account = rig.account()
    ref = rig.phone(account).post("Hello.")
    monkeypatch.setattr(xrpc, "READ_S", 0.3)
    with Proxy(rig.host, rig.port) as proxy, opened(rig, account, proxy.url) as network:
        proxy.delay(1.5)
        with pytest.raises(Retryable):
            network.whoami()
        with pytest.raises(Unknown):
            network.delete(ref)
        assert [s.seen for s in network.fetch(ref, True)] == [Seen.UNPROVEN]


# ---- reading ---------------------------------------------------------------------------------------
def test_an_account_of_another_server_proves_nothing(rig: BlueskyRig) -> None:
    """This server's "could not locate" about an account that it does not keep is not a proof."""
    account = rig.account()
    stranger = "at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/3kaaaaaaaaaaa"
    with opened(rig, account) as network:
        assert [s.seen for s in network.fetch(stranger, True)] == [Seen.UNPROVEN]


def test_delete_of_anothers_key_does_nothing(rig: BlueskyRig) -> None:
    """A ref of somebody else with one of our record keys deletes nothing of ours."""
    account, neighbour = rig.account(), rig.account()
    ref = rig.phone(account).post("Mine.")
    theirs = ref.replace(account.remote_id, neighbour.remote_id)
    with opened(rig, account) as network, pytest.raises(Rejected):
        network.delete(theirs)
    assert rig.phone(account).can_read(ref)


class _View(BaseHTTPRequestHandler):
    """Answers getPosts like an AppView (the lexicon's shape) from `shown`. No AppView runs here."""

    shown: dict[str, dict[str, object]]
    broken = False

    def do_GET(self) -> None:
        """One call."""
        posts = [{"uri": ref, "cid": "c", "record": record} for ref, record in self.shown.items()]
        body = b"oops" if self.broken else json.dumps({"posts": posts}).encode()
        self.send_response(500 if self.broken else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def view() -> Iterator[tuple[str, type[_View]]]:
    """A stand-in AppView and its address."""
    handler = type("View", (_View,), {"shown": {}})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", handler
    server.shutdown()
    server.server_close()


def test_the_appview_is_a_viewpoint_of_its_own(rig: BlueskyRig, view: tuple[str, type[_View]]) -> None:
    """Gone at the server and still shown by the AppView are two sightings; only both together are gone."""
    address, shown = view
    account = rig.account()
    phone = rig.phone(account)
    ref = phone.post("Still cached.")
    shown.shown[ref] = {"text": "Still cached.", "createdAt": "2026-11-22T17:00:00Z"}
    with closing(rig.adapter.open({**account.secret, "appview": address}, lambda _: None)) as network:
        network.delete(ref)
        both = network.fetch(ref, True)
        assert [s.seen for s in both] == [Seen.GONE, Seen.THERE]
        assert both[1].post is not None and both[1].post.text == "Still cached."
        assert len({s.viewpoint for s in both}) == 2
        shown.shown.clear()
        assert [s.seen for s in network.fetch(ref, True)] == [Seen.GONE, Seen.GONE]
        shown.broken = True
        assert [s.seen for s in network.fetch(ref, True)] == [Seen.GONE, Seen.UNPROVEN]


def test_pictures_keep_their_shape_and_their_words(rig: BlueskyRig) -> None:
    """The record names the blob by its content, tells the shape for readers, and has an alt even where it is empty."""
    account = rig.account()
    with opened(rig, account) as network:
        up = (network.upload(*made("teal", 60, 40, "A tray of rolls.")), network.upload(*made("navy", 30, 50)))
        network.publish(Outgoing("Fresh.", pictures=up), "publish:shape-v1")
    (record,) = records(rig.pds, account.remote_id)
    shown = record["value"]["embed"]
    assert shown["$type"] == "app.bsky.embed.images"
    assert [one["alt"] for one in shown["images"]] == ["A tray of rolls.", ""]
    assert [one["aspectRatio"] for one in shown["images"]] == [{"width": 60, "height": 40}, {"width": 30, "height": 50}]
    blob = httpx.get(f"{rig.pds.url}/xrpc/com.atproto.sync.getBlob", timeout=10, params={
        "did": account.remote_id, "cid": shown["images"][0]["image"]["ref"]["$link"]})
    assert blob.content == made("teal", 60, 40)[1]


def test_a_picture_that_is_too_big_is_refused_here(rig: BlueskyRig) -> None:
    """What every server would refuse does not go over the line."""
    picture, content = made()
    with opened(rig, rig.account()) as network, pytest.raises(Rejected) as failure:
        network.upload(replace(picture, size=1_000_001), content)
    assert failure.value.reason is Reason.INVALID
