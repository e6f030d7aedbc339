"""Linking what must not be linked: refused with the reason, and the one way round it, by two people and until a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.faces.web import furnished, rig
from tests.faces.web.journeys import after_hours
from tests.faces.web.journeys.conftest import Agency, Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, MOUSE, Way, both_ways
from tests.servers.mastodon import Behaviour, MastodonServer

pytestmark = pytest.mark.chromium
DESK = furnished.DESK


def connect(page: Page, handle: str, desk: str = DESK, way: Way = MOUSE) -> None:
    """Ask for a practice profile to be linked."""
    page.goto(f"{desk}/connect/practice")
    way.write(page.get_by_label("Practice profile"), handle)
    way.press(page.get_by_role("button", name="Connect", exact=True))


def test_another_workspaces_account_is_refused_with_its_reason(seat: Seat) -> None:
    """What one client holds, another does not get; the name that was typed stays, and nothing is linked."""
    page = seat("Olivia").new_page()
    rig.enter(page, "My first client")
    connect(page, "umparking", "/w/first")
    refused = page.locator(".problem[role=alert]")
    expect(refused).to_contain_text("@umparking is already connected in another workspace.")
    expect(refused).to_contain_text("Disconnect it there first")
    expect(page.get_by_label("Practice profile")).to_have_value("umparking")
    look(page, "apart-held-elsewhere")
    page.goto("/w/first/accounts")
    expect(page.get_by_text("@umparking")).to_have_count(0)
    rig.enter(page, "Practice desk")


def test_a_sign_in_of_somebody_else_is_refused(seat: Seat) -> None:
    """The network says whose token it is, pasted or from its own sign-in page, whatever name was typed beside it."""
    page = seat("Olivia").new_page()
    with MastodonServer(Behaviour(), 0) as server:
        theirs = server.person("somebody_else")
        page.goto(f"{DESK}/connect/mastodon")
        page.get_by_text("Or with an access token").click()
        form = page.locator("form").filter(has=page.get_by_label("Access token"))
        form.get_by_label("Server").fill(server.url)
        form.get_by_label("Access token").fill(theirs.token)
        form.get_by_label("Name of the account").fill("northcafe")
        form.get_by_role("button", name="Connect", exact=True).click()
        expect(page.locator(".problem[role=alert]")).to_contain_text("This sign-in belongs to @somebody_else")
        expect(page.locator(".problem[role=alert]")).to_contain_text("not to @northcafe")
        expect(form.get_by_label("Name of the account")).to_have_value("northcafe")
        expect(form.get_by_label("Access token")).to_have_value("")  # a secret is not shown again
        look(page, "apart-other-identity")
        page.locator("#oauth-server").fill(server.url)
        page.locator("#whose").fill("northcafe")
        page.get_by_role("button", name="Go to the server's sign-in").click()
        page.wait_for_url(f"{server.url}/oauth/authorize**")
        page.get_by_label("Account").select_option("somebody_else")
        page.get_by_role("button", name="Authorize").click()
        expect(page.locator(".problem[role=alert]")).to_contain_text("This sign-in belongs to @somebody_else")
        expect(page.locator("#whose")).to_have_value("northcafe")
        look(page, "apart-other-identity-after-sign-in")
    page.goto(f"{DESK}/accounts")
    expect(page.get_by_text("@somebody_else")).to_have_count(0)


@both_ways
def test_it_cannot_be_avoided(seat: Seat, agency: Agency, way: Way) -> None:
    """Refused, asked for, approved by a second person, in view on every page, held post by post, over on its day."""
    asking, approving = seat("Olivia", **way.browser).new_page(), seat("Mia", **way.browser).new_page()
    if way is KEYS:  # on the small screen, where two bars stick and may hide the focus
        asking.set_viewport_size(rig.PHONE)
    connect(asking, "sam_rivera", way=way)
    expect(asking.locator(".problem[role=alert]")).to_contain_text("@sam_rivera is declared as somebody's")
    way.look(asking, "apart-personal")
    way.press(asking.get_by_role("link", name="It cannot be avoided: ask for an exception"))
    expect(asking.get_by_label("The personal account")).to_have_value("sam_rivera")
    reason = asking.get_by_label("Why can it not be avoided?")
    way.write(reason, "No time.")
    way.write(asking.get_by_label("Last day"), (datetime.now(UTC) + timedelta(days=7)).date().isoformat())
    way.press(asking.get_by_role("button", name="Ask a second person"))
    expect(asking.locator(".problem[role=alert]")).to_contain_text("The reason is missing or too short")
    way.write(reason, "The festival lost its own account this week.")
    way.press(asking.get_by_role("button", name="Ask a second person"))
    expect(asking.get_by_text("Waits for a second manager")).to_be_visible()
    expect(asking.get_by_role("button", name="Approve")).to_have_count(0)  # not by the one who asked
    connect(asking, "sam_rivera", way=way)
    expect(asking.locator(".problem[role=alert]")).to_contain_text("declared as somebody's personal account")
    approving.goto(f"{DESK}/exceptions")
    way.look(approving, "apart-to-approve")
    way.press(approving.get_by_role("button", name="Approve"))
    expect(approving.get_by_text("Approved. @sam_rivera may be connected")).to_be_visible()
    asking.goto(f"{DESK}/exceptions")
    way.press(asking.get_by_role("link", name="Connect it"))
    connect(asking, "sam_rivera", way=way)
    expect(asking.get_by_text("@sam_rivera is connected, in trial")).to_be_visible()
    for page, address in ((asking, f"{DESK}/"), (approving, f"{DESK}/compose"), (approving, "/me")):
        page.goto(address)
        expect(page.get_by_role("note").filter(has_text="@sam_rivera")).to_contain_text("The festival lost its own")
    way.look(approving, "apart-banner")
    _every_post_is_held(approving, way)
    _over_on_its_day(approving, agency)


def _every_post_is_held(page: Page, way: Way) -> None:
    page.goto(f"{DESK}/compose")
    way.tick(page.get_by_label("@sam_rivera").first)
    way.write(page.get_by_label("Text", exact=True), "got the train home, gravy says hello")  # just like the account
    way.press(page.get_by_role("button", name="Send", exact=True))
    expect(page.get_by_role("heading", name="Held. Is this the right account?")).to_be_visible()
    way.look(page, "apart-held")
    way.press(page.get_by_role("button", name="Do not publish"))
    expect(page.get_by_text("nothing was published")).to_be_visible()


def _over_on_its_day(page: Page, agency: Agency) -> None:
    after_hours.change(agency.served, "update storage_separationexception set ends_at = '2020-01-01 23:59:59'")
    after_hours.upkeep(agency.served)
    page.goto(f"{DESK}/exceptions")
    expect(page.get_by_text("its last day is over").first).to_be_visible()
    expect(page.locator(".excepted")).to_have_count(0)
    page.goto(f"{DESK}/accounts")
    expect(page.get_by_role("link", name="@sam_rivera")).to_have_count(0)
    connect(page, "sam_rivera")
    expect(page.locator(".problem[role=alert]")).to_contain_text("declared as somebody's personal account")
