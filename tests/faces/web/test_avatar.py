"""A workspace's picture: put by a manager, beside name and colour everywhere, and behind the wall."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from slipguard.actions import client_links, tokens
from slipguard.actions.access import Actor
from slipguard.storage.models import Account, AuditEntry, Avatar, Membership, Person, Role, Workspace
from tests.networks.picturing import made


def upload(width: int = 200, height: int = 120, content: bytes = b"") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile("logo.png", content or made("teal", width, height)[1], "image/png")


def put(client: Client, **form: object) -> object:
    """The settings' form, and the page that it leads to."""
    return client.post("/w/first/settings/avatar", form, follow=True)


def address(client: Client) -> str:
    """Of the picture in the band of a page."""
    page = client.get("/w/first/settings").content.decode()
    found = page.partition('<img src="/w/first/avatar/')[2].partition('"')[0]
    assert found, "the band shows no picture"
    return f"/w/first/avatar/{found}"


def test_letters_a_picture_and_letters_again(client: Client, first: Workspace) -> None:
    """Put there it stands in the band, small and square, with another address for another one; removed it is gone."""
    assert "/w/first/avatar/" not in client.get("/w/first/settings").content.decode()
    put(client, avatar=upload())
    there = address(client)
    seen = client.get(there)
    assert seen.status_code == 200 and seen.headers["Content-Type"] == "image/jpeg"
    assert Image.open(io.BytesIO(seen.content)).size == (64, 64)
    large = client.get(there.replace("-64", "-192")).content
    assert Image.open(io.BytesIO(large)).size == (192, 192) and len(large) < 40_000
    put(client, avatar=upload(content=made("maroon", 100, 100)[1]))
    assert address(client) != there
    put(client, do="remove")
    assert client.get(there).status_code == 404
    assert "/w/first/avatar/" not in client.get("/w/first/settings").content.decode()
    assert Avatar.objects.count() == 0
    assert AuditEntry.objects.filter(did__contains="picture", space=first.pk).count() == 3


def test_a_browser_asks_again_and_nobody_else_keeps_it(client: Client, first: Workspace) -> None:
    """Kept by this browser alone, asked for each time (304 without bytes), and never run as a page."""
    put(client, avatar=upload())
    there = address(client)
    seen = client.get(there)
    assert seen.headers["Cache-Control"] == "private, no-cache" and seen.headers["Vary"] == "Cookie"
    assert seen.headers["X-Content-Type-Options"] == "nosniff" and "sandbox" in seen.headers["Content-Security-Policy"]
    again = client.get(there, headers={"If-None-Match": seen.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Membership.objects.filter(workspace=first).delete()
    assert client.get(there, headers={"If-None-Match": seen.headers["ETag"]}).status_code == 404


def test_strangers_find_nothing(client: Client, first: Workspace, foreign: Account) -> None:
    """Not signed in, or of another workspace: not found, whether there is a picture or not."""
    put(client, avatar=upload())
    there = address(client)
    otto = Client(SERVER_NAME="localhost")
    assert otto.get(there).status_code == 404
    otto.force_login(Person.objects.get(email="otto@example.org"),
                     backend="allauth.account.auth_backends.AuthenticationBackend")
    assert otto.get(there).status_code == 404
    assert otto.post("/w/first/settings/avatar", {"avatar": upload()}).status_code == 404


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.ON_CALL])
def test_only_managers_change_it(client: Client, first: Workspace, person: Person, role: str) -> None:
    """Others see it and are told whom to ask."""
    Membership.objects.filter(person=person, workspace=first).update(role=role)
    page = client.post("/w/first/settings/avatar", {"avatar": upload()})
    assert page.status_code == 403 and "needs the role manager" in page.content.decode()
    assert "Changing them takes" in page.content.decode()
    assert Avatar.objects.count() == 0


@pytest.mark.parametrize(("bad", "says"), [
    (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "SVG"),
    (made("teal", 40, 40)[1], "at least 64"), (b"GIF89a", "PNG"), (None, "No picture was chosen")])
def test_a_bad_file_is_said_and_the_old_picture_stays(
    client: Client, first: Workspace, bad: bytes | None, says: str
) -> None:
    """What cannot be used is refused in words on the same page, and what was there is still there."""
    put(client, avatar=upload())
    before = address(client)
    form = {} if bad is None else {"avatar": SimpleUploadedFile("bad.png", bad, "image/png")}
    answer = client.post("/w/first/settings/avatar", form)
    assert answer.status_code == 422 and says in answer.content.decode()
    assert address(client) == before


def test_it_is_in_the_menu_and_on_the_clients_page(client: Client, first: Workspace, person: Person) -> None:
    """The list of desks shows it from any of them; the client's page has it inside, and asks our server for none."""
    second = Workspace.objects.create(name="Second", slug="second")
    Membership.objects.create(person=person, workspace=second, role=Role.OWNER)
    client.post("/w/first/enter")
    put(client, avatar=upload())
    there = address(client)
    client.post("/w/second/enter")
    for page in ("/w/", "/w/second/settings"):
        assert there in client.get(page).content.decode()
    assert client.get(there).status_code == 200
    _, link = client_links.make(Actor(person, "command line"), first, "Their boss", 9)
    seen = Client(SERVER_NAME="localhost").get(link[link.index("/client/"):])
    assert seen.status_code == 200
    assert "data:image/jpeg;base64," in seen.content.decode() and "/avatar/" not in seen.content.decode()


def test_by_program(client: Client, first: Workspace, person: Person, foreign: Account) -> None:
    """Put, seen and taken away with a token; nothing for a stranger's."""
    mine = Client(SERVER_NAME="localhost",
                  headers={"Authorization": f"Bearer {tokens.issue(Actor(person, 'api'), 'tests')}"})
    otto = Person.objects.get(email="otto@example.org")
    theirs = Client(SERVER_NAME="localhost",
                    headers={"Authorization": f"Bearer {tokens.issue(Actor(otto, 'api'), 'tests')}"})
    there = "/api/v1/workspaces/first/avatar"
    assert mine.get(there).status_code == 404
    assert theirs.post(there, {"file": upload()}).status_code == 404
    assert mine.post(there, {"file": upload(content=b"<svg/>")}).status_code == 422
    answer = mine.post(there, {"file": upload()})
    assert answer.status_code == 200 and answer.json()["avatar"] == there
    seen = mine.get(there, {"side": 64})
    assert seen.headers["Content-Type"] == "image/jpeg" and seen.headers["Cache-Control"] == "private, no-cache"
    assert Image.open(io.BytesIO(seen.content)).size == (64, 64)
    assert (theirs.get(there).status_code, theirs.delete(there).status_code) == (404, 404)
    assert mine.delete(there).json()["avatar"] == ""
    assert mine.get(there).status_code == 404
