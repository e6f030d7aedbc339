"""After the delete, in the web app: answers, the checklist, who has access; two people see each other's moves."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import BrowserContext, expect

from slipguard.actions.access import Actor
from slipguard.core.reaction import Bin
from slipguard.storage import incidents, reactions
from slipguard.storage.models import Account, Incident, Membership, Mention, MentionWatch, Person, Workspace
from slipguard.web import drawn
from slipguard.web.incident import watching
from slipguard.web.plot import HIGH, WIDE, plot
from slipguard.workflows import aftermath
from tests.faces.web import rig
from tests.faces.web.visits import incident_on, visitor


def gone_on(account: Account) -> Incident:
    """An incident whose post is proven gone."""
    case = incident_on(account)
    place = {"ref": case.ref, "handle": account.handle, "network": "practice"}
    incidents.append(case, "recall:1", "recall_started", timezone.now(), {"by": "Olivia", "attempt": 1})
    incidents.append(case, "searched", "copies_searched", timezone.now(), {"found": 0})
    incidents.append(case, "gone", "gone", timezone.now(), place | {"checks": 2, "viewpoints": ["the public view"]})
    return case


def second(first: Workspace, role: str = "manager") -> Person:
    """A colleague."""
    made = Person.objects.create_user("sam@example.org", "another quiet password")
    Membership.objects.create(person=made, workspace=first, role=role)
    return made


def test_the_page_has_answers_a_list_and_who_has_access(client: Client, account: Account) -> None:
    """Each section has real words before anything happened, and one press each."""
    case = gone_on(account)
    page = client.get(f"/incidents/{case.pk}").content.decode()
    for words in ("How people answer", "are not watched", "Left to do", "0 of 13 done", "Web archives were looked at",
                  "Who has access"):
        assert words in page, words
    aftermath.round_of_looks()
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Nobody has mentioned or answered" in page and "Last read" in page
    client.post(f"/incidents/{case.pk}/react")
    aftermath.round_of_looks(timezone.now() + timedelta(seconds=5))
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert re.search(r"1[12] mentions and answers since the post, <strong>\d hostile</strong>", page)
    assert '<svg class="plot"' in page and "The same as a table" in page and "style=" not in page
    assert "a kept copy" in page or "shows a picture" in page
    assert "still there" in page and "deleted since" not in page
    Mention.objects.filter(pk=reactions.loudest(MentionWatch.objects.get())[0].pk).update(gone_at=timezone.now())
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert page.count("<b>deleted since</b>") == 1 and "read again every ten minutes" in page


def test_a_tick_goes_there_and_back(client: Client, account: Account) -> None:
    """Done with a note, taken back, and an item that is none is a 404."""
    case = gone_on(account)
    there = f"/incidents/{case.pk}/tick"
    answer = client.post(there, {"item": "search", "done": "1", "note": "asked Bing"}, follow=True).content.decode()
    assert "1 of 13 done" in answer and "asked Bing" in answer
    assert "0 of 13 done" in client.post(there, {"item": "search", "done": "0"}, follow=True).content.decode()
    assert client.post(there, {"item": "cake", "done": "1"}).status_code == 404
    assert case.events.filter(kind__in=["ticked", "unticked"]).count() == 2


def test_two_people_see_each_others_moves(person: Person, first: Workspace, account: Account) -> None:
    """Only what moved is sent: one item, the count, the access list; a half-written note elsewhere stays."""
    case = gone_on(account)
    other = second(first)
    seen = drawn.of_incident(Actor(person, "web"), case.pk)
    assert watching(Actor(person, "web"), case.pk, "t" * 64, seen)() == []  # what the page shows comes no second time
    look = watching(Actor(person, "web"), case.pk, "t" * 64)
    assert {name for name, _ in look()} >= {"copies", "timeline", "reaction"}
    assert look() == []
    from slipguard.actions import checklist, people

    checklist.tick(Actor(other, "web"), case.pk, "ads", True, "none running")
    *pieces, (_, mark) = look()
    patches = [html for name, html in pieces if name == "patch"]
    assert len(patches) == 2 and 'id="item-ads"' in patches[0] and "none running" in patches[0]
    assert "1 of 13 done" in patches[1]
    people.take_off(Actor(person, "web"), first, other, about=[case.pk])
    pieces = look()
    assert any(name == "access" and "sam@example.org" not in html for name, html in pieces)
    # a browser that connects again later is sent what moved since its page was made
    again = watching(Actor(person, "web"), case.pk, "t" * 64, seen)()
    assert sum('id="item-' in html for name, html in again if name == "patch") == 1
    assert "access" in dict(again) and "editor" in dict(again)
    later = dict(watching(Actor(person, "web"), case.pk, "t" * 64, mark)())
    assert "access" in later and "patch" not in later


def test_taking_off_wants_a_second_tick_and_ends_the_session(
    client: Client, person: Person, first: Workspace, account: Account
) -> None:
    """Without the tick nothing happens; with it the colleague's next click leads to the sign-in."""
    case, other = gone_on(account), second(first)
    colleague = visitor()
    colleague.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    form = {"person": other.pk, "incident": case.pk, "back": "incident"}
    refused = client.post("/w/first/people/take-off", form, follow=True).content.decode()
    assert "Nobody was taken off" in refused and colleague.get("/w/first/").status_code == 200
    done = client.post("/w/first/people/take-off", form | {"sure": "1"}, follow=True)
    html = done.content.decode()
    assert done.redirect_chain[-1][0].startswith(f"/incidents/{case.pk}") and "signed out on every device" in html
    assert "took one person off 1 account" in html
    assert colleague.get("/w/first/").headers["Location"].startswith("/sign-in/login/")
    people_page = client.get("/w/first/people").content.decode()
    assert "sam@example.org" not in people_page and "Who has access" in people_page


def test_a_lower_role_sees_and_cannot(client: Client, person: Person, first: Workspace, account: Account) -> None:
    """An author ticks and reads; the list of people has no buttons, and the act is refused with words."""
    case, other = gone_on(account), second(first, "owner")
    Membership.objects.filter(person=person).update(role="author")
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Left to do" in page and "Take off" not in page
    assert "Take off" not in client.get("/w/first/people").content.decode()
    answer = client.post("/w/first/people/take-off", {"person": other.pk, "sure": "1"}, follow=True)
    assert "needs the role manager" in answer.content.decode()
    assert Membership.objects.filter(person=other).exists()


def test_nothing_of_it_crosses_the_wall(client: Client, foreign: Account) -> None:
    """Another workspace's people, lists and answers do not exist."""
    case = incident_on(foreign)
    assert client.get("/w/other/people").status_code == 404
    for address in (f"/incidents/{case.pk}/tick", f"/incidents/{case.pk}/react", "/w/other/people/take-off"):
        assert client.post(address, {"item": "ads", "done": "1", "person": "1", "sure": "1"}).status_code == 404
    assert case.events.count() == 1


def test_the_plot_stays_inside_its_box() -> None:
    """Bars and marks lie in the view box; what is outside the time is not drawn; nothing is drawn of nothing."""
    start = timezone.now()
    found = [Bin(start + timedelta(minutes=5 * n), 5, count, count // 2) for n, count in enumerate((0, 7, 40, 3))]
    drawn = plot(found, [(start + timedelta(minutes=10), "gone"), (start - timedelta(days=1), "apology"), (None, "x")])
    assert drawn is not None and drawn.top == 40 and [mark.says for mark in drawn.marks] == ["gone"]
    assert len(drawn.bars) == 3
    for bar in drawn.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDE and abs(bar.y + bar.height - HIGH) < 0.2
        assert bar.bad_height <= bar.height
    assert drawn.marks[0].x == WIDE / 2 and plot([], []) is None


@pytest.mark.chromium
def test_after_it_in_a_browser(desk: BrowserContext, served: rig.Served) -> None:
    """Answers arrive by themselves, a colleague's tick shows, the report prints on one page."""
    page, colleague = desk.new_page(), desk.new_page()
    text = rig.let_slip(page, 3)
    page.goto("/w/practice-desk/")
    alarm = page.locator(".alarm", has_text=text[:40])
    alarm.get_by_role("button", name="Take it back").click()
    expect(page.locator(".copy.gone")).to_be_visible()
    colleague.goto(page.url)
    colleague.locator("#item-relays summary").click()
    colleague.locator("#item-relays").get_by_label("A note").fill("half a sen")
    page.get_by_role("button", name="Let the practice audience answer").click()
    expect(colleague.locator("#reaction")).to_contain_text("12 mentions and answers")
    expect(colleague.locator("#reaction svg.plot rect.bad").first).to_be_visible()
    page.locator("#item-evidence summary").click()
    page.locator("#item-evidence").get_by_role("button", name="Done").click()
    expect(colleague.locator("#item-evidence.done")).to_be_visible()
    expect(colleague.locator("#ticked")).to_have_text("1 of 13 done")
    expect(colleague.locator("#note-relays")).to_have_value("half a sen")
    for size in (rig.PHONE, rig.DESK):
        page.set_viewport_size(size)
        assert rig.too_wide(page) == 0
    number = page.url.split("/incidents/")[1].split("#")[0]
    page.goto(f"/incidents/{number}/report")
    expect(page.get_by_role("heading", name="How people answered")).to_be_visible()
    expect(page.get_by_role("heading", name="Looked after")).to_be_visible()
    paper = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", paper)) == 1


def test_what_changes_and_the_evidence_have_forms(client: Client, account: Account) -> None:
    """Each goes on the record with one press; the report shows what changes; without a word nothing is kept."""
    case = gone_on(account)
    there = f"/incidents/{case.pk}"
    page = client.get(there).content.decode()
    assert "What changes from now on" in page and "There is evidence of an intrusion" in page
    said = client.post(f"{there}/changes", {"change": "Two people read <each> post now."}, follow=True).content.decode()
    assert "Two people read &lt;each&gt; post now." in said and "And one more" in said
    report = client.get(f"{there}/report").content.decode()
    assert "<h2>What changes</h2>" in report and "Two people read &lt;each&gt; post now." in report
    assert "What changes is empty" in client.post(f"{there}/changes", {"change": " "}, follow=True).content.decode()
    assert "Name it" in client.post(f"{there}/intrusion", {"evidence": "no"}, follow=True).content.decode()
    assert not incidents.has(case, "intrusion_found")
    said = client.post(f"{there}/intrusion", {"evidence": "A sign-in from an unknown place."}, follow=True)
    assert "Evidence of an intrusion is on the record" in said.content.decode()
    assert incidents.read(case).changes == ["Two people read <each> post now."]


def test_evidence_is_for_managers(client: Client, account: Account) -> None:
    """An author sees no such form, and the address answers no."""
    Membership.objects.update(role="author")
    case = gone_on(account)
    assert "There is evidence" not in client.get(f"/incidents/{case.pk}").content.decode()
    client.post(f"/incidents/{case.pk}/intrusion", {"evidence": "A sign-in from an unknown place."})
    assert not incidents.has(case, "intrusion_found")
