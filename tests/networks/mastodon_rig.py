"""Mastodon-API servers for the contract suite. The phone is Mastodon.py: no line of it is the adapter's."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import httpx
from mastodon import Mastodon

from slipguard.networks.mastodon.adapter import MastodonAdapter
from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.networks.mastodon.stream import Rhythm
from slipguard.networks.protocol import Network, Secret
from tests.networks.rig import Account, Behaviour
from tests.servers.mastodon import MastodonServer

QUICK = Rhythm(heard=0.3, sweep=1.0, poll=0.2, try_again=60.0)


class MastodonPhone:
    """Another client of an account."""

    def __init__(self, server: str, token: str, remote_id: str) -> None:
        self._server, self._me = server, remote_id
        self._api = Mastodon(
            access_token=token,
            api_base_url=server,
            version_check_mode="none",
            ratelimit_method="throw",
            request_timeout=10,
        )

    def post(self, text: str) -> str:
        """See `Phone`."""
        return f"{self._me}/{self._api.status_post(text, visibility='public').id}"

    def delete(self, ref: str) -> None:
        """See `Phone`."""
        self._api.status_delete(_id(ref))

    def repost(self, ref: str) -> None:
        """See `Phone`."""
        self._api.status_reblog(_id(ref))

    def texts(self) -> list[str]:
        """See `Phone`."""
        return [_plain(status.content) for status in self.statuses()]

    def statuses(self) -> Any:
        """The newest own posts, as the library gives them."""
        return self._api.account_statuses(self._me.partition("@")[0], exclude_reblogs=True, limit=40)

    def can_read(self, ref: str) -> bool:
        """See `Phone`: logged out by the post's page, as strangers do."""
        user = self._api.account_verify_credentials().username
        pages = (f"/@{user}/{_id(ref)}", f"/@{user}/statuses/{_id(ref)}")
        return any(httpx.get(self._server + page).status_code == 200 for page in pages)


class MastodonRig:
    """The test server with one behaviour."""

    patience = 15.0
    publish_marker = b"POST /api/v1/statuses "

    def __init__(self, server: MastodonServer) -> None:
        self.server = server
        self.adapter = MastodonAdapter(allow_private=True)
        self.host, self.port = server.host, server.port
        self.lacks: Mapping[Behaviour, str] = {}

    def account(self) -> Account:
        """See `Rig`."""
        person = self.server.person()
        secret = {
            "server": self.server.url,
            "token": person.token,
            "account_id": person.id,
            "acct": person.name,
        }
        return Account(f"{person.id}@{self.server.world.host}", f"{person.name}@{self.server.world.host}", secret)

    def open(self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None) -> Network:
        """See `Rig`."""
        return MastodonNetwork(account.secret, self.adapter.ledger, True, reach=at, rhythm=QUICK)

    def phone(self, account: Account) -> MastodonPhone:
        """See `Rig`."""
        return MastodonPhone(self.server.url, account.secret["token"], account.remote_id)

    def dead(self, account: Account) -> Account:
        """See `Rig`."""
        return Account(account.remote_id, account.handle, {**account.secret, "token": secrets.token_urlsafe(32)})

    def never(self, account: Account) -> str:
        """See `Rig`."""
        status_id = "01AAAAAAAAAAAAAAAAAAAAAAAA" if self.server.behaviour.ulids else "109999999999999999"
        return f"{account.remote_id}/{status_id}"

    def lost_picture(self, handle: str) -> str:
        """See `Rig`."""
        return "1" * len(handle)


def _id(ref: str) -> str:
    return ref.rpartition("/")[2]


def _plain(content: Any) -> str:
    return re.sub("<[^>]+>", "", str(content))
