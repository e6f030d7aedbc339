"""Contract, second part: delete, and prove it."""

from __future__ import annotations

from contextlib import suppress

import pytest

from slipguard.networks.protocol import (
    Delete,
    Reason,
    Rejected,
    Retryable,
    Seen,
    Unknown,
    Unsupported,
)
from tests.networks.rig import Behaviour, Rig, eventually, needs, opened
from tests.servers.ports import closed_port


class Recalling:
    """Delete, and prove it."""

    def test_deleted_until_an_independent_reader_agrees(self, rig: Rig) -> None:
        """A post of the phone is deleted, and every viewpoint and an independent reader say gone."""
        needs(rig, Behaviour.DELETE)
        account = rig.account()
        phone = rig.phone(account)
        ref = phone.post("This should not be here.")
        with opened(rig, account) as network:
            there = eventually(
                lambda: [s for s in network.fetch(ref, False) if s.seen is Seen.THERE],
                rig.patience,
                "readable",
            )
            assert there[0].post is not None and there[0].post.text == "This should not be here."
            assert there[0].viewpoint
            assert network.delete(ref) is Delete.SENT
            eventually(
                lambda: all(s.seen is Seen.GONE for s in network.fetch(ref, True)),
                rig.patience,
                "gone, logged out",
            )
            eventually(
                lambda: all(s.seen is Seen.GONE for s in network.fetch(ref, False)),
                rig.patience,
                "gone, logged in",
            )
        assert not phone.can_read(ref)
        assert phone.texts() == []

    def test_server_without_delete_claims_nothing(self, rig: Rig) -> None:
        """Where a server has no delete, no answer may be read as success, and readiness says no."""
        if Behaviour.DELETE not in rig.lacks:
            pytest.skip("this server can delete")
        account = rig.account()
        ref = rig.phone(account).post("This stays.")
        with opened(rig, account) as network:
            with suppress(Unsupported):
                assert network.delete(ref) is Delete.NOT_FOUND
            assert any(s.seen is Seen.THERE for s in network.fetch(ref, False))
            assert network.can_delete().can_delete is not True

    def test_delete_twice(self, rig: Rig) -> None:
        """A second delete of the same post is harmless and never an exception."""
        needs(rig, Behaviour.DELETE)
        account = rig.account()
        ref = rig.phone(account).post("Once is enough.")
        with opened(rig, account) as network:
            assert network.delete(ref) is Delete.SENT
            assert network.delete(ref) in (Delete.SENT, Delete.NOT_FOUND)
            eventually(
                lambda: all(s.seen is Seen.GONE for s in network.fetch(ref, True)),
                rig.patience,
                "gone for all",
            )

    def test_logged_out_reader_sees_the_post(self, rig: Rig) -> None:
        """Where strangers may read, a public post is seen without any token."""
        needs(rig, Behaviour.LOGGED_OUT)
        account = rig.account()
        ref = rig.phone(account).post("In plain sight.")
        with opened(rig, rig.dead(account)) as network:
            eventually(
                lambda: any(s.seen is Seen.THERE for s in network.fetch(ref, True)),
                rig.patience,
                "seen logged out",
            )

    def test_never_existing_post(self, rig: Rig) -> None:
        """A post that never was is not there from any viewpoint, and its delete raises nothing."""
        account = rig.account()
        with opened(rig, account) as network:
            sightings = network.fetch(rig.never(account), False)
            assert sightings and all(s.seen is Seen.GONE for s in sightings)
            if Behaviour.DELETE not in rig.lacks:
                assert network.delete(rig.never(account)) in (Delete.SENT, Delete.NOT_FOUND)

    def test_another_persons_post_is_refused(self, rig: Rig) -> None:
        """Deleting somebody else's post is refused, and their post stays."""
        needs(rig, Behaviour.REFUSES_OTHERS)
        account, neighbour = rig.account(), rig.account()
        ref = rig.phone(neighbour).post("Hands off.")
        with opened(rig, account) as network, pytest.raises(Rejected) as failure:
            network.delete(ref)
        assert failure.value.reason is Reason.PERMISSION
        assert rig.phone(neighbour).can_read(ref)

    def test_dead_server_proves_nothing(self, rig: Rig) -> None:
        """A server that does not answer is never read as gone, and a delete to it may be repeated."""
        account = rig.account()
        ref = rig.phone(account).post("Am I gone?")
        with opened(rig, account, f"http://127.0.0.1:{closed_port()}") as network:
            for logged_out in (True, False):
                sightings = network.fetch(ref, logged_out)
                assert sightings and all(s.seen is Seen.UNPROVEN and s.says for s in sightings)
            with pytest.raises((Retryable, Unknown)) as failure:
                network.delete(ref)
            assert failure.value.reason is Reason.NETWORK
            assert network.can_delete().can_delete is None

    def test_readiness_without_deleting(self, rig: Rig) -> None:
        """Readiness is asked of the network, deletes nothing, and says yes on a healthy account."""
        needs(rig, Behaviour.DELETE)
        account = rig.account()
        rig.phone(account).post("Do not touch.")
        with opened(rig, account) as network:
            readiness = network.can_delete()
        assert readiness.can_delete is True and readiness.says
        assert rig.phone(account).texts() == ["Do not touch."]
