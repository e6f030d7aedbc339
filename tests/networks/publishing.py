"""Contract, first part: who am I, publish, find, history."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from slipguard.networks.protocol import (
    Identity,
    Outgoing,
    Reason,
    Reconnect,
    Rejected,
    Retryable,
    Unknown,
    Unsupported,
)
from tests.networks.rig import Behaviour, Rig, eventually, needs, opened
from tests.servers.ports import closed_port
from tests.servers.proxy import Proxy

MOST = 20_000  # signs of a draft (actions/drafts.py)


class Publishing:
    """Who am I, publish, find, history."""

    def test_whoami_asks_the_network(self, rig: Rig) -> None:
        """The identity is the network's answer, and with the server away there is none from memory."""
        account = rig.account()
        with opened(rig, account) as network:
            me = network.whoami()
        assert isinstance(me, Identity)
        assert me.remote_id == account.remote_id
        assert me.handle == account.handle
        away = f"http://127.0.0.1:{closed_port()}"
        with opened(rig, account, away) as network, pytest.raises(Retryable) as failure:
            network.whoami()
        assert failure.value.reason is Reason.NETWORK

    def test_publish_is_public(self, rig: Rig) -> None:
        """A published post is what an independent client reads, and its ref is the canonical one."""
        account = rig.account()
        phone = rig.phone(account)
        with opened(rig, account) as network:
            post = network.publish(Outgoing("The bakery opens at seven.", language="en"), "publish:a-v1")
        assert post.text == "The bakery opens at seven."
        assert post.author == account.remote_id
        assert post.at is not None and abs(post.at - datetime.now(UTC)) < timedelta(minutes=2)
        eventually(lambda: phone.can_read(post.ref), rig.patience, "an independent reader sees the post")
        assert phone.texts() == ["The bakery opens at seven."]

    def test_same_key_twice_is_one_post(self, rig: Rig) -> None:
        """A repeated publish with one key, from another process too, gives the first post again."""
        account = rig.account()
        outgoing = Outgoing("Twice said, once heard.")
        with opened(rig, account) as network:
            first = network.publish(outgoing, "publish:b-v1")
            again = network.publish(outgoing, "publish:b-v1")
        with opened(rig, account) as restarted:
            later = restarted.publish(outgoing, "publish:b-v1")
        assert first.ref == again.ref == later.ref
        assert first.at == again.at == later.at
        assert rig.phone(account).texts() == ["Twice said, once heard."]

    def test_another_key_is_another_post(self, rig: Rig) -> None:
        """The key, not the text, says what is the same: a greeting may be repeated on purpose."""
        account = rig.account()
        with opened(rig, account) as network:
            one = network.publish(Outgoing("Good morning!"), "publish:c-v1")
            try:
                two = network.publish(Outgoing("Good morning!"), "publish:d-v1")
            except Rejected as refused:
                assert refused.reason is Reason.DUPLICATE
                return
        assert one.ref != two.ref
        assert rig.phone(account).texts() == ["Good morning!"] * 2

    def test_same_key_at_the_same_moment(self, rig: Rig) -> None:
        """Two processes that publish one key at once leave one post."""
        needs(rig, Behaviour.KEY_RACE)
        account = rig.account()
        refs: list[str] = []
        gate = threading.Barrier(2)

        def press() -> None:
            with opened(rig, account) as network:
                gate.wait()
                with suppress(Retryable, Unknown):
                    refs.append(network.publish(Outgoing("Only me."), "publish:e-v1").ref)

        threads = [threading.Thread(target=press) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert refs and len(set(refs)) == 1
        assert rig.phone(account).texts() == ["Only me."]

    def test_lost_answer_is_unknown_and_then_found(self, rig: Rig) -> None:
        """The server acted and its answer was lost: unknown, found by looking, never a second post."""
        account = rig.account()
        outgoing = Outgoing("The answer to this was lost.")
        with Proxy(rig.host, rig.port) as proxy, opened(rig, account, proxy.url) as network:
            proxy.cut_answer_to(rig.publish_marker)
            with pytest.raises(Unknown):
                network.publish(outgoing, "publish:f-v1")
            assert proxy.cuts == 1
            proxy.heal()
            found = network.find(outgoing, "publish:f-v1")
            assert found is not None and found.text == outgoing.text
            assert network.publish(outgoing, "publish:f-v1").ref == found.ref
        assert rig.phone(account).texts() == [outgoing.text]

    def test_find_does_not_invent(self, rig: Rig) -> None:
        """What was never published under a key is not found, whatever else the account says."""
        account = rig.account()
        rig.phone(account).post("Something else entirely.")
        with opened(rig, account) as network:
            assert network.find(Outgoing("Never sent."), "publish:g-v1") is None

    def test_history_is_newest_first_without_reposts(self, rig: Rig) -> None:
        """History holds the account's own words, newest first, at most as many as asked for."""
        account, neighbour = rig.account(), rig.account()
        phone = rig.phone(account)
        other = rig.phone(neighbour).post("Somebody else's words.")
        refs = [phone.post(f"Day {day} of the fair.") for day in range(5)]
        if Behaviour.REPOSTS not in rig.lacks:
            phone.repost(other)
        with opened(rig, account) as network:
            posts = list(network.history(10))
            assert [post.ref for post in posts] == refs[::-1]
            assert posts[0].text == "Day 4 of the fair."
            assert all(post.author == account.remote_id and post.at for post in posts)
            assert [post.ref for post in network.history(2)] == refs[:2:-1]

    def test_too_long_or_empty_is_refused_before_sending(self, rig: Rig) -> None:
        """Content that the network cannot take is refused with the reason, and nothing goes out."""
        account = rig.account()
        with opened(rig, account) as network:
            for text in ("", "   ", "far too long " * 5000):
                with pytest.raises(Rejected) as failure:
                    network.publish(Outgoing(text), "publish:h-v1")
                assert failure.value.reason is Reason.INVALID
        assert rig.phone(account).texts() == []

    def test_the_adapter_counts_as_the_server_does(self, rig: Rig) -> None:
        """A text that just fits goes out whole; one letter more is too long for adapter and server alike."""
        account = rig.account()
        with opened(rig, account) as network:
            limits = network.limits()
            room = rig.adapter.length("", limits).limit
            end = " ☂"  # counts 2 or 3: some networks count signs beyond most alphabets twice
            fits = "é" * (room - rig.adapter.length(end, limits).used) + end
            said = rig.adapter.length(fits, limits)
            assert (said.used, said.fits) == (room, True)
            assert not rig.adapter.length(fits + "x", limits).fits
            if room > MOST:
                pytest.skip(f"the server claims {room} signs, and no draft is longer than {MOST}")
            network.publish(Outgoing(fits), "publish:full-v1")
            with pytest.raises(Rejected):
                network.publish(Outgoing(fits + "x"), "publish:over-v1")
        assert rig.phone(account).texts() == [fits]

    def test_dead_token_asks_to_reconnect(self, rig: Rig) -> None:
        """A revoked token is told apart from every other failure, in every call that needs it."""
        account = rig.account()
        ref = rig.phone(account).post("Still here.")
        with opened(rig, rig.dead(account)) as network:
            for call in (
                network.whoami,
                lambda: network.publish(Outgoing("Nobody home."), "publish:i-v1"),
                lambda: network.delete(ref),
            ):
                with pytest.raises(Reconnect) as failure:
                    call()
                assert failure.value.reason is Reason.TOKEN
                for sealed in rig.dead(account).secret.values():
                    assert len(sealed) < 20 or sealed.startswith("http") or sealed not in failure.value.says
            assert network.can_delete().can_delete is False
        assert rig.phone(account).texts() == ["Still here."]

    def test_server_down_while_publishing(self, rig: Rig) -> None:
        """A server that cannot be reached is retryable or unknown, and never a refusal."""
        account = rig.account()
        away = f"http://127.0.0.1:{closed_port()}"
        with opened(rig, account, away) as network, pytest.raises((Retryable, Unknown)) as failure:
            network.publish(Outgoing("Into the void."), "publish:j-v1")
        assert failure.value.reason is Reason.NETWORK

    def test_close_twice(self, rig: Rig) -> None:
        """Letting go twice is harmless."""
        network = rig.open(rig.account())
        network.whoami()
        network.close()
        network.close()

    def test_mentions_or_plain_words(self, rig: Rig) -> None:
        """Mentions are answered, or it is said that this server cannot be asked."""
        account = rig.account()
        since = datetime.now(UTC) - timedelta(minutes=5)
        with opened(rig, account) as network:
            if Behaviour.MENTIONS in rig.lacks:
                with pytest.raises(Unsupported):
                    network.mentions(since)
                return
            assert network.mentions(since) == []
            rig.phone(rig.account()).post(f"@{account.handle} what was that about?")
            found = eventually(lambda: network.mentions(since), rig.patience, "the mention is listed")
            assert "what was that about?" in found[0].text

    def test_ref_and_address_round_trip(self, rig: Rig) -> None:
        """A post's ref, its address for people and its native name all lead to the same post."""
        account = rig.account()
        with opened(rig, account) as network:
            post = network.publish(Outgoing("Find me again."), "publish:k-v1")
        for name in (post.ref, post.url, rig.adapter.address(post.ref, account.secret)):
            located = rig.adapter.locate(name)
            assert located is not None, name
            assert located.owner in (account.remote_id, account.handle)
            assert rig.adapter.ref(account.remote_id, located.key) == post.ref
        assert rig.adapter.locate("https://example.com/") is None
        assert rig.adapter.locate("not an address") is None
