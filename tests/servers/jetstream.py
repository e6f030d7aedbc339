"""A stand-in for Jetstream, since no installable server of it exists: no proof against a hosted one.

It subscribes to a real PDS's firehose, decodes it with the SDK (another decoder than the adapter's
frames), and serves the documented JSON frames on loopback with `wantedDids`, `wantedCollections` and
`cursor` (https://github.com/bluesky-social/jetstream, its README).
"""

from __future__ import annotations

import json
import threading
import time
from contextlib import suppress
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

from atproto import CAR, FirehoseSubscribeReposClient, models, parse_subscribe_repos_message
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve


class JetstreamDouble:
    """A context manager; `url` is where it listens (ws://127.0.0.1:PORT)."""

    def __init__(self, pds_url: str) -> None:
        self.frames: list[dict[str, Any]] = []
        self._more = threading.Condition()
        self._closed = False
        self._firehose = FirehoseSubscribeReposClient(
            params={"cursor": 0}, base_uri=f"{pds_url.replace('http', 'ws', 1)}/xrpc"
        )
        self._server = serve(self._serve, "127.0.0.1", 0, compression=None)
        self.port = int(self._server.socket.getsockname()[1])
        self.url = f"ws://127.0.0.1:{self.port}"
        self._threads = [
            threading.Thread(target=self._firehose.start, args=(self._take,), daemon=True),
            threading.Thread(target=self._server.serve_forever, daemon=True),
        ]

    def _take(self, message: Any) -> None:
        commit = parse_subscribe_repos_message(message)
        if not isinstance(commit, models.ComAtprotoSyncSubscribeRepos.Commit):
            return
        blocks = CAR.from_bytes(commit.blocks).blocks if commit.blocks else {}
        for op in commit.ops:
            collection, _, key = op.path.partition("/")
            frame = {
                "did": commit.repo,
                "time_us": time.time_ns() // 1000,
                "kind": "commit",
                "commit": {
                    "rev": commit.rev,
                    "operation": op.action,
                    "collection": collection,
                    "rkey": key,
                },
            }
            if op.cid:
                frame["commit"] |= {"record": blocks[op.cid], "cid": op.cid.encode()}
            with self._more:
                self.frames.append(frame)
                self._more.notify_all()

    def _serve(self, socket: ServerConnection) -> None:
        assert socket.request
        query = parse_qs(urlsplit(socket.request.path).query)
        dids, collections = query.get("wantedDids", []), query.get("wantedCollections", [])
        with self._more:
            sent = 0 if "cursor" in query else len(self.frames)
        since = int(query.get("cursor", ["0"])[0])
        with suppress(ConnectionClosed):
            while not self._closed:
                with self._more:
                    if len(self.frames) == sent:
                        self._more.wait(0.2)
                    batch, sent = self.frames[sent:], len(self.frames)
                for frame in batch:
                    wanted = frame["did"] in dids and frame["commit"]["collection"] in collections
                    if wanted and frame["time_us"] >= since:
                        socket.send(json.dumps(frame))
                if not batch:
                    socket.ping()  # raises once the client has gone

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closed = True
        self._firehose.stop()
        self._server.shutdown()
