"""Bringing an archive by the web: the upload, the page that shows how far it is, and its end."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from slipguard.actions import doubts, readings
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice.cast import cast
from slipguard.storage import posts, voices
from slipguard.storage.models import Account, Person, PersonalAccount, PostRow, Workspace
from tests.faces.web import rig
from tests.faces.web.journeys.ways import KEYS

LINES = "text,id,repost\n" + "".join(f"lot {n} is open,{n},{'yes' if n % 5 == 4 else ''}\n" for n in range(40))


def ended(client: Client, url: str) -> str:
    """The page of a reading once it has ended."""
    actor = Actor(Person.objects.get(pk=client.session["_auth_user_id"]), "web")
    assert readings.look(actor, url.rpartition("/")[2]).end.wait(120)
    return client.get(url).content.decode()


def test_an_archive_becomes_an_accounts_history(client: Client, account: Account) -> None:
    """The page goes on by itself without scripts, and ends with what was understood and what was passed over."""
    to = f"/accounts/{account.pk}/archive"
    with readings._turn:
        there = client.post(to, {"archive": SimpleUploadedFile("p.csv", LINES.encode())}).headers["Location"]
        waiting = client.get(there).content.decode()
        assert 'http-equiv="refresh"' in waiting and "Waiting for its turn" in waiting
        assert "<html" not in client.get(there, headers={"HX-Request": "true"}).content.decode()
    page = ended(client, there)
    assert "<strong>32</strong> posts" in page and "8 reposts" in page and 'http-equiv="refresh"' not in page
    assert PostRow.objects.filter(account=account, live=False).count() == 32
    sent = client.post(to, {}, headers={"HX-Request": "true"})
    assert sent.status_code == 204 and sent["HX-Redirect"] == f"/accounts/{account.pk}"
    assert "No file was chosen" in client.get(f"/accounts/{account.pk}").content.decode()
    assert client.get("/readings/nonsense").status_code == 404


def test_somebody_elses_words_are_told_of_and_taken_out(client: Client, account: Account) -> None:
    """An archive that does not fit what was known before: said on its page, on the account's and the backtest's, by
    the API's words too; one press takes it out again, another says that it is the account's own."""
    own, other = cast().clients[0].history, cast().people[0].history
    for n, line in enumerate(own):
        posts.note(account, Post(line.text, ref=f"practice/own-{n}"), timezone.now(), live=False)
    voices.keep(account, voices.relearn(account.workspace_id, account.speaks_as))
    to, here = f"/accounts/{account.pk}/archive", f"/accounts/{account.pk}"
    lines = "\n".join(" ".join(line.text.split()) for line in other[:60])
    there = client.post(to, {"archive": SimpleUploadedFile("p.txt", lines.encode())}).headers["Location"]
    assert "do not sound like @umparking as it was known before" in ended(client, there)
    for page in (here, f"/w/{account.workspace.slug}/backtest"):
        assert "do not sound like @umparking as it was known before" in client.get(page).content.decode()
    assert "do not sound like" in doubts.look(Actor(Person.objects.get(), "api"), account)
    assert voices.load(account).posts == len(own) + 60
    done = client.post(f"{here}/doubt", {"own": "0"}, follow=True).content.decode()
    assert "Taken out" in done and "do not sound like" not in done
    assert voices.load(account).posts == len(own) == PostRow.objects.filter(account=account).count()
    assert client.post(f"{here}/doubt", {"own": "0"}).status_code == 404
    again = client.post(to, {"archive": SimpleUploadedFile("p.txt", lines.encode())}).headers["Location"]
    ended(client, again)
    assert "this is how @umparking sounds" in client.post(f"{here}/doubt", {"own": "1"}, follow=True).content.decode()
    assert voices.load(account).posts == len(own) + 60 and not doubts.look(Actor(Person.objects.get(), "api"), account)


def test_of_a_persons_file_only_numbers_are_kept(client: Client, first: Workspace) -> None:
    """Thirty lines teach the voice; a file that is none changes nothing and says why."""
    client.post("/me/accounts", {"network": "bluesky", "handle": "me.example", "consent": "1"})
    to = f"/me/accounts/{PersonalAccount.objects.get().pk}/archive"
    lines = "\n".join(f"cannot believe game number {n}, lads" for n in range(30))
    good = client.post(to, {"archive": SimpleUploadedFile("posts.txt", lines.encode())}).headers["Location"]
    assert "30 posts" in ended(client, good) and "Only numbers were kept" in ended(client, good)
    own = PersonalAccount.objects.select_related("voice").get()
    assert own.voice.posts == 30 and b"lads" not in bytes(own.voice.data)
    bad = client.post(to, {"archive": SimpleUploadedFile("x.txt", b"lads\x00bad")}).headers["Location"]
    assert "is not text" in ended(client, bad) and "Nothing was learnt" in ended(client, bad)
    assert "to choose another file" in ended(client, bad) and 'href="/me"' in ended(client, bad)
    assert PersonalAccount.objects.select_related("voice").get().voice.posts == 30


def test_nobody_brings_an_archive_through_the_wall(client: Client, foreign: Account) -> None:
    """Another client's account does not exist, and neither does another person's."""
    for to in (f"/accounts/{foreign.pk}/archive", "/me/accounts/999/archive"):
        assert client.post(to, {"archive": SimpleUploadedFile("p.csv", LINES.encode())}).status_code == 404


# ---- in a browser ----------------------------------------------------------------------------------
@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A client's posts as a spreadsheet saves them."""
    path = tmp_path / "posts.csv"
    path.write_text(LINES)
    return path


@pytest.mark.chromium
def test_an_upload_in_a_browser_ends_with_its_summary(desk: BrowserContext, table: Path) -> None:
    """By keys: choose the file, press, and watch: nobody reloads a page, at the desk or on a phone's width."""
    page = desk.new_page()
    page.goto("/w/practice-desk/accounts")
    KEYS.press(page.get_by_role("main").get_by_role("link", name=re.compile("umparking")).first)
    KEYS.press(page.get_by_text("Or learn from its archive"))
    KEYS.bring(page.get_by_label("The account’s archive"), table)
    KEYS.press(page.get_by_role("button", name="Read this archive"))
    expect(page.get_by_role("heading", name="What was understood")).to_be_visible()
    expect(page.get_by_text("8 reposts of other people's words")).to_be_visible()
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        assert rig.too_wide(page) == 0


@pytest.mark.chromium
def test_a_file_above_the_limit_is_said_before_it_is_sent(desk: BrowserContext, table: Path) -> None:
    """The limit stands beside the field, and the browser itself refuses what is above it."""
    page = desk.new_page()
    page.goto("/w/practice-desk/accounts")
    page.get_by_role("link", name=re.compile("umparking")).first.click()
    page.get_by_text("Or learn from its archive").click()
    field = page.get_by_label("The account’s archive")
    expect(page.get_by_text("Up to 512 MB")).to_be_visible()
    field.evaluate("field => { field.dataset.most = '0.0001' }")
    field.set_input_files(table)
    page.get_by_role("button", name="Read this archive").click()
    assert "Use the command line" in field.evaluate("field => field.validationMessage")
    assert "/accounts/" in page.url


@pytest.mark.chromium
def test_without_scripts_an_upload_works_as_well(scriptless: Page, table: Path) -> None:
    """A plain form, and a page that loads itself again."""
    scriptless.goto("/w/practice-desk/accounts")
    # the parking office's own kind of words: on another account they would spoil its voice for the tests after this
    scriptless.get_by_role("link", name=re.compile("umparking")).first.click()
    scriptless.get_by_text("Or learn from its archive").click()
    scriptless.get_by_label("The account’s archive").set_input_files(table)
    scriptless.get_by_role("button", name="Read this archive").click()
    expect(scriptless.get_by_role("heading", name="What was understood")).to_be_visible()
