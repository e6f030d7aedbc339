"""An authenticator app: RFC 6238 with the defaults that every app has."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect


def digits(secret: str) -> str:
    """Six digits by SHA-1 for these 30 seconds."""
    key = base64.b32decode(secret)
    mark = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = mark[-1] & 15
    return f"{(struct.unpack('>I', mark[at:at + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def fits(page: Page, once: Callable[[], None], inside: Locator) -> None:
    """Do `once`, which opens a page and gives the code of these 30 seconds; again where they ended on a slow way."""
    wrong = page.get_by_text("This code does not fit")
    for _ in range(3):
        once()
        expect(wrong.or_(inside).first).to_be_visible()
        if inside.is_visible():
            return
    raise AssertionError("three codes in a row did not fit")


def activate(page: Page, write: Callable[[Locator, str], None], press: Callable[[Locator], None]) -> str:
    """Set the app up; the page with the recovery codes is open then. The secret."""
    secret = ""

    def once() -> None:
        nonlocal secret
        page.goto("/sign-in/2fa/totp/activate/")
        secret = page.get_by_label("Authenticator secret").input_value()
        write(page.locator("input[name=code]"), digits(secret))
        press(page.get_by_role("button", name="Activate"))

    fits(page, once, page.get_by_role("heading", name="Recovery Codes"))
    return secret
