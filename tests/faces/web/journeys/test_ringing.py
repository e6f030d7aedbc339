"""An alarm in the pocket: this browser rings, its notification leads to the button; another address; quiet hours."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.eventually import eventually
from tests.faces.web import rig
from tests.faces.web.journeys.conftest import Agency, Seat
from tests.faces.web.journeys.eyes import look
from tests.faces.web.journeys.ways import KEYS, Way, both_ways
from tests.faces.web.pushed import deliver

pytestmark = pytest.mark.chromium
# A headless Chromium has no push service of its own: the loopback one stands in for it, on both sides.
SUBSCRIBE = "PushManager.prototype.subscribe = async () => ({ toJSON: () => (%s) });"
# A synthetic click may not open a window: where it would lead is noted instead.
CLICK = """async () => {
  const led = [];
  self.clients.openWindow = async (to) => { led.push(to); return null; };
  const all = await self.registration.getNotifications();
  const one = all.find((n) => n.requireInteraction);
  self.dispatchEvent(new NotificationEvent('notificationclick', { notification: one }));
  return led;
}"""


def test_a_browser_rings_and_its_notification_opens_the_alarm(seat: Seat, agency: Agency) -> None:
    """Allowed, tried, a slip: the encrypted push becomes a notification that stays; its click leads to the buttons."""
    browser = seat("Mia", viewport=rig.PHONE)
    browser.grant_permissions(["notifications"])
    browser.add_init_script(SUBSCRIBE % json.dumps(agency.push.subscription))
    page = browser.new_page()
    page.goto("/me/alarms")
    KEYS.write(page.get_by_label("What to call it").first, "My phone")  # a browser on a desk is called computer
    KEYS.press(page.get_by_role("button", name="Let this browser ring"))
    expect(page.get_by_role("button", name="Try it on My phone")).to_be_visible()
    before = len(eventually(lambda: agency.push.heard, "the trial push", 90))
    page.get_by_role("button", name="Try it on My phone").click()
    expect(page.locator("main li", has_text="My phone")).to_contain_text("worked")
    eventually(lambda: len(agency.push.heard) > before, "the test button's push", 90)
    look(page, "ringing-own-channels")
    hand = browser.new_page()
    rig.let_slip(hand, 6)
    alarm = eventually(lambda: next((one for one in agency.push.heard if "/alarm/" in str(one.get("url"))), None),
                       "the alarm's push", 90)
    assert alarm["urgent"] and "@umparking" in alarm["title"]
    deliver(browser, page, json.dumps(alarm), alarm["title"])
    [led] = browser.service_workers[0].evaluate(CLICK)
    phone = seat(viewport=rig.PHONE).new_page()  # a phone that is not signed in: the link itself is the key
    phone.goto(led)
    expect(phone.get_by_role("heading", name="Does this belong on @umparking?")).to_be_visible()
    look(phone, "ringing-alarm")
    phone.get_by_role("button", name="Take it back").click()
    expect(phone.locator(".copy.gone .state")).to_contain_text("Confirmed gone")
    page.reload()
    KEYS.press(page.get_by_role("button", name="Remove My phone"))
    expect(page.get_by_text("Removed.")).to_be_visible()


@both_ways
def test_another_address_and_quiet_hours(seat: Seat, way: Way) -> None:
    """Added and tried at once, tried again, removed; the night's hours are kept, said when they cannot be, cleared."""
    sink, page = rig.Sink(), seat("Mia", viewport=rig.PHONE, **way.browser).new_page()
    page.goto("/me/alarms")
    way.write(page.locator("#name"), "Night phone")
    way.write(page.get_by_label("Address"), sink.address)
    way.press(page.get_by_role("button", name="Add and try it"))
    expect(page.get_by_text("A trial message is on its way")).to_be_visible()
    eventually(lambda: sink.messages, "the trial message")
    way.press(page.get_by_role("button", name="Try it on Night phone"))
    eventually(lambda: len(sink.messages) > 1, "the test button's message")
    sink.close()
    way.look(page, "ringing-another-address")
    page.reload()
    way.press(page.get_by_role("button", name="Remove Night phone"))
    expect(page.get_by_text("Removed.")).to_be_visible()
    hours = page.locator("form", has=page.get_by_role("heading", name="Quiet hours"))
    way.write(hours.get_by_label("From"), "22:00")
    way.press(hours.get_by_role("button", name="Keep"))
    expect(page.locator(".problem[role=alert]")).to_contain_text("a beginning and an end")
    expect(hours.get_by_label("From")).to_have_value("22:00")
    way.write(hours.get_by_label("Until"), "07:00")
    way.press(hours.get_by_role("button", name="Keep"))
    expect(page.get_by_text("Kept.")).to_be_visible()
    expect(hours.get_by_label("Until")).to_have_value("07:00")
    for field in ("From", "Until"):
        hours.get_by_label(field).fill("")
    way.press(hours.get_by_role("button", name="Keep"))
    expect(hours.get_by_label("From")).to_have_value("")
