"""A thread: one's own answers to one's own post. Taken back part by part, the last one first.

It is published as a chain: each part is a post of its own, with a key of its own, that answers the one before.
"""

from __future__ import annotations

from slipguard.networks.protocol import NetworkFailure
from slipguard.networks.x import convert, listing
from slipguard.networks.x.calls import Calls

WITHIN = 0.8  # seconds to connect, and for the answer to begin


def parts_after(calls: Calls, user_id: str, post_id: str) -> list[str]:
    """Numbers of the account's own posts that hang on this one, newest first; the post itself is not among them.

    One request before a delete, and it may not stand in its way: where X does not answer within a second, nothing is
    known to hang. A later look at the post finds the rest.
    """
    hanging: list[str] = []
    known = {post_id}
    try:
        newer = list(
            listing.own(calls, user_id, since_id=post_id, doing="a look for the rest of the thread", within=WITHIN)
        )
    except NetworkFailure:
        return []
    for tweet in reversed(newer):  # oldest first: a part comes after what it answers
        versions = convert.chain(tweet)
        answered = {str(r.get("id")) for r in tweet.get("referenced_tweets") or () if r.get("type") == "replied_to"}
        mine = str(tweet.get("in_reply_to_user_id") or user_id) == user_id
        if mine and answered & known:
            known.update(versions)
            hanging.append(versions[0])
    return hanging[::-1]
