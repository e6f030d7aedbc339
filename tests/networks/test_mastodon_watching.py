"""Watching a Mastodon-API server: what is told, what is not, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.networks.mastodon.stream import Rhythm
from slipguard.networks.protocol import Appeared, Heard, Reason, Reconnect, Retryable
from tests.eventually import PATIENCE
from tests.networks.mastodon_rig import QUICK, MastodonRig
from tests.networks.rig import Account, Watcher, eventually, opened
from tests.servers.mastodon import Behaviour, MastodonServer


@pytest.fixture
def rig() -> Iterator[MastodonRig]:
    """Mastodon, fresh for each test."""
    with MastodonServer(Behaviour()) as server:
        yield MastodonRig(server)


def _vias(watcher: Watcher) -> set[str]:
    return {h.via for h in watcher.happened if isinstance(h, Heard)}


def _world_post(rig: MastodonRig, account: Account, text: str, **form: Any) -> str:
    """A post that no stream tells of."""
    world = rig.server.world
    with world.lock:
        person = world.people[account.secret["account_id"]]
        streams, person.streams = person.streams, []
        status = world.publish(world.tokens[person.token], {"status": text, **form})
        person.streams = streams
    return f"{account.remote_id}/{status.id}"


def _left_at(rig: MastodonRig, account: Account) -> str | None:
    """The cursor of a watch that has ended."""
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        watcher.stop()
    return watcher.cursor


@pytest.mark.parametrize(
    ("websocket", "sse", "via"),
    [
        (True, True, "websocket"),
        (True, False, "websocket"),
        (False, True, "server-sent events"),
        (False, False, "polling every 0.2 s"),
    ],
)
def test_the_best_way_is_found(rig: MastodonRig, websocket: bool, sse: bool, via: str) -> None:
    """Each server is watched by the quickest way that it has, and the board is told which."""
    rig.server.behaviour.websocket, rig.server.behaviour.sse = websocket, sse
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        watcher.wait_post(rig.phone(account).post("Heard?"), rig.patience)
        assert _vias(watcher) == {via}
        assert watcher.stop() < PATIENCE
    secret = account.secret["token"]
    assert not any(secret in path for _, path, _ in rig.server.world.requests), "tokens stay out of addresses"


def test_only_what_the_account_publishes_is_told(rig: MastodonRig) -> None:
    """Followed people, reposts, mentions and direct messages come down the same stream and are left out."""
    account, friend = rig.account(), rig.account()
    mine, theirs = rig.phone(account), rig.phone(friend)
    world = rig.server.world
    with world.lock:
        world.people[friend.secret["account_id"]].followers.add(world.people[account.secret["account_id"]])
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = theirs.post(f"Hello @{account.handle}!")
        mine.repost(ref)
        grant = world.tokens[account.secret["token"]]
        with world.lock:
            world.publish(grant, {"status": "Just between us.", "visibility": "direct"})
            world.publish(grant, {"status": "For followers.", "visibility": "private"})
        watcher.wait_post(mine.post("For everybody."), rig.patience)
        texts = [h.post.text for h in watcher.happened if isinstance(h, Appeared)]
    assert texts == ["For followers.", "For everybody."]


def test_an_edit_appears_again(rig: MastodonRig) -> None:
    """An edited post is told once more with its new text: a slip can be edited in."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = rig.phone(account).post("Harmless.")
        watcher.wait_post(ref, rig.patience)
        with rig.server.world.lock:
            person = rig.server.world.people[account.secret["account_id"]]
            rig.server.world.edit(person, ref.rpartition("/")[2], "Not so harmless.")
        watcher.wait(lambda h: isinstance(h, Appeared) and h.post.text == "Not so harmless.", rig.patience, "the edit")


@pytest.mark.parametrize("websocket", [True, False])
def test_what_the_stream_forgets_the_sweep_finds(rig: MastodonRig, websocket: bool) -> None:
    """A live connection that does not deliver a post or a delete is made good within one sweep."""
    rig.server.behaviour.websocket = websocket
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        kept = rig.phone(account).post("Delivered.")
        watcher.wait_post(kept, rig.patience)
        silent = _world_post(rig, account, "Never delivered.")
        watcher.wait_post(silent, rig.patience)
        with rig.server.world.lock:
            person = rig.server.world.people[account.secret["account_id"]]
            streams, person.streams = person.streams, []
            rig.server.world.delete(person, kept.rpartition("/")[2])
            person.streams = streams
        watcher.wait_gone(kept, rig.patience)


def test_a_cursor_never_skips_a_post_that_came_out_of_order(rig: MastodonRig) -> None:
    """Streams deliver out of order (the recorded frames do): the cursor of the later post does not hide
    the earlier one that was still on its way when the connection ended."""
    account = rig.account()
    slow = MastodonNetwork(account.secret, None, True, rhythm=Rhythm(heard=0.3, sweep=3600.0))
    with Watcher(slow) as watcher:
        watcher.wait_alive(rig.patience)
        late = _world_post(rig, account, "First made, never arrived.")
        watcher.wait_post(rig.phone(account).post("Second made, arrived."), rig.patience)
        watcher.stop()
        assert late not in [h.post.ref for h in watcher.happened if isinstance(h, Appeared)]
    # and the gap is closed by the connection itself, not only by a later sweep
    with Watcher(slow, watcher.cursor) as resumed:
        resumed.wait_post(late, rig.patience)
    slow.close()


def test_a_post_that_becomes_visible_late_is_not_behind_the_cursor(rig: MastodonRig) -> None:
    """A server may list a post seconds after a younger one: the sweep looks back a little."""
    account = rig.account()
    rig.phone(account).post("The younger one.")
    cursor = _left_at(rig, account)
    late = _world_post(rig, account, "Older, and listed later.")
    with rig.server.world.lock:
        made = datetime.now(UTC) - timedelta(seconds=5)
        rig.server.world.statuses[late.rpartition("/")[2]].at = made.isoformat()
    with opened(rig, account) as network, Watcher(network, cursor) as resumed:
        resumed.wait_post(late, rig.patience)


def test_a_long_outage_is_caught_up_page_by_page(rig: MastodonRig) -> None:
    """More posts than a page holds, made while nobody listened, come oldest first and complete."""
    account = rig.account()
    cursor = _left_at(rig, account)
    refs = [_world_post(rig, account, f"While away {n}.") for n in range(47)]
    with opened(rig, account) as network, Watcher(network, cursor) as resumed:
        resumed.wait_post(refs[-1], rig.patience)
        assert [h.post.ref for h in resumed.happened if isinstance(h, Appeared)] == refs


@pytest.mark.parametrize("websocket", [True, False])
def test_what_happens_now_does_not_wait_behind_what_was_missed(rig: MastodonRig, websocket: bool) -> None:
    """A slip that is posted while a night's posts are looked at is told next, and none of them is left out."""
    rig.server.behaviour.websocket = websocket
    account = rig.account()
    cursor = _left_at(rig, account)
    missed = [_world_post(rig, account, f"While away {n}.") for n in range(47)]
    with opened(rig, account) as network, opened(rig, account) as other, Watcher(other) as beside:
        beside.wait_alive(rig.patience)
        told = []
        for happening in network.watch(cursor, lambda: False):
            if isinstance(happening, Heard):
                break
            assert isinstance(happening, Appeared)
            told.append(happening.post.ref)
            if happening.post.ref == missed[-1]:
                assert happening.post.text == "Other words."  # and the old ones not after them
            if len(told) == 1:
                with rig.server.world.lock:
                    person = rig.server.world.people[account.secret["account_id"]]
                    rig.server.world.edit(person, missed[-1].rpartition("/")[2], "Other words.")
                now = rig.phone(account).post("A slip of this moment.")
                beside.wait_post(now, rig.patience)  # so the server has told this one's stream, too
    assert set(told) == {now, *missed} and len(told) == 48
    assert told.index(now) < 40


def test_a_delete_is_told_once_even_while_the_listing_lags(rig: MastodonRig) -> None:
    """The listing may still hold a post whose delete was told: it does not appear again."""
    rig.server.behaviour.late_share, rig.server.behaviour.late_seconds = 1.0, 2.0
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = rig.phone(account).post("Lingering.")
        watcher.wait_post(ref, rig.patience)
        rig.phone(account).delete(ref)
        watcher.wait_gone(ref, rig.patience)
        heard = len(watcher.happened)
        eventually(lambda: sum(isinstance(h, Heard) for h in watcher.happened[heard:]) >= 5, 10, "five signs of life")
        assert [h for h in watcher.happened[heard:] if not isinstance(h, Heard)] == []


def test_a_dropped_stream_is_retryable(rig: MastodonRig) -> None:
    """A stream that the server ends raises; the caller comes back with the cursor."""
    account = rig.account()
    for websocket in (True, False):
        rig.server.behaviour.websocket = websocket
        with opened(rig, account) as network, Watcher(network) as watcher:
            watcher.wait_alive(rig.patience)
            rig.server.drop_streams()
            failure = eventually(lambda: watcher.failure, rig.patience, "the watch ends")
            assert isinstance(failure, Retryable) and failure.reason is Reason.NETWORK


def test_a_token_revoked_while_polling(rig: MastodonRig) -> None:
    """A watch on a dead token asks to reconnect instead of trying for ever."""
    rig.server.behaviour.websocket = rig.server.behaviour.sse = False
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        with rig.server.world.lock:
            del rig.server.world.tokens[account.secret["token"]]
        failure = eventually(lambda: watcher.failure, rig.patience, "the watch ends")
    assert isinstance(failure, Reconnect)


def test_polling_keeps_to_the_quota(rig: MastodonRig) -> None:
    """As the quota runs low polling slows down, and a 429 is waited out with signs of life."""
    rig.server.behaviour.websocket = rig.server.behaviour.sse = False
    rig.server.behaviour.quota, rig.server.behaviour.window = 12, 3.0
    account = rig.account()
    phone = rig.phone(account)
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait(lambda h: isinstance(h, Heard) and h.via != "polling every 0.2 s", 10, "it slows down")
        ref = phone.post("Seen in spite of it.")
        watcher.wait_post(ref, 15)
        assert watcher.failure is None


def test_a_quiet_account_is_heard_of(rig: MastodonRig) -> None:
    """Signs of life come all the time, each with a cursor."""
    with opened(rig, rig.account()) as network, Watcher(network) as watcher:
        eventually(lambda: len(watcher.happened) >= 3, rig.patience, "three signs of life")
        assert all(isinstance(h, Heard) and h.cursor for h in watcher.happened)
    assert QUICK.heard < 1
