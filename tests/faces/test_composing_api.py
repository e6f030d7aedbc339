"""Composing by program: several accounts, moments, a second person, and a pause that holds programs too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from slipguard.actions import tokens
from slipguard.actions.access import Actor
from slipguard.networks.practice import World
from slipguard.storage.models import Membership, Person, Role, Workspace
from tests import films
from tests.eventually import eventually
from tests.faces.test_api import PARKING, Caller, call, stranger
from tests.networks.picturing import made
from tests.odd_nights import spring

__all__ = ["call", "stranger"]  # fixtures
TEXT = "Lot 4 is open again from seven tomorrow morning."


@pytest.fixture
def numbers(engine: None, call: Caller, world: World) -> list[int]:
    """Two practice accounts."""
    bakery = {**PARKING, "form": {"handle": "harbourbakery"}}
    return [call("POST", "/accounts", account, 201)["id"] for account in (PARKING, bakery)]


def test_one_text_for_several(call: Caller, numbers: list[int], world: World) -> None:
    """One draft for each account with a shared mark; other words where they are given; none without an account."""
    body = {"accounts": numbers, "text": TEXT, "others": {str(numbers[1]): "Fresh bread at seven."}}
    made = call("POST", "/drafts/together", body, 201)
    assert [d["text"] for d in made] == [TEXT, "Fresh bread at seven."]
    assert made[0]["together"] and made[0]["together"] == made[1]["together"]
    for draft in made:
        call("POST", f"/drafts/{draft['id']}/send")
    states = lambda: {call("GET", f"/drafts/{draft['id']}")["state"] for draft in made}  # noqa: E731
    eventually(lambda: states() == {"published"}, "both published")
    assert len(world.timeline(9)) == 2
    assert "No account" in call("POST", "/drafts/together", {"accounts": [], "text": TEXT}, 422)["title"]


def test_a_moment(call: Caller, numbers: list[int]) -> None:
    """With an offset, or by a wall clock whose odd nights are asked about."""
    number = call("POST", "/drafts", {"account": numbers[0], "text": TEXT}, 201)["id"]
    when = (timezone.now() + timedelta(days=2)).isoformat()
    assert call("POST", f"/drafts/{number}/plan", {"at": when})["state"] == "scheduled"
    night = spring().isoformat()
    odd = {"local": f"{night}T02:30", "zone": "Europe/Berlin"}
    assert call("POST", f"/drafts/{number}/plan", odd, 409)["type"] == "urn:slipguard:asks"
    call("POST", f"/drafts/{number}/plan", {"at": f"{night}T10:00:00"}, 422)
    assert call("POST", f"/drafts/{number}/plan", {**odd, "which": "after"})["due_at"].startswith(f"{night}T01:30")
    assert call("POST", f"/drafts/{number}/undo")["state"] == "draft"


def test_a_pause_holds_programs_too(call: Caller, numbers: list[int], world: World, stranger: Caller) -> None:
    """What a program sends during a pause stays; a stranger can neither pause nor resume nor look."""
    number = call("POST", "/drafts", {"account": numbers[0], "text": TEXT}, 201)["id"]
    call("POST", "/pauses", {"reason": "Crisis"}, 422)
    assert call("POST", "/pauses", {"reason": "Crisis", "workspace": "first"}, 201)["where"] == "My first client"
    assert call("POST", f"/drafts/{number}/send")["state"] == "halted"
    assert call("GET", "/pauses/preview?workspace=first")["overdue"] == [number]
    assert stranger("GET", "/pauses") == []
    for path, body in (("/pauses", {"reason": "x", "workspace": "first"}), ("/pauses/resume", {"workspace": "first"})):
        stranger("POST", path, body, 404)
    stranger("POST", "/pauses", {"reason": "x", "house": True}, 403)
    assert call("POST", "/pauses/resume", {"workspace": "first"})["ended_by_name"]
    assert call("GET", f"/drafts/{number}")["state"] == "halted"
    assert world.timeline(9) == []


def test_a_planned_end_and_what_is_overdue_by_program(
    call: Caller, numbers: list[int], world: World, stranger: Caller
) -> None:
    """A planned end only reminds; overdue posts are shown with their new times, moved, or put back to drafts."""
    until = (timezone.now() + timedelta(hours=3)).isoformat()
    made = call("POST", "/pauses", {"reason": "Crisis", "workspace": "first", "until": until}, 201)
    assert made["until"] and call("GET", "/pauses")[0]["until"] == made["until"]
    assert call("PUT", "/pauses/until", {"workspace": "first", "until": None})["until"] is None
    call("PUT", "/pauses/until", {"workspace": "first", "until": "2020-01-01T00:00:00Z"}, 422)
    sent = [call("POST", "/drafts", {"account": numbers[0], "text": f"{TEXT} {n}"}, 201)["id"] for n in (1, 2)]
    assert {call("POST", f"/drafts/{number}/send")["state"] for number in sent} == {"halted"}
    call("POST", "/pauses/resume", {"workspace": "first"})
    call("GET", "/pauses/overdue?workspace=first", status=422)
    stranger("GET", "/pauses/overdue?workspace=first&days=1", status=404)
    shown = call("GET", "/pauses/overdue?workspace=first&days=1")
    assert [one["draft"] for one in shown] == sent
    posts = [{"draft": one["draft"], "version": one["version"]} for one in shown]
    stranger("POST", "/pauses/overdue/move", {"workspace": "first", "days": 1, "posts": posts}, 404)
    [moved] = call("POST", "/pauses/overdue/move", {"workspace": "first", "days": 1, "posts": posts[:1]})
    assert (moved["done"], moved["state"], moved["due_at"]) == (True, "scheduled", shown[0]["at"])
    [back] = call("POST", "/pauses/overdue/to-drafts", {"workspace": "first", "posts": posts})
    assert (back["draft"], back["state"], back["due_at"]) == (sent[1], "draft", None)
    assert world.timeline(9) == []


def test_a_second_person(owner: Actor, call: Caller, numbers: list[int], world: World) -> None:
    """The author's program cannot approve; another approver's can, once it names the version that it read."""
    from slipguard.actions import planning

    planning.set_approval(owner, numbers[0], True)
    person = Person.objects.create_user("ada@example.org", "another quiet password")
    Membership.objects.create(person=person, workspace=Workspace.objects.get(slug="first"), role=Role.APPROVER)
    ada = Caller(tokens.issue(Actor(person, "api"), "tests"))
    number = call("POST", "/drafts", {"account": numbers[0], "text": TEXT}, 201)["id"]
    draft = call("POST", f"/drafts/{number}/send")
    assert draft["state"] == "approval"
    call("POST", f"/drafts/{number}/approve", {"version": draft["version"]}, 403)
    ada("POST", f"/drafts/{number}/approve", {"version": draft["version"] - 1}, 409)
    ada("POST", f"/drafts/{number}/approve", {"version": draft["version"]})
    eventually(lambda: call("GET", f"/drafts/{number}")["state"] == "published", "published")
    assert [item.text for item in world.timeline(9)] == [TEXT]


def test_pictures_of_a_draft(call: Caller, owner: Actor, numbers: list[int], world: World, stranger: Caller) -> None:
    """Added with a description, described anew, taken out, and out with the post; not for a stranger."""
    number = call("POST", "/drafts", {"account": numbers[0], "text": TEXT}, 201)["id"]
    program = Client(headers={"Authorization": f"Bearer {tokens.issue(owner, 'pictures')}", "Host": "localhost"})

    def add(name: str, content: bytes, alt: str) -> HttpResponse:
        form = {"file": SimpleUploadedFile(name, content), "alt": alt}
        return program.post(f"/api/v1/drafts/{number}/pictures", form)

    assert add("one.png", made("teal")[1], "Lot 4.").status_code == 201
    two = add("two.png", made("navy")[1], "").json()["pictures"][1]
    assert (two["media_type"], two["alt"], two["width"]) == ("image/png", "", 60)
    refused = add("three.png", b"no picture", "")
    assert refused.status_code == 422 and "no picture" in refused.json()["title"]
    film = add("three.webm", b"\x1a\x45\xdf\xa3\x42\x82\x84webm" + b"\0" * 100, "").json()
    assert "a film as WebM" in film["title"] and "MP4 (H.264" in film["next_step"]
    told = call("PUT", f"/drafts/{number}/pictures/{two['key']}", {"alt": "Its barrier."})
    assert [one["alt"] for one in told["pictures"]] == ["Lot 4.", "Its barrier."]
    stranger("DELETE", f"/drafts/{number}/pictures/{two['key']}", status=404)
    first = told["pictures"][0]["key"]
    order = call("PUT", f"/drafts/{number}/pictures", {"keys": [two["key"], first]})
    assert [one["alt"] for one in order["pictures"]] == ["Its barrier.", "Lot 4."]
    for wrong in ([first], [first, first], [first, "0" * 32], [first, two["key"], first]):
        call("PUT", f"/drafts/{number}/pictures", {"keys": wrong}, 422)
    stranger("PUT", f"/drafts/{number}/pictures", {"keys": [first, two["key"]]}, 404)
    assert len(call("DELETE", f"/drafts/{number}/pictures/{first}")["pictures"]) == 1
    call("DELETE", f"/drafts/{number}/pictures/{first}", status=404)
    call("POST", f"/drafts/{number}/send")
    eventually(lambda: call("GET", f"/drafts/{number}")["state"] == "published", "it is out")
    assert world.timeline(1)[0].alts == ("Its barrier.",)


def test_pictures_before_their_drafts_and_without_words(
    call: Caller, owner: Actor, numbers: list[int], world: World, stranger: Caller
) -> None:
    """Brought first, they go with drafts of several accounts, each its own; no text is needed; not for a stranger."""
    program = Client(headers={"Authorization": f"Bearer {tokens.issue(owner, 'pictures')}", "Host": "localhost"})
    form = {"account": numbers[0], "alt": "Lot 4.", "file": SimpleUploadedFile("one.png", made("teal")[1])}
    answer = program.post("/api/v1/drafts/pictures", form)
    assert answer.status_code == 201
    key = answer.json()["key"]
    call("POST", "/drafts", {"account": numbers[0]}, 422)
    stranger("POST", "/drafts", {"account": numbers[0], "pictures": [{"key": key}]}, 404)
    one, two = call("POST", "/drafts/together", {"accounts": numbers, "pictures": [{"key": key}]}, 201)
    assert [d["pictures"][0]["alt"] for d in (one, two)] == ["Lot 4.", "Lot 4."]
    assert one["pictures"][0]["key"] != two["pictures"][0]["key"]
    other = call("POST", "/drafts", {"account": numbers[0], "pictures": [{"key": key, "alt": "Its gate."}]}, 201)
    assert other["pictures"][0]["alt"] == "Its gate."
    call("POST", f"/drafts/{one['id']}/send")
    eventually(lambda: call("GET", f"/drafts/{one['id']}")["state"] == "published", "it is out")
    assert [(item.text, item.alts) for item in world.timeline(9)] == [("", ("Lot 4.",))]


def test_a_film_by_program(call: Caller, owner: Actor, numbers: list[int], world: World) -> None:
    """Brought first, it says what it is; beside a picture the draft says what would be refused; alone it goes out with
    its words, and everybody can look at it."""
    program = Client(headers={"Authorization": f"Bearer {tokens.issue(owner, 'films')}", "Host": "localhost"})
    form = {"account": numbers[0], "alt": "The barrier goes up.", "file": SimpleUploadedFile("a.mov", films.made(
        kind="mov"))}
    film = program.post("/api/v1/drafts/pictures", form).json()
    assert (film["media_type"], film["width"], film["alt"]) == ("video/mp4", 64, "The barrier goes up.")
    assert 1 <= film["seconds"] < 1.1
    draft = call("POST", "/drafts", {"account": numbers[0], "text": TEXT, "pictures": [{"key": film["key"]}]}, 201)
    form = {"file": SimpleUploadedFile("one.png", made("teal")[1])}
    both = program.post(f"/api/v1/drafts/{draft['id']}/pictures", form).json()
    assert "A film and pictures do not go together" in both["against"]
    call("POST", f"/drafts/{draft['id']}/send", status=422)
    alone = call("DELETE", f"/drafts/{draft['id']}/pictures/{both['pictures'][1]['key']}")
    assert alone["against"] == ""
    call("POST", f"/drafts/{draft['id']}/send")
    eventually(lambda: call("GET", f"/drafts/{draft['id']}")["state"] == "published", "it is out", 60)
    (item,) = world.timeline(1)
    assert (item.alts, item.film) == (("The barrier goes up.",), True)
    seen = Client(headers={"Host": "localhost"}).get(f"/practice/@{item.handle}/{item.id}/1")
    assert seen.headers["Content-Type"] == "video/mp4" and b"ftyp" in seen.content[:12]
