"""Workspaces are walls: every route of urls.py is tried from outside and from another desk of one's own."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import URLPattern
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.storage import incidents, posts
from slipguard.storage.models import (
    Account,
    Avatar,
    Channel,
    ClientLink,
    Draft,
    Incident,
    Invitation,
    Membership,
    MourningDay,
    Person,
    PictureRow,
    PostRow,
    Role,
    SeparationException,
    Workspace,
)
from slipguard.storage.seal import seal
from slipguard.web import urls

# What a route's <number> counts, by the beginning of its address. A new family of routes is named here.
FAMILIES = {
    "channels/": Channel, "accounts/": Account, "posts/": PostRow, "drafts/": Draft, "incidents/": Incident,
    "exceptions/": SeparationException, "w/<slug:slug>/roles/": Person, "w/<slug:slug>/invitations/": Invitation,
    "w/<slug:slug>/client-links/": ClientLink, "w/<slug:slug>/settings/mourning/": MourningDay,
}
# Nothing of a workspace lies behind these.
OPEN = {
    "own_archive", "own_alarms", "own_address", "own_browser", "own_quiet", "own_channel_test", "own_channel_remove",
    "worker", "manifest", "reading", "x_start", "x_callback", "own_zone", "own_name", "no_addresses",
    "home", "welcome", "start", "practice_desk", "spaces", "new_workspace", "step_out", "mastodon_start",
    "mastodon_callback", "alarm", "alarm_after", "alarm_stream", "own", "own_declare", "own_learn",
    "own_forget", "token_issue", "token_revoke", "sign_out_everywhere", "doctor", "practice", "practice_phone",
    "practice_delete", "practice_profile", "practice_post", "practice_picture", "join", "client", "client_report",
}
# Acts that no wall between one's own workspaces may delay: they only take back, or say that nothing is wrong.
ANYWHERE = {"post_recall", "post_fine", "incident_recall", "incident_fine", "draft_undo", "step_in"}
NAMEPLATE = "avatar"  # the menu at every desk shows the pictures of one's others
STREAMS = {"bar_stream", "board_stream", "incident_stream"}
FORM = {"text": "words of mine", "name": "x", "mode": "tell", "note": "x", "how": "public", "email": "a@b.example"}
WORDS = "so done with this town"


@pytest.fixture(autouse=True)
def _quick() -> Iterator[None]:
    """Two people a test: a password hash that is slow on purpose would be most of the time."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def routes() -> list[URLPattern]:
    """Every route of the web face but allauth's own."""
    found = [pattern for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)]
    assert len(found) > 60
    return found


def walled() -> list[str]:
    """The names of those that belong to a workspace."""
    return [str(pattern.name) for pattern in routes() if pattern.name not in OPEN]


def furnish(account: Account) -> None:
    """One of everything that a workspace can have."""
    row, _ = posts.note(account, Post(WORDS, ref="practice/9"), timezone.now(), live=True)
    incidents.open_once(account, row.ref, timezone.now(), {
        "ref": row.ref, "network": "practice", "handle": account.handle, "text": row.text, "decision": "alert",
        "seen_at": row.seen_at.isoformat(), "reasons": [], "alternative": ""})
    draft = Draft.objects.create(account=account, text="theirs", together="one")
    PictureRow.objects.create(key="apicture", workspace=account.workspace, draft=draft, media_type="image/png", size=9,
                              width=3, height=3, digest="x")
    Avatar.objects.create(workspace=account.workspace, small=b"their picture", large=b"their picture")
    Channel.objects.create(workspace=account.workspace, name="Night phone", sealed=seal({"address": "json://127.0.0.1:9/"}))
    now, space = timezone.now(), account.workspace
    MourningDay.objects.create(workspace=space, day=now.date(), why="The mayor has died.")
    SeparationException.objects.create(workspace=space, network="practice", handle="otto", reason="a b c", asked_at=now,
                                       asked_name="Otto", ends_at=now + timedelta(days=3))
    Invitation.objects.create(workspace=space, email="new@example.org", role=Role.AUTHOR, digest="x",
                              invited_name="Otto", expires_at=now + timedelta(days=3))
    ClientLink.objects.create(workspace=space, name="Their boss", digest="x", made_name="Otto",
                              expires_at=now + timedelta(days=3))


def address(pattern: URLPattern, account: Account) -> str:
    """The route's address for this account's workspace."""
    route = str(pattern.pattern)
    family = next((kind for prefix, kind in FAMILIES.items() if route.startswith(prefix)), None)
    if "<int:number>" in route:
        assert family, f"{route}: say in FAMILIES what its number counts, or in OPEN that no workspace is behind it"
        number = account.pk if family is Account else family.objects.latest("pk").pk
        route = route.replace("<int:number>", str(number))
    route = route.replace("<slug:slug>", account.workspace.slug).replace("<slug:network>", "bluesky")
    route = route.replace("<slug:kind>", "posts").replace("<slug:form>", "csv").replace("<slug:mark>", "one")
    route = route.replace("<slug:key>", "apicture")
    left = re.search(r"<[^>]*>", route)
    assert not left, f"{route}: say here what to put for {left and left[0]}"
    return f"/{route}"


@pytest.fixture
def furnished(foreign: Account) -> Account:
    """Otto's workspace, with one of everything."""
    furnish(foreign)
    return foreign


@pytest.fixture
def mine_too(furnished: Account) -> Account:
    """The same, where the signed-in person is an owner as well."""
    Membership.objects.create(person=Person.objects.get(email="olivia@example.org"), workspace=furnished.workspace,
                              role=Role.OWNER)
    return furnished


def state(account: Account) -> tuple[object, ...]:
    """What an act behind the wall would have moved."""
    account.refresh_from_db()
    return (account.mode, account.disconnected_at, account.workspace.name, Channel.objects.count(),
            Draft.objects.count(), Draft.objects.latest("pk").text, Incident.objects.get().events.count(),
            PostRow.objects.get().answer, Membership.objects.count(),
            MourningDay.objects.count(),
            SeparationException.objects.get().approved_at, SeparationException.objects.get().ended_at,
            Invitation.objects.get().revoked_at, ClientLink.objects.get().revoked_at)


@pytest.mark.parametrize("name", walled())
def test_behind_somebody_elses_wall_there_is_nothing(client: Client, furnished: Account, name: str) -> None:
    """Opened or pressed, a route of a workspace that one is not in answers "not found" and changes nothing."""
    pattern = next(p for p in routes() if p.name == name)
    before = state(furnished)
    for answer in (client.get(address(pattern, furnished)), client.post(address(pattern, furnished), FORM)):
        assert answer.status_code in (404, 405), name
        assert "otherclient" not in answer.content.decode() and WORDS not in answer.content.decode()
    assert state(furnished) == before


@pytest.mark.parametrize("name", walled())
def test_at_another_desk_of_ones_own_one_is_asked_first(client: Client, mine_too: Account, name: str) -> None:
    """From another workspace, and from none, nothing is shown or done: a page asks whether to switch."""
    there, before = address(next(p for p in routes() if p.name == name), mine_too), state(mine_too)
    for desk in ("/w/first/enter", "/w/leave"):
        client.post(desk)
        if name in STREAMS and desk == "/w/leave":
            assert client.get(there).status_code == 200  # a board that was left open goes on being live
            continue
        if name == NAMEPLATE:
            assert client.get(there).content == b"their picture"
            continue
        assert asks(client.get(there)), name
        if name in ANYWHERE or (name == "take_back" and desk == "/w/leave"):
            continue  # the red button on a page that was left open works
        assert asks(client.post(there, FORM)), name
        assert state(mine_too) == before, name


def asks(answer: HttpResponse) -> bool:
    """It showed nothing of the other desk but its name."""
    return answer.status_code in (405, 409) and WORDS not in answer.content.decode()


def test_the_question_keeps_the_destination_and_the_words(client: Client, mine_too: Account) -> None:
    """“You are in …. Switch?” leads on to where one wanted to go; what was written can be copied, and is not sent."""
    client.post("/w/first/enter")
    asked = client.get(f"/accounts/{mine_too.pk}?tab=mode")
    page = asked.content.decode()
    assert asked.status_code == 409 and "This belongs to Other client." in page
    assert "You are in My first client." in page and f'value="/accounts/{mine_too.pk}?tab=mode"' in page
    kept = client.post("/w/other/compose", {"text": "a long evening", "do": "send"}).content.decode()
    assert "a long evening" in kept and "Nothing was done or sent" in kept and Draft.objects.count() == 1
    there = client.post("/w/other/enter", {"next": f"/accounts/{mine_too.pk}?tab=mode"}, follow=True)
    page = there.content.decode()
    assert there.status_code == 200 and "You have left My first client" in page and "composer is empty" in page
    assert client.post("/w/other/enter", {"next": "https://elsewhere.example/"}).headers["Location"] == "/w/other/"
    assert client.get("/w/other/enter").status_code == 405


def test_nobody_steps_into_somebody_elses_workspace(client: Client, foreign: Account) -> None:
    """The switch itself answers "not found" behind a wall."""
    assert client.post("/w/other/enter").status_code == 404
    assert "Other client" not in client.get("/w/").content.decode()


def test_after_idling_the_session_is_in_no_workspace(client: Client, mine_too: Account) -> None:
    """Twenty quiet minutes later a page asks which desk; a click keeps the desk, a stream does not."""
    client.post("/w/other/enter")
    ago(client, 19 * 60)
    client.get("/w/other/stream", headers={"Accept": "text/event-stream"})
    assert client.session["workspace-clicked"] < time.time() - 18 * 60
    assert client.get("/w/other/").status_code == 200
    assert client.session["workspace-clicked"] > time.time() - 60
    ago(client, 21 * 60)
    asked = client.get("/w/other/")
    assert asked.status_code == 409 and "It was quiet for a while" in asked.content.decode()
    assert client.get("/").headers["Location"] == "/w/"
    assert client.get("/me").status_code == 200


def test_an_alarm_is_answered_however_long_the_board_was_open(engine: None, client: Client, mine_too: Account) -> None:
    """Nothing holds a recall up: neither idling nor another desk."""
    client.post("/w/first/enter")
    ago(client, 3600)
    case = Incident.objects.get()
    assert client.post(f"/incidents/{case.pk}/fine").status_code == 302
    assert PostRow.objects.get().answer == "fine"
    assert client.post(f"/posts/{PostRow.objects.get().pk}/recall").status_code == 302
    assert case.events.filter(kind="recall_started").exists()


def test_one_desk_alone_is_never_asked_for(client: Client, first: Workspace) -> None:
    """Whoever has one client only can be at no wrong desk."""
    assert client.get("/w/first/").status_code == 200
    ago(client, 99_999)
    assert client.get("/w/first/").status_code == 200


def ago(client: Client, seconds: int) -> None:
    """The last click was so long ago."""
    session = client.session
    session["workspace-clicked"] = int(time.time()) - seconds
    session.save()
