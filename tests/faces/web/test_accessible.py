"""Every page of the app, light and dark: axe finds no violation of WCAG 2.2 AA, nothing sticks out, and it is light."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from slipguard.web import urls
from tests.faces.web import axe, furnished, rig, weight

pytestmark = pytest.mark.chromium
SCREENS = {"light": (1440, 900), "dark": (390, 844)}  # in this order
# Answers that are no page: buttons, streams, pieces of a page, files.
NO_PAGE = {
    "home", "alarm_after", "alarm_stream", "bar_stream", "board_stream", "compose_check", "incident_stream",
    "mastodon_callback", "x_callback", "no_addresses",
    "report_json", "report_markdown", "export", "worker", "manifest", "avatar", "picture", "practice_picture",
    "reading",  # nothing of an archive is furnished; its page is tried in test_archives
}


@pytest.fixture(scope="module")
def everything(chromium: Browser) -> Iterator[tuple[str, furnished.Desk]]:
    """A Slipguard of its own; the first visit can only be seen before there is an owner."""
    with rig.served() as running:
        stranger = chromium.new_page(base_url=running.url)
        stranger.goto("/welcome")
        assert axe.violations(stranger) == []
        stranger.context.close()
        desk = furnished.furnish(chromium, running.url)
        with sqlite3.connect(running.home / "slipguard.db") as tables:  # a client sees no rehearsal
            tables.execute("update storage_incident set drill = 0")
        yield running.url, desk


def look(browser: Browser, url: str, address: str, state: dict[str, object] | None, wanted: int) -> list[str]:
    """What is wrong with one page: on a desktop in light, then on a phone in dark; and what it transfers, cold."""
    context = browser.new_context(base_url=url, storage_state=state)
    try:
        page, wrong = context.new_page(), []
        scale = weight.Scale(page)
        for scheme, (width, height) in SCREENS.items():
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": height})
            if scheme == "light":
                answer = page.goto(address)
                assert answer is not None and answer.status == wanted, f"{address}: {answer and answer.status}"
                page.wait_for_load_state("load")
                assert scale.total() > 5_000, f"{address}: nothing was weighed"
                wrong += [f"heavy: {scale.parts()}"] if scale.total() > weight.BUDGET else []
            wide = rig.too_wide(page)
            wrong += [f"{scheme}: {each}" for each in axe.violations(page)]
            wrong += [f"{wide} px too wide at {width}"] if wide > 0 else []
        return wrong
    finally:
        context.close()


def wanted(name: str) -> int:
    """The status that this page has: a walk over "not found" would prove nothing."""
    return 409 if name == "switch" else 404 if name == "not found" or name.startswith("dead ") else 200


@pytest.mark.parametrize("name", furnished.PAGES)
def test_a_page_for_people_who_are_signed_in(
    chromium: Browser, everything: tuple[str, furnished.Desk], name: str
) -> None:
    """What axe and the eye of a small screen ask of it."""
    url, desk = everything
    assert look(chromium, url, desk.address(furnished.PAGES[name]), desk.state, wanted(name)) == []


@pytest.mark.parametrize("name", furnished.STRANGERS)
def test_a_page_for_strangers(chromium: Browser, everything: tuple[str, furnished.Desk], name: str) -> None:
    """The same without a sign-in: alarms, invitations, clients."""
    url, desk = everything
    assert look(chromium, url, desk.address(furnished.STRANGERS[name]), None, wanted(name)) == []


def test_no_page_is_left_out() -> None:
    """Every route that shows a page is in the list; a new one is added in tests/faces/web/furnished.py."""
    from django.urls import URLPattern, resolve
    from django.urls.exceptions import Resolver404

    numbers = dict.fromkeys(("open", "gone"), "/incidents/1") | {
        "draft": "/drafts/1",
        "together": "/w/practice-desk/together/x",
        "post": "/practice/@umparking/1", "alarm": "/alarm/x", "join": "/join/x",
        "client": "/client/x/", "number": "1"}
    seen = {"welcome"}
    for address in [*furnished.PAGES.values(), *furnished.STRANGERS.values()]:
        try:
            seen.add(str(resolve(address.format(**numbers)).url_name))
        except Resolver404:
            continue  # the page that says so
    shown = {str(p.name) for p in urls.urlpatterns if isinstance(p, URLPattern) and not _only_pressed(p.callback)}
    assert shown - seen - NO_PAGE == set()


def _only_pressed(view: object) -> bool:
    """Does the view take nothing but a POST?"""
    while view is not None:
        if any(cell.cell_contents == ["POST"] for cell in getattr(view, "__closure__", None) or ()):
            return True
        view = getattr(view, "__wrapped__", None)
    return False
