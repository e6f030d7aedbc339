"""Passkeys and the second step in a real Chromium, with the virtual authenticator of its debugging protocol."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.faces.web import axe, rig
from tests.faces.web.journeys import keys
from tests.faces.web.totp import activate

pytestmark = pytest.mark.chromium
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}


@pytest.fixture
def alone(chromium: Browser) -> Iterator[BrowserContext]:
    """A Slipguard of its own, reached as localhost: a passkey belongs to a name, never to a number."""
    with rig.served() as running:
        context = chromium.new_context(base_url=running.url.replace("127.0.0.1", "localhost"), viewport=rig.DESK)
        yield from rig.watched(context)


def test_a_passkey_signs_in_and_confirms(alone: BrowserContext) -> None:
    """By keys alone: add one, see the recovery codes, sign out everywhere, come back with a touch, remove it."""
    page = alone.new_page()
    rig.make_owner(page)
    phone = alone.new_cdp_session(page)
    phone.send("WebAuthn.enable")
    phone.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/me")
    keys.press(page, page.get_by_role("link", name="Second step and passkeys"))
    keys.press(page, page.get_by_role("link", name="Add a passkey"))
    keys.write(page, page.get_by_label("Name"), "My phone")
    keys.press(page, page.get_by_label("Sign in with it alone"), "Space")
    keys.press(page, page.get_by_role("button", name="Add"))
    expect(page.get_by_role("heading", name="Recovery Codes")).to_be_visible()
    page.goto("/sign-in/2fa/webauthn/")
    expect(page.locator("strong", has_text="My phone")).to_be_visible()
    page.goto("/sign-in/sessions/")
    expect(page.get_by_text("Chrome on Linux")).to_be_visible()
    keys.press(page, page.get_by_role("button", name="Sign out everywhere, also here"))
    keys.press(page, page.get_by_role("button", name="Sign in with a passkey"))
    expect(page.get_by_role("heading", name="Two doors")).to_be_visible()
    page.goto("/sign-in/2fa/webauthn/")
    keys.press(page, page.get_by_role("link", name="Remove My phone"))
    keys.press(page, page.get_by_role("button", name="Remove"))
    expect(page.get_by_text("None yet.")).to_be_visible()


def test_six_digits_after_the_password_and_a_code_when_the_phone_is_lost(alone: BrowserContext) -> None:
    """The authenticator app is set up by its secret; a recovery code works once."""
    page = alone.new_page()
    rig.make_owner(page)
    activate(page, Locator.fill, Locator.click)
    page.goto("/sign-in/2fa/recovery-codes/")
    assert axe.violations(page) == []
    code = page.get_by_label("Unused codes").input_value().split()[0]
    sign_in(page)
    assert axe.violations(page) == []
    for answer, works in (("000000", False), (code, True)):
        sign_in(page)
        page.locator("input[name=code]").fill(answer)
        page.get_by_role("button", name="Sign In").click()
        if works:
            expect(page.get_by_role("heading", name="Two doors")).to_be_visible()
        else:
            expect(page.get_by_text("This code does not fit")).to_be_visible()
    sign_in(page)
    page.locator("input[name=code]").fill(code)
    page.get_by_role("button", name="Sign In").click()
    expect(page.get_by_text("This code does not fit")).to_be_visible()


def sign_in(page: Page) -> None:
    """Up to the second step."""
    page.context.clear_cookies()
    rig.give_password(page)
    page.wait_for_url("**/2fa/authenticate/**")
