"""The Activity API's stream: posts and deletes of watched accounts as they happen, where the plan has it.

One stream belongs to one application, not to one account, so all watches of an installation share it: a Hub opens it
once, makes the two subscriptions of each account (post.create and post.delete by user_id) and hands every event
to the watch of its account. The stream only makes things quicker: each watch goes on asking, less often, because a
stream may forget, and a plan may not have it (then the Hub says so once and tries again after a while).

Shapes: https://docs.x.com/x-api/activity/quickstart and .../event-payloads. Needs the application's own token
(SLIPGUARD_X_BEARER_TOKEN) and SLIPGUARD_X_ACTIVITY_STREAM=1: whether events are charged for is not in X's price list.
"""

from __future__ import annotations

import contextlib
import json
import logging
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

log = logging.getLogger("slipguard.x")
EVENTS = ("post.create", "post.delete")
AGAIN = (1.0, 5.0, 30.0, 300.0)  # seconds before the stream is opened again
SILENT = 60.0  # seconds; X sends an empty line about every 20


class Told:
    """The events of one account."""

    def __init__(self) -> None:
        self._events: queue.SimpleQueue[tuple[str, dict[str, Any]]] = queue.SimpleQueue()

    def put(self, kind: str, payload: dict[str, Any]) -> None:
        """By the Hub."""
        self._events.put((kind, payload))

    def next(self, timeout: float) -> tuple[str, dict[str, Any]] | None:
        """(event type, payload); None: nothing happened within `timeout` seconds."""
        try:
            return self._events.get(timeout=timeout)
        except queue.Empty:
            return None


class Hub:
    """All watches of one installation: how many accounts there are, and their one stream."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, list[Told]] = {}
        self._where: tuple[str, str] | None = None  # (api, bearer) once somebody wants a stream
        self._thread: threading.Thread | None = None
        self._response: Any = None
        self._subscribed: set[str] = set()
        self.live = False  # is the stream open?

    @property
    def accounts(self) -> int:
        """How many accounts share the quota now."""
        with self._lock:
            return max(1, len(self._told))

    def want(self, api: str, bearer: str) -> None:
        """From now on listen to the stream while anybody watches."""
        with self._lock:
            self._where = (api, bearer)

    @contextmanager
    def listening(self, user_id: str) -> Iterator[Told]:
        """The account's events, for as long as the watch lasts."""
        told = Told()
        with self._lock:
            self._told.setdefault(user_id, []).append(told)
            if self._where and (self._thread is None or not self._thread.is_alive()):
                self._thread = threading.Thread(target=self._run, args=self._where, name="x-activity", daemon=True)
                self._thread.start()
        try:
            yield told
        finally:
            with self._lock:
                self._told[user_id].remove(told)
                if not self._told[user_id]:
                    del self._told[user_id]
                last = not self._told
            if last and self._response is not None:
                with contextlib.suppress(Exception):
                    self._response.close()

    def _run(self, api: str, bearer: str) -> None:
        """Open the stream again and again until nobody watches any more."""
        failed = 0
        idle = threading.Event()
        while self._told:
            try:
                self._listen(api, bearer)
                failed = 0
            except Exception as trouble:  # whatever it is, asking goes on; the type alone is safe to write down
                if not failed:
                    log.warning("the activity stream is not to be had (%s); asking goes on", type(trouble).__name__)
                failed += 1
            self.live = False
            self._subscribed.clear()
            if self._told:
                idle.wait(AGAIN[min(failed, len(AGAIN) - 1)])

    def _listen(self, api: str, bearer: str) -> None:
        import requests

        with requests.Session() as session:
            session.trust_env = False
            session.headers["Authorization"] = f"Bearer {bearer}"
            self._subscribe(session, api)
            address = f"{api}/2/activity/stream"
            with session.get(address, stream=True, timeout=(3.0, SILENT), allow_redirects=False) as told:
                told.raise_for_status()
                self._response, self.live = told, True
                for line in told.iter_lines(chunk_size=1):
                    if not self._told:
                        return
                    self._subscribe(session, api)
                    if line:
                        self._event(line)

    def _subscribe(self, session: Any, api: str) -> None:
        """The subscriptions of accounts that have none yet. One that is there already is as good as a new one."""
        with self._lock:
            missing = set(self._told) - self._subscribed
        if not missing:
            return
        there = session.get(f"{api}/2/activity/subscriptions", timeout=(3.0, 8.0), allow_redirects=False)
        there.raise_for_status()
        have = {(s.get("event_type"), (s.get("filter") or {}).get("user_id")) for s in there.json().get("data") or ()}
        for user_id in missing:
            for event in EVENTS:
                if (event, user_id) not in have:
                    form = {"event_type": event, "filter": {"user_id": user_id}, "tag": "slipguard"}
                    made = session.post(f"{api}/2/activity/subscriptions", json=form, timeout=(3.0, 8.0))
                    made.raise_for_status()
            self._subscribed.add(user_id)

    def _event(self, line: bytes) -> None:
        try:
            data = json.loads(line)["data"]
            kind, payload = data["event_type"], data["payload"]
            user_id = str((data.get("filter") or {}).get("user_id") or payload["author_id"])
        except (ValueError, KeyError, TypeError):
            return  # an odd line: the next question tells what it meant
        if kind in EVENTS and isinstance(payload, dict) and payload.get("id"):
            with self._lock:
                for told in self._told.get(user_id, ()):
                    told.put(kind, payload)
