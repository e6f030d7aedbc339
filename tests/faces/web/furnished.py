"""One Slipguard with something on every page: what the walk over all pages looks at.

`PAGES` is the list: a new page adds its address here, and a line to `furnish` where it needs something to show.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Page, expect

from slipguard.networks.practice.cast import cast
from tests.eventually import eventually
from tests.faces.web import rig

DESK = "/w/practice-desk"
PAGES = {
    "start": "/start", "spaces": "/w/", "new workspace": "/w/new", "board with an alarm": f"{DESK}/",
    "take back": f"{DESK}/take-back", "incidents": f"{DESK}/incidents", "compose": f"{DESK}/compose",
    "drafts": f"{DESK}/drafts", "accounts": f"{DESK}/accounts", "account": "/accounts/1", "connect": f"{DESK}/connect",
    "connect bluesky": f"{DESK}/connect/bluesky", "connect mastodon": f"{DESK}/connect/mastodon",
    "connect x": f"{DESK}/connect/x", "watch by hand": f"{DESK}/connect/facebook", "people": f"{DESK}/people",
    "calendar": f"{DESK}/calendar",
    "pause": f"{DESK}/pause", "overdue": f"{DESK}/pause/overdue", "written as one": "{together}",
    "settings": f"{DESK}/settings", "exceptions": f"{DESK}/exceptions", "roles": f"{DESK}/roles",
    "switch": "/w/first/", "you": "/me", "doctor": "/doctor", "not found": "/nowhere",
    "open incident": "{open}", "incident": "{gone}", "report": "{gone}/report", "draft": "{draft}",
    "practice": "/practice", "practice profile": "/practice/@umparking", "practice post": "{post}",
    "history": f"{DESK}/history", "what was done": f"{DESK}/history/deeds", "drills": f"{DESK}/drills",
    "backtest": f"{DESK}/backtest", "on call": f"{DESK}/on-call", "your alarms": "/me/alarms",
    "second step": "/sign-in/2fa/", "authenticator app": "/sign-in/2fa/totp/activate/",
    "passkeys": "/sign-in/2fa/webauthn/", "add a passkey": "/sign-in/2fa/webauthn/add/",
    "sessions": "/sign-in/sessions/",
    "password": "/sign-in/password/change/", "sign out": "/sign-in/logout/",
    "confirm": "/sign-in/reauthenticate/",
}
STRANGERS = {  # without a sign-in
    "sign-in": "/sign-in/login/", "reset": "/sign-in/password/reset/", "no sign-up": "/sign-in/signup/",
    "inactive": "/sign-in/inactive/", "reset sent": "/sign-in/password/reset/done/",
    "alarm": "{alarm}", "invitation": "{join}", "dead invitation": "/join/none", "dead alarm": "/alarm/none",
    "client's view": "{client}", "client's report": "{client}incidents/{number}", "dead client's link": "/client/none/",
}


@dataclass(slots=True)
class Desk:
    """The running Slipguard's owner, and the addresses of what was put there."""

    context: BrowserContext
    state: dict[str, object]
    at: dict[str, str] = field(default_factory=dict)

    def address(self, page: str) -> str:
        """A page's address with what was put there."""
        return page.format(**self.at)


def furnish(browser: Browser, url: str) -> Desk:
    """The first visit, two slips, a draft, a second person, an exception, an invitation and a client's link."""
    context = browser.new_context(base_url=url, viewport=rig.DESK)
    page = context.new_page()
    rig.make_owner(page)
    rig.open_practice_desk(page)
    desk = Desk(context, {})
    _incidents(page, desk)
    page.goto(f"{DESK}/compose")
    page.locator(".choice", has_text="@umparking").click()
    page.get_by_label("Text").fill(cast().slips[3].text)
    page.get_by_role("button", name="Keep as a draft").click()
    page.wait_for_url("**/drafts/*")
    desk.at["draft"] = _path(page)
    page.goto(f"{DESK}/compose")
    for handle in ("@umparking", "@harbourbakery"):
        page.locator(".choice", has_text=handle).click()
    page.get_by_label("Text").fill("Closed on Monday for the holiday.")
    page.get_by_role("button", name="Keep as a draft").click()
    page.wait_for_url("**/together/*")
    desk.at["together"] = _path(page)
    overdue(page)
    page.goto("/practice")
    desk.at["post"] = str(page.get_by_role("link", name="Link to this post").first.get_attribute("href"))
    second = join(browser, url, invite(page, "mia@example.org", "manager"))
    exception(page, second)
    desk.at["join"] = invite(page, "new@example.org", "author")
    desk.at["client"] = client_link(page)
    second.close()
    desk.state = dict(context.storage_state())
    return desk


def _incidents(page: Page, desk: Desk) -> None:
    sink = rig.Sink()
    rig.add_channel(page, sink)
    for number, name in ((0, "gone"), (5, "open")):
        text = rig.let_slip(page, number)
        page.goto(f"{DESK}/")
        alarm = page.locator(".alarm", has_text=text[:40])
        expect(alarm).to_be_visible()
        if name == "gone":
            alarm.get_by_role("button", name="Take it back").click()
            expect(page.locator(".copy.gone .state")).to_be_visible()
        else:
            page.goto(f"{DESK}/incidents")
            page.locator("main a[href^='/incidents/']").first.click()
        page.wait_for_url("**/incidents/*")
        desk.at[name] = _path(page)
    desk.at["number"] = desk.at["gone"].rsplit("/", 1)[1]
    link = eventually(lambda: sink.links()[1:], "the second alarm's link")[-1]
    desk.at["alarm"] = link[link.index("/alarm/"):]
    sink.close()


def overdue(page: Page) -> None:
    """Two posts that a pause kept back, and the pause's end."""
    page.goto(f"{DESK}/pause")
    page.get_by_label("Why?").fill("A day of silence.")
    page.get_by_role("button", name="Pause everything").click()
    page.get_by_role("heading", name="is paused").wait_for()
    for number in (0, 1):
        page.goto(f"{DESK}/compose")
        page.locator(".choice", has_text="@umparking").click()
        page.get_by_label("Text").fill(cast().clients[0].history[number].text)
        page.get_by_role("button", name="Send", exact=True).click()
        page.wait_for_url("**/drafts/*")
    page.goto(f"{DESK}/pause")
    page.get_by_role("button", name="Resume").click()
    page.get_by_role("heading", name="Pause everything").wait_for()


def _path(page: Page) -> str:
    return re.sub(r"^https?://[^/]+|[#?].*$", "", page.url)


def _shown(page: Page) -> str:
    address = page.locator(".well code").inner_text().strip()
    return address[re.search(r"/(join|client)/", address).start():]  # type: ignore[union-attr]


def invite(page: Page, email: str, role: str) -> str:
    """An invitation's address."""
    page.goto(f"{DESK}/roles")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Role", exact=True).select_option(role)
    page.get_by_role("button", name="Invite", exact=True).click()
    return _shown(page)


def client_link(page: Page) -> str:
    """A client's link."""
    page.goto(f"{DESK}/roles")
    page.get_by_label("Who is it for?").fill("Ms Okoro")
    page.get_by_role("button", name="Make a link").click()
    return _shown(page)


def join(browser: Browser, url: str, address: str, name: str = "Mia Lindqvist") -> Page:
    """Somebody new accepts an invitation, in a browser of their own."""
    page = browser.new_context(base_url=url, viewport=rig.DESK).new_page()
    page.goto(address)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Password").fill(rig.PASSWORD)
    page.get_by_role("button", name="Join Practice desk").click()
    page.get_by_role("heading", name="Posts as they arrive").wait_for()
    return page


def exception(asking: Page, approving: Page) -> None:
    """Sam's own account beside the clients', for a week."""
    asking.goto(f"{DESK}/exceptions")
    asking.get_by_label("Network").select_option("practice")
    asking.get_by_label("The personal account").fill("sam_rivera")
    asking.get_by_label("Why can it not be avoided?").fill("The festival lost its own account this week.")
    asking.get_by_label("Last day").fill((datetime.now(UTC) + timedelta(days=7)).date().isoformat())
    asking.get_by_role("button", name="Ask a second person").click()
    asking.get_by_text("Waits for a second manager").wait_for()
    approving.goto(f"{DESK}/exceptions")
    approving.get_by_role("button", name="Approve").click()
    approving.get_by_text("Approved. @sam_rivera may be connected").wait_for()
