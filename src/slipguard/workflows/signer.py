"""This installation's name at the browsers' push services."""

from __future__ import annotations

from urllib.parse import urlsplit

from slipguard.notify.push import Signer, new_key
from slipguard.settings import CONFIG


def signer() -> Signer:
    """The key is made on first use and kept beside the data."""
    CONFIG.key("push.pem", new_key)
    contact = CONFIG.url if CONFIG.url.startswith("https:") else f"mailto:postmaster@{urlsplit(CONFIG.url).hostname}"
    return Signer(str(CONFIG.home / "keys" / "push.pem"), contact)
