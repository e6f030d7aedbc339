"""What everybody can read of a profile, without any sign-in: for a person's own voice.

A handle leads to a DID, the DID's document to the server that keeps the posts, and that server lists
them to anybody (com.atproto.identity.resolveHandle, the PLC directory, com.atproto.repo.listRecords).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

import httpx

from slipguard.core.types import Post
from slipguard.networks.bluesky.client import Bluesky
from slipguard.networks.bluesky.server import home_of, server_address
from slipguard.networks.bluesky.xrpc import READ_S, Refused, Xrpc
from slipguard.networks.guard.judged import JudgedTransport
from slipguard.networks.protocol import Reason, Rejected, Retryable

VIEW = "https://public.api.bsky.app"
DIRECTORY = "https://plc.directory"


def history(handle: str, limit: int, where: Mapping[str, str], allow_private: bool = False) -> Iterator[Post]:
    """Own words, newest first. `where`: "view" resolves handles, "directory" keeps DID documents."""
    did = identify(handle, where)
    server = home_of({"didDoc": _document(did, where.get("directory") or DIRECTORY, allow_private)})
    if not server:
        raise Rejected(f"@{handle} names no server that keeps its posts.", Reason.INVALID)
    home = server_address(server, allow_private)
    reader = Bluesky({"service": home, "pds": home, "did": did}, lambda _: None, allow_private)
    try:
        yield from reader.history(limit)
    finally:
        reader.close()


def identify(handle: str, where: Mapping[str, str]) -> str:
    """The DID of a handle; a DID stays what it is. `where`: see history()."""
    handle = handle.strip().lstrip("@").lower()
    return handle if handle.startswith("did:") else _resolve(handle, where.get("view") or VIEW)


def _resolve(handle: str, view: str) -> str:
    xrpc = Xrpc({"service": view}, allow_private=True)  # the installation's own setting, not a stranger's word
    try:
        return str(xrpc.get("com.atproto.identity.resolveHandle", handle=handle).get("did", ""))
    except Refused as refused:
        raise Rejected(f"There is no @{handle} on Bluesky.", Reason.INVALID, refused.status) from None
    finally:
        xrpc.close()


def _document(did: str, directory: str, allow_private: bool) -> Any:
    web = re.fullmatch(r"did:web:([a-z0-9.-]+)", did)
    address = f"https://{web[1]}/.well-known/did.json" if web else f"{directory.rstrip('/')}/{did}"
    try:
        # a did:web names any host; the directory is the installation's own setting
        transport = JudgedTransport(allow_private or not web)
        with httpx.Client(transport=transport, timeout=READ_S, trust_env=False) as client:
            answer = client.get(address)
    except httpx.HTTPError:
        raise Retryable("The directory of identities does not answer.", Reason.NETWORK) from None
    with suppress(ValueError):
        if answer.status_code == 200:
            return answer.json()
    raise Rejected(f"The directory of identities does not know {did}.", Reason.INVALID, answer.status_code)
