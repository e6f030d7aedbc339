"""What is X's own: edit chains, threads, long histories, mentions, asking and listening."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from slipguard.networks.protocol import Appeared, Delete, Heard, Outgoing, Reason, Rejected, Retryable, Seen
from slipguard.networks.x import public, threads
from tests.networks.rig import Watcher, eventually, opened
from tests.networks.x_rig import XRig
from tests.servers.x import Behaviour, XServer


@pytest.fixture
def rig() -> Iterator[XRig]:
    """A server of its own."""
    with XServer(Behaviour(reads=100_000)) as server:
        yield XRig(server)


# ---- edits ---------------------------------------------------------------------------------------------
def test_any_version_stands_for_the_whole_chain(rig: XRig) -> None:
    """The history names an edited post by its first number; a delete by any number takes all versions."""
    for which in (0, 1, 2):
        account = rig.account()
        ref = rig.phone(account).post("First words.")
        with rig.server.world.lock:
            first = rig.server.world.tweets[ref.partition("/")[2]]
            rig.server.world.edit(first, "Second words.")
            rig.server.world.edit(first, "Third words.")
        with opened(rig, account) as network:
            (post,) = network.history(5)
            assert (post.ref, post.text) == (ref, "Third words.")
            assert network.delete(f"{account.remote_id}/{first.versions[which]}") is Delete.SENT
            for version in first.versions:
                assert {s.seen for s in network.fetch(f"{account.remote_id}/{version}", True)} == {Seen.GONE}


def test_an_edit_appears_again_with_its_new_words(rig: XRig) -> None:
    """Under the same ref, so that it is one post to everybody."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = rig.phone(account).post("Before.")
        watcher.wait_post(ref, rig.patience)
        with rig.server.world.lock:
            rig.server.world.edit(rig.server.world.tweets[ref.partition("/")[2]], "After.")
        watcher.wait(lambda h: isinstance(h, Appeared) and (h.post.ref, h.post.text) == (ref, "After."), 6, "the edit")


# ---- threads -------------------------------------------------------------------------------------------
def test_a_thread_is_published_as_a_chain_and_taken_back_from_its_end(rig: XRig) -> None:
    """Three parts with keys of their own; recalling the first deletes the last one first, and nothing beside it."""
    account = rig.account()
    phone = rig.phone(account)
    with opened(rig, account) as network:
        parts, answers = [], None
        for number in range(3):
            out = Outgoing(f"Part {number}.", reply_to=answers)
            part = network.publish(out, f"publish:t-v1:{number}")
            assert network.publish(out, f"publish:t-v1:{number}").ref == part.ref
            parts.append(part)
            answers = part.ref
        assert parts[1].reply_to == parts[0].ref
        other = phone.post("Nothing to do with it.")
        rig.server.world.requests.clear()
        assert network.delete(parts[0].ref) is Delete.SENT
    order = [path.rpartition("/")[2] for method, path, _ in rig.server.world.requests if method == "DELETE"]
    assert order == [part.ref.partition("/")[2] for part in reversed(parts)]
    assert phone.texts() == ["Nothing to do with it."] and phone.can_read(other)


def test_a_part_that_does_not_go_holds_nothing_up(rig: XRig) -> None:
    """The named post is deleted all the same, and the part's refusal is told; the next try finds the rest."""
    account = rig.account()
    phone = rig.phone(account)
    head = phone.post("The slip.")
    phone.post("And more of it.", answers=head)
    rig.server.fault(403, method="DELETE", times=1)
    with opened(rig, account) as network:
        with pytest.raises(Rejected) as failure:
            network.delete(head)
        assert failure.value.reason is Reason.PERMISSION
        assert phone.texts() == ["And more of it."]
        assert network.delete(head) is Delete.NOT_FOUND
    assert phone.texts() == []


def test_the_look_for_a_thread_holds_nothing_up(rig: XRig) -> None:
    """A timeline that does not answer costs less than the two seconds that a delete may wait."""
    account = rig.account()
    ref = rig.phone(account).post("Away, at once.")
    rig.server.fault("timeout", method="GET", path="/2/users/.*/tweets", hold=60)
    assert threads.WITHIN < 2
    with opened(rig, account) as network:
        began = time.monotonic()
        assert network.delete(ref) is Delete.SENT
        assert time.monotonic() - began < 20, "it waited for the answer"


def test_answers_to_others_stay(rig: XRig) -> None:
    """An own answer to somebody who answered the slip is a conversation, not a part of it."""
    account, other = rig.account(), rig.account()
    head = rig.phone(account).post("Is this thing on?")
    theirs = rig.phone(other).post("It is.", answers=head)
    rig.phone(account).post("Thank you!", answers=theirs)
    with opened(rig, account) as network:
        network.delete(head)
    assert rig.phone(account).texts() == ["Thank you!"]


# ---- histories, mentions ---------------------------------------------------------------------------------
def test_a_long_history_page_by_page(rig: XRig) -> None:
    """230 posts in pages of a hundred, newest first, none twice; and no more read than asked for."""
    account = rig.account()
    person = rig.server.world.people[account.remote_id]
    for number in range(230):
        rig.server.world.published(person, f"Notice {number}.")
    with opened(rig, account) as network:
        posts = list(network.history(500))
        assert [p.text for p in posts] == [f"Notice {n}." for n in range(229, -1, -1)]
        rig.server.world.requests.clear()
        assert len(list(network.history(7))) == 7
        assert [path for _, path, _ in rig.server.world.requests if "max_results=7" in path]
    found = list(public.history(f"@{account.handle}", 150, {"api": rig.server.url, "bearer": rig.server.world.bearer}))
    assert len(found) == 150 and found[0].text == "Notice 229."


def test_strangers_read_nothing_without_a_token_of_ones_own(rig: XRig) -> None:
    """X has no readers without a sign-in: the words say what to do instead."""
    with pytest.raises(Rejected, match="upload your archive"):
        list(public.history("@anybody", 10, {"api": rig.server.url}))
    with pytest.raises(Rejected, match="no such profile"):
        list(public.history("@nobody_here", 10, {"api": rig.server.url, "bearer": rig.server.world.bearer}))


def test_mentions_and_answers_since(rig: XRig) -> None:
    """Newest first, from others only, not from before."""
    account, other = rig.account(), rig.account()
    phone, theirs = rig.phone(account), rig.phone(other)
    theirs.post(f"Long ago, @{account.handle}")
    then = datetime.now(UTC)
    eventually(lambda: datetime.now(UTC) - then > timedelta(milliseconds=5), 6,
               "another millisecond than that post's")
    since = datetime.now(UTC)
    ref = phone.post("Hello.")
    theirs.post("Seriously?", answers=ref)
    theirs.post(f"@{account.handle} delete this")
    phone.post(f"@{account.handle} talks to itself")
    with opened(rig, account) as network:
        found = network.mentions(since - timedelta(milliseconds=1))
    assert [p.text for p in found] == [f"@{account.handle} delete this", "Seriously?"]
    assert found[1].reply_to == ref and {p.author for p in found} == {other.remote_id}


def test_a_quote_of_ours_is_told_from_others_and_reactions_are_counted(rig: XRig) -> None:
    """X tells the number of the post inside; by the link to it we know whether it is ours."""
    account, other = rig.account(), rig.account()
    ours, theirs = rig.phone(account).post("Hello."), rig.phone(other).post("Mine.")
    since = datetime.now(UTC)
    for name, ref in ((account.handle.upper(), ours), (other.handle, theirs)):
        words = f"@{account.handle} look https://x.com/{name}/status/{ref.partition('/')[2]}"
        quote = rig.phone(other).post(words)
        with rig.server.world.lock:
            rig.server.world.tweets[quote.partition("/")[2]].likes = 7
    plain = rig.phone(other).post(f"@{account.handle} see https://x.com/{account.handle} for more")
    with opened(rig, account) as network:
        found = {p.ref: p for p in network.mentions(since - timedelta(milliseconds=1))}
        (own,) = network.history(1)
    assert [p.quotes for p in found.values()] == ["", f"0/{theirs.partition('/')[2]}", ours]
    assert found[plain].reactions == 0 and {p.reactions for p in found.values()} == {0, 7}
    assert (own.quotes, own.reactions) == ("", 0)


# ---- watching ----------------------------------------------------------------------------------------------
def test_asking_uses_since_id_and_says_how_often(rig: XRig) -> None:
    """After the first post each question is for what is newer; the person reads interval, quota and accounts."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = rig.phone(account).post("A first one.")
        watcher.wait_post(ref, rig.patience)
        eventually(lambda: any(f"since_id={ref.partition('/')[2]}" in p for _, p, _ in rig.server.world.requests), 6,
                   "since_id")
        alive = watcher.wait(lambda h: isinstance(h, Heard) and bool(h.via), 6, "how")
    assert isinstance(alive, Heard) and alive.via == "asking every 0.2 s (1,000,000,000 reads a month for 1 account)"


def test_a_full_quota_of_questions_is_waited_out(rig: XRig) -> None:
    """429 to a question (another program used it up) is no lost connection: it says that it waits, and goes on."""
    account = rig.account()
    reset = {"x-rate-limit-reset": str(int(time.time()) + 2)}
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        rig.server.fault(429, method="GET", path="/tweets", headers=reset)
        watcher.wait(lambda h: isinstance(h, Heard) and "wait" in h.via, 6, "that it waits")
        ref = rig.phone(account).post("Meanwhile.")
        watcher.wait_post(ref, 8)
        assert watcher.failure is None


def test_a_window_that_runs_low_is_stretched(rig: XRig) -> None:
    """Long before 429: half of what is left is spread over the time until it opens, and the person reads why."""
    rig.server.behaviour.reads, rig.server.behaviour.window = 6, 6.0
    with opened(rig, rig.account()) as network, Watcher(network) as watcher:
        watcher.wait(lambda h: isinstance(h, Heard) and "runs low" in h.via, 6, "the reason")


def test_402_to_a_question_is_told_as_such(rig: XRig) -> None:
    """Without credit nothing is heard either, and the board has to say why."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        rig.server.fault(402, method="GET", path="/tweets", times=99)
        failure = eventually(lambda: watcher.failure, 6, "the watch gives up")
    assert failure.reason is Reason.CREDIT and "no credit left" in failure.says


@pytest.mark.parametrize("plan_has_it", [True, False])
def test_the_activity_stream_is_quicker_and_never_alone(plan_has_it: bool) -> None:
    """With it, posts and deletes come at once, between two questions; without it, asking goes on as before."""
    with XServer(Behaviour(activity=True)) as server:
        rig = XRig(server)
        first, second = rig.account(), rig.account()
        with opened(rig, first) as one, opened(rig, second) as two:
            server.behaviour.activity = plan_has_it
            with Watcher(one) as watch_one, Watcher(two) as watch_two:
                watch_one.wait_alive(rig.patience)
                watch_two.wait_alive(rig.patience)
                if plan_has_it:
                    stream = lambda h: isinstance(h, Heard) and h.via.startswith("the activity stream")  # noqa: E731
                    watch_one.wait(stream, 6, "the stream")
                    subscribed = {(s["event_type"], s["filter"]["user_id"]) for s in server.world.subscriptions}
                    eventually(lambda: len(server.world.subscriptions) == 4, 6, "both accounts' subscriptions")
                    assert ("post.create", first.remote_id) in subscribed
                    assert len(server.world.streams) == 1, "one stream for all accounts of an application"
                    server.fault(503, method="GET", path="/2/users/.*/tweets", times=99)  # questions find nothing
                ref = rig.phone(first).post("Quick.")
                watch_one.wait_post(ref, rig.patience)
                rig.phone(first).delete(ref)
                watch_one.wait_gone(ref, rig.patience)
                assert not [h for h in watch_two.happened if isinstance(h, Appeared)]


def test_what_happens_now_does_not_wait_behind_what_was_missed() -> None:
    """A slip that the stream tells during a catch-up goes first, and no cursor passes what is still owed."""
    with XServer(Behaviour(activity=True)) as server:
        rig = XRig(server)
        account = rig.account()
        phone, hub = rig.phone(account), rig.adapter.shared().hub
        with opened(rig, account) as network, Watcher(network) as left:
            seen = phone.post("Seen.")
            eventually(lambda: left.cursor == seen.partition("/")[2], 6, "a number as cursor")
        missed = [phone.post(f"While away {n}.") for n in range(30)]
        told = list[Appeared]()
        with opened(rig, account) as network:
            for happening in network.watch(left.cursor, lambda: False):
                if isinstance(happening, Heard):
                    break
                assert isinstance(happening, Appeared)
                told.append(happening)
                if len(told) == 1:
                    eventually(lambda: hub.live and len(server.world.subscriptions) == 2, 6, "the stream")
                    with hub.listening(account.remote_id) as after_us:
                        slip = phone.post("A slip of this moment.")
                        eventually(lambda: after_us.next(0.1), 6, "the slip is told")
        refs = [h.post.ref for h in told]
        assert [ref for ref in refs if ref in missed] == missed and refs.count(slip) == 1 and refs.index(slip) == 1
        with opened(rig, account) as network, Watcher(network, told[1].cursor) as killed_then:
            killed_then.wait_post(missed[-1], rig.patience)


def test_a_dropped_stream_costs_nothing() -> None:
    """What the stream would have told is found by asking, and the stream is opened again."""
    with XServer(Behaviour(activity=True)) as server:
        rig = XRig(server)
        account = rig.account()
        with opened(rig, account) as network, Watcher(network) as watcher:
            eventually(lambda: server.world.streams, 6, "the stream")
            first = server.world.streams[0]
            server.drop_streams()
            ref = rig.phone(account).post("In the gap.")
            watcher.wait_post(ref, rig.patience)
            eventually(lambda: server.world.streams and server.world.streams[0] is not first, 8, "a new stream")


def test_a_dead_server_ends_the_watch(rig: XRig) -> None:
    """As every network: the caller reconnects with the last cursor."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        rig.server.fault(500, method="GET", times=99)
        failure = eventually(lambda: watcher.failure, 8, "the watch gives up")
    assert isinstance(failure, Retryable)
