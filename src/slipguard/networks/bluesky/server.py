"""Which server keeps an account, by what a person typed or by its DID document."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

from slipguard.networks.protocol import Reason, Rejected


def server_address(said: str, allow_private: bool = False) -> str:
    """The server's base address; names are judged when they are connected to (networks/guard).

    Raises Rejected: a password travels encrypted or not at all.
    """
    address = said.strip() or "https://bsky.social"
    address = (address if "://" in address else f"https://{address}").rstrip("/")
    parts = urlsplit(address)
    host = parts.hostname or ""
    local = host == "localhost"
    with suppress(ValueError):
        local = local or ipaddress.ip_address(host).is_loopback
    if not host or parts.path or parts.scheme not in ("https", *(["http"] if local and allow_private else [])):
        raise Rejected(f"{said!r} is not a server's address (https://...).", Reason.INVALID)
    return address


def home_of(session: Mapping[str, Any]) -> str:
    """The account's own server by its DID document, which the session brings along."""
    document = session.get("didDoc")
    services = document.get("service") if isinstance(document, Mapping) else None
    for service in services if isinstance(services, list) else []:
        if str(service.get("id", "")).endswith("#atproto_pds"):
            return str(service.get("serviceEndpoint", "")).rstrip("/")
    return ""
