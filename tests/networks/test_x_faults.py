"""What goes wrong at X, told apart; and what is never claimed."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

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
)
from slipguard.networks.x import wire
from slipguard.networks.x.client import XNetwork
from tests.networks.rig import opened
from tests.networks.x_rig import XRig
from tests.servers.x import Behaviour, XServer


@pytest.fixture(params=["oauth1", "oauth2"])
def rig(request: pytest.FixtureRequest) -> Iterator[XRig]:
    """A server of its own for each test and way of signing in."""
    with XServer(Behaviour()) as server:
        yield XRig(server, request.param)


ERRORS = [
    (400, Rejected, Reason.INVALID),
    (401, Reconnect, Reason.TOKEN),
    (402, Rejected, Reason.CREDIT),
    (403, Rejected, Reason.PERMISSION),
    (429, Retryable, Reason.QUOTA),
    (500, Retryable, Reason.NETWORK),
    (503, Retryable, Reason.NETWORK),
    (302, Retryable, Reason.NETWORK),
]


@pytest.mark.parametrize(("status", "shape", "reason"), ERRORS)
def test_every_answer_to_a_delete_has_its_shape(
    rig: XRig, status: int, shape: type[NetworkFailure], reason: Reason
) -> None:
    """Each error is told apart, in plain words without token or body, and nothing is deleted."""
    account = rig.account()
    ref = rig.phone(account).post("Still here.")
    rig.server.fault(status, method="DELETE", times=9, headers={"Location": "http://127.0.0.1:9/"})
    with opened(rig, account) as network, pytest.raises(shape) as failure:
        network.delete(ref)
    assert (failure.value.reason, failure.value.status) == (reason, status)
    said = f"{failure.value.says} {failure.value!r} {failure.value.__cause__!r}"
    assert "injected" not in said and not any(value in said for key, value in account.secret.items()
                                              if key in ("token", "token_secret", "access", "refresh", "bearer"))
    assert rig.phone(account).texts() == ["Still here."]


def test_the_quota_says_when_it_opens_and_is_not_asked_twice(rig: XRig) -> None:
    """50 deletes in 15 minutes: the 51st is retryable with seconds by X's clock; the 52nd is refused without a call."""
    rig.server.behaviour.skew = 7200
    account = rig.account()
    phone = rig.phone(account)
    refs = [phone.post(f"Notice {n}.") for n in range(52)]
    with opened(rig, account) as network:
        for ref in refs[:50]:
            assert network.delete(ref) is Delete.SENT
        ready = network.can_delete()
        assert ready.can_delete is False and "can be sent at" in ready.says
        before = len(rig.server.world.requests)
        with pytest.raises(Retryable) as failure:
            network.delete(refs[50])
        assert failure.value.reason is Reason.QUOTA and "can be sent at" in failure.value.says
        assert failure.value.after is not None
        assert len(rig.server.world.requests) == before
    assert rig.phone(account).can_read(refs[51])


def test_429_by_the_answer_itself(rig: XRig) -> None:
    """A quota that another program used up: the answer's reset is read against the answer's own Date."""
    rig.server.behaviour.skew = -7200  # our clock does not matter
    account = rig.account()
    ref = rig.phone(account).post("Wait.")
    rig.server.behaviour.deletes = 0
    with opened(rig, account) as network, pytest.raises(Retryable) as failure:
        network.delete(ref)
    assert failure.value.after is not None and 880 < failure.value.after <= 901


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("what", [500, 503, "timeout", "reset", "truncated"])
def test_an_unknown_publish_is_looked_up_and_never_doubled(
    rig: XRig, monkeypatch: pytest.MonkeyPatch, what: Any, when: str
) -> None:
    """Whatever breaks before or after X acted, looking decides and there is one post, also after a restart and where
    X does not refuse repeated words."""
    rig.server.behaviour.refuses_repeats = False
    account = rig.account()
    words = Outgoing("Lot 7 is closed & fenced.\n\nSee https://example.org/a/rather/long/address?x=1&y=2 #parking")
    rig.server.fault(what, method="POST", path="/2/tweets", when=when, hold=5)
    with opened(rig, account) as network, pytest.raises(Unknown) as failure, monkeypatch.context() as hurry:
        if what == "timeout":  # time enough for the look before the publish, also on a busy machine
            hurry.setattr(wire, "READ", 2.0)
        network.publish(words, "publish:1-v1")
    assert failure.value.reason is Reason.NETWORK
    with opened(XRig(rig.server, rig.way), account) as restarted:
        found = restarted.find(words, "publish:1-v1")
        assert (found is not None) is (when == "after")
        post = restarted.publish(words, "publish:1-v1")
        assert found is None or found.ref == post.ref
    assert len(rig.phone(account).texts()) == 1


def test_403_for_repeated_words_is_an_answer(rig: XRig) -> None:
    """Found in the history since the first attempt: it is ours. Not found there: it is somebody's, and said so."""
    account = rig.account()
    rig.phone(account).post("Only once.")
    with opened(rig, account) as network:
        rig.server.fault(403, method="POST", path="/2/tweets")
        with pytest.raises(Rejected) as failure:
            network.publish(Outgoing("Another text."), "publish:9-v1")
        assert failure.value.reason is Reason.PERMISSION, "a 403 that speaks of something else"
    from datetime import UTC, datetime, timedelta

    later = Outgoing("Only once.", first_tried=datetime.now(UTC) + timedelta(minutes=1))
    with opened(rig, account) as network, pytest.raises(Rejected) as failure:
        network.publish(later, "publish:1-v1")
    assert failure.value.reason is Reason.DUPLICATE
    with opened(rig, account) as network:
        assert network.publish(Outgoing("Only once."), "publish:1-v1").text == "Only once."
    assert rig.phone(account).texts() == ["Only once."]


@pytest.mark.parametrize("what", ["timeout", "reset", "truncated"])
def test_a_lost_answer_to_a_delete(rig: XRig, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    """A time-out leaves it unknown; a cut connection is tried again at once, because a delete may be repeated."""
    account = rig.account()
    ref = rig.phone(account).post("Gone or not?")
    rig.server.fault(what, method="DELETE", when="after", hold=5)
    with opened(rig, account) as network:
        if what == "timeout":
            with pytest.raises(Unknown), monkeypatch.context() as hurry:
                hurry.setattr(wire, "READ", 0.3)
                network.delete(ref)
        else:
            assert network.delete(ref) is Delete.NOT_FOUND
        assert [s.seen for s in network.fetch(ref, False)] == [Seen.GONE]


@pytest.mark.parametrize("what", [400, 401, 402, 403, 404, 429, 500, 503, "truncated", "reset"])
def test_no_error_is_ever_gone(rig: XRig, what: Any) -> None:
    """Reads that fail, from any viewpoint, are unproven; also a 404 of X's that does not name the post."""
    account = rig.account()
    ref = rig.phone(account).post("Somewhere.")
    rig.server.fault(what, method="GET", times=99)
    with opened(rig, account) as network:
        for logged_out in (True, False):
            seen = network.fetch(ref, logged_out)
            assert seen and all(s.seen is Seen.UNPROVEN and s.says for s in seen)


def test_a_200_without_post_and_without_reason_is_not_gone(rig: XRig) -> None:
    """Only "Not Found Error" is; a protected author's post is not."""
    account, other = rig.account(), rig.account()
    ref = rig.phone(other).post("For followers.")
    rig.server.world.people[other.remote_id].protected = True
    with opened(rig, account) as network:
        looks = [*network.fetch(ref, False), *network.fetch(ref, True)]
    assert looks and all(s.seen is Seen.UNPROVEN for s in looks)


def test_a_stranger_who_finds_nothing_does_not_outweigh_the_account(rig: XRig) -> None:
    """An account that turned private: strangers get 403 or nothing, and its own token still reads the post."""
    account = rig.account()
    ref = rig.phone(account).post("Still mine.")
    rig.server.fault(404, path="/oembed", times=1)
    with opened(rig, account) as network:
        assert not any(s.seen is Seen.GONE for s in network.fetch(ref, True))


def test_a_shut_embed_service_proves_nothing(rig: XRig) -> None:
    """404 for the post counts only while the same door shows strangers the example of X's documentation."""
    account = rig.account()
    phone = rig.phone(account)
    ref = phone.post("Away.")
    rig.bearer = False
    phone.delete(ref)
    without = {key: value for key, value in account.secret.items() if key != "bearer"}
    with opened(rig, type(account)(account.remote_id, account.handle, without)) as network:
        assert [s.seen for s in network.fetch(ref, True)] == [Seen.GONE]
        rig.server.fault(404, path="/oembed", times=2)
        (shut,) = network.fetch(ref, True)
        assert shut.seen is Seen.UNPROVEN and "no other post either" in shut.says


def test_an_applications_token_may_not_write(rig: XRig) -> None:
    """403 "Unsupported Authentication" is a matter of permission."""
    account = rig.account()
    secret = {"user_id": account.remote_id, "user": account.handle, "api": rig.server.url,
              "access": rig.server.world.bearer}
    network = XNetwork(secret, lambda _: None)
    with pytest.raises(Rejected) as failure:
        network.publish(Outgoing("No."), "publish:1-v1")
    assert failure.value.reason is Reason.PERMISSION


# ---- readiness -------------------------------------------------------------------------------------
def test_credit_is_known_before_the_day_it_is_needed(rig: XRig) -> None:
    """Enough: yes. Little: yes, and a warning. Less than one recall: no. Not to be had: yes, and that it is unknown."""
    account = rig.account()
    with opened(rig, account) as network:
        for credit, can, soon in ((50.0, True, False), (1.2, True, True), (0.01, False, False), (0.0, False, False)):
            rig.server.behaviour.credit = credit
            ready = network.can_delete()
            assert (ready.can_delete, bool(ready.soon)) == (can, soon), ready
            assert f"${credit:.2f}" in ready.says
        rig.server.behaviour.credit = None
        assert network.can_delete().can_delete is True and "not known" in network.can_delete().says
        rig.server.fault(402, path="/2/users/me")
        ready = network.can_delete()
        assert ready.can_delete is False and "no credit left" in ready.says


def test_a_402_to_a_delete_is_remembered(rig: XRig) -> None:
    """Where the balance cannot be asked, the last delete's answer is what is known; a delete that works clears it."""
    account = rig.account()
    ref = rig.phone(account).post("Stays for want of money.")
    rig.server.behaviour.credit = None
    rig.server.fault(402, method="DELETE")
    with opened(rig, account) as network:
        with pytest.raises(Rejected) as failure:
            network.delete(ref)
        assert failure.value.reason is Reason.CREDIT
        assert network.can_delete().can_delete is False
        assert network.delete(ref) is Delete.SENT
        assert network.can_delete().can_delete is True


def test_a_missing_right_is_found_before_it_matters() -> None:
    """OAuth 2.0 by its scopes, OAuth 1.0a by the access level that X's answers carry."""
    with XServer(Behaviour(access_level="read")) as server:
        rig = XRig(server, "oauth1")
        ready = rig.open(rig.account()).can_delete()
        assert ready.can_delete is False and "Read and write" in ready.says
        rig = XRig(server, "oauth2")
        account = rig.account()
        only = {**account.secret, "scopes": "tweet.read users.read offline.access"}
        ready = rig.open(type(account)(account.remote_id, account.handle, only)).can_delete()
        assert ready.can_delete is False and "tweet.write" in ready.says


# ---- tokens and logs -----------------------------------------------------------------------------------
def test_no_token_reaches_a_log(rig: XRig, caplog: pytest.LogCaptureFixture) -> None:
    """Even where somebody turns everything up to DEBUG."""
    account = rig.account()
    with caplog.at_level(logging.DEBUG), opened(rig, account) as network:
        network.whoami()
        rig.server.fault(500, path="/2/users/me")
        with pytest.raises(Retryable):
            network.whoami()
    secrets = [account.secret[key] for key in ("token", "token_secret", "access", "bearer") if key in account.secret]
    assert not [line for line in caplog.text.splitlines() if any(secret in line for secret in secrets)]


def test_naming_a_post_needs_no_tweepy() -> None:
    """The list of networks stays light: tweepy comes when an account is opened."""
    code = ("import sys\nfrom slipguard.networks import NETWORKS\nNETWORKS['x'].locate('https://x.com/a/status/1')\n"
            "print([n for n in ('tweepy', 'requests') if n in sys.modules])")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
