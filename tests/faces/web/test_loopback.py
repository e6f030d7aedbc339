"""A server that the rig starts, and its browser, stay on this machine."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect

from tests.faces.web import rig
from tests.house.test_loopback import OUTSIDE, TRIES, held

pytestmark = pytest.mark.chromium


def test_a_server_started_by_the_rig_cannot_leave(chromium: Browser) -> None:
    """Sent to a number and to a name outside it reaches neither, says so on the page, and the rig tells at its end."""
    with pytest.raises(AssertionError, match=f"{OUTSIDE}(.|\n)*made-up.example"), rig.served() as running:
        page = chromium.new_page(base_url=running.url)
        rig.make_owner(page)
        for server in (f"http://{OUTSIDE}", "http://made-up.example"):
            page.goto("/w/first/connect/mastodon")
            page.locator("#oauth-server").fill(server)
            page.get_by_role("button", name="Go to the server's sign-in").click()
            expect(page.get_by_text("cannot be reached")).to_be_visible()
        page.close()
        around = (Path("/proc") / str(running.process.pid) / "environ").read_text().split("\0")
        with socket.create_server(("127.0.0.1", 0)) as server:  # what the server would start is held, too
            done = subprocess.run(
                [sys.executable, "-c", TRIES, str(server.getsockname()[1])], capture_output=True, text=True, timeout=60,
                check=True, cwd="/", env=dict(line.split("=", 1) for line in around if line))
        assert held(done.stdout)


def test_the_browser_cannot_leave(phone: BrowserContext) -> None:
    """Neither a page, nor a number, nor a name is asked for outside; the server on this machine answers."""
    for url in (f"http://{OUTSIDE}/", "http://made-up.example/", "http://[2001:db8::1]/"):
        with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
            phone.new_page().goto(url)  # each its own: the browser's page about the failure may come later
    answer = phone.new_page().goto("/sign-in/login/")
    assert answer is not None and answer.ok
