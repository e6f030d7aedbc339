"""One Bluesky account: the verbs of protocol.Network."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import IO, Any
from urllib.parse import urlsplit

from slipguard.core.types import Picture, Post
from slipguard.core.writing import megabytes, objection
from slipguard.networks.bluesky import convert, leaving, mentions, stream, tid, watching
from slipguard.networks.bluesky.xrpc import Refused, Xrpc, shape, wanted
from slipguard.networks.protocol import (
    Check,
    Delete,
    Happening,
    Identity,
    NetworkFailure,
    Outgoing,
    Readiness,
    Reason,
    Rejected,
    Retryable,
    Secret,
    Seen,
    Sighting,
    Uploaded,
)

PAGE = 100  # the most that a server lists at once
LOOK_BACK = timedelta(days=30)  # how long after the first attempt a repeated publish finds it
LOOK_PAGES = 10
TRIES = 5  # the account's other clients may write between our look and our write; each time we look again
STRAY = timedelta(hours=1)  # how far a record key's time may be from the truth (phones' clocks)
CATCH_UP_PAGES = 20
_PROBE = "slipguard-readiness"  # no post can have this record key: it is no TID


class Bluesky:
    """See protocol.Network. Threads may share it."""

    def __init__(self, secret: Secret, keep: Callable[[Secret], None], allow_private: bool = False) -> None:
        self._xrpc = Xrpc(secret, keep, allow_private)
        self._did = secret["did"]
        self._host = urlsplit(self._xrpc.server).hostname or ""
        self._appview = secret.get("appview", "")

    # ---- who am I ----------------------------------------------------------------------------------
    def whoami(self) -> Identity:
        """com.atproto.server.getSession with the token in use."""
        session = self._session()
        did, handle = (wanted(session, name, self._host) for name in ("did", "handle"))
        return Identity(did, handle, url=f"https://bsky.app/profile/{handle}")

    def _session(self) -> dict[str, Any]:
        session: dict[str, Any] = self._shaped(lambda: self._xrpc.get_as("com.atproto.server.getSession"))
        return session

    def can_delete(self) -> Readiness:
        """Is the account active, and does the server accept the delete of a record that cannot exist?

        Deleting what does not exist is a success without any effect (measured on the PDS), costs one
        point, and passes the same token, permission and quota checks as a real delete.
        """
        try:
            session = self._session()
            if session.get("active") is False:
                status = str(session.get("status", "inactive"))
                says = f"The account is not active ({status})."
                inactive = Check("account", False, says, "Its owner must make it active again at the network.")
                return Readiness(False, says, {"status": status}, (inactive,))
            self._shaped(lambda: self._delete(_PROBE), acts=True)
        except Retryable as failure:
            return Readiness(False if failure.reason is Reason.QUOTA else None, failure.says, self._quota())
        except NetworkFailure as failure:
            # INVALID: a server that does not take trial deletes; that says nothing about real ones
            refused = failure.reason in (Reason.TOKEN, Reason.PERMISSION)
            return Readiness(False if refused else None, failure.says, self._quota())
        says = "The server accepted a trial delete of a post that cannot exist."
        return Readiness(True, says, self._quota(), (Check("scope", True, says), self._quota_check()))

    def _quota_check(self) -> Check:
        """From the headers of the trial delete, where the server sends them."""
        left, most = self._xrpc.quota.get("remaining", ""), self._xrpc.quota.get("limit", "")
        if not left.isdigit():
            return Check("quota", None, f"{self._host} does not say how many deletes are left.")
        return Check("quota", int(left) > 0, f"{left} of {most} points left; a delete costs one.",
                     "" if int(left) > 0 else "Wait until the quota opens again.")

    def limits(self) -> Mapping[str, int]:
        """None of a server's own: the lexicon's hold everywhere."""
        return {}

    def _quota(self) -> dict[str, str]:
        return {f"quota {name}": value for name, value in self._xrpc.quota.items()}

    # ---- publish -----------------------------------------------------------------------------------
    def upload(self, picture: Picture, content: bytes) -> Uploaded:
        """com.atproto.repo.uploadBlob: named by its content, and thrown away by the server where no record shows it."""
        return self._brought(picture, content)

    def upload_film(self, film: Picture, file: IO[bytes]) -> Uploaded:
        """As a picture. The network's own players begin to prepare it when its post is there: for some seconds people
        see the post with a film that does not run yet. (The other way is a token for one more service.)"""
        return self._brought(film, file)

    def film_ready(self, handle: str) -> bool:
        """Nothing is waited for: a blob that the server took may be shown."""
        return True

    def _brought(self, picture: Picture, content: bytes | IO[bytes]) -> Uploaded:
        if against := objection([picture], convert.PICTURES, "Bluesky"):
            raise Rejected(against.what, Reason.INVALID)
        try:
            answer = self._xrpc.bring("com.atproto.repo.uploadBlob", content, picture.media_type)
        except Refused as refused:
            if refused.status == 413 or "large" in refused.message:
                raise Rejected(f"{self._host} takes no file of {megabytes(picture.size)}; its limit is its operator's.",
                               Reason.INVALID, refused.status) from refused
            raise shape(refused, self._host) from refused
        blob = answer.get("blob")
        if not isinstance(blob, dict):
            raise Retryable(f"{self._host} took the file and did not name it.", Reason.NETWORK)
        return Uploaded(picture, json.dumps(blob))

    def publish(self, post: Outgoing, key: str) -> Post:
        """Look, then write only if nothing was written since: the same key twice gives one post.

        The account's head commit is read first and given to createRecord as `swapCommit`, so the
        server refuses when anything came between our look and our write: the other attempt of a race,
        or a first attempt that arrives late. Then we look again.
        """
        if why := convert.refusal(post):
            raise Rejected(why, Reason.INVALID)
        answers = post.reply_to
        reply = self._shaped(lambda: self._reply(answers)) if answers else None
        dids = self._shaped(lambda: self._dids(post.text))
        for _ in range(TRIES):
            head = self._shaped(lambda: self._xrpc.get("com.atproto.sync.getLatestCommit", did=self._did))
            if found := self.find(post, key):
                return found
            record = convert.record(post, datetime.now(UTC), dids, reply)
            rkey = tid.derive(key, time.time_ns() // 1000)
            try:
                self._xrpc.act(
                    "com.atproto.repo.createRecord",
                    repo=self._did,
                    collection=convert.COLLECTION,
                    rkey=rkey,
                    record=record,
                    swapCommit=wanted(head, "cid", self._host),
                )
            except Refused as refused:
                if refused.error == "InvalidSwap":
                    continue
                raise shape(refused, self._host, acts=True) from refused
            written = convert.post(convert.ref(self._did, rkey), record)
            assert written  # it is our own record
            return written
        raise Retryable(f"The account is busy: {TRIES} attempts met other writes.", Reason.NETWORK, after=1)

    def find(self, post: Outgoing, key: str) -> Post | None:
        """A post of the last 30 days whose record key carries the key's mark and whose text is the same."""
        oldest = datetime.now(UTC) - LOOK_BACK
        for page, records in enumerate(self._shaped_pages(PAGE)):
            for uri, record in records:
                at = convert.locate(uri)
                if at and tid.carries(at.key, key) and record.get("text") == post.text:
                    return convert.post(uri, record)
            last = convert.locate(records[-1][0]) if records else None
            if page + 1 >= LOOK_PAGES or (last and (tid.made_at(last.key) or oldest) < oldest):
                return None
        return None

    def _dids(self, text: str) -> dict[str, str]:
        """Of the handles that a text mentions; who cannot be resolved stays plain text."""
        found = {}
        for handle in convert.mentioned(text):
            try:
                answer = self._xrpc.get("com.atproto.identity.resolveHandle", handle=handle)
                found[handle] = str(answer["did"])
            except (Refused, NetworkFailure):
                continue
        return found

    def _reply(self, ref: str) -> dict[str, Any]:
        """Root and parent of an answer. The parent may live on any server; ours or the AppView knows it."""
        at = convert.locate(ref)
        parent: dict[str, Any] | None = None
        if at:
            try:
                parent = self._record(at.owner, at.key)
            except Refused:
                if self._appview and (views := self._views(ref)):
                    parent = {"uri": ref, "cid": views[0]["cid"], "value": views[0].get("record", {})}
        if not parent:
            raise Rejected("The post that this answers cannot be found.", Reason.INVALID)
        itself = {"uri": parent["uri"], "cid": parent["cid"]}
        root = (parent["value"].get("reply") or {}).get("root") or itself
        return {"root": {"uri": root["uri"], "cid": root["cid"]}, "parent": itself}

    # ---- delete and read ---------------------------------------------------------------------------
    def delete(self, ref: str) -> Delete:
        """com.atproto.repo.deleteRecord, which answers success for a missing record too: always SENT.

        The owner in the ref is compared first: the call names our own account and a record key, so
        somebody else's ref would "succeed" as well.
        """
        at = convert.locate(ref)
        if not at:
            raise Rejected("This is not a Bluesky post.", Reason.INVALID)
        if at.owner != self._did:
            raise Rejected("This post belongs to another account.", Reason.PERMISSION)
        self._shaped(lambda: self._delete(at.key), acts=True)
        return Delete.SENT

    def _delete(self, key: str) -> None:
        self._xrpc.act(
            "com.atproto.repo.deleteRecord", repo=self._did, collection=convert.COLLECTION, rkey=key
        )

    def fetch(self, ref: str, logged_out: bool) -> list[Sighting]:
        """At the account's server, and logged out also at the AppView where one is configured."""
        at = convert.locate(ref)
        if not at:
            return [Sighting(Seen.UNPROVEN, "nobody", "this is not a Bluesky post")]
        viewpoint = f"the account's server {self._host}" + (", logged out" if logged_out else "")
        seen = [self._sight(viewpoint, lambda: self._at_server(at.owner, at.key, logged_out), logged_out)]
        if logged_out and self._appview:
            host = urlsplit(self._appview).hostname
            seen.append(self._sight(f"the public view at {host}, logged out", lambda: self._at_appview(ref)))
        return seen

    def _sight(self, viewpoint: str, look: Callable[[], Post | None], outside: bool = True) -> Sighting:
        try:
            post = look()
        except Refused as refused:
            # RecordNotFound is this server's word for its own accounts; for strangers it says otherwise
            seen = Seen.GONE if refused.error == "RecordNotFound" else Seen.UNPROVEN
            return Sighting(seen, viewpoint, str(refused), outside=outside)
        except NetworkFailure as failure:
            return Sighting(Seen.UNPROVEN, viewpoint, failure.says, outside=outside)
        if post is None:
            return Sighting(Seen.GONE, viewpoint, "not among the posts that it shows", outside=outside)
        return Sighting(Seen.THERE, viewpoint, "the post was read", post, outside)

    def _at_server(self, owner: str, key: str, logged_out: bool) -> Post | None:
        answer = self._record(owner, key, logged_out)
        post = convert.post(str(answer.get("uri")), answer.get("value") or {})
        if post is None:
            raise Retryable(f"{self._host} answered with something that is no post.", Reason.NETWORK)
        return post

    def _at_appview(self, ref: str) -> Post | None:
        for view in self._views(ref):
            if view.get("uri") == ref:
                return convert.post(ref, view.get("record") or {})
        return None

    def _record(self, owner: str, key: str, logged_out: bool = True) -> dict[str, Any]:
        get = self._xrpc.get if logged_out else self._xrpc.get_as
        return get("com.atproto.repo.getRecord", repo=owner, collection=convert.COLLECTION, rkey=key)

    def _views(self, ref: str) -> list[dict[str, Any]]:
        answer = self._xrpc.get("app.bsky.feed.getPosts", self._appview, uris=ref)
        posts = answer.get("posts")
        if not isinstance(posts, list):
            raise Retryable("The AppView answered with something that is no list.", Reason.NETWORK)
        return posts

    # ---- history and watching ----------------------------------------------------------------------
    def history(self, limit: int) -> Iterator[Post]:
        """com.atproto.repo.listRecords, logged out: posts and quotes; reposts are another collection."""
        left = limit
        for records in self._shaped_pages(min(PAGE, limit)) if limit > 0 else ():
            for uri, record in records:
                if left and (post := convert.post(uri, record)):
                    left -= 1
                    yield post
            if not left:
                return

    def _shaped_pages(self, size: int) -> Iterator[list[tuple[str, dict[str, Any]]]]:
        """Pages of (ref, record), newest record key first."""
        cursor: str | None = None
        while True:
            answer = self._shaped(lambda after=cursor: self._list(size, after))  # type: ignore[misc]
            listed = answer.get("records")
            if not isinstance(listed, list):
                raise Retryable(f"{self._host} answered with something that is no list.", Reason.NETWORK)
            records = [(str(one.get("uri")), one.get("value") or {}) for one in listed]
            cursor = answer.get("cursor")
            yield records
            if not cursor or not records:
                return

    def _list(self, size: int, cursor: str | None) -> dict[str, Any]:
        return self._xrpc.get(
            "com.atproto.repo.listRecords",
            repo=self._did,
            collection=convert.COLLECTION,
            limit=size,
            cursor=cursor,
        )

    def watch(self, cursor: str | None, stop: Callable[[], bool]) -> Iterator[Happening]:
        """By Jetstream where the secret names one, else by the firehose of the account's server."""
        address = self._xrpc.secret.get("jetstream")
        source = (
            stream.Jetstream(address, self._did) if address else stream.Firehose(self._xrpc.server, self._did)
        )
        return watching.watch(source, self._since, self._read, cursor, stop, self._xrpc.allow_private)

    def _since(self, at: datetime) -> Iterator[Post | None]:
        """Posts from a time on, oldest first; the list is in the order of keys, so it is read on a little.

        None after each page: the first post comes only when all were read.
        """
        found: list[Post] = []
        for page, records in enumerate(self._shaped_pages(PAGE)):
            posts = [post for uri, record in records if (post := convert.post(uri, record))]
            for post in posts:
                claimed = tid.made_at(post.ref.rpartition("/")[2])
                if any(moment and moment > at for moment in (post.at, claimed)):
                    found.append(post)
            yield None
            last = tid.made_at(records[-1][0].rpartition("/")[2]) if records else None
            if page + 1 >= CATCH_UP_PAGES or (last and last < at - STRAY):
                break
        yield from reversed(found)

    def _read(self, ref: str) -> Post | None:
        at = convert.locate(ref)
        try:
            return self._at_server(at.owner, at.key, logged_out=True) if at else None
        except Refused as refused:
            if refused.error == "RecordNotFound":
                return None
            raise shape(refused, self._host) from refused

    def mentions(self, since: datetime) -> list[Post]:
        """See mentions.py."""
        return mentions.mentions(self._xrpc, self._host, since)

    def sign_out(self) -> str:
        """See leaving.py."""
        left: str = self._shaped(lambda: leaving.leave(self._xrpc, self._host))
        return left

    # ----------------------------------------------------------------------------------------------
    def _shaped(self, call: Callable[[], Any], acts: bool = False) -> Any:
        try:
            return call()
        except Refused as refused:
            raise shape(refused, self._host, acts) from refused

    def close(self) -> None:
        """Let go of connections. Safe to call twice."""
        self._xrpc.close()
