"""One key, one post: the rule of publishing.py on servers that ignore Idempotency-Key."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from slipguard.networks.protocol import Outgoing, Reason, Rejected
from tests.networks.mastodon_rig import MastodonRig
from tests.networks.rig import Account, opened
from tests.servers.mastodon import Behaviour, MastodonServer

SORRY = "We have deleted the previous post - it was sent in error. We send our deepest apologies."


@pytest.fixture
def rig() -> Iterator[MastodonRig]:
    """A server that ignores keys: only looking helps."""
    with MastodonServer(Behaviour(honours_keys=False)) as server:
        yield MastodonRig(server)


def _publish(rig: MastodonRig, account: Account, outgoing: Outgoing, key: str) -> str:
    """As a process that has just started: with a memory of nothing."""
    with opened(MastodonRig(rig.server), account) as network:
        return network.publish(outgoing, key).ref


@pytest.mark.parametrize("skew", [0.0, 300.0, -300.0])
def test_the_apology_of_two_incidents_is_two_posts(rig: MastodonRig, skew: float) -> None:
    """Equal words, two keys, and a restart between: the second was first tried after the first was made.

    The server's clock may be minutes off."""
    rig.server.behaviour.skew = skew
    account = rig.account()
    began = datetime.now(UTC)
    with rig.server.world.lock:  # the first apology went out ten minutes ago
        grant = rig.server.world.tokens[account.secret["token"]]
        first = rig.server.world.publish(grant, {"status": SORRY})
        made = datetime.fromtimestamp(rig.server.world.clock() - 600, UTC)
        first.at = made.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    second = _publish(rig, account, Outgoing(SORRY, first_tried=began), "respond:2-v1")
    assert not second.endswith(first.id)
    again = _publish(rig, account, Outgoing(SORRY, first_tried=began), "respond:2-v1")
    assert again == second
    kept = _publish(rig, account, Outgoing(SORRY, first_tried=began - timedelta(minutes=11)), "respond:1-v1")
    assert kept.endswith(first.id)
    assert rig.phone(account).texts() == [SORRY] * 2


def test_without_a_first_attempt_the_quiet_side_is_taken(rig: MastodonRig) -> None:
    """After a restart, equal words of the last hour are taken for the same post; older ones are not."""
    account = rig.account()
    ref = _publish(rig, account, Outgoing("Good morning!"), "publish:1-v1")
    assert _publish(rig, account, Outgoing("Good morning!"), "publish:2-v1") == ref
    with rig.server.world.lock:
        status = rig.server.world.statuses[ref.rpartition("/")[2]]
        made = datetime.now(UTC) - timedelta(hours=1, minutes=1)
        status.at = made.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert _publish(rig, account, Outgoing("Good morning!"), "publish:3-v1") != ref


def test_an_answer_is_another_post_than_the_same_words_alone(rig: MastodonRig) -> None:
    """ "Thank you!" to two people, and to nobody, are three posts."""
    account = rig.account()
    one, two = rig.phone(rig.account()).post("Well done."), rig.phone(rig.account()).post("Nice.")
    refs = {
        _publish(rig, account, Outgoing("Thank you!", reply_to=answered), f"publish:{n}-v1")
        for n, answered in enumerate((None, one, two))
    }
    assert len(refs) == 3
    assert _publish(rig, account, Outgoing("Thank you!", reply_to=two), "publish:2-v1") in refs
    assert len(rig.phone(account).texts()) == 3


@pytest.mark.parametrize(
    "text",
    [
        "Two\nlines, and\n\n\na paragraph.",
        "Thanks @user1, @user2@127.0.0.1:1 and @nobody@elsewhere.example.",
        "<b>not bold</b> & \"quoted\" 'text'",
        "https://example.org/a?b=c&d=e, https://example.org/with/a/path/that/is/shortened#x.",
        "  spaces   and\ttabs  ",
        "#hashtags and #Ünïcödé 🏳️‍🌈 e\u0301",
    ],
)
def test_a_post_is_found_however_the_server_dresses_it(rig: MastodonRig, text: str) -> None:
    """Links that are shortened, mentions that lose their server and line breaks are the same words."""
    account = rig.account()
    ref = _publish(rig, account, Outgoing(text), "publish:1-v1")
    with rig.server.world.lock:
        rig.server.world.statuses[ref.rpartition("/")[2]].app = "another"
    with opened(MastodonRig(rig.server), account) as network:
        found = network.find(Outgoing(text), "publish:1-v1")
        assert found is not None and found.ref == ref
        assert network.find(Outgoing(text + "!"), "publish:1-v1") is None


def test_the_server_is_asked_for_its_limit_only_when_it_matters(rig: MastodonRig) -> None:
    """Links count 23, of mentions the local part; the words name the server's own limit."""
    account = rig.account()
    rig.server.behaviour.max_characters = 5000
    link = "https://example.org/" + "x" * 600
    with opened(rig, account) as network:
        network.publish(Outgoing(f"Short enough: {link}"), "publish:1-v1")
        network.publish(Outgoing("x" * 4999), "publish:2-v1")
        with pytest.raises(Rejected) as failure:
            network.publish(Outgoing("x" * 5001), "publish:3-v1")
    assert failure.value.reason is Reason.INVALID and "5000" in failure.value.says
    assert sum("/instance" in path for _, path, _ in rig.server.world.requests) == 1


def test_keys_travel_as_digests(rig: MastodonRig) -> None:
    """The key that servers see is derived from ours, the same each time, and tells nothing."""
    account = rig.account()
    with opened(rig, account) as network:
        network.publish(Outgoing("Keyed."), "publish:17-v1")
    with (
        MastodonServer(Behaviour()) as other,
        opened(MastodonRig(other), MastodonRig(other).account()) as network,
    ):
        network.publish(Outgoing("Keyed."), "publish:17-v1")
        keys = [h.get("idempotency-key") for m, _, h in rig.server.world.requests + other.world.requests if m == "POST"]
    assert len(set(keys)) == 2 and all(key and key.startswith("slipguard-") and "17" not in key[:12] for key in keys)
