"""Which post came of which key, as far as this process knows. A help, never the proof.

It settles what the network alone cannot: two drafts with the same words (a greeting, the apology of two
incidents) are two posts, although a look at the account shows only equal texts.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from slipguard.core.types import Post

KEPT = 5000


class Ledger:
    """Keys and posts of every account of one adapter. Safe between threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._posts: OrderedDict[tuple[str, str], Post] = OrderedDict()  # (account, key) -> post
        self._keys: dict[tuple[str, str], str] = {}  # (account, ref) -> key
        self._turns: dict[str, threading.Lock] = {}

    @contextmanager
    def turn(self, account: str) -> Iterator[None]:
        """One publish at a time per account: the look before it and the post belong together."""
        with self._lock:
            turn = self._turns.setdefault(account, threading.Lock())
        with turn:
            yield

    def note(self, account: str, key: str, post: Post) -> Post:
        """This post came of this key."""
        with self._lock:
            self._posts[account, key] = post
            self._keys[account, post.ref] = key
            while len(self._posts) > KEPT:
                (oldest, _), forgotten = self._posts.popitem(last=False)
                self._keys.pop((oldest, forgotten.ref), None)
        return post

    def post_of(self, account: str, key: str) -> Post | None:
        """The post that came of this key."""
        with self._lock:
            return self._posts.get((account, key))

    def is_anothers(self, account: str, key: str, ref: str) -> bool:
        """Is this post known to come of a different key?"""
        with self._lock:
            return self._keys.get((account, ref), key) != key
