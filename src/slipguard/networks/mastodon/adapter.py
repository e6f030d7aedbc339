"""Mastodon-API servers as a network: what it declares, connecting, and the names of posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from slipguard.core.types import FilmRules, PictureRules, Post
from slipguard.networks.ledger import Ledger
from slipguard.networks.mastodon import counting, refs
from slipguard.networks.protocol import WHOSE, Facts, Length, Located, Network, Reason, Rejected, Secret

FACTS = Facts(
    name="mastodon",
    title="Mastodon",
    post_limit=500,
    limit_counts="characters, links as 23, of mentions the local part; many servers allow more",
    delete_quota="30 deletes in 30 minutes per account",
    idempotent_publish="Idempotency-Key for an hour, and a look at the own recent posts before every send",
    watches_by=("websocket", "server-sent events", "polling"),
    manual_delete="Open the post on your server, sign in, and choose Delete in the menu under the post.",
    fields=(
        ("server", "Server (social.example)", False),
        ("token", "Access token (Preferences, Development, Your application)", True),
        ("handle", WHOSE, False),
    ),
    # without a text: https://docs.joinmastodon.org/methods/statuses/ (status is optional where there are media_ids);
    # what Mastodon 4 has where a server does not say its own figures (mediaAttachment.rb: 16 MB, 1,500 characters)
    # film: MediaAttachment::VIDEO_LIMIT, 99 MB, and MAX_VIDEO_MATRIX_LIMIT
    pictures=PictureRules(count=4, size=16_000_000, alt=1500, alone=True,
                          film=FilmRules(99_000_000, pixels=3840 * 2160)),
)


@dataclass(slots=True)
class MastodonAdapter:
    """Implements `Adapter`."""

    # Servers on loopback or in private networks, and http://. The application sets it at start from
    # SLIPGUARD_ALLOW_PRIVATE_SERVERS, for a server on one's own network; tests set it on their own.
    allow_private: bool = False
    facts: Facts = FACTS
    ledger: Ledger = field(default_factory=Ledger, repr=False)

    def connect(self, form: Mapping[str, str]) -> Secret:
        """A secret of a server and an access token (scopes: see oauth.SCOPES). Raises the five shapes."""
        from slipguard.networks.guard import address
        from slipguard.networks.mastodon import oauth  # httpx: 0.1 s, only when used

        token = form.get("token", "").strip()
        if not token or not token.isascii() or not token.isprintable() or " " in token:
            raise Rejected("This is not an access token.", Reason.INVALID)
        server = address.base_url(form.get("server", ""), self.allow_private)
        return oauth.secret(server, token, self.allow_private)

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> Network:
        """See `Adapter`. Access tokens do not expire, so `keep` is never called."""
        from slipguard.networks.mastodon.client import MastodonNetwork

        return MastodonNetwork(secret, self.ledger, self.allow_private)

    def pictureless(self, secret: Secret) -> str:
        """See `Adapter`. A pasted token's scopes are not known here."""
        told = set(secret.get("scopes", "").split())
        if not told or told & {"write", "write:media"}:
            return ""
        return "This sign-in may not bring pictures: it was made without the permission write:media."

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        """See public.py; no sign-in."""
        from slipguard.networks.mastodon import public

        return public.history(handle, limit, self.allow_private)

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """See counting.py; `limits` has what this very server allows."""
        used = counting.length(text, limits.get("link", counting.LINK_COUNTS))
        return Length(used, limits.get("characters", counting.USUAL_LIMIT))

    def locate(self, url: str) -> Located | None:
        """See `Adapter` and refs.py for the addresses that are understood."""
        return refs.locate(url)

    def ref(self, remote_id: str, key: str) -> str:
        """See `Adapter`."""
        return refs.make(remote_id, key)

    def address(self, ref: str, secret: Secret) -> str:
        """See `Adapter`: the post's page on the account's server (for snac2, the page of all own posts)."""
        return refs.by_hand(secret["server"], secret["acct"], refs.split(ref)[2])
