"""Publish once per key, on servers that honour Idempotency-Key and on servers that ignore it.

Mastodon keeps a key for one hour (post_status_service.rb: setex 3600); GoToSocial and snac2 ignore it, and
no server says which it does. So a key is never trusted alone: before anything is sent, the account's own
recent posts are looked through.

**The rule.** A post is the one of this key when
1. this process remembers that it came of the key (ledger.py), or
2. the account's own posts hold the same words (spaces folded, mentions without server; the same post
   answered; where there are no words, as many pictures with the same descriptions) made since the first
   attempt, and this process does not know it as another key's post.
   Of several, the oldest. "Since the first attempt" is `Outgoing.first_tried`, taken to the server's
   clock by the answer's Date header, less 5 s; where the caller gives none, the last hour.

**Two drafts with the same words** are therefore two posts, if the second was first tried after the
first one's post was made (`first_tried`), or if one process published both. What is left: without
`first_tried`, and after a restart, a second draft with the words of a post of the last hour is taken for
that post, and nothing is sent. That errs to the quiet side: one greeting too few, never an apology twice.
**What no look can see** is a request still on its way while we look: after Unknown, callers look
(`find`) for as long as they are patient before they publish again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from slipguard.core.types import Post
from slipguard.networks.ledger import Ledger
from slipguard.networks.mastodon import convert, counting, failures, pictures, refs
from slipguard.networks.mastodon.http import Answer, Http
from slipguard.networks.protocol import TOLD, Outgoing, Reason, Rejected, Unknown

REMEMBERED = timedelta(hours=1)  # as long as Mastodon keeps a key
CLOCKS = timedelta(seconds=5)  # what Date's whole seconds and the way to the server may hide
PAGES = 5  # of 40 posts: nobody posts more within an hour


class Publisher:
    """Publishing for one account."""

    def __init__(self, http: Http, account_id: str, ledger: Ledger) -> None:
        self._http, self._account_id, self._ledger = http, account_id, ledger
        self._me = f"{account_id}@{http.host}"
        self._limits: dict[str, int] | None = None

    def publish(self, outgoing: Outgoing, key: str) -> Post:
        """See `Network.publish`. Posts publicly."""
        self._check(outgoing)
        with self._ledger.turn(self._me):
            if known := self._ledger.post_of(self._me, key) or self.find(outgoing, key):
                return self._ledger.note(self._me, key, known)
            answer = self._send(outgoing, key)
            try:
                post = convert.post(answer.body, self._http.host)
            except (KeyError, TypeError, AttributeError):
                says = f"{self._http.host} accepted the post and did not say which it is."
                raise Unknown(says, Reason.NETWORK, answer.status) from None
            return self._ledger.note(self._me, key, post)

    def find(self, outgoing: Outgoing, key: str) -> Post | None:
        """See `Network.find` and the rule above."""
        found: Post | None = None
        for status, since in self._recent(outgoing.first_tried):
            made = convert.time_of(status.get("created_at"))
            if made is not None and made < since:
                break
            post = convert.post(status, self._http.host)
            if self._is_the_same(status, post, outgoing) and not self._ledger.is_anothers(self._me, key, post.ref):
                found = post  # go on: of several, the oldest
        return found

    def _recent(self, first_tried: datetime | None) -> Iterator[tuple[convert.Json, datetime]]:
        """Own posts, newest first, each with the moment (server's clock) before which none counts."""
        path = f"/api/v1/accounts/{self._account_id}/statuses"
        params = {"limit": "40", "exclude_reblogs": "true"}
        seen: set[str] = set()
        for _ in range(PAGES):
            answer = self._http.ask("GET", path, "a look at the account's posts", params=params)
            ours = datetime.now(UTC)
            theirs = failures.server_time(answer.headers) or ours
            since = first_tried + (theirs - ours) - CLOCKS if first_tried else theirs - REMEMBERED
            fresh = [s for s in answer.items if s.get("id") not in seen]
            if not fresh:  # the end, or a server that ignores max_id
                return
            for status in fresh:
                seen.add(status["id"])
                yield status, since
            params["max_id"] = str(fresh[-1]["id"])

    def _is_the_same(self, status: convert.Json, post: Post, outgoing: Outgoing) -> bool:
        if (post.reply_to or None) != (outgoing.reply_to or None) or status.get("reblog"):
            return False
        if not outgoing.text.strip():
            return outgoing.looks_like(post)
        # `text` is what was typed: servers give it for one's own posts, and markup may change the rest
        return any(counting.same(outgoing.text, words) for words in (post.text, status.get("text")) if words)

    def _send(self, outgoing: Outgoing, key: str) -> Answer:
        data: dict[str, str | list[str]] = {"status": outgoing.text, "visibility": "public"}
        if outgoing.language:
            data["language"] = outgoing.language
        if outgoing.reply_to:
            data["in_reply_to_id"] = refs.split(outgoing.reply_to)[2]
        if outgoing.pictures:
            data["media_ids[]"] = [one.handle for one in outgoing.pictures]
        digest = hashlib.sha256(f"{self._me}\n{key}".encode()).hexdigest()
        headers = {"Idempotency-Key": f"slipguard-{digest[:40]}"}
        return self._http.ask("POST", "/api/v1/statuses", "a new post", acts=True, data=data, headers=headers)

    def _check(self, outgoing: Outgoing) -> None:
        text = outgoing.text
        if not text.strip() and not outgoing.pictures:
            raise Rejected("There is no text to publish.", Reason.INVALID)
        if (many := len(outgoing.pictures)) > pictures.EVERYWHERE and many > self.limits().get(TOLD["count"], 0):
            raise Rejected(f"There are {many} pictures, more than {self._http.host} takes with a post.", Reason.INVALID)
        if counting.length(text) <= counting.USUAL_LIMIT:
            return  # every server takes as much; ask for its limit only when it matters
        limits = self.limits()
        limit, link_counts = limits["characters"], limits["link"]
        if (length := counting.length(text, link_counts)) > limit:
            raise Rejected(
                f"The text has {length} characters and {self._http.host} takes {limit}"
                f" (a link counts as {link_counts}).",
                Reason.INVALID,
            )

    def limits(self) -> dict[str, int]:
        """As counting.py and pictures.py want them, from the server's own description."""
        if self._limits is None:
            answer = self._http.call("GET", "/api/v2/instance", "a question about its limits", signed_in=False)
            if not answer.ok:
                answer = self._http.ask("GET", "/api/v1/instance", "a question about its limits", signed_in=False)
            told = (answer.body or {}).get("configuration") or {}
            posts = told.get("statuses") or {}
            self._limits = {
                "characters": int(posts.get("max_characters") or counting.USUAL_LIMIT),
                "link": int(posts.get("characters_reserved_per_url") or counting.LINK_COUNTS),
                **pictures.told(told),
            }
        return self._limits
