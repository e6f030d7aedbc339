"""Views without a browser: the record, the practice network, and pages that have nothing to show yet."""

from __future__ import annotations

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Draft, PostRow, Workspace
from tests.faces.web.visits import incident_on, visitor


def test_the_report_names_no_other_client(client: Client, account: Account) -> None:
    """Page, Markdown and JSON go to the client: other names stay inside."""
    case = incident_on(account)
    incidents.append(case, "told:1", "told", timezone.now(), {"channel": "Phone", "ok": True,
                                                              "subject": "reads like @elsewhere?"})
    for form in ("report", "report.md", "report.json"):
        answer = client.get(f"/incidents/{case.pk}/{form}")
        assert answer.status_code == 200 and "so done with this town" in answer.content.decode()
    assert "@elsewhere" not in client.get(f"/incidents/{case.pk}/report").content.decode()
    assert "@elsewhere" not in client.get(f"/incidents/{case.pk}").content.decode()


def test_a_post_is_text_and_never_markup(client: Client, account: Account) -> None:
    """What somebody posts is shown as they wrote it."""
    posts.note(account, Post("<script>alert(1)</script> & <b>", ref="practice/7"), timezone.now(), live=True)
    page = client.get("/w/first/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in page and "<script>alert" not in page


def test_an_incident_says_gone_only_after_the_record_does(client: Client, account: Account) -> None:
    """“Delete sent” is not “gone”, and what must be done by hand says how."""
    case = incident_on(account)
    place = {"ref": "practice/9", "handle": "umparking", "network": "practice"}
    incidents.append(case, "recall:1", "recall_started", timezone.now(), {"by": "Olivia", "attempt": 1})
    incidents.append(case, "delete:1", "delete_sent", timezone.now(), place | {"answer": "sent"})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Delete sent, checking" in page and "Confirmed gone" not in page
    incidents.append(case, "still:1", "still_there", timezone.now(),
                     place | {"given_up": True, "says": "it can still be read", "link": "https://social.example/9"})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Not confirmed" in page and "https://social.example/9" in page and "Confirmed gone" not in page
    closed = client.post(f"/incidents/{case.pk}/close", follow=True)
    assert "Not everything is confirmed gone" in closed.content.decode()
    incidents.append(case, "gone:1", "gone", timezone.now(), place | {"checks": 3, "viewpoints": ["the public view"]})
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Confirmed gone" in page and "Checked 3 times from the public view" in page


# ---- the practice network ------------------------------------------------------------------------
def test_the_practice_timeline_is_public_and_its_phone_is_not(client: Client, account: Account) -> None:
    """Everybody reads, signed-in people post, and a deleted post is not found."""
    from slipguard.actions import practice

    stranger = visitor()
    assert stranger.get("/practice").status_code == 200
    assert stranger.post("/practice/phone", {"handle": "umparking", "text": "x"}).status_code == 302
    assert practice.timeline() == []
    bad = client.post("/practice/phone", {"handle": "nobody", "text": "keep me"})
    assert bad.status_code == 422 and "keep me" in bad.content.decode()
    client.post("/practice/phone", {"handle": "umparking", "text": "hello there"})
    item = practice.timeline()[0]
    assert stranger.get(f"/practice/@umparking/{item.id}").status_code == 200
    assert stranger.get(f"/practice/@someoneelse/{item.id}").status_code == 404
    assert stranger.get("/practice/@nobody").status_code == 404
    assert stranger.get("/practice/@umparking/999999").status_code == 404


def test_the_doctor_asks_and_answers(client: Client, account: Account) -> None:
    """One page says whether a post could be taken back right now."""
    assert "Not checked yet" in client.get("/doctor").content.decode()
    page = client.post("/doctor").content.decode()
    assert "Delete on @umparking (Practice network): yes" in page and "No channel" in page
    assert f'<a href="/accounts/{account.pk}">' in page and "Prove it with a test post" in page  # its button is there


def test_the_linter_prints_its_sources_small(client: Client, account: Account) -> None:
    """What is wrong stands out; who says so stands below, once, and not in bold."""
    case = incident_on(account)
    words = {"do": "check", "text": "We're sorry if anyone was offended"}
    page = client.post(f"/incidents/{case.pk}/apology/review", words).content.decode()
    loud = re.findall(r"<strong>(.*?)</strong>", page)
    small = re.findall(r'<span class="small quiet">(.*?)</span>', page)
    assert loud and small and not [one for one in loud if any(source in one for source in small)]


def test_a_long_timeline_is_folded(client: Client, account: Account, world: World) -> None:
    """On the phone's screen the newest come first and the older ones wait for a tap; none is lost."""
    world.enrol("umparking", "Upper Mill Parking")
    for number in range(14):
        world.post("umparking", f"notice number {number}")
    for address in ("/practice", "/practice/@umparking"):
        shown, folded = client.get(address).content.decode().split("Older posts")
        assert (shown.count("notice number"), folded.count("notice number")) == (12, 2), address


def test_a_trial_shows_what_it_would_have_done(client: Client, account: Account) -> None:
    """The board counts alarms that were not raised, and how often a person said that the post was fine."""
    for number, (decision, answer) in enumerate([("leave", ""), ("alert", "fine"), ("recall", ""), ("leave", "")]):
        row, _ = posts.note(account, Post(f"post number {number}", ref=f"practice/{number}"), timezone.now(), live=True)
        PostRow.objects.filter(pk=row.pk).update(decision=decision, answer=answer, mode="trial")
    page = " ".join(client.get("/w/first/").content.decode().split())
    assert "would have alarmed 2 times in 4 posts; you said “fine” 1 time." in page
    assert "would have been taken back in automatic mode" in page and "This was fine" in page


def test_the_first_visitor_has_empty_pages_with_real_words(client: Client, first: Workspace) -> None:
    """No page of a new installation is blank or a bare form."""
    for address, words in {
        "/start": "Practice desk", "/w/first/": "Nothing is watched here yet", "/w/first/incidents": "No incident yet",
        "/w/first/drafts": "Nothing was written yet", "/w/first/accounts": "No account is connected yet",
        "/w/first/compose": "Connect an account", "/w/first/settings": "an alarm reaches nobody",
        "/me": "None declared yet", "/doctor": "nothing to take back", "/practice": "Nobody is here yet",
        "/w/first/take-back": "has seen no live post",
    }.items():
        answer = client.get(address)
        assert answer.status_code == 200 and words in answer.content.decode(), address


def test_the_undo_window_counts_down_and_can_be_left(client: Client, account: Account) -> None:
    """Waiting looks unlike held: seconds, Undo and Send now; the piece alone is what the page asks for again."""
    due = timezone.now() + timedelta(seconds=30)
    draft = Draft.objects.create(account=account, text="hello there", state="waiting", due_at=due)
    page = client.get(f"/drafts/{draft.pk}").content.decode()
    assert "Goes out in" in page and "Undo" in page and "Send now" in page and "data-until" in page
    piece = client.get(f"/drafts/{draft.pk}", headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="draft"') and "hx-trigger" in piece
    client.post(f"/drafts/{draft.pk}/undo")
    page = client.get(f"/drafts/{draft.pk}").content.decode()
    assert "nothing was published" in page and "hello there" in page and "hx-trigger=\"every" not in page
    assert "too late to undo" in client.post(f"/drafts/{draft.pk}/undo", follow=True).content.decode()
