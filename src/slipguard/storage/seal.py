"""Seals secrets at rest. The key lies in a file beside the data, never in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from slipguard.core.errors import NotReady
from slipguard.settings import seal_key


def _box() -> MultiFernet:
    return MultiFernet([Fernet(line) for line in seal_key().split()])


def seal(secret: Mapping[str, str]) -> bytes:
    """Encrypt with the newest key."""
    return _box().encrypt(json.dumps(dict(secret)).encode())


def unseal(sealed: bytes | memoryview) -> dict[str, str]:
    """Decrypt with any key of the file; NotReady where none fits."""
    try:
        return dict(json.loads(_box().decrypt(bytes(sealed))))
    except InvalidToken:
        raise NotReady(
            "The stored sign-in cannot be opened: the key file does not fit the database.",
            "Put back the file keys/seal.key that belongs to this data, or connect the account again.",
        ) from None
