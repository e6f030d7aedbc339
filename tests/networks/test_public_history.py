"""A person's public posts, read as a stranger reads them: what their voice can be learnt from without a sign-in."""

from __future__ import annotations

from pathlib import Path

import pytest

from slipguard.networks.bluesky import ADAPTER as BLUESKY
from slipguard.networks.mastodon.adapter import MastodonAdapter
from slipguard.networks.practice import ADAPTER as PRACTICE
from slipguard.networks.practice import World
from slipguard.networks.protocol import NetworkFailure, Reason, Rejected
from tests.networks.bluesky_rig import SdkPhone
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.mastodon import Behaviour, MastodonServer, gotosocial
from tests.servers.pds import Pds

TEXTS = [f"line {n} of what i always say" for n in range(45)]


@pytest.mark.pds
def test_bluesky(pds: Pds) -> None:
    """From the handle over the DID's document to the server that lists the posts; reposts are left out."""
    made = pds.account()
    phone = SdkPhone(pds.url, made)
    phone.post_many(TEXTS)
    other = pds.account()
    phone.repost(SdkPhone(pds.url, other).post("not my words"))
    where = {"view": pds.url, "directory": f"http://localhost:{pds._plc}"}
    found = [post.text for post in BLUESKY.public_history(f"@{made['handle']}", 100, where)]
    assert sorted(found) == sorted(TEXTS)
    assert len(list(BLUESKY.public_history(made["handle"], 7, where))) == 7
    with pytest.raises(Rejected, match=r"no @nobody\.test"):
        list(BLUESKY.public_history("nobody.test", 5, where))


def test_mastodon() -> None:
    """user@server is looked up and read page by page, logged out."""
    with MastodonServer(Behaviour()) as server:
        person = server.person()
        phone = MastodonPhone(server.url, person.token, f"{person.id}@{server.world.host}")
        for text in TEXTS:
            phone.post(text)
        adapter = MastodonAdapter(allow_private=True)
        name = f"{person.name}@{server.url}"
        assert [post.text for post in adapter.public_history(name, 100, {})] == TEXTS[::-1]
        assert len(list(adapter.public_history(name, 3, {}))) == 3
        with pytest.raises(Rejected, match="no such profile"):
            list(adapter.public_history(f"nobody@{server.url}", 5, {}))
        with pytest.raises(Rejected, match="whole name"):
            list(adapter.public_history("nobody", 5, {}))


def test_a_closed_server_says_so() -> None:
    """A server that shows strangers nothing is told apart, with what to do instead."""
    with MastodonServer(gotosocial()) as server:
        person = server.person()
        with pytest.raises(Rejected, match="upload your archive") as closed:
            list(MastodonAdapter(allow_private=True).public_history(f"{person.name}@{server.url}", 5, {}))
        assert closed.value.reason is Reason.PERMISSION


def test_practice(tmp_path: Path) -> None:
    """The rehearsal network answers like the others."""
    world = World(tmp_path / "practice.db")
    world.enrol("sam", "Sam")
    world.history("sam", [(text, 1.0 + n) for n, text in enumerate(TEXTS)])
    found = PRACTICE.public_history("@sam", 100, {"db": str(tmp_path / "practice.db")})
    assert [post.text for post in found] == TEXTS[::-1]


def test_a_private_address_is_not_asked() -> None:
    """A handle cannot make this server call an address on its own network."""
    with pytest.raises(NetworkFailure):
        list(MastodonAdapter(allow_private=False).public_history("x@http://127.0.0.1:1", 5, {}))
