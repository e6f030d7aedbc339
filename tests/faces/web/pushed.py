"""What a push service hands to the browser once it has decrypted it."""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import BrowserContext, Page

from tests.eventually import eventually

SHOWN = ("navigator.serviceWorker.ready.then(r => r.getNotifications())"
         ".then(all => all.map(n => [n.title, n.requireInteraction, n.data.url]))")


def deliver(context: BrowserContext, page: Page, data: str, title: str) -> list[list[object]]:
    """Until a notification of this title stands there; all that stand: [title, stays, address].

    Again where nothing came of it, as a push service does: a worker that is just being started can miss one, and one
    that got both shows one, for they have the same tag.
    """
    tools = context.new_cdp_session(page)
    found: list[dict[str, object]] = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    tools.send("ServiceWorker.enable")
    eventually(lambda: page.evaluate("1") and found, "the worker's registration")
    origin = page.evaluate("location.origin")
    push = {"origin": origin, "registrationId": found[0]["registrationId"], "data": data}

    def shown() -> list[list[object]]:
        now: list[list[object]] = page.evaluate(SHOWN)
        return now if any(one[0] == title for one in now) else []

    for _ in range(8):
        tools.send("ServiceWorker.deliverPushMessage", push)
        with suppress(AssertionError):
            return eventually(shown, f"the notification {title}", 10)
    raise AssertionError(f"no notification {title} after eight pushes; there are {page.evaluate(SHOWN)}")
