"""What is said after the apology. A file of its own: no engine can start while a browser lives here."""

from __future__ import annotations

from django.test import Client
from django.utils import timezone

from slipguard.storage import incidents
from slipguard.storage.models import Account, Draft
from tests.eventually import eventually
from tests.faces.web.test_after import gone_on


def test_after_the_apology_comes_a_follow_up(engine: None, client: Client, account: Account, world: object) -> None:
    """Not before the apology is out; then its outline says who lost access; it goes out once, and is told."""
    case = gone_on(account)
    there, sorry = f"/incidents/{case.pk}/apology", "We have deleted the post. We are sorry for it."
    early = client.post(there, {"do": "approve", "text": sorry, "later": "1"})
    assert "Publish the apology first" in early.content.decode()
    client.post(there, {"do": "approve", "text": sorry})
    eventually(lambda: Draft.objects.get(purpose="apology").state == "published", "the apology", 30)
    page = client.get(f"/incidents/{case.pk}").content.decode()
    assert "Write a follow-up" in page and "Outline a full apology" not in page
    incidents.append(case, "off:1", "person_taken_off", timezone.now(), {"accounts": 1, "by": "Olivia"})
    outlined = client.post(there, {"do": "full", "later": "1"}).content.decode()
    assert "no longer has access to this account" in outlined and "says so, without a name" in outlined
    words = ("An update on our post: we are still sorry for it. We have deleted it. The person who posted it no longer "
             "has access to this account. From now on two people read each post. — Ana Ruiz, editor")
    client.post(there, {"do": "approve", "text": words, "later": "1"})
    eventually(lambda: Draft.objects.get(purpose="follow-up").state == "published", "the follow-up", 30)
    again = client.post(there, {"do": "approve", "text": words, "later": "1"})
    assert "These very words are already out" in again.content.decode()
    record = incidents.read(case)
    assert record.apology["text"] == sorry and [one["text"] for one in record.follow_ups] == [words]
    assert "What was said later" in client.get(f"/incidents/{case.pk}/report").content.decode()
    assert "## What was said later" in client.get(f"/incidents/{case.pk}/report.md").content.decode()


def test_a_form_cuts_a_thread(engine: None, client: Client, account: Account, world: object) -> None:
    """A browser ends lines with CR LF; a line of dashes cuts all the same, and no dash is published."""
    case = gone_on(account)
    text = "We have deleted the post. We are sorry for it.\r\n---\r\nTwo people read each post\r\nfrom now on."
    client.post(f"/incidents/{case.pk}/apology", {"do": "approve", "text": text})
    made = eventually(lambda: (d := Draft.objects.get(purpose="apology")).state == "published" and d, "the thread", 30)
    assert made.texts == ["We have deleted the post. We are sorry for it.", "Two people read each post\nfrom now on."]
    assert len(made.sent) == 2


def test_words_that_are_too_many_to_check_are_told(client: Client, account: Account, world: object) -> None:
    """The editor says that nothing was checked, with both figures, and nothing goes out."""
    case = gone_on(account)
    for do in ("check", "approve"):
        text = "We are sorry. " * 800
        page = client.post(f"/incidents/{case.pk}/apology", {"do": do, "text": text}).content.decode()
        assert "Nothing here was checked: it has 11,200 characters, and at most 10,000 are read" in page
        assert "Cut it to at most 10,000 characters" in page
    assert not Draft.objects.exists()
