"""Networks that are watched by hand: the contract as far as their Facts say, and honesty about what a page proves."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count

import pytest

from slipguard.networks import NETWORKS
from slipguard.networks.by_hand import ByHandAdapter
from slipguard.networks.by_hand.places import PLACES
from slipguard.networks.protocol import Network, Outgoing, Rejected, Secret, Seen, Unsupported
from tests.networks.recalling import Recalling
from tests.networks.rig import Account, Behaviour
from tests.servers.pages import Pages
from tests.servers.ports import closed_port

INSTAGRAM = next(place for place in PLACES if place.name == "instagram")
NUMBER = count(1)


class Hand:
    """The account's owner: posts and deletes on the pages themselves."""

    def __init__(self, pages: Pages, handle: str) -> None:
        self._pages, self._handle, self._texts = pages, handle, dict[str, str]()

    def _path(self, ref: str) -> str:
        return "/" + ref.partition("//")[2].partition("/")[2]

    def post(self, text: str) -> str:
        """See `Phone`."""
        path = f"/{self._handle}/p/Cx{next(NUMBER)}"
        self._pages.pages[path] = 200, f"<link rel=canonical href={path}> {text}"
        self._texts[path] = text
        return f"http://{self._pages.host}{path}"

    def delete(self, ref: str) -> None:
        """See `Phone`."""
        del self._pages.pages[self._path(ref)], self._texts[self._path(ref)]

    def repost(self, ref: str) -> None:
        """See `Phone`."""
        raise AssertionError("nothing is reposted by hand")

    def texts(self) -> list[str]:
        """See `Phone`."""
        return list(self._texts.values())

    def can_read(self, ref: str) -> bool:
        """See `Phone`."""
        return self._path(ref) in self._pages.pages


class HandRig:
    """Pages on loopback in place of the network's own hosts."""

    lacks: Mapping[Behaviour, str] = {
        Behaviour.DELETE: "only a person deletes", Behaviour.REFUSES_OTHERS: "nothing can be asked to delete",
    }
    patience = 15.0
    publish_marker = b""

    def __init__(self, pages: Pages) -> None:
        self.pages, self.host, self.port = pages, "127.0.0.1", pages.port
        self.adapter = ByHandAdapter(replace(INSTAGRAM, hosts=(pages.host,)), allow_private=True)

    def account(self) -> Account:
        """See `Rig`."""
        handle = f"client{next(NUMBER)}"
        self.pages.pages[f"/{handle}/"] = 200, handle
        return Account(handle, handle, self.adapter.connect({"handle": handle, "url": ""}))

    def open(self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None) -> Network:
        """See `Rig`. `at`: the pages' host is away."""
        if at:
            away = at.removeprefix("http://")
            place = replace(INSTAGRAM, hosts=(away,))
            return Elsewhere(ByHandAdapter(place, allow_private=True).open(account.secret, lambda _: None), away)
        return self.adapter.open(account.secret, lambda _: None)

    def phone(self, account: Account) -> Hand:
        """See `Rig`."""
        return Hand(self.pages, account.handle)

    def dead(self, account: Account) -> Account:
        """See `Rig`: there is no token that could be dead."""
        return account

    def never(self, account: Account) -> str:
        """See `Rig`."""
        return f"http://{self.pages.host}/{account.handle}/p/CxNever"


class Elsewhere:
    """The same network on a host that does not answer: refs lead there."""

    def __init__(self, inner: Network, host: str) -> None:
        self._inner, self._host = inner, host

    def fetch(self, ref: str, logged_out: bool) -> object:
        """At the host that is away."""
        path = ref.partition("//")[2].partition("/")[2]
        return self._inner.fetch(f"http://{self._host}/{path}", logged_out)

    def __getattr__(self, name: str) -> object:
        return getattr(self._inner, name)


@pytest.fixture
def pages() -> Iterator[Pages]:
    """Pages of this test's own."""
    with Pages() as made:
        yield made


@pytest.fixture
def rig(pages: Pages) -> HandRig:
    """See contract.py."""
    return HandRig(pages)


class TestRecalling(Recalling):
    """The part of the contract that concerns reading; what acts is refused, see below."""

    def test_dead_server_proves_nothing(self, rig: HandRig) -> None:
        """A page that does not answer is never read as gone; a delete is refused with words, not tried."""
        account = rig.account()
        ref = rig.phone(account).post("Am I gone?")
        away = rig.open(account, f"http://127.0.0.1:{closed_port()}")
        assert [s.seen for s in away.fetch(ref, True)] == [Seen.UNPROVEN]
        with pytest.raises(Unsupported):
            away.delete(ref)


@pytest.mark.parametrize("name", [name for name, adapter in NETWORKS.items() if adapter.facts.by_hand])
def test_what_facts_deny_is_refused_with_words(name: str) -> None:
    """Every verb in `cannot` raises Unsupported, and the delete's words say how a person does it."""
    adapter = NETWORKS[name]
    network = adapter.open(adapter.connect({"handle": "client", "url": ""}), lambda _: None)
    calls: dict[str, Callable[[], object]] = {
        "delete": lambda: network.delete("x"),
        "publish": lambda: network.publish(Outgoing("x"), "k"),
        "watch": lambda: network.watch(None, lambda: True),
        "history": lambda: network.history(1),
        "mentions": lambda: network.mentions(datetime.now(UTC)),
    }
    for verb, call in calls.items():
        with pytest.raises(Unsupported) as refused:
            call()
        assert (adapter.facts.manual_delete if verb == "delete" else adapter.facts.cannot[verb]) in refused.value.says


ADDRESSES = [
    ("facebook", "https://m.facebook.com/umparking/posts/pfbid02ABC?ref=share", "umparking",
     "https://www.facebook.com/umparking/posts/pfbid02ABC"),
    ("facebook", "https://www.facebook.com/permalink.php?story_fbid=77&id=12&x=1", "",
     "https://www.facebook.com/permalink.php?id=12&story_fbid=77"),
    ("instagram", "https://instagram.com/p/Cabc_-1/?utm_source=x", "", "https://www.instagram.com/p/Cabc_-1"),
    ("instagram", "https://www.instagram.com/north.cafe/reel/Cxyz/", "north.cafe",
     "https://www.instagram.com/north.cafe/reel/Cxyz"),
    ("threads", "https://www.threads.net/@north.cafe/post/DAbc", "north.cafe",
     "https://www.threads.com/@north.cafe/post/DAbc"),
    ("linkedin", "https://www.linkedin.com/posts/north-cafe_soup-activity-7123456789-aBcD", "north-cafe",
     "https://www.linkedin.com/posts/north-cafe_soup-activity-7123456789-aBcD"),
    ("linkedin", "https://www.linkedin.com/feed/update/urn:li:activity:7123456789/", "",
     "https://www.linkedin.com/feed/update/urn:li:activity:7123456789"),
    ("tiktok", "https://www.tiktok.com/@north.cafe/video/7300000000000000000?lang=en", "north.cafe",
     "https://www.tiktok.com/@north.cafe/video/7300000000000000000"),
]


@pytest.mark.parametrize(("network", "url", "owner", "ref"), ADDRESSES)
def test_addresses(network: str, url: str, owner: str, ref: str) -> None:
    """However an address was copied, it is one name of one post, of one network."""
    found = {name: located for name, adapter in NETWORKS.items() if (located := adapter.locate(url))}
    assert list(found) == [network]
    assert found[network].owner == owner
    assert NETWORKS[network].ref("anybody", found[network].key) == ref
    assert NETWORKS[network].locate(ref) == found[network]


@pytest.mark.parametrize("url", ["https://evil.example/p/abc", "https://instagram.com.evil.example/p/abc",
                                 "https://instagram.com@evil.example/p/abc", "file:///etc/passwd", "instagram",
                                 "https://www.instagram.com/accounts/login/", "https://www.instagram.com:8443/p/abc"])
def test_what_is_no_post_there(url: str) -> None:
    """Other hosts, other schemes and pages that are no posts are not understood, so they are never fetched."""
    assert NETWORKS["instagram"].locate(url) is None


def test_connecting_takes_a_name_or_the_networks_own_address() -> None:
    """A handle, or a page on that network; an address of another one is refused."""
    adapter = NETWORKS["threads"]
    assert adapter.connect({"handle": "@north.cafe", "url": ""})["url"] == "https://www.threads.com/@north.cafe"
    assert adapter.connect({"handle": "", "url": "https://threads.net/@north.cafe"})["handle"] == "north.cafe"
    with pytest.raises(Rejected, match=r"threads\.com"):
        adapter.connect({"handle": "x", "url": "https://169.254.169.254/latest"})


@pytest.mark.parametrize(("answer", "seen", "says"), [
    ((302, "/accounts/login/?next=x"), Seen.UNPROVEN, "sign in"),
    ((302, "https://evil.example/"), Seen.UNPROVEN, "led away"),
    ((302, "http://169.254.169.254/"), Seen.UNPROVEN, "led away"),
    ((401, ""), Seen.UNPROVEN, "sign in"), ((429, ""), Seen.UNPROVEN, "sign in"), ((999, ""), Seen.UNPROVEN, "sign in"),
    ((200, "Sorry, this page is not available."), Seen.UNPROVEN, "does not say"),
    ((500, ""), Seen.UNPROVEN, "does not say"), ((410, ""), Seen.GONE, "while the profile is open"),
])
def test_a_page_proves_what_it_proves(rig: HandRig, answer: tuple[int, str], seen: Seen, says: str) -> None:
    """A sign-in wall, a soft 404 and trouble prove nothing; 410 does, as long as strangers may look at all."""
    account = rig.account()
    ref = rig.phone(account).post("x")
    rig.pages.pages["/" + ref.partition("//")[2].partition("/")[2]] = answer
    (sighting,) = rig.open(account).fetch(ref, True)
    assert sighting.seen is seen and says in sighting.says


def test_a_404_behind_a_closed_profile_proves_nothing(rig: HandRig) -> None:
    """Where strangers see no post of the account, one that they do not see need not be gone."""
    account = rig.account()
    rig.pages.pages[f"/{account.handle}/"] = 302, "/accounts/login/"
    (sighting,) = rig.open(account).fetch(rig.never(account), True)
    assert sighting.seen is Seen.UNPROVEN and "profile is not open" in sighting.says


def test_private_addresses_are_not_read() -> None:
    """Even the network's own name is not followed into the own house."""
    adapter = ByHandAdapter(replace(INSTAGRAM, hosts=("localhost",)))
    network = adapter.open({"handle": "x", "url": "https://localhost/x/", "network": "instagram"}, lambda _: None)
    (sighting,) = network.fetch("https://localhost/p/abc", True)
    assert sighting.seen is Seen.UNPROVEN and "private network" in sighting.says
