"""A real snac2: the awkward Mastodon-API server. It has no delete, and nothing may claim that it has."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta

import pytest
from mastodon.errors import MastodonNetworkError

from slipguard.networks.mastodon.adapter import MastodonAdapter
from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.networks.protocol import Delete, Heard, Network, Outgoing, Reason, Rejected, Secret, Seen
from tests.networks.contract import Picturing, Publishing, Recalling, Watching
from tests.networks.mastodon_rig import QUICK, MastodonPhone
from tests.networks.rig import Account, Behaviour, Rig, Watcher, opened
from tests.servers import snac

_NO_DELETE = "snac2 has no delete"


class SnacPhone(MastodonPhone):
    """Mastodon.py against snac2. Without kept connections: snac2 gives a thread to each and has few."""

    def __init__(self, server: str, token: str, remote_id: str) -> None:
        super().__init__(server, token, remote_id)
        self._api.session.headers["Connection"] = "close"

    def post(self, text: str) -> str:
        """See `Phone`. A cut connection is looked after before the post is sent again, as a person would."""
        try:
            return super().post(text)
        except MastodonNetworkError:
            if posted := [status for status in self.statuses() if status.text == text]:
                return f"{self._me}/{posted[0].id}"
            return super().post(text)

    def can_read(self, ref: str) -> bool:
        """With the account's token: the API shows strangers nothing."""
        return any(status.id == ref.rpartition("/")[2] for status in self.statuses())


class SnacRig:
    """One snac2 for all tests of the session."""

    patience = 15.0
    publish_marker = b"POST /api/v1/statuses "
    lacks: Mapping[Behaviour, str] = {
        Behaviour.DELETE: _NO_DELETE,
        Behaviour.DELETE_EVENTS: _NO_DELETE,
        Behaviour.REFUSES_OTHERS: _NO_DELETE,
        Behaviour.REPOSTS: "it reposts only what was federated to the account",
        Behaviour.KEY_RACE: "it ignores Idempotency-Key",
        Behaviour.LOGGED_OUT: "its API shows strangers nothing, and a post's address cannot be told from its id",
    }

    def __init__(self, server: snac.Snac) -> None:
        self.server, self.host, self.port = server, server.host, server.port
        self.adapter = MastodonAdapter(allow_private=True)

    def account(self) -> Account:
        """See `Rig`."""
        person = self.server.person()
        secret = {
            "server": self.server.url,
            "token": person.token,
            "account_id": person.id,
            "acct": person.name,
        }
        host = f"localhost:{self.port}"
        return Account(f"{person.id}@{host}", f"{person.name}@{host}", secret)

    def open(self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None) -> Network:
        """See `Rig`."""
        return MastodonNetwork(account.secret, self.adapter.ledger, True, reach=at, rhythm=QUICK)

    def phone(self, account: Account) -> SnacPhone:
        """See `Rig`."""
        return SnacPhone(self.server.url, account.secret["token"], account.remote_id)

    def dead(self, account: Account) -> Account:
        """See `Rig`."""
        return Account(account.remote_id, account.handle, {**account.secret, "token": secrets.token_hex(16)})

    def never(self, account: Account) -> str:
        """See `Rig`."""
        return f"{account.remote_id}/1700000000{'0' * 32}"

    def lost_picture(self, handle: str) -> str:
        """See `Rig`."""
        return "0" * len(handle)


@pytest.fixture(scope="module")
def rig() -> Iterator[SnacRig]:
    """A running snac2, or the reason why there is none."""
    if why := snac.missing():
        pytest.skip(why)
    with snac.Snac() as server:
        yield SnacRig(server)


class TestPublishing(Publishing):
    """The contract's first part, without what snac2 answers otherwise."""

    def test_too_long_or_empty_is_refused_before_sending(self, rig: Rig) -> None:
        """snac2 announces a limit of its own, far beyond the others': the limit it announces is kept to."""
        account = rig.account()
        with opened(rig, account) as network:
            for text in ("", "   ", "x" * 200_000):
                with pytest.raises(Rejected) as failure:
                    network.publish(Outgoing(text), "publish:h-v1")
                assert failure.value.reason is Reason.INVALID
        assert rig.phone(account).texts() == []

    def test_mentions_or_plain_words(self, rig: Rig) -> None:
        """The call works; a mention by a neighbour was not seen to arrive within 8 seconds."""
        account = rig.account()
        with opened(rig, account) as network:
            assert network.mentions(datetime.now(UTC) - timedelta(minutes=5)) == []

    def test_ref_and_address_round_trip(self, rig: Rig) -> None:
        """The post's address names it; posts are deleted by hand on the page of all own posts."""
        account = rig.account()
        with opened(rig, account) as network:
            post = network.publish(Outgoing("Find me again."), "publish:k-v1")
        for name in (post.ref, post.url):
            located = rig.adapter.locate(name)
            assert located is not None and located.owner in (account.remote_id, account.handle)
            assert rig.adapter.ref(account.remote_id, located.key) == post.ref
        assert rig.adapter.address(post.ref, account.secret).endswith(f"/{account.secret['acct']}/admin")


class TestRecalling(Recalling):
    """The contract's second part."""


class TestWatching(Watching):
    """The contract's third part."""


class TestPicturing(Picturing):
    """The contract's fourth part, without what snac2 answers otherwise."""

    def test_a_picture_that_never_came_is_no_post(self, rig: Rig) -> None:
        """snac2 takes any name for a picture and publishes without it."""
        pytest.skip("snac2 does not look whether a picture is there")

    def test_a_film_that_never_came_is_no_post(self, rig: Rig) -> None:
        """As with a picture."""
        pytest.skip("snac2 does not look whether a film is there")


def test_the_whole_way_ends_by_hand(rig: SnacRig) -> None:
    """A slip is seen by polling, the delete's 404 claims nothing, strangers still read it, and the words
    send the person to the page where it is deleted by hand."""
    account = rig.account()
    with opened(rig, account) as network, Watcher(network) as watcher:
        watcher.wait_alive(rig.patience)
        ref = rig.phone(account).post("Not for this account.")
        seen = watcher.wait_post(ref, rig.patience)
        assert {h.via for h in watcher.happened if isinstance(h, Heard)} == {"polling every 0.2 s"}
        watcher.stop()
        assert network.delete(ref) is Delete.NOT_FOUND
        (mine,) = network.fetch(ref, False)
        assert mine.seen is Seen.THERE
        (page,) = network.fetch(ref, True)
        assert page.seen is Seen.THERE and "web page" in page.viewpoint
        ready = network.can_delete()
        assert ready.can_delete is False and "delete by hand" in ready.says
    assert (
        seen.post.url and rig.adapter.address(ref, account.secret) == f"{rig.server.url}/{account.secret['acct']}/admin"
    )


def test_a_post_without_memory_of_the_key_is_found(rig: SnacRig) -> None:
    """snac2 ignores the key and rewrites *this* as markup: the typed words are compared, one post stays."""
    account = rig.account()
    words = Outgoing("Lot *7* is closed, see https://example.org/a/long/way?x=1 #parking\n\nSecond line")
    refs = []
    for _ in range(2):
        with opened(SnacRig(rig.server), account) as network:
            refs.append(network.publish(words, "publish:m-v1").ref)
    assert refs[0] == refs[1] and len(rig.phone(account).texts()) == 1
