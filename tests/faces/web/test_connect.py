"""Connecting an account in the browser, by the server's own sign-in page."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import BrowserContext, expect

from tests.faces.web import rig
from tests.servers.mastodon import Behaviour, MastodonServer

pytestmark = pytest.mark.chromium


def test_a_mastodon_account_is_connected_by_its_servers_sign_in(desk: BrowserContext) -> None:
    """Off to the server and back: the account is there, learns its voice, and a phone's post shows on the board."""
    with MastodonServer(Behaviour(), 0) as server:
        client = server.person("northcafe")
        page = desk.new_page()
        rig.enter(page, "My first client")
        page.goto("/w/first/connect/mastodon")
        page.locator("#oauth-server").fill(server.url)
        page.get_by_role("button", name="Go to the server's sign-in").click()
        page.wait_for_url(f"{server.url}/oauth/authorize**")
        page.get_by_label("Account").select_option("northcafe")
        page.get_by_role("button", name="Authorize").click()
        expect(page.get_by_text("is connected, in trial")).to_be_visible()
        expect(page.get_by_role("heading", name="@northcafe")).to_be_visible()
        page.get_by_role("button", name="Learn how it sounds").click()
        expect(page.get_by_text("The voice of @northcafe")).to_be_visible()
        page.goto("/w/first/")
        expect(page.get_by_text("Trial: no post seen yet.")).to_be_visible()
        expect(page.get_by_text("Last heard")).to_be_visible()
        sent = httpx.post(f"{server.url}/api/v1/statuses", data={"status": "Soup of the day: leek and potato"},
                          headers={"Authorization": f"Bearer {client.token}"})
        assert sent.status_code == 200
        expect(page.locator(".post", has_text="leek and potato")).to_be_visible()
        page.locator(".account", has_text="@northcafe").get_by_role("link", name="@northcafe").click()
        page.get_by_text("Disconnect @northcafe").click()
        page.get_by_role("button", name="Yes, disconnect").click()
        expect(page.get_by_text("is disconnected and its sign-in forgotten")).to_be_visible()
