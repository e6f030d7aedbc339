"""Is a post still there? Asked from each place from which it can be read here.

Signed in: the API with the account's own token. X's API has no anonymous readers, so "logged out" means
- the API with the application's own token (where the installation has one): no user is signed in, so it sees what
  is public, as another application would;
- the public embed service (https://docs.x.com/x-for-websites/oembed-api), which needs no sign-in at all: what a
  newspaper's page asks before it shows a post.
The web page of a post proves nothing (it is the same empty page for every number until a script has run), so it is
not asked.

**The rule for the embed service.** 200 = there. 404 = gone only if the same door shows a stranger, at this moment,
the post that X's own documentation uses as its example; otherwise the door may be shut or moved. All else (403: a
protected account) is unproven.
**And for both:** a logged-out "not found" is not gone while the account's own token still reads the post.
"""

from __future__ import annotations

import requests

from slipguard.networks.protocol import NetworkFailure, Seen, Sighting
from slipguard.networks.x import convert, failures, refs
from slipguard.networks.x.calls import Answer, Calls, answer_of, lost
from slipguard.networks.x.wire import AGENT, Wire

EMBED = "https://publish.x.com/oembed"
EXAMPLE = "https://x.com/Interior/status/463440424141459456"  # docs.x.com/x-for-websites/embedded-posts/overview
_DOING = "a look at the post"


class Reader:
    """Reads posts of one account."""

    def __init__(self, calls: Calls, user_id: str, user: str, embed: str = "") -> None:
        self._calls, self._me, self._user = calls, user_id, user
        self._embed = embed or EMBED
        self._stranger: Wire | None = None

    def signed_in(self, post_id: str) -> Sighting:
        """With the account's token."""
        return self._api(post_id, as_app=False)

    def logged_out(self, post_id: str) -> list[Sighting]:
        """Every viewpoint that somebody else has here."""
        app = [self._api(post_id, as_app=True)] if self._calls.has_app else []
        embedded, no_door = self._embedded(post_id)
        seen = app + ([] if no_door and any(s.seen is not Seen.UNPROVEN for s in app) else [embedded])
        if any(s.seen is Seen.GONE for s in seen) and self.signed_in(post_id).seen is Seen.THERE:
            return [self._not_yet(s) for s in seen]
        return seen

    def close(self) -> None:
        """Let go of connections."""
        if self._stranger is not None:
            self._stranger.close()
            self._stranger = None

    @staticmethod
    def _not_yet(sighting: Sighting) -> Sighting:
        if sighting.seen is not Seen.GONE:
            return sighting
        says = f"{sighting.says}, but the account itself still reads the post"
        return Sighting(Seen.UNPROVEN, sighting.viewpoint, says)

    def _api(self, post_id: str, as_app: bool) -> Sighting:
        """One read by the API."""
        viewpoint = "X's API, with no user signed in" if as_app else "X's API, signed in"
        try:
            answer = self._calls.call(
                _DOING,
                lambda x, old: x.get_tweet(post_id, tweet_fields=convert.FIELDS, user_auth=old),
                as_app=as_app,
            )
        except NetworkFailure as failure:
            return Sighting(Seen.UNPROVEN, viewpoint, failure.says, outside=as_app)
        return self._judged(answer, viewpoint, as_app)

    def _judged(self, answer: Answer, viewpoint: str, outside: bool) -> Sighting:
        says = failures.words(answer.status)
        if answer.ok and isinstance(answer.data, dict):
            try:
                post = convert.post(answer.data, self._me, self._user)
            except (KeyError, TypeError, ValueError):
                return Sighting(Seen.UNPROVEN, viewpoint, "an answer that is no post", outside=outside)
            return Sighting(Seen.THERE, viewpoint, says, post, outside=outside)
        body = answer.body if isinstance(answer.body, dict) else {}
        if (answer.ok or answer.status == 404) and convert.not_found(body):
            return Sighting(Seen.GONE, viewpoint, f"{says}, “Not Found Error”", outside=outside)
        if answer.ok:
            says = f"{says} without the post, and without saying that it is not found"
        return Sighting(Seen.UNPROVEN, viewpoint, says, outside=outside)

    def _embedded(self, post_id: str) -> tuple[Sighting, bool]:
        """(what the embed service shows a stranger, is its door shut as far as we can tell)."""
        viewpoint = "X's public embed service, logged out"
        try:
            answer = self._door(refs.page(self._user, post_id))
            says = failures.words(answer.status)
            if answer.ok:
                return Sighting(Seen.THERE, viewpoint, says), False
            if answer.status != 404:
                return Sighting(Seen.UNPROVEN, viewpoint, says), answer.status < 500 and answer.status != 429
            if not self._door(EXAMPLE).ok:
                return Sighting(Seen.UNPROVEN, viewpoint, f"{says}, but it shows strangers no other post either"), True
            return Sighting(Seen.GONE, viewpoint, says), False
        except NetworkFailure as failure:
            return Sighting(Seen.UNPROVEN, viewpoint, failure.says), False

    def _door(self, page: str) -> Answer:
        if self._stranger is None:
            self._stranger = Wire("", lasting=True)
            self._stranger.headers["User-Agent"] = AGENT
        asked = {"url": page, "omit_script": "1", "dnt": "true"}
        try:
            return answer_of(self._stranger.request("GET", self._embed, params=asked))
        except requests.RequestException as failed:
            raise _lost(failed) from None


def _lost(failed: requests.RequestException) -> NetworkFailure:
    try:
        return lost(failed, _DOING, acts=False)
    except Exception:  # a cut connection: a look is repeated by whoever asks, soon enough
        from slipguard.networks.protocol import Reason, Retryable

        return Retryable("X cut the connection during a look at the post.", Reason.NETWORK)
