"""One message to one browser: Web Push (RFC 8030), encrypted (RFC 8291), signed by this installation (RFC 8292).

apprise knows the cryptography; it cannot say that a message is urgent, and a phone that dozes keeps an ordinary one
for later, so the call itself is made here.
"""

from __future__ import annotations

import base64
import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from slipguard.notify.send import Message

log = logging.getLogger("slipguard.notify")
KEEP = 3600  # seconds that the push service keeps a message for a phone without a network: later it is no news
GONE = "This browser no longer takes messages. Open Slipguard on it and turn them on again."


@dataclass(frozen=True, slots=True)
class Signer:
    """This installation, as push services know it: the file with its key (new_key made it), and whom to write to:
    an https address or a mailbox (RFC 8292, section 2.1)."""

    key_file: str
    contact: str

    @property
    def public_key(self) -> str:
        """What a browser needs to know to accept messages from this installation and no other."""
        return str(_keys(self).x962_str)


def new_key() -> str:
    """A private key as PEM. Losing it means that every browser must be asked again."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def understands(subscription: object) -> bool:
    """Is this a browser's push subscription, with an https address and usable keys?"""
    from apprise.plugins.vapid.subscription import WebPushSubscription

    return isinstance(subscription, dict) and bool(WebPushSubscription().load(subscription))


def push(subscription: Mapping[str, Any], message: Message, url: str, signer: Signer) -> str:
    """Send now. "" where the push service took it, GONE where the browser is no longer there, else what to know."""
    import httpx
    from apprise.plugins.vapid.subscription import WebPushSubscription

    known = WebPushSubscription()
    if not known.load(dict(subscription)):
        return GONE
    keys = _keys(signer)
    # the browser shows some 120 characters; the service takes 4096 bytes with the encryption's own
    payload = {"title": message.subject[:180], "body": message.body[:600], "url": url, "urgent": message.urgent}
    headers = {
        "TTL": str(KEEP),
        "Urgency": "high" if message.urgent else "normal",
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Authorization": f"vapid t={_token(keys, known.endpoint, signer.contact)}, k={keys.x962_str}",
    }
    try:
        body = keys.encrypt_webpush(
            json.dumps(payload, ensure_ascii=False), public_key=known.public_key, auth_secret=known.auth_secret
        )
        reply = httpx.post(known.endpoint, content=body, headers=headers, timeout=10, follow_redirects=False)
    except (httpx.HTTPError, ValueError):
        log.warning("a push service failed while sending", exc_info=False)  # its address is a secret
        return "The browser's push service cannot be reached."
    if reply.status_code in (404, 410):
        return GONE
    return "" if reply.status_code < 300 else f"The browser's push service answered {reply.status_code}."


def _token(keys: Any, endpoint: str, contact: str) -> str:
    """RFC 8292: for this service alone, for an hour."""
    parts = urlsplit(endpoint)
    claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": int(time.time()) + 3600, "sub": contact}
    signed = b".".join(_base64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ES256"}, claims))
    return (signed + b"." + _base64(keys.sign(signed))).decode()


def _keys(signer: Signer) -> Any:
    from apprise.utils.pem import ApprisePEMController

    keys = ApprisePEMController(path="")
    keys.load_private_key(signer.key_file)
    return keys


def _base64(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")
