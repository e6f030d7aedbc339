"""The names of posts, without asking anybody.

A ref is `USER_ID/POST_ID`: the account's number, so that a recall can never be sent with another account's token,
and the number of the post's first version. Every edit has a number of its own at X, and any of them stands for the
whole chain (https://docs.x.com/x-api/fundamentals/edit-posts).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from slipguard.networks.protocol import Located, Reason, Rejected

SITE = "https://x.com"
_REF = re.compile(r"(?P<owner>\d{1,20})/(?P<id>\d{1,20})")
_HOSTS = {"x.com", "twitter.com"}
_PATH = re.compile(r"/(?P<user>\w{1,20})/status(?:es)?/(?P<id>\d{1,20})(?:/.*)?")
_NOBODYS = re.compile(r"/i/(?:web/)?status/(?P<id>\d{1,20})(?:/.*)?")  # links that leave out whose post it is

_FIRST = 1_288_834_974_657  # ms since 1970 at which X's numbers begin
_SMALLEST = 1 << 50  # numbers below are not made of a time (a playground's)


def locate(url: str) -> Located | None:
    """Whose post an address or ref points at; None: not a post of X. The owner is "" where the link hides it."""
    url = url.strip()
    if named := _REF.fullmatch(url):
        return Located(named["owner"], named["id"])
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = (parts.hostname or "").removeprefix("www.").removeprefix("mobile.")
    if parts.scheme not in ("http", "https") or host not in _HOSTS:
        return None
    if named := _NOBODYS.fullmatch(parts.path):
        return Located("", named["id"])
    named = _PATH.fullmatch(parts.path)
    return Located(named["user"], named["id"]) if named else None


def make(user_id: str, post_id: str) -> str:
    """The canonical ref of an account's post."""
    return f"{user_id}/{post_id}"


def split(ref: str) -> tuple[str, str]:
    """(user id, post id) of a ref. Raises Rejected(INVALID) with words."""
    if not (named := _REF.fullmatch(ref)):
        raise Rejected("This names no post on X: use the post's own link.", Reason.INVALID)
    return named["owner"], named["id"]


def page(user: str, post_id: str) -> str:
    """The post's page, where its author can delete it by hand."""
    return f"{SITE}/{user or 'i'}/status/{post_id}"


def made_at(post_id: str) -> datetime | None:
    """When a post was made, read off its number: milliseconds stand in the upper bits. None: not such a number."""
    number = int(post_id)
    return datetime.fromtimestamp(((number >> 22) + _FIRST) / 1000, UTC) if number >= _SMALLEST else None
