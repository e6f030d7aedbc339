"""What everybody can read of a profile: for a person's own voice. With the application's own token, no sign-in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from slipguard.core.types import Post
from slipguard.networks.protocol import Reason, Rejected
from slipguard.networks.x import convert, listing
from slipguard.networks.x.calls import Calls
from slipguard.networks.x.tokens import Keyring


def history(handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
    """Own words of @handle, newest first. Rejected where the installation has no token of its own for X."""
    if not where.get("bearer"):
        says = "X shows strangers nothing, and this Slipguard has no X token of its own: upload your archive instead."
        raise Rejected(says, Reason.PERMISSION)
    name = handle.strip().lstrip("@")
    if not (name.isascii() and name.replace("_", "").isalnum()):
        raise Rejected("This is not a name on X.", Reason.INVALID)
    calls = Calls(where, lambda _: None, Keyring())
    try:
        doing = "a look for the profile"
        found = calls.ask(doing, lambda x, _: x.get_user(username=name), as_app=True).data
        if not isinstance(found, dict) or "id" not in found:
            raise Rejected("X knows no such profile.", Reason.INVALID)
        left = limit
        for tweet in listing.own(calls, str(found["id"]), limit=limit, as_app=True):
            if left <= 0:
                return
            left -= 1
            yield convert.post(tweet, str(found["id"]), name)
    finally:
        calls.close()
