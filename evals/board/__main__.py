"""A board with 500 live posts: event -> drawn row in Chromium, the server's work for it, the transfer of every page.

usage: python -m evals.board [--posts N] [--rounds N] [--only rows,pages]

One real `slipguard up` with something on every page (tests/faces/web/furnished.py). The clock of a row starts when
the server heard of the post from its network, before it was judged, and ends when Chromium has painted the row.
Exits 1 where a page transfers more than its budget.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HOME = tempfile.mkdtemp(prefix="slipguard-board-")
os.environ |= {"SLIPGUARD_HOME": HOME, "SLIPGUARD_ALLOW_PRIVATE_SERVERS": "1", "DJANGO_ALLOW_ASYNC_UNSAFE": "1"}

import httpx  # noqa: E402
from playwright.sync_api import Browser  # noqa: E402

from slipguard import app  # noqa: E402  (the home must be set first)

app.configure()

from evals.board import pages, rows  # noqa: E402
from slipguard.actions.access import Actor  # noqa: E402
from slipguard.actions.setup import local_owner  # noqa: E402
from slipguard.storage.models import Incident, Workspace  # noqa: E402
from tests import fresh  # noqa: E402
from tests.eventually import eventually  # noqa: E402
from tests.faces.web import furnished, rig  # noqa: E402
from tests.servers.ports import free_port  # noqa: E402

TARGET = 0.1  # seconds for a new post


def main() -> None:
    """Everything on one desk."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--only", default="rows,pages")
    options = parser.parse_args()
    fresh.tables(Path(HOME))
    app.migrate()
    light = True
    with house() as url, rig.browser() as browser:
        desk = furnished.furnish(browser, url) if "pages" in options.only else plain(browser, url)
        space = Workspace.objects.get(slug="practice-desk")
        rows.fill(space, options.posts)
        Incident.objects.update(drill=False)  # a client sees no rehearsal: their report would be "not found"
        if "pages" in options.only:
            light = pages.table(pages.weigh(browser, url, desk))
        if "rows" in options.only:
            times = rows.watch(desk.context, space, options.rounds)
    if "rows" in options.only:
        told(times, rows.compute(Actor(local_owner(), "command line"), space, options.rounds), options.posts)
    if not light:
        sys.exit(1)


def plain(browser: Browser, url: str) -> furnished.Desk:
    """The practice desk, as it is opened: enough for rows."""
    context = browser.new_context(base_url=url, viewport=rig.DESK)
    page = context.new_page()
    rig.make_owner(page)
    rig.open_practice_desk(page)
    page.close()
    return furnished.Desk(context, {})


def told(times: list[dict[str, float]], cost: dict[str, list[float]], count: int) -> None:
    """Milliseconds of a new row; processor time of the looks."""
    print(f"\na new post on a board with {count} live posts, {len(times)} rounds, milliseconds (p50 / p95)")
    for name, says in (("from heard", f"heard by the server -> painted (target p95 < {TARGET * 1000:.0f})"),
                       ("judge", "  of it: judge"), ("send", "  of it: write to the disk, look, send"),
                       ("browser", "  of it: arrive, draw, paint"),
                       ("from the phone", "the phone's call -> painted")):
        print(f"  {says:48} {both([run[name] for run in times])}")
    print("\nprocessor time of the server's look, milliseconds (p50 / p95), and what it sends")
    print(f"  one new row      {both(cost['row'])}   {cost['row bytes']:,} bytes")
    print(f"  the whole board  {both(cost['whole'])}   {cost['whole bytes']:,} bytes (a reconnect)")
    print(f"  nothing moved    {both(cost['idle'])}")


def both(values: list[float]) -> str:
    """p50 / p95 in milliseconds."""
    ranked = sorted(values)
    return " / ".join(f"{ranked[min(len(ranked) - 1, int(q * len(ranked)))] * 1000:.1f}" for q in (0.5, 0.95))


@contextmanager
def house() -> Iterator[str]:
    """A real `slipguard up` on this process's home."""
    port = free_port()
    process = subprocess.Popen([sys.executable, "-m", "slipguard", "up", "--port", str(port)],
                               stdout=subprocess.DEVNULL, env={**os.environ, "SLIPGUARD_PORT": str(port)})
    url = f"http://127.0.0.1:{port}"

    def answers() -> bool:
        assert process.poll() is None, "slipguard up has ended"
        try:
            return httpx.get(f"{url}/welcome").status_code in (200, 302)
        except httpx.TransportError:
            return False

    try:
        eventually(answers, "slipguard up", 60)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(15)


if __name__ == "__main__":
    main()
