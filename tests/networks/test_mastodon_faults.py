"""What goes wrong at Mastodon-API servers, told apart; and what is never claimed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from slipguard.networks.mastodon import http
from slipguard.networks.protocol import (
    Delete,
    NetworkFailure,
    Outgoing,
    Reason,
    Reconnect,
    Rejected,
    Retryable,
    Seen,
    Unknown,
    Unsupported,
)
from tests.networks.mastodon_rig import MastodonRig
from tests.networks.rig import opened
from tests.servers.mastodon import Behaviour, MastodonServer, gotosocial


@pytest.fixture
def rig() -> Iterator[MastodonRig]:
    """Mastodon, fresh for each test: faults and quotas are its own."""
    with MastodonServer(Behaviour()) as server:
        yield MastodonRig(server)


@pytest.fixture
def closed(rig: MastodonRig) -> Iterator[MastodonRig]:
    """A server like GoToSocial: its API shows strangers nothing, its pages do."""
    with MastodonServer(gotosocial()) as server:
        yield MastodonRig(server)


@pytest.mark.parametrize(
    ("status", "shape", "reason"),
    [
        (401, Reconnect, Reason.TOKEN),
        (402, Rejected, Reason.CREDIT),
        (403, Rejected, Reason.PERMISSION),
        (422, Rejected, Reason.INVALID),
        (429, Retryable, Reason.QUOTA),
        (500, Retryable, Reason.NETWORK),
        (503, Retryable, Reason.NETWORK),
        (501, Unsupported, Reason.INVALID),
        (302, Retryable, Reason.NETWORK),
    ],
)
def test_every_answer_to_a_delete_has_its_shape(
    rig: MastodonRig, status: int, shape: type[NetworkFailure], reason: Reason
) -> None:
    """Each error answer is told apart, in words without token or response body, and nothing is deleted."""
    account = rig.account()
    ref = rig.phone(account).post("Still here.")
    rig.server.fault(status, method="DELETE", headers={"Location": "http://127.0.0.1:9/"})
    with opened(rig, account) as network, pytest.raises(shape) as failure:
        network.delete(ref)
    assert (failure.value.reason, failure.value.status) == (reason, status)
    assert str(status) in failure.value.says
    assert account.secret["token"] not in failure.value.says and "injected" not in failure.value.says
    assert rig.phone(account).texts() == ["Still here."]


def test_a_time_out_while_deleting_is_unknown(rig: MastodonRig, monkeypatch: pytest.MonkeyPatch) -> None:
    """No answer in time says nothing; the delete may have happened, and repeating it is safe."""
    monkeypatch.setattr(http, "READ", 0.2)
    account = rig.account()
    ref = rig.phone(account).post("Gone or not?")
    rig.server.fault("timeout", method="DELETE", when="after", hold=5)
    with opened(rig, account) as network:
        with pytest.raises(Unknown) as failure:
            network.delete(ref)
        assert failure.value.reason is Reason.NETWORK
        assert network.delete(ref) is Delete.NOT_FOUND
        assert [s.seen for s in network.fetch(ref, False)] == [Seen.GONE]


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_cut_connection_does_not_hold_up_a_delete(rig: MastodonRig, when: str) -> None:
    """snac2 cuts keep-alive connections: reads and deletes are repeated at once, both are safe to."""
    account = rig.account()
    ref = rig.phone(account).post("Away with it.")
    rig.server.fault("reset", method="DELETE", when=when, times=2)
    with opened(rig, account) as network:
        assert network.delete(ref) in (Delete.SENT, Delete.NOT_FOUND)
        rig.server.fault("reset", method="GET", times=2)
        assert [s.seen for s in network.fetch(ref, False)] == [Seen.GONE]


def test_the_31st_delete_says_when_it_can_be_sent(rig: MastodonRig) -> None:
    """Mastodon's 30 deletes in 30 minutes: the 31st is retryable, with the seconds by the server's clock."""
    rig.server.behaviour.skew = 7200  # our clock does not matter
    account = rig.account()
    phone = rig.phone(account)
    refs = [phone.post(f"Notice {n}.") for n in range(31)]
    with opened(rig, account) as network:
        for ref in refs[:30]:
            assert network.delete(ref) is Delete.SENT
        ready = network.can_delete()
        assert ready.facts["deletes left at the last delete"] == "0"
        with pytest.raises(Retryable) as failure:
            network.delete(refs[30])
    assert failure.value.reason is Reason.QUOTA
    assert failure.value.after is not None and 1700 < failure.value.after <= 1801


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", [500, 503, "timeout", "reset"])
@pytest.mark.parametrize("honours", [True, False])
def test_an_unknown_publish_is_looked_up_and_never_doubled(
    rig: MastodonRig, monkeypatch: pytest.MonkeyPatch, what: Any, when: str, honours: bool
) -> None:
    """Whatever breaks before or after the server acted, looking decides and there is one post, on servers
    that honour the key and on servers that ignore it, even if another process comes back to it."""
    monkeypatch.setattr(http, "READ", 0.2)
    rig.server.behaviour.honours_keys = honours
    account = rig.account()
    words = Outgoing("Lot 7 is closed.\n\nSee https://example.org/a/rather/long/address?x=1 #parking")
    rig.server.fault(what, method="POST", path="/api/v1/statuses", when=when, hold=5)
    with opened(rig, account) as network, pytest.raises(Unknown) as failure:
        network.publish(words, "publish:1-v1")
    assert failure.value.reason is Reason.NETWORK
    with opened(MastodonRig(rig.server), account) as restarted:
        found = restarted.find(words, "publish:1-v1")
        assert (found is not None) is (when == "after")
        post = restarted.publish(words, "publish:1-v1")
        assert found is None or found == post
    assert len(rig.phone(account).texts()) == 1


def test_bad_content_is_told_from_a_dead_token(rig: MastodonRig) -> None:
    """422 is bad content on Mastodon and a dead token on snac2: who am I decides."""
    account = rig.account()
    with opened(rig, account) as network:
        rig.server.fault(422, method="POST", path="/statuses")
        with pytest.raises(Rejected) as refused:
            network.publish(Outgoing("Fine words."), "publish:2-v1")
        assert refused.value.reason is Reason.INVALID
    rig.server.behaviour.bad_token = 422
    with opened(rig, rig.dead(account)) as network:
        for call in (
            network.whoami,
            lambda: network.publish(Outgoing("Fine words."), "publish:3-v1"),
            lambda: network.delete(f"{account.remote_id}/1"),
            lambda: list(network.history(1)),
            lambda: next(iter(network.watch(None, lambda: False))),
        ):
            with pytest.raises(Reconnect) as dead:
                call()
            assert dead.value.reason is Reason.TOKEN
        assert network.can_delete().can_delete is False


def test_another_persons_post_under_a_forged_ref(rig: MastodonRig) -> None:
    """A ref that claims somebody else's post as ours gets the server's 403, and the post stays."""
    account, neighbour = rig.account(), rig.account()
    ref = rig.phone(neighbour).post("Mine.")
    forged = f"{account.remote_id}/{ref.rpartition('/')[2]}"
    with opened(rig, account) as network, pytest.raises(Rejected) as failure:
        network.delete(forged)
    assert (failure.value.reason, failure.value.status) == (Reason.PERMISSION, 403)
    assert rig.phone(neighbour).texts() == ["Mine."]


def test_a_mirrors_address_is_never_acted_on(rig: MastodonRig) -> None:
    """An id read off another server's copy names a different post here: refused before any call."""
    account = rig.account()
    located = rig.adapter.locate(f"https://elsewhere.example/@{account.handle}/109382000000000001")
    assert located is not None and located.owner == account.handle
    before = len(rig.server.world.requests)
    with opened(rig, account) as network, pytest.raises(Rejected) as failure:
        network.delete(rig.adapter.ref(account.remote_id, located.key))
    assert failure.value.reason is Reason.INVALID
    assert len(rig.server.world.requests) == before


# ---- gone, and not gone ----------------------------------------------------------------------------
@pytest.mark.parametrize("logged_out", [False, True])
def test_a_queued_delete_is_seen_as_still_there(rig: MastodonRig, logged_out: bool) -> None:
    """200 to a delete and a post that is served for some reads more: there, there, and then gone."""
    rig.server.behaviour.late_share, rig.server.behaviour.late_reads = 1.0, 4
    account = rig.account()
    ref = rig.phone(account).post("Slow to leave.")
    with opened(rig, account) as network:
        assert network.delete(ref) is Delete.SENT
        seen = [{s.seen for s in network.fetch(ref, logged_out)} for _ in range(6)]
    assert Seen.THERE in seen[0] and seen[-1] == {Seen.GONE}
    assert seen.index({Seen.GONE}) >= 1


def test_an_api_closed_to_strangers_proves_nothing_but_the_page_does(closed: MastodonRig) -> None:
    """401 to logged-out readers is left out as soon as the public page proves the delete."""
    account = closed.account()
    ref = closed.phone(account).post("On the page.")
    with opened(closed, account) as network:
        (there,) = network.fetch(ref, True)
        assert there.seen is Seen.THERE and "web page" in there.viewpoint
        network.delete(ref)
        (gone,) = network.fetch(ref, True)
        assert (gone.seen, gone.says) == (Seen.GONE, "404 Not Found")


def test_a_guessed_address_proves_nothing_until_other_posts_show_the_form(closed: MastodonRig) -> None:
    """After a restart the post's address is unknown: gone is only said once another post shows the form."""
    account = closed.account()
    ref = closed.phone(account).post("The only one.")
    with opened(closed, account) as network:
        network.delete(ref)
    with opened(closed, account) as restarted:
        assert {s.seen for s in restarted.fetch(ref, True)} == {Seen.UNPROVEN}
        closed.phone(account).post("Another.")
        assert [s.seen for s in restarted.fetch(ref, True)] == [Seen.GONE]


def test_a_server_that_shows_strangers_nothing(closed: MastodonRig) -> None:
    """Where API and pages are closed, nothing is gone for strangers, and the words say why."""
    closed.server.behaviour.public_pages = False
    account = closed.account()
    ref = closed.phone(account).post("Behind the door.")
    with opened(closed, account) as network:
        network.delete(ref)
        sightings = network.fetch(ref, True)
        assert [s.seen for s in sightings] == [Seen.UNPROVEN] * 2
        assert "401" in sightings[0].says and "logged-out readers" in sightings[0].says
        assert [s.seen for s in network.fetch(ref, False)] == [Seen.GONE]


def test_followers_only_is_not_gone(rig: MastodonRig) -> None:
    """A stranger's 404 to a post for followers proves nothing while the account itself reads it."""
    account = rig.account()
    person = rig.server.world.people[account.secret["account_id"]]
    with rig.server.world.lock:
        grant = rig.server.world.tokens[person.token]
        status = rig.server.world.publish(grant, {"status": "For friends.", "visibility": "private"})
    ref = f"{account.remote_id}/{status.id}"
    with opened(rig, account) as network:
        sightings = network.fetch(ref, True)
        assert {s.seen for s in sightings} == {Seen.UNPROVEN}
        assert "still reads the post" in sightings[0].says
        network.delete(ref)
        assert {s.seen for s in network.fetch(ref, True)} == {Seen.GONE}


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_no_error_is_ever_gone(rig: MastodonRig, status: int) -> None:
    """Reads that fail, from any viewpoint, are unproven and say what came."""
    account = rig.account()
    ref = rig.phone(account).post("Somewhere.")
    rig.server.fault(status, method="GET", times=99)
    with opened(rig, account) as network:
        for logged_out in (True, False):
            for sighting in network.fetch(ref, logged_out):
                assert sighting.seen is Seen.UNPROVEN and str(status) in sighting.says


# ---- readiness -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("scopes", "can"),
    [("read write", True), ("read:accounts read:statuses write:statuses", True), ("read", False)],
)
def test_a_missing_scope_is_found_before_it_matters(rig: MastodonRig, scopes: str, can: bool) -> None:
    """A token that may not delete is told today, by the scopes that the server names."""
    account = rig.account()
    person = rig.server.world.people[account.secret["account_id"]]
    token = rig.server.world.token(person, scopes)
    secret = {**account.secret, "token": token}
    network = rig.open(type(account)(account.remote_id, account.handle, secret))
    assert network.can_delete().can_delete is can
    network.close()


def test_a_server_without_delete_is_recognised(rig: MastodonRig) -> None:
    """snac2 says what it really is in its version; the words tell the person to delete by hand."""
    rig.server.behaviour.version, rig.server.behaviour.deletes = "4.0.0 (not true; really snac/2.75)", False
    account = rig.account()
    ref = rig.phone(account).post("Stays.")
    with opened(rig, account) as network:
        ready = network.can_delete()
        assert ready.can_delete is False and "by hand" in ready.says and "snac2" in ready.says
        assert network.delete(ref) is Delete.NOT_FOUND
        assert [s.seen for s in network.fetch(ref, False)] == [Seen.THERE]
