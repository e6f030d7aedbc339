"""Publish once per key, on a network that knows no keys.

**The rule.** Before anything is sent, and after every unknown outcome, the account's own recent posts are looked
through. A post is the one of this key when
1. this process remembers that it came of the key (ledger.py), or
2. it has the same words (spaces folded, short links written out; where there are none, as many pictures) and
   answers the same post, was made since the first attempt (`Outgoing.first_tried` less CLOCKS, by X's clock; the
   last hour where the caller gives none), and this process does not know it as another key's post. Of several, the
   oldest.

X refuses words that it has already with 403. That is an answer: found by the rule, the post is ours; not found, it
is Rejected(DUPLICATE). The look is nearly free: X charges for posts in an answer, and there is mostly none.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from slipguard.core.types import Post
from slipguard.networks.ledger import Ledger
from slipguard.networks.protocol import Outgoing, Reason, Rejected, Unknown
from slipguard.networks.x import convert, counting, listing, refs
from slipguard.networks.x.calls import Calls

REMEMBERED = timedelta(hours=1)
CLOCKS = timedelta(seconds=5)  # start_time knows whole seconds, and clocks differ
MOST_PICTURES = 4
MOST = 200  # posts looked through: nobody posts more within an hour


class Publisher:
    """Publishing for one account."""

    def __init__(self, calls: Calls, user_id: str, user: str, ledger: Ledger) -> None:
        self._calls, self._me, self._user, self._ledger = calls, user_id, user, ledger

    def publish(self, outgoing: Outgoing, key: str) -> Post:
        """See `Network.publish`."""
        self._check(outgoing)
        with self._ledger.turn(self._me):
            if known := self._ledger.post_of(self._me, key) or self.find(outgoing, key):
                return self._ledger.note(self._me, key, known)
            try:
                post = self._send(outgoing)
            except Rejected as refused:
                if refused.reason is not Reason.DUPLICATE or (found := self.find(outgoing, key)) is None:
                    raise
                post = found
            return self._ledger.note(self._me, key, post)

    def find(self, outgoing: Outgoing, key: str) -> Post | None:
        """See `Network.find` and the rule above."""
        start = outgoing.first_tried - CLOCKS if outgoing.first_tried else datetime.now(UTC) - REMEMBERED
        found: Post | None = None
        for number, tweet in enumerate(listing.own(self._calls, self._me, start=start)):
            if number >= MOST:
                break
            post = convert.post(tweet, self._me, self._user)
            if (
                (post.reply_to or None) == (outgoing.reply_to or None)
                and (counting.same(outgoing.text, post.text) if outgoing.text.strip() else outgoing.looks_like(post))
                and not self._ledger.is_anothers(self._me, key, post.ref)
            ):
                found = post  # go on: of several, the oldest
        return found

    def _send(self, outgoing: Outgoing) -> Post:
        """The language is not sent: X finds it out by itself."""
        answers = refs.split(outgoing.reply_to)[1] if outgoing.reply_to else None
        shown = [one.handle for one in outgoing.pictures] or None
        answer = self._calls.ask(
            "a new post",
            lambda x, old: x.create_tweet(
                text=outgoing.text or None, in_reply_to_tweet_id=answers, media_ids=shown, user_auth=old
            ),
            acts=True,
            once=True,
        )
        try:
            # the answer holds number and text only (recorded frame): the time stands in the number, the rest is ours
            sent = convert.post(answer.body["data"], self._me, self._user)
        except (KeyError, TypeError, ValueError):
            raise Unknown("X accepted the post and did not say which it is.", Reason.NETWORK, answer.status) from None
        return Post(
            text=outgoing.text,
            ref=sent.ref,
            url=sent.url,
            at=sent.at,
            language=outgoing.language,
            reply_to=outgoing.reply_to or "",
            media=len(outgoing.pictures),
            alts=tuple(one.picture.alt for one in outgoing.pictures if one.picture.alt),
            author=self._me,
        )

    @staticmethod
    def _check(outgoing: Outgoing) -> None:
        text = outgoing.text
        if len(outgoing.pictures) > MOST_PICTURES:
            raise Rejected(f"There are {len(outgoing.pictures)} pictures and X takes {MOST_PICTURES}.", Reason.INVALID)
        if not text.strip() and not outgoing.pictures:
            raise Rejected("There is no text to publish.", Reason.INVALID)
        if (length := counting.length(text)) > counting.LIMIT:
            raise Rejected(
                f"The text has {length} characters and X takes {counting.LIMIT} (a link counts as 23, an emoji as 2).",
                Reason.INVALID,
            )
