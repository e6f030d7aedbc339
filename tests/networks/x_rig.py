"""X for the contract suite. The phone is plain httpx with an OAuth 2.0 token of its own: no line is the adapter's."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import httpx

from slipguard.networks.protocol import Network, Secret
from slipguard.networks.x.adapter import XAdapter
from slipguard.networks.x.client import XNetwork
from slipguard.networks.x.plan import Plan
from slipguard.networks.x.watching import Rhythm
from tests.networks.rig import Account, Behaviour
from tests.servers.x import XServer

QUICK = Rhythm(heard=0.3, beside=1.0, looks=0.5)
OFTEN = Plan(reads_a_month=10**9, quickest=0.2)


class XPhone:
    """Another client of an account."""

    def __init__(self, server: XServer, user_id: str) -> None:
        self._server, self._me = server, user_id
        with server.world.lock:
            token = server.world.grant(server.world.people[user_id])["access_token"]
            server.world.tokens[token].app = "Twitter for iPhone"
        self._http = httpx.Client(base_url=server.url, headers={"Authorization": f"Bearer {token}"})

    def post(self, text: str, answers: str = "") -> str:
        """See `Phone`."""
        form: dict[str, Any] = {"text": text}
        if answers:
            form["reply"] = {"in_reply_to_tweet_id": answers.rpartition("/")[2]}
        return f"{self._me}/{self._done(self._http.post('/2/tweets', json=form))['data']['id']}"

    def delete(self, ref: str) -> None:
        """See `Phone`."""
        self._done(self._http.delete(f"/2/tweets/{ref.rpartition('/')[2]}"))

    def repost(self, ref: str) -> None:
        """See `Phone`."""
        self._done(self._http.post(f"/2/users/{self._me}/retweets", json={"tweet_id": ref.rpartition("/")[2]}))

    def texts(self) -> list[str]:
        """See `Phone`."""
        found = self._done(self._http.get(f"/2/users/{self._me}/tweets?exclude=retweets&max_results=100"))
        return [tweet["text"] for tweet in found.get("data", [])]

    def can_read(self, ref: str) -> bool:
        """See `Phone`: a stranger, by the embed service."""
        page = f"https://x.com/somebody/status/{ref.rpartition('/')[2]}"
        return httpx.get(f"{self._server.url}/oembed", params={"url": page}).status_code == 200

    @staticmethod
    def _done(answer: httpx.Response) -> Any:
        answer.raise_for_status()
        return answer.json()


class XRig:
    """The test server with one way of signing in."""

    patience = 15.0
    publish_marker = b"POST /2/tweets "

    def __init__(self, server: XServer, way: str = "oauth1", bearer: bool = True) -> None:
        self.server, self.way, self.bearer = server, way, bearer
        self.adapter = XAdapter()
        self.host, self.port = server.host, server.port
        self.lacks: Mapping[Behaviour, str] = {Behaviour.READS_ALT: "X tells it only where more than the post is asked"}

    def account(self) -> Account:
        """See `Rig`."""
        person = self.server.person()
        return Account(person.id, person.name, self.secret(person))

    def secret(self, person: Any) -> dict[str, str]:
        """A sign-in of the kind that is tested."""
        secret = {"user_id": person.id, "user": person.name, "api": self.server.url,
                  "oembed": f"{self.server.url}/oembed"}
        if self.bearer:
            secret["bearer"] = self.server.world.bearer
        if self.way == "oauth1":
            keys = {"api_key": "x-api-key", "api_secret": "x-api-secret"}
            return secret | keys | {"token": person.token, "token_secret": person.token_secret}
        with self.server.world.lock:
            told = self.server.world.grant(person)
        return secret | {"access": told["access_token"], "refresh": told["refresh_token"], "scopes": told["scope"],
                         "client_id": "x-client", "client_secret": "x-client-secret"}

    def open(self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None) -> Network:
        """See `Rig`."""
        moved = {"api": at, "oembed": f"{at}/oembed"} if at else {}
        shared = self.adapter.shared()
        if self.server.behaviour.activity:
            shared.hub.want(self.server.url, self.server.world.bearer)
        return XNetwork({**account.secret, **moved}, keep or (lambda _: None), shared, OFTEN, QUICK)

    def phone(self, account: Account) -> XPhone:
        """See `Rig`."""
        return XPhone(self.server, account.remote_id)

    def dead(self, account: Account) -> Account:
        """See `Rig`: with an application that is still known, as when the account's owner revokes it."""
        wrong = {key: secrets.token_urlsafe(24) for key in ("token", "token_secret", "access", "refresh")
                 if key in account.secret}
        return Account(account.remote_id, account.handle, {**account.secret, **wrong})

    def never(self, account: Account) -> str:
        """See `Rig`."""
        return f"{account.remote_id}/1099999999999999999"

    def lost_picture(self, handle: str) -> str:
        """See `Rig`."""
        return "1" * len(handle)
