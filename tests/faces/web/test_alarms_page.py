"""Where alarms reach a person, who is on call, and the worker that shows them while no page is open."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, expect

from slipguard.actions import channels
from slipguard.actions.access import Actor
from slipguard.storage.models import Channel, Membership, OnCall, Person, Role, Workspace
from tests.faces.web.pushed import deliver
from tests.servers.push import push_service


def test_the_worker_shows_an_alarm_and_leads_nowhere_else(desk: BrowserContext) -> None:
    """A push becomes a notification that stays; one without words still says that something waits."""
    desk.grant_permissions(["notifications"])
    page = desk.new_page()
    page.goto("/me/alarms")
    page.evaluate("navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)")
    said = json.dumps({"title": "Does this belong on @umparking?", "body": "OMG", "url": "/alarm/x", "urgent": True})
    deliver(desk, page, said, "Does this belong on @umparking?")
    shown = deliver(desk, page, "not json", "Slipguard wants you")
    assert len(shown) == 2
    assert ["Does this belong on @umparking?", True, "/alarm/x"] in shown
    assert ["Slipguard wants you", False, "/"] in shown


def test_a_phone_can_install_it(desk: BrowserContext) -> None:
    """Chromium finds a manifest without errors, with icons that exist in the sizes that they name."""
    page = desk.new_page()
    page.goto("/me/alarms")
    tools = desk.new_cdp_session(page)
    told = tools.send("Page.getAppManifest")
    assert not told["errors"] and told["url"].endswith("/manifest.webmanifest")
    for icon in json.loads(told["data"])["icons"]:
        reply = page.request.get(icon["src"])
        size = int.from_bytes(reply.body()[16:20], "big")
        assert reply.ok and icon["sizes"] == f"{size}x{size}"
    worker = page.request.get("/sw.js")
    assert worker.headers["content-type"].startswith("text/javascript")


def test_a_browser_that_refuses_is_told_how(desk: BrowserContext) -> None:
    """Without permission the button says what to allow, and can be pressed again."""
    page = desk.new_page()
    page.goto("/me/alarms")
    page.get_by_role("button", name="Let this browser ring").click()
    expect(page.locator("#ring-says")).to_contain_text("Allow them in its settings")
    expect(page.get_by_role("button", name="Let this browser ring")).to_be_enabled()


def test_a_subscription_is_kept_once_and_tried(
    client: Client, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the script sends becomes one channel, sealed; the same browser again replaces it."""
    with push_service() as service:
        monkeypatch.setenv("SSL_CERT_FILE", service.certificate)
        body = {"name": "My phone", "subscription": service.subscription}
        for _ in range(2):
            answer = client.post("/me/alarms/browser", json.dumps(body), content_type="application/json")
            assert answer.json() == {"ok": True, "says": ""}
        assert len(service.heard) == 2
    (kept,) = Channel.objects.filter(person=person)
    assert kept.kind == "push" and service.url.encode() not in bytes(kept.sealed)
    assert client.post("/me/alarms/browser", "{", content_type="application/json").status_code == 422
    bad = json.dumps({"name": "x", "subscription": {"endpoint": "http://127.0.0.1/"}})
    assert client.post("/me/alarms/browser", bad, content_type="application/json").status_code == 422


def test_another_persons_channel_cannot_be_touched(client: Client, foreign: object) -> None:
    """A channel of one's own is nobody else's, not even to try."""
    otto = Person.objects.get(email="otto@example.org")
    theirs = channels.add_own(Actor(otto, "web"), "Otto's phone", "json://127.0.0.1:9")
    for verb in ("test", "remove"):
        assert client.post(f"/me/alarms/{theirs.pk}/{verb}").status_code == 404
        assert client.post(f"/channels/{theirs.pk}/{verb}").status_code == 404
    assert Channel.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    ("typed", "says"),
    [({"start": "22:00", "end": ""}, "a beginning and an end"), ({"start": "late", "end": "7"}, "not a time of day"),
     ({"start": "22:00", "end": "07:00", "zone": "Mars/Olympus"}, "not a time zone")],
)
def test_quiet_hours_that_cannot_be_are_explained(client: Client, typed: dict[str, str], says: str) -> None:
    """The page says what is wrong and keeps what was typed."""
    answer = client.post("/me/alarms/quiet", typed)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert f'value="{typed["start"]}"' in answer.content.decode()


def test_quiet_hours_are_kept_and_cleared(client: Client, person: Person) -> None:
    """Both times, or none."""
    client.post("/me/alarms/quiet", {"start": "22:00", "end": "07:00", "zone": "Europe/Berlin"})
    person.refresh_from_db()
    assert (str(person.quiet_from), person.zone) == ("22:00:00", "Europe/Berlin")
    client.post("/me/alarms/quiet", {"start": "", "end": "", "zone": "Europe/Berlin"})
    person.refresh_from_db()
    assert person.quiet_from is None


def test_the_on_call_list_is_set_whole_and_by_managers(client: Client, first: Workspace, person: Person) -> None:
    """Numbers give the order; the same place twice is refused; an author is not on the list and sets nothing."""
    ann = Person.objects.create_user("ann@example.org", "a third quiet password")
    Membership.objects.create(person=ann, workspace=first, role=Role.ON_CALL)
    both = {f"place-{person.pk}": "2", f"place-{ann.pk}": "1", "minutes": "7"}
    assert client.post("/w/first/on-call", both).status_code == 302
    assert [row.person_id for row in OnCall.objects.all()] == [ann.pk, person.pk]
    first.refresh_from_db()
    assert first.escalate_minutes == 7
    twice = {f"place-{person.pk}": "1", f"place-{ann.pk}": "1", "minutes": "7"}
    assert "same place" in client.post("/w/first/on-call", twice).content.decode()
    assert "minutes" in client.post("/w/first/on-call", {**both, "minutes": "soon"}).content.decode()
    Membership.objects.filter(person=ann).update(role=Role.AUTHOR)
    other = Client(SERVER_NAME="localhost")
    other.force_login(ann, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert other.post("/w/first/on-call", both).status_code == 403
    assert client.post("/w/first/on-call", both).status_code == 404
