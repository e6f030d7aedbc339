"""X as a network: what it declares, connecting, and the names of posts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from slipguard.core.types import FilmRules, PictureRules, Post
from slipguard.networks.protocol import WHOSE, Facts, Length, Located, Network, Secret
from slipguard.networks.x import prices, refs

if TYPE_CHECKING:
    from slipguard.networks.x.client import Shared

FACTS = Facts(
    name="x",
    title="X",
    post_limit=280,
    limit_counts="characters, links as 23, emoji and many scripts as 2",
    delete_quota="50 deletes in 15 minutes per account",
    idempotent_publish="a look at the own recent posts before every send; X refuses repeated words with 403, and then "
    "the post is looked for",
    watches_by=("asking, as often as the plan's quota allows", "the Activity API's stream, where the plan has it"),
    manual_delete="Open the post on X, choose the three dots, then Delete.",
    fields=(
        ("api_key", "API key (console.x.com, your app, Keys and tokens: consumer key)", True),
        ("api_secret", "API key secret", True),
        ("token", "Access token (made with “Read and write”)", True),
        ("token_secret", "Access token secret", True),
        ("handle", WHOSE, False),
    ),
    cost=prices.says,
    # docs.x.com, media best practices: 5 MB; 1,000 characters of a description; create-post: text is required where
    # there are no media_ids
    # film, of an account that does not pay: 512 MB, 140 seconds, 1920 x 1200
    pictures=PictureRules(count=4, size=5_000_000, alt=1000, alone=True,
                          film=FilmRules(512_000_000, seconds=140, pixels=1920 * 1200)),
)


@dataclass(slots=True)
class XAdapter:
    """Implements `Adapter`."""

    facts: Facts = FACTS
    _shared: list[Shared] = field(default_factory=list, repr=False)

    def connect(self, form: Mapping[str, str]) -> Secret:
        """A secret of the four keys of OAuth 1.0a. By X's own sign-in page: oauth.py. Raises the five shapes."""
        from slipguard.networks.x import oauth  # tweepy: a third of a second, only when used

        return oauth.keys(form)

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> Network:
        """See `Adapter`. `keep` is given the fresh tokens of OAuth 2.0."""
        from slipguard.networks.x.client import XNetwork
        from slipguard.networks.x.plan import READS, Plan
        from slipguard.networks.x.wire import API

        shared = self.shared()
        if secret.get("stream") and secret.get("bearer"):
            shared.hub.want(secret.get("api") or API, secret["bearer"])
        plan = Plan(int(secret.get("reads_a_month") or READS))
        return XNetwork(secret, keep, shared, plan)

    def shared(self) -> Shared:
        """What all clients share; made when first needed, because it brings tweepy along."""
        if not self._shared:
            from slipguard.networks.x.client import Shared

            self._shared.append(Shared())
        return self._shared[0]

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """See `Adapter`; X counts the same for everybody."""
        from slipguard.networks.x import counting

        return Length(counting.length(text), counting.LIMIT)

    def pictureless(self, secret: Secret) -> str:
        """See `Adapter`. The four keys of OAuth 1.0a name no scopes."""
        told = secret.get("scopes", "").split()
        if not told or "media.write" in told:
            return ""
        return "This sign-in may not bring pictures: it was made without the permission media.write."

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        """See public.py: X has no readers without a sign-in, so this needs the application's own token."""
        from slipguard.networks.x import public

        return public.history(handle, limit, where)

    def locate(self, url: str) -> Located | None:
        """See `Adapter` and refs.py for the addresses that are understood."""
        return refs.locate(url)

    def ref(self, remote_id: str, key: str) -> str:
        """See `Adapter`."""
        return refs.make(remote_id, key)

    def address(self, ref: str, secret: Secret) -> str:
        """See `Adapter`: the post's page, where its author has the menu with Delete."""
        return refs.page(secret.get("user", ""), refs.split(ref)[1])
