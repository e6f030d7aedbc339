"""What the server honestly does. What goes wrong on command is a Fault, as at the other test server.

Two more faults are known here: "truncated" (half an answer, then the end), and a status with X's own body.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.servers.mastodon.behaviour import Fault

__all__ = ["Behaviour", "Fault"]


@dataclass
class Behaviour:
    """May be changed while the server runs."""

    deletes: int = 50  # per account and window (documentation; recorded headers)
    posts: int = 200
    reads: int = 900  # timeline requests per user and window
    window: float = 900.0  # seconds
    refuses_repeats: bool = True  # 403 to a text that the account has already
    late_reads: int = 0  # reads that still show a deleted post
    embeds: bool = True  # the public embed service answers strangers
    credit: float | None = 50.0  # dollars; None: the address does not exist
    activity: bool = False  # the plan has the Activity API
    access_level: str = ""  # x-access-level, which real answers to OAuth 1.0a carry
    token_life: int = 7200  # seconds of an OAuth 2.0 access token
    unknown_is_deleted: bool = False  # the simulator said deleted:true for an unknown id
    skew: float = 0.0  # seconds by which the server's clock is ahead
    film_reads: int = 2  # looks at a film that X is still at work on
    film_fails: bool = False  # X can make nothing of any film
    latency: float = 0.0
