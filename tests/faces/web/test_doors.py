"""Views without a browser: who comes in, what is not found behind a wall, and the alarm's link."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from slipguard.storage.models import Account, Person, PostRow, Workspace
from tests.faces.web.visits import foreign_draft, incident_on, visitor


@pytest.mark.usefixtures("db")
def test_a_stranger_is_led_to_the_first_visit_and_later_to_the_sign_in() -> None:
    """Nobody sees a page of the house without a sign-in."""
    stranger = visitor()
    assert stranger.get("/").headers["Location"] == "/welcome"
    bad = stranger.post("/welcome", {"email": "olivia@example.org", "password": "short"})
    assert bad.status_code == 422 and "olivia@example.org" in bad.content.decode()
    good = stranger.post("/welcome", {"email": "olivia@example.org", "password": "a long quiet password"})
    assert good.headers["Location"] == "/start"
    other = visitor()
    assert other.get("/welcome").headers["Location"] == "/sign-in/login/"
    assert other.get("/w/first/").headers["Location"].startswith("/sign-in/login/?next=%2Fw%2Ffirst")
    assert other.get("/w/first/stream").status_code == 302


PAGES = [
    "/w/other/", "/w/other/stream", "/w/other/take-back", "/w/other/incidents", "/w/other/compose", "/w/other/drafts",
    "/w/other/accounts", "/w/other/connect", "/w/other/connect/bluesky", "/w/other/settings", "/accounts/{account}",
    "/incidents/{incident}", "/incidents/{incident}/stream", "/incidents/{incident}/report",
    "/incidents/{incident}/report.md", "/incidents/{incident}/report.json", "/drafts/{draft}",
    "/w/other/calendar", "/w/other/pause", "/w/other/pause/overdue", "/w/other/together/0123",
]


def test_another_workspaces_pages_are_not_found(client: Client, foreign: Account) -> None:
    """A wall answers like a hole: nothing tells that the thing exists."""
    there = {"account": foreign.pk, "incident": incident_on(foreign).pk, "draft": foreign_draft(foreign).pk}
    for address in PAGES:
        answer = client.get(address.format(**there))
        assert answer.status_code == 404, address
        assert "otherclient" not in answer.content.decode() and "so done" not in answer.content.decode(), address


BUTTONS = [
    "/posts/{post}/recall", "/posts/{post}/fine", "/incidents/{incident}/recall", "/incidents/{incident}/fine",
    "/incidents/{incident}/by-hand", "/incidents/{incident}/put-back", "/incidents/{incident}/note",
    "/incidents/{incident}/close", "/incidents/{incident}/apology", "/incidents/{incident}/apology/review",
    "/accounts/{account}/learn", "/accounts/{account}/mode", "/accounts/{account}/policy",
    "/accounts/{account}/examine", "/accounts/{account}/disconnect", "/drafts/{draft}/undo",
    "/drafts/{draft}/send-now", "/drafts/{draft}/confirm", "/drafts/{draft}/change", "/drafts/{draft}/move",
    "/w/other/settings/name", "/w/other/settings/words", "/w/other/settings/mourning",
    "/w/other/settings/mourning/999/remove", "/w/other/channels", "/w/other/compose/check", "/channels/999/test",
    "/drafts/{draft}/plan", "/drafts/{draft}/approve", "/drafts/{draft}/send-back", "/accounts/{account}/approval",
    "/w/other/zone", "/w/other/pause/begin", "/w/other/pause/resume",
    "/w/other/pause/until", "/w/other/pause/overdue/act",
    "/channels/999/remove", "/me/accounts/999/learn", "/me/accounts/999/forget",
]


def test_nothing_acts_on_another_workspace(client: Client, foreign: Account) -> None:
    """Every button of the house refuses what lies behind a wall, and changes nothing."""
    case = incident_on(foreign)
    there = {"account": foreign.pk, "incident": case.pk, "draft": foreign_draft(foreign).pk,
             "post": PostRow.objects.get().pk}
    form = {"note": "x", "text": "x", "mode": "tell", "name": "x", "address": "json://127.0.0.1:9/", "account": "1",
            "how": "public"}
    before = case.events.count()
    for address in BUTTONS:
        assert client.post(address.format(**there), form).status_code == 404, address
        assert client.get(address.format(**there)).status_code in (404, 405), address
    assert case.events.count() == before
    foreign.refresh_from_db()
    assert foreign.disconnected_at is None and foreign.mode == "trial"


def test_a_button_without_the_forms_secret_is_refused(person: Person, first: Workspace) -> None:
    """Another site cannot press our buttons; the answer says what to do."""
    strict = visitor(enforce_csrf_checks=True)
    strict.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = strict.post("/w/new", {"name": "Made elsewhere"})
    assert answer.status_code == 403 and "load the page again" in answer.content.decode()
    assert Workspace.objects.count() == 1


def test_pages_forbid_scripts_of_others_and_are_not_cached(client: Client, first: Workspace) -> None:
    """What a post says can never run here, and a shared computer remembers nothing."""
    answer = client.get("/w/first/")
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    html = answer.content.decode()
    assert " style=" not in html and "<script>" not in html and " onclick=" not in html




@pytest.mark.usefixtures("db")
def test_a_wrong_link_says_what_to_do() -> None:
    """A link that was cut short is no dead end."""
    address = "/alarm/not-one-of-ours"
    for answer in (visitor().get(address), visitor().post(address, {"verb": "recall"})):
        assert answer.status_code == 404 and "newest alarm" in answer.content.decode()
    assert visitor().get("/alarm/after/1").status_code == 404


def test_opening_a_link_uses_nothing_up_and_names_no_other_client(engine: None, account: Account) -> None:
    """A prefetch leaves the link as it was; whoever holds it learns nothing of other clients."""
    from slipguard.storage.models import AlarmLink
    from slipguard.workflows.alarm import make_link

    case = incident_on(account)
    link = make_link(case).partition("//")[2].partition("/")[2]
    for _ in range(2):
        seen = visitor().get(f"/{link}")
        assert seen.status_code == 200 and seen.headers["Referrer-Policy"] == "no-referrer"
        assert "so done with this town" in seen.content.decode() and "@elsewhere" not in seen.content.decode()
    visitor().head(f"/{link}")
    assert AlarmLink.objects.get().used_at is None and case.events.count() == 1
    assert visitor().post(f"/{link}", {"verb": "explode"}).status_code == 422
    browser = visitor(enforce_csrf_checks=True)  # a browser without cookies can still tap
    done = browser.post(f"/{link}", {"verb": "fine"})
    assert done.headers["Location"] == f"/alarm/after/{case.pk}"
    assert "This was fine" in browser.get(done.headers["Location"]).content.decode()
    assert visitor().get(f"/alarm/after/{case.pk}").status_code == 404
    assert browser.get(f"/alarm/after/{case.pk + 1}").status_code == 404
    again = visitor().post(f"/{link}", {"verb": "recall"})
    assert again.status_code == 409 and "used already" in again.content.decode()
    gone = visitor().get(f"/{link}")
    assert gone.status_code == 410 and "Sign in" in gone.content.decode()


def test_a_link_that_ran_out_says_so(account: Account) -> None:
    """Half an hour later it only leads to the sign-in."""
    from slipguard.storage.models import AlarmLink
    from slipguard.workflows.alarm import make_link

    case = incident_on(account)
    link = make_link(case).partition("//")[2].partition("/")[2]
    AlarmLink.objects.update(expires_at=timezone.now())
    answer = visitor().post(f"/{link}", {"verb": "recall"})
    assert answer.status_code == 409 and "has run out" in answer.content.decode()
    assert case.events.count() == 1
