"""The names of posts, without asking anybody.

A ref is `ACCOUNT_ID@host[:port]/STATUS_ID`: the account's remote id, then the post's own id. Status ids
are unique on one server only, so the server belongs into the name; the account's id is there so that
a ref tells whose post it is, and a recall can never be sent with another account's token.
"""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from slipguard.networks.protocol import Located, Reason, Rejected

_ID = r"\d{1,25}|[0-9A-HJKMNP-TV-Z]{26}|\d{10}[0-9a-f]{32}"  # Mastodon; GoToSocial (ULID); snac2
_USER = r"[\w.-]+"
_REF = re.compile(rf"(?P<owner>[^@/\s]+@[^@/\s]+)/(?P<id>{_ID})")
_PATHS = (
    re.compile(rf"/@(?P<user>{_USER})(?:@(?P<other>[^/@]+))?/(?:statuses/)?(?P<id>{_ID})/?"),
    re.compile(rf"/users/(?P<user>{_USER})/statuses/(?P<id>{_ID})(?:/activity)?/?"),
    # Mastodon's numeric ActivityPub addresses: here the owner is the account's id, as in a remote id
    re.compile(rf"/ap/users/(?P<user>\d+)/statuses/(?P<id>{_ID})(?:/activity)?/?"),
)
_SNAC = re.compile(rf"/(?P<user>{_USER})/p/(?P<seconds>\d{{10}})\.\d+/?")


def locate(url: str) -> Located | None:
    """Whose post an address or ref points at; None: not a post of a Mastodon-API server.

    An address on a server that only mirrors the post (`https://host/@user@other/ID`) names the owner
    and a key that holds the mirror's host: its ID means nothing on the owner's server, and `split`
    refuses the ref that is made of it, with words.
    """
    url = url.strip()
    if named := _REF.fullmatch(url):
        return Located(named["owner"], named["id"])
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.netloc.lower()
    if parts.scheme not in ("http", "https") or not host or "@" in host:
        return None
    return _on_a_server(host, parts.path) or _on_snac(f"{parts.scheme}://{parts.netloc}", host, parts.path)


def _on_a_server(host: str, path: str) -> Located | None:
    for pattern in _PATHS:
        if found := pattern.fullmatch(path):
            other = (found.groupdict().get("other") or host).lower()
            key = found["id"] if other == host else f"{host}/{found['id']}"
            return Located(f"{found['user']}@{other}", key)
    return None


def _on_snac(base: str, host: str, path: str) -> Located | None:
    """snac2's id in the API is the second of publishing and the MD5 of the post's address."""
    if not (found := _SNAC.fullmatch(path)):
        return None
    digest = hashlib.md5((base + path.rstrip("/")).encode(), usedforsecurity=False).hexdigest()
    return Located(f"{found['user']}@{host}", found["seconds"] + digest)


def make(remote_id: str, key: str) -> str:
    """The canonical ref of an account's post."""
    return f"{remote_id}/{key}"


def split(ref: str) -> tuple[str, str, str]:
    """(account id, host, status id) of a ref. Raises Rejected(INVALID) with words."""
    if not (named := _REF.fullmatch(ref)):
        raise Rejected(
            "This names no post of the account: open the post on the account's own server and use that address.",
            Reason.INVALID,
        )
    account_id, _, host = named["owner"].rpartition("@")
    return account_id, host, named["id"]


def page_path(user: str, status_id: str) -> str:
    """Where servers usually show a post, by the shape of its id."""
    if status_id.isdigit():
        return f"/@{user}/{status_id}"
    return f"/@{user}/statuses/{status_id}"  # GoToSocial


def by_hand(server: str, user: str, status_id: str) -> str:
    """The page from which a person deletes the post (after signing in there)."""
    if len(status_id) == 42:  # snac2: posts are deleted in the user's own page
        return f"{server}/{user}/admin"
    return server + page_path(user, status_id)
