"""Contract, third part: seeing what other clients do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from slipguard.networks.protocol import (
    NetworkFailure,
    Reason,
    Retryable,
)
from tests.eventually import PATIENCE
from tests.networks.rig import Account, Behaviour, Rig, Watcher, eventually, needs, opened
from tests.servers.ports import closed_port
from tests.servers.proxy import Proxy


@contextmanager
def witness(rig: Rig, account: Account) -> Iterator[Watcher]:
    """Somebody who listens all along.

    A server may pass events on late (the PDS: up to a second after a quiet time). What the witness has
    seen has gone by, so whoever sees it after an outage has caught up and was not merely in time.
    """
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        yield watcher


class Watching:
    """Seeing what other clients do."""

    def test_sees_the_phone(self, rig: Rig) -> None:
        """A post made with another client appears with its text, author, time and canonical ref."""
        needs(rig, Behaviour.WATCH)
        account = rig.account()
        phone = rig.phone(account)
        with opened(rig, account) as network, Watcher(network) as watcher:
            watcher.wait_alive(rig.patience)
            ref = phone.post("Go team!!! 🏈")
            post = watcher.wait_post(ref, rig.patience).post
            assert (post.text, post.author) == ("Go team!!! 🏈", account.remote_id)
            assert post.at is not None and post.at.tzinfo is not None and post.url

    def test_sees_deletes(self, rig: Rig) -> None:
        """A delete by another client is told with the ref of the post."""
        needs(rig, Behaviour.WATCH)
        needs(rig, Behaviour.DELETE_EVENTS)
        account = rig.account()
        phone = rig.phone(account)
        with opened(rig, account) as network, Watcher(network) as watcher:
            watcher.wait_alive(rig.patience)
            ref = phone.post("Oops.")
            watcher.wait_post(ref, rig.patience)
            phone.delete(ref)
            watcher.wait_gone(ref, rig.patience)

    def test_only_this_account(self, rig: Rig) -> None:
        """What neighbours on the same server post is nobody's business here."""
        needs(rig, Behaviour.WATCH)
        account, neighbour = rig.account(), rig.account()
        with opened(rig, account) as network, Watcher(network) as watcher:
            watcher.wait_alive(rig.patience)
            rig.phone(neighbour).post("Not yours.")
            watcher.wait_post(rig.phone(account).post("Yours."), rig.patience)
            texts = [h.post.text for h in watcher.happened if hasattr(h, "post")]
        assert set(texts) == {"Yours."}

    def test_resumes_without_losing(self, rig: Rig) -> None:
        """What was posted while nobody listened appears after resuming from the last cursor."""
        needs(rig, Behaviour.WATCH)
        account = rig.account()
        phone = rig.phone(account)
        with witness(rig, account) as elsewhere:
            with opened(rig, account) as network, Watcher(network) as watcher:
                watcher.wait_alive(rig.patience)
                watcher.wait_post(phone.post("Before."), rig.patience)
                watcher.stop()
            assert watcher.cursor
            missed = [phone.post(f"While away {n}.") for n in range(3)]
            for ref in missed:
                elsewhere.wait_post(ref, rig.patience)
            with opened(rig, account) as network, Watcher(network, watcher.cursor) as resumed:
                for ref in missed:
                    resumed.wait_post(ref, rig.patience)
                resumed.wait_post(phone.post("And live again."), rig.patience)

    def test_resumes_though_nothing_had_happened(self, rig: Rig) -> None:
        """A quiet account has a cursor too: the first post made during an outage is not lost."""
        needs(rig, Behaviour.WATCH)
        account = rig.account()
        with witness(rig, account) as elsewhere:
            with opened(rig, account) as network, Watcher(network) as watcher:
                watcher.wait_alive(rig.patience)
                eventually(lambda: watcher.cursor, rig.patience, "a cursor")
                watcher.stop()
            ref = rig.phone(account).post("The very first.")
            elsewhere.wait_post(ref, rig.patience)
            with opened(rig, account) as network, Watcher(network, watcher.cursor) as resumed:
                resumed.wait_post(ref, rig.patience)

    def test_lost_connection_is_raised_and_resumed(self, rig: Rig) -> None:
        """A cut connection ends the watch with a retryable failure; the next one misses nothing."""
        needs(rig, Behaviour.WATCH)
        account = rig.account()
        phone = rig.phone(account)
        with (
            Proxy(rig.host, rig.port) as proxy,
            witness(rig, account) as elsewhere,
            opened(rig, account, proxy.url) as network,
        ):
            with Watcher(network) as watcher:
                watcher.wait_alive(rig.patience)
                watcher.wait_post(phone.post("Before the cut."), rig.patience)
                proxy.refuse()
                failure = eventually(lambda: watcher.failure, max(rig.patience, 10), "the watch gives up")
                assert isinstance(failure, Retryable) and failure.reason is Reason.NETWORK
            ref = phone.post("During the cut.")
            elsewhere.wait_post(ref, rig.patience)
            proxy.heal()
            with Watcher(network, watcher.cursor) as resumed:
                resumed.wait_post(ref, rig.patience)

    def test_stops_within_two_seconds(self, rig: Rig) -> None:
        """A watcher can be asked to stop, quiet account or not; a busy machine gets longer."""
        needs(rig, Behaviour.WATCH)
        with opened(rig, rig.account()) as network, Watcher(network) as watcher:
            watcher.wait_alive(rig.patience)
            assert watcher.stop() < 2 * PATIENCE

    def test_dead_server_while_connecting(self, rig: Rig) -> None:
        """Watching a server that is away is a failure of the five shapes, at once."""
        needs(rig, Behaviour.WATCH)
        away = f"http://127.0.0.1:{closed_port()}"
        with opened(rig, rig.account(), away) as network, pytest.raises(NetworkFailure) as failure:
            next(iter(network.watch(None, lambda: False)))
        assert failure.value.reason is Reason.NETWORK
