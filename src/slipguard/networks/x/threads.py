"""A thread: one's own answers to one's own post. Published as a chain, taken back part by part, the last one first."""

from __future__ import annotations

from collections.abc import Sequence

from slipguard.core.types import Post
from slipguard.networks.protocol import Network, NetworkFailure, Outgoing
from slipguard.networks.x import convert, listing
from slipguard.networks.x.calls import Calls


def publish(network: Network, texts: Sequence[str], key: str, first: Outgoing) -> list[Post]:
    """Each text as the answer to the one before; `first` gives language, reply and time of the first attempt.

    Every part has a key made of the whole's, so a second run goes on where the first one broke off. A failure is
    raised as it came; the parts that are out stay, and the same call with the same key finishes the thread.
    """
    posts: list[Post] = []
    for number, text in enumerate(texts, 1):
        answers = posts[-1].ref if posts else first.reply_to
        part = Outgoing(text, first.language, answers, first.first_tried)
        posts.append(network.publish(part, f"{key}:part-{number}"))
    return posts


def parts_after(calls: Calls, user_id: str, post_id: str) -> list[str]:
    """Numbers of the account's own posts that hang on this one, newest first; the post itself is not among them.

    One request before a delete, and none may stand in its way: where X does not answer it, nothing is known to hang.
    """
    hanging: list[str] = []
    known = {post_id}
    try:
        newer = list(listing.own(calls, user_id, since_id=post_id, doing="a look for the rest of the thread"))
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
