"""What the contract suite stands on for Bluesky: a real PDS, and the SDK's own client as the phone."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
from atproto import Client, Session, SessionEvent
from atproto_client import models
from atproto_client.exceptions import BadRequestError

from slipguard.networks.bluesky import ADAPTER
from slipguard.networks.bluesky.client import Bluesky
from slipguard.networks.protocol import Secret
from tests.networks.rig import Account, Behaviour
from tests.servers.jetstream import JetstreamDouble
from tests.servers.pds import Pds

POST = "app.bsky.feed.post"


class SdkPhone:
    """The account's owner with the atproto SDK. `Client.login()` would ask an AppView: the session is set."""

    def __init__(self, url: str, made: Mapping[str, str]) -> None:
        self.did = made["did"]
        self.client = Client(f"{url}/xrpc")
        session = self.client.com.atproto.server.create_session(
            {"identifier": made["handle"], "password": made["app_password"]}
        )
        self.client._set_session(
            SessionEvent.CREATE,
            Session(session.handle, session.did, session.access_jwt, session.refresh_jwt, url),
        )
        self._url, self._token = url, session.access_jwt
        self.stranger = Client(f"{url}/xrpc")

    def post(self, text: str, **more: Any) -> str:
        """Publish as an app does, with a record key of the server's choice."""
        return self._create(POST, {"$type": POST, "text": text, "createdAt": _now(), **more})

    def post_many(self, texts: list[str]) -> None:
        """All in one commit (at most 200)."""
        self._pds_call(
            "com.atproto.repo.applyWrites",
            repo=self.did,
            writes=[
                {
                    "$type": "com.atproto.repo.applyWrites#create",
                    "collection": POST,
                    "value": {"$type": POST, "text": text, "createdAt": _now()},
                }
                for text in texts
            ],
        )

    def overwrite(self, ref: str, text: str) -> None:
        """Other words under the same record key, as editing clients do."""
        self._pds_call(
            "com.atproto.repo.putRecord",
            repo=self.did,
            collection=POST,
            rkey=ref.rpartition("/")[2],
            record={"$type": POST, "text": text, "createdAt": _now()},
        )

    def _pds_call(self, nsid: str, **body: Any) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        httpx.post(f"{self._url}/xrpc/{nsid}", json=body, headers=headers, timeout=20).raise_for_status()

    def repost(self, ref: str) -> None:
        """Repost anybody's post."""
        kind = "app.bsky.feed.repost"
        subject = {"uri": ref, "cid": self.read(ref)["cid"]}
        self._create(kind, {"$type": kind, "subject": subject, "createdAt": _now()})

    def _create(self, collection: str, record: dict[str, Any]) -> str:
        made = self.client.com.atproto.repo.create_record(
            models.ComAtprotoRepoCreateRecord.Data(repo=self.did, collection=collection, record=record)
        )
        return str(made.uri)

    def delete(self, ref: str) -> None:
        """Delete one's own post."""
        self.client.com.atproto.repo.delete_record(
            {"repo": self.did, "collection": POST, "rkey": ref.rpartition("/")[2]}
        )

    def texts(self) -> list[str]:
        """All own posts, newest first, as a stranger reads them."""
        listed = self.stranger.com.atproto.repo.list_records(
            {"repo": self.did, "collection": POST, "limit": 100}
        )
        return [record.value.text for record in listed.records]

    def read(self, ref: str) -> dict[str, Any]:
        """The post with its cid, as a stranger reads it. Raises BadRequestError where there is none."""
        did, _, key = ref.removeprefix("at://").split("/")
        found = self.stranger.com.atproto.repo.get_record({"repo": did, "collection": POST, "rkey": key})
        return {"uri": found.uri, "cid": found.cid, "value": found.value}

    def can_read(self, ref: str) -> bool:
        """Does a stranger see the post?"""
        try:
            self.read(ref)
        except BadRequestError as refused:
            assert refused.response and "RecordNotFound" in str(refused)
            return False
        return True


ADAPTER.allow_private = True  # the PDS of these tests is on loopback


class BlueskyRig:
    """A real PDS without an AppView, watched by its firehose."""

    adapter = ADAPTER
    lacks: Mapping[Behaviour, str] = {Behaviour.MENTIONS: "a PDS alone does not know other people's posts"}
    patience = 15.0
    publish_marker = b"com.atproto.repo.createRecord"

    def __init__(self, pds: Pds) -> None:
        self.pds = pds
        self.host, self.port = pds.host, pds.port
        self.made: dict[str, dict[str, str]] = {}

    def account(self) -> Account:
        """A fresh account, connected as a person would."""
        made = self.pds.account()
        secret = ADAPTER.connect(
            {"service": self.pds.url, "identifier": made["handle"], "password": made["app_password"]}
        )
        self.made[made["did"]] = made
        return Account(made["did"], made["handle"], secret)

    def open(
        self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None
    ) -> Bluesky:
        """The adapter's view."""
        secret = dict(account.secret)
        if at:
            secret |= {"service": at, "pds": at}
        return ADAPTER.open(secret, keep or (lambda _: None))

    def phone(self, account: Account) -> SdkPhone:
        """A second client."""
        return SdkPhone(self.pds.url, self.made[account.remote_id])

    def dead(self, account: Account) -> Account:
        """Tokens of another server's signature, and an app password that was taken back."""
        broken = {"access": "e30.e30.AAAA", "refresh": "e30.e30.AAAA", "password": "aaaa-bbbb-cccc-dddd"}
        return Account(account.remote_id, account.handle, {**account.secret, **broken})

    def never(self, account: Account) -> str:
        """A ref with a valid key."""
        return f"at://{account.remote_id}/{POST}/3kaaaaaaaaaaa"

    def lost_picture(self, handle: str) -> str:
        """See `Rig`: the name of other bytes."""
        blob = json.loads(handle)
        return json.dumps({**blob, "ref": {"$link": blob["ref"]["$link"][:-8] + "aaaaaaaa"}})


class JetstreamRig(BlueskyRig):
    """The same account, watched by a Jetstream. `at` leads to another Jetstream, not to another PDS."""

    def __init__(self, pds: Pds, jetstream: JetstreamDouble) -> None:
        super().__init__(pds)
        self.jetstream = jetstream
        self.host, self.port = "127.0.0.1", jetstream.port

    def open(
        self, account: Account, at: str | None = None, keep: Callable[[Secret], None] | None = None
    ) -> Bluesky:
        """The adapter's view."""
        secret = {**account.secret, "jetstream": at or self.jetstream.url}
        return ADAPTER.open(secret, keep or (lambda _: None))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def records(pds: Pds, did: str) -> list[dict[str, Any]]:
    """All post records of an account with ref and cid, plainly."""
    answer = httpx.get(
        f"{pds.url}/xrpc/com.atproto.repo.listRecords",
        params={"repo": did, "collection": POST, "limit": 100},
        timeout=10,
    )
    return list(answer.raise_for_status().json()["records"])
