"""A real `slipguard up` on a free port, and Debian's Chromium: what a person would have before them."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from slipguard.networks.practice.cast import cast
from tests import fresh
from tests.eventually import eventually
from tests.loopback.sitecustomize import REFUSED
from tests.servers.ports import free_port

EMAIL, PASSWORD = "olivia@example.org", "a long quiet password"
CHROMIUM = "/usr/bin/chromium"
# Each new window would load two hidden pages for its address bar, two thirds of what a window costs. Of several such
# lists Chromium may take the last alone, so what Playwright 1.65 leaves out stands here again.
WITHOUT = (
    "WebUIOmniboxPopup,WebUIOmniboxAimPopup,"
    "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,HttpsUpgrades,HttpsFirstBalancedModeAutoEnable,"
    "LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,AvoidCorsURLLoaderRestartOnRedirect,"
    "OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,PreconnectToSearch"
)
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",  # numbers, too, are names to it
    f"--disable-features={WITHOUT}",
]
# What is waited for may take long where several browsers share a slow machine, and only a failure takes so long: a wait
# of its own is written where even this is too short.
PATIENCE = 90_000  # milliseconds
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@dataclass(frozen=True, slots=True)
class Served:
    """A running Slipguard."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]


@contextmanager
def served(refused: tuple[str, ...] = (), **settings: str) -> Iterator[Served]:
    """Start, wait until it answers, end it by its own pid, remove its data. `settings`: more environment.

    `refused`: hosts that it may want to reach, and may not: all else that it tries outside fails the test.
    """
    home = Path(tempfile.mkdtemp(prefix="slipguard-web-"))
    try:
        with up(home, free_port(), refused, **settings) as running:
            yield running
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def up(home: Path, port: int, refused: tuple[str, ...] = (), **settings: str) -> Iterator[Served]:
    """The same in a folder and on a port that outlive it: one life of a house that is started again."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SLIPGUARD_")}
    environment |= {"SLIPGUARD_HOME": str(home), "SLIPGUARD_ALLOW_PRIVATE_SERVERS": "1", "OMP_NUM_THREADS": "1"}
    environment |= settings
    environment.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    fresh.tables(home)
    with (home / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "slipguard", "up", "--port", str(port)], env=environment, stdout=log, stderr=log
        )
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, (home / "up.log").read_text()
        try:
            return httpx.get(f"{url}/welcome", timeout=60).status_code in (200, 302)  # the first page is slow
        except httpx.TransportError:
            return False

    try:
        eventually(answers, "slipguard up", 180)  # ten seconds on a quiet machine
        yield Served(url, home, process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(60)
        finally:
            process.kill()
            tried = [line for line in (home / "up.log").read_text(errors="replace").splitlines()
                     if REFUSED in line and not any(f"reach {host}" in line for host in refused)]
    assert not tried, "\n".join(tried)  # tests/loopback: the server wanted to leave this machine


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        made = chromium.new_context

        def patient(**how: Any) -> BrowserContext:
            context = made(**how)
            context.set_default_timeout(PATIENCE)  # a click, a page that loads
            return context

        chromium.new_context = patient  # type: ignore[method-assign]
        try:
            yield chromium
        finally:
            chromium.close()


def make_owner(page: Page) -> None:
    """The first visit, up to the two doors."""
    page.goto("/")
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my sign-in").click()
    page.get_by_role("heading", name="Two doors").wait_for()


def give_password(page: Page, email: str = EMAIL) -> None:
    """The sign-in page, filled in and sent."""
    page.goto("/sign-in/login/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_in(page: Page) -> None:
    """An ordinary sign-in."""
    give_password(page)
    page.wait_for_url("**/w/**")
    if page.url.endswith("/w/"):
        enter(page, "Practice desk")


def enter(page: Page, name: str) -> None:
    """Step into a workspace: a deliberate act, so a press and not an address."""
    page.goto("/w/")
    page.get_by_role("main").get_by_role("button", name=name).click()
    page.wait_for_url(re.compile(r"/w/[\w-]+/$"))


def open_practice_desk(page: Page) -> None:
    """The first door."""
    page.goto("/start")
    page.get_by_role("button", name="Open the practice desk").click(timeout=180_000)  # it learns four voices
    page.get_by_role("heading", name="Posts as they arrive").wait_for(timeout=180_000)


def show(page: Page, shown: bool) -> None:
    """Another tab is before it, or none any more."""
    page.evaluate("""shown => { Object.defineProperty(document, "visibilityState", {value: shown, configurable: true});
                               document.dispatchEvent(new Event("visibilitychange")); }""",
                  "visible" if shown else "hidden")


def too_wide(page: Page) -> int:
    """How many pixels stick out to the right."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def watched(context: BrowserContext) -> Iterator[BrowserContext]:
    """Fails at the end when a page had an error of its own (a script's, or the content security policy's).

    What the browser says of a file that did not come, and htmx of a stream that was lost, is none.
    """
    said: list[str] = []
    lost = "Failed to load resource", "[object Event]"

    def listen(page: Page) -> None:
        page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
        page.on("console", lambda message: said.append(f"{page.url}: {message.text}")
                if message.type == "error" and not message.text.startswith(lost) else None)

    context.on("page", listen)
    yield context
    context.close()
    assert not said, said


class Sink:
    """A channel's other end: what apprise's json:// sends lands in a list."""

    def __init__(self) -> None:
        self.messages: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.end_headers()

            def log_message(self, *said: object) -> None:
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()

    def links(self) -> list[str]:
        """Every alarm link that arrived, oldest first."""
        found = (re.search(r"http\S+/alarm/\S+", message.get("message", "")) for message in self.messages)
        return [link[0] for link in found if link]


def add_channel(page: Page, sink: Sink) -> None:
    """Alarms of the practice desk go to the sink."""
    page.goto("/w/practice-desk/settings")
    page.get_by_label("Whose phone, or which room").fill("Night phone")
    page.get_by_label("Address").fill(sink.address)
    page.get_by_role("button", name="Add and try it").click()
    page.get_by_text("A trial message is on its way").wait_for()


def let_slip(page: Page, number: int) -> str:
    """Let slip `number` of the script out with the practice phone; gives its text.

    Tests use different numbers: the same words on one desk are copies of each other, and go together.
    """
    slip = cast().slips[number]
    post(page, slip.on, slip.text)
    return slip.text


def post(page: Page, handle: str, text: str) -> None:
    """The practice phone posts."""
    page.goto("/practice")
    page.get_by_label("Signed in as").select_option(handle)
    page.get_by_label("What's happening?").fill(text)
    page.get_by_role("button", name="Post from the phone").click()
    page.get_by_text("past Slipguard. Now look at the board").wait_for()
