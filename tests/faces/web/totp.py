"""An authenticator app: RFC 6238 with the defaults that every app has."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def digits(secret: str) -> str:
    """Six digits by SHA-1 for these 30 seconds."""
    key = base64.b32decode(secret)
    mark = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"
