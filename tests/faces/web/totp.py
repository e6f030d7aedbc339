"""An authenticator app: RFC 6238 with the defaults that every app has."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def digits(secret: str, later: int = 0) -> str:
    """Six digits by SHA-1 for these 30 seconds, or for so many windows later."""
    key = base64.b32decode(secret)
    mark = hmac.new(key, struct.pack(">Q", int(time.time()) // 30 + later), hashlib.sha1).digest()
    at = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
