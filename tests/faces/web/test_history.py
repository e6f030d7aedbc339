"""Search over posts, incidents and deeds, and the files to take along."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from slipguard.actions import access, history
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput
from slipguard.core.types import Post
from slipguard.storage import posts
from slipguard.storage.models import Account, AuditEntry, Membership, Person, PostRow, Role, Workspace
from tests.faces.web import rig
from tests.faces.web.journeys import keys


def went_out(account: Account, text: str, **facts: object) -> PostRow:
    """A live post as it was seen."""
    number = PostRow.objects.count() + 1
    row, _ = posts.note(account, Post(text, ref=f"practice/{number}"), timezone.now(), live=True)
    PostRow.objects.filter(pk=row.pk).update(**facts)
    return row


@pytest.fixture
def member(first: Workspace) -> Client:
    """Signed in as an author: may write, may not read who did what."""
    person = Person.objects.create_user("ann@example.org", "a third quiet password")
    Membership.objects.create(person=person, workspace=first, role=Role.AUTHOR)
    made = Client(SERVER_NAME="localhost")
    made.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return made


@pytest.mark.parametrize(
    ("search", "found"),
    [({}, {"gates", "vicar", "fine"}), ({"words": "GATES seven"}, {"gates"}), ({"words": "gates vicar"}, set()),
     ({"verdict": "flagged"}, {"vicar", "fine"}), ({"verdict": "unanswered"}, {"vicar"}),
     ({"verdict": "fine"}, {"fine"}), ({"old": "1"}, {"gates", "vicar", "fine", "ancient"})],
)
def test_a_search_finds_what_fits(account: Account, search: dict[str, str], found: set[str]) -> None:
    """All words must stand in the text, a verdict narrows, and imported history waits for its tick."""
    went_out(account, "gates open at seven", decision="leave")
    went_out(account, "he IS the vicar", decision="alert")
    went_out(account, "fine by us", decision="alert", answer="fine")
    went_out(account, "ancient words", live=False)
    owner = Actor(Person.objects.get(email="olivia@example.org"), "web")
    want = history.wanted(**{**search, "old": bool(search.get("old"))})
    rows = history.posts(owner, account.workspace, want)
    assert {next(k for k in ("gates", "vicar", "fine", "ancient") if k in row.text) for row in rows} == found
    assert history.count(owner, account.workspace, want) == len(found)


def test_days_count_from_midnight_to_midnight(account: Account) -> None:
    """Both ends of a stretch of days belong to it."""
    went_out(account, "yesterday", seen_at=timezone.now() - timedelta(days=1))
    went_out(account, "today")
    owner, today = Actor(Person.objects.get(), "web"), timezone.now().date().isoformat()
    rows = history.posts(owner, account.workspace, history.wanted(since=today, until=today))
    assert [row.text for row in rows] == ["today"]


@pytest.mark.parametrize("typed", [{"verdict": "odd"}, {"account": "x"}, {"since": "22.11."},
                                   {"since": "2026-02-02", "until": "2026-01-01"}])
def test_what_cannot_be_searched_is_said(typed: dict[str, str]) -> None:
    """Bad input names itself and the next step."""
    with pytest.raises(BadInput) as refused:
        history.wanted(**typed)
    assert refused.value.next_step


def test_a_bad_search_keeps_what_was_typed(client: Client, account: Account) -> None:
    """A wrong day is explained on the page, with the words still in the field."""
    answer = client.get("/w/first/history", {"words": "vicar", "since": "yesterday"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "is not a day" in page and 'value="vicar"' in page


def test_pages_go_back_without_gaps(client: Client, account: Account) -> None:
    """Sixty posts are fifty and ten; the search goes along."""
    for n in range(60):
        went_out(account, f"bread number {n}")
    went_out(account, "something else")
    page = client.get("/w/first/history", {"words": "bread"}).content.decode()
    assert "60 posts" in page and page.count('class="post"') == 50
    back = page.split("before=")[1].split('"')[0]
    older = client.get("/w/first/history", {"words": "bread", "before": back}).content.decode()
    assert older.count('class="post"') == 10 and "Further back" not in older


def test_deeds_are_for_managers_and_stay_behind_the_wall(
    client: Client, member: Client, first: Workspace, foreign: Account
) -> None:
    """An author reads no audit trail; a namesake's deeds in another workspace are never shown."""
    Workspace.objects.filter(pk=foreign.workspace_id).update(name=first.name)
    otto = Actor(Person.objects.get(email="otto@example.org"), "web")
    access.log(otto, Workspace.objects.get(pk=foreign.workspace_id), "did something secret")
    access.log(Actor(Person.objects.get(email="olivia@example.org"), "web"), first, "did something known")
    page = client.get("/w/first/history/deeds").content.decode()
    assert "did something known" in page and "secret" not in page
    assert member.get("/w/first/history/deeds").status_code == 403
    assert member.get("/w/first/history/posts.csv").status_code == 403
    assert client.get("/w/other/history").status_code == 404


def test_a_file_is_safe_in_a_spreadsheet_and_names_no_other_client(client: Client, account: Account) -> None:
    """A post that begins like a formula stays text; other clients' and people's names are left out."""
    went_out(account, "=HYPERLINK(1)", decision="alert", alternative="@elsewhere")
    went_out(account, "tired", decision="alert", alternative="@sam (personal)")
    answer = client.get("/w/first/history/posts.csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["alternative"] for row in rows] == ["somebody's personal account", "another client's account"]
    assert rows[1]["text"] == "'=HYPERLINK(1)"
    lines = b"".join(client.get("/w/first/history/posts.jsonl").streaming_content).decode().splitlines()
    assert [json.loads(line)["text"] for line in lines] == ["tired", "=HYPERLINK(1)"]
    assert AuditEntry.objects.filter(did="exported").count() == 2
    assert client.get("/w/first/history/posts.xlsx").status_code == 422


def test_incidents_are_found_by_their_posts_words(client: Client, account: Account) -> None:
    """The list of incidents is searched by what the post said, and the export holds the whole record."""
    from tests.faces.web.visits import incident_on

    incident = incident_on(account)
    assert f"/incidents/{incident.pk}" in client.get("/w/first/history/incidents?words=town").content.decode()
    assert "Nothing fits" in client.get("/w/first/history/incidents?words=harbour").content.decode()
    (line,) = b"".join(client.get("/w/first/history/incidents.jsonl").streaming_content).decode().splitlines()
    assert "@elsewhere" not in line and json.loads(line)


def test_a_search_in_the_browser(desk: BrowserContext) -> None:
    """By keys: words and a day, search, on to the deeds; nothing sticks out on a phone."""
    page = desk.new_page()
    page.goto("/w/practice-desk/history")
    keys.write(page, page.get_by_label("Words"), "nothing has these words")
    keys.choose(page, page.get_by_label("Verdict"), "gone")
    keys.write(page, page.get_by_label("From", exact=True), "2026-01-31")
    keys.press(page, page.get_by_role("button", name="Search", exact=True))
    expect(page.get_by_text("Nothing fits this search")).to_be_visible()
    expect(page.get_by_label("From", exact=True)).to_have_value("2026-01-31")
    keys.press(page, page.get_by_role("link", name="Who did what"))
    keys.write(page, page.get_by_label("Words"), "connected")
    page.keyboard.press("Enter")
    expect(page.get_by_text("@umparking on Practice network").first).to_be_visible()
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        assert rig.too_wide(page) == 0


def test_a_search_needs_no_javascript(scriptless: Page) -> None:
    """It is a plain form."""
    scriptless.goto("/w/practice-desk/history")
    scriptless.get_by_label("Verdict").select_option("flagged")
    scriptless.get_by_role("button", name="Search", exact=True).click()
    assert "verdict=flagged" in scriptless.url
