"""Bluesky as a whole: connecting an account, naming posts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from slipguard.core.types import Post
from slipguard.networks.bluesky import convert
from slipguard.networks.bluesky.server import home_of, server_address
from slipguard.networks.protocol import Facts, Length, Located, NetworkFailure, Reason, Reconnect, Rejected, Secret

if TYPE_CHECKING:
    from slipguard.networks.bluesky.client import Bluesky

PUBLIC_VIEW = "https://public.api.bsky.app"
OPTIONAL = ("appview", "jetstream")

FACTS = Facts(
    name="bluesky",
    title="Bluesky",
    post_limit=convert.GRAPHEMES,
    limit_counts="graphemes",
    delete_quota="5,000 points an hour, 35,000 a day; a delete costs 1, a post 3",
    idempotent_publish="the record key carries a mark of the publish key; written only if nothing else was",
    watches_by=("the firehose of the account's own server", "Jetstream"),
    manual_delete="Open the post, choose the three dots, then Delete post.",
    fields=(
        ("service", "Server (https://bsky.social unless you know better)", False),
        ("identifier", "Handle", False),
        ("password", "App password (Settings, Privacy and security, App passwords)", True),
    ),
    pictures=convert.PICTURES,
)


class Adapter:
    """See protocol.Adapter. `connect` also takes the keys of OPTIONAL: addresses, for those who have them."""

    facts = FACTS
    # Servers on loopback or in private networks, and http:// there. The application sets it at start from
    # SLIPGUARD_ALLOW_PRIVATE_SERVERS; tests set it on their own.
    allow_private = False

    def connect(self, form: Mapping[str, str]) -> Secret:
        """Sign in with an app password; the session, where the account's posts are kept, and the rest."""
        from slipguard.networks.bluesky.xrpc import Refused, Xrpc, shape, wanted

        service = server_address(form.get("service", ""), self.allow_private)
        identifier = form.get("identifier", "").strip().lstrip("@").lower()
        password = form.get("password", "").strip()
        if not identifier or not password:
            raise Rejected("A handle and an app password are needed.", Reason.INVALID)
        xrpc = Xrpc({"service": service}, allow_private=self.allow_private)
        host = urlsplit(service).hostname or service
        try:
            session = xrpc.sign_in(password, identifier)
            did, access, refresh = (
                wanted(session, name, host) for name in ("did", "accessJwt", "refreshJwt")
            )
            if _main_password(access):
                # with it one could change the address or delete the account: we don't want to hold that
                with suppress(Refused, NetworkFailure):
                    xrpc.sign_out(refresh)
                raise Rejected(
                    "This is the account's main password. Make an app password in the settings and use that.",
                    Reason.INVALID,
                )
        except Refused as refused:
            if refused.error == "AuthFactorTokenRequired":
                says = f"{host} asks for a second factor: use an app password, not the main one."
                raise Rejected(says, Reason.INVALID, refused.status) from refused
            failure = shape(refused, host)
            if isinstance(failure, Reconnect):
                says = f"{host} knows no such handle with this app password."
                raise Reconnect(says, Reason.TOKEN, refused.status) from refused
            raise failure from refused
        finally:
            xrpc.close()
        # what a server says of itself gets the same scrutiny
        server = server_address(home_of(session) or service, self.allow_private)
        made = {
            "service": service,
            "pds": server,
            "identifier": identifier,
            "did": did,
            "access": access,
            "refresh": refresh,
            "password": password,
            "appview": PUBLIC_VIEW if _hosted(service) or _hosted(server) else "",
        }
        made |= {key: form[key].strip().rstrip("/") for key in OPTIONAL if form.get(key, "").strip()}
        return {key: value for key, value in made.items() if value}

    def open(self, secret: Secret, keep: Callable[[Secret], None]) -> Bluesky:
        """The account's client. Imported here: naming a post must not cost the import of the stream."""
        from slipguard.networks.bluesky.client import Bluesky

        return Bluesky(secret, keep, self.allow_private)

    def pictureless(self, secret: Secret) -> str:
        """An app password may bring pictures."""
        return ""

    def public_history(self, handle: str, limit: int, where: Mapping[str, str]) -> Iterator[Post]:
        """See public.py; no sign-in."""
        from slipguard.networks.bluesky import public

        return public.history(handle, limit, where, self.allow_private)

    def identify(self, handle: str, where: Mapping[str, str]) -> str:
        """The DID behind a handle, asked logged out: a repository names its owner by that alone."""
        from slipguard.networks.bluesky import public

        return public.identify(handle, where)

    def length(self, text: str, limits: Mapping[str, int]) -> Length:
        """See convert.measure; every server has the lexicon's limits."""
        return convert.measure(text)

    def locate(self, url: str) -> Located | None:
        """See convert.locate."""
        return convert.locate(url)

    def ref(self, remote_id: str, key: str) -> str:
        """See convert.ref."""
        return convert.ref(remote_id, key)

    def address(self, ref: str, secret: Secret) -> str:
        """The post in the official app, which knows every server's posts."""
        at = convert.locate(ref)
        return convert.address(at.owner, at.key) if at else "https://bsky.app/"


def _hosted(server: str) -> bool:
    host = urlsplit(server).hostname or ""
    return host == "bsky.social" or host.endswith((".bsky.network", ".bsky.social"))


def _main_password(access: str) -> bool:
    """Does the session's scope say that it was made with the main password? Unreadable: no."""
    with suppress(ValueError, IndexError, AttributeError):
        payload = access.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return bool(claims.get("scope") == "com.atproto.access")
    return False


ADAPTER = Adapter()
