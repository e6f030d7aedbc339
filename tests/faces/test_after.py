"""After the delete by the API and on the command line: mentions, checklist, people."""

from __future__ import annotations

import json

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from slipguard.actions import accounts, practice, tokens
from slipguard.actions.access import Actor
from slipguard.cli import cli
from slipguard.networks.practice import World
from slipguard.storage import incidents
from slipguard.storage.models import Incident, Membership, Person, Workspace
from slipguard.workflows import aftermath
from tests.faces.test_api import Caller


@pytest.fixture
def incident(owner: Actor, world: World) -> Incident:
    """A slip that is gone, and people answer."""
    world.enrol("umparking", "Parking")
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})
    item = world.post("umparking", "so done with this town and everybody in it")
    ref = f"practice/@umparking/{item.id}"
    data = {"ref": ref, "network": "practice", "handle": "umparking", "text": item.text, "decision": "alert"}
    made = incidents.open_once(account, ref, timezone.now(), data)
    incidents.append(made, "gone", "gone", timezone.now(), {"ref": ref, "checks": 1})
    practice.react(owner, made)
    aftermath.round_of_looks()
    return made


@pytest.fixture
def sam(db: None, owner: Actor) -> Person:
    """A colleague."""
    person = Person.objects.create_user("sam@example.org", "another quiet password")
    Membership.objects.create(person=person, workspace=Workspace.objects.get(slug="first"), role="author")
    return person


def test_by_the_api(owner: Actor, incident: Incident, sam: Person) -> None:
    """Counts with the line; a tick there and back; a person off, and their own token dead in that moment."""
    call, theirs = Caller(tokens.issue(owner, "tests")), Caller(tokens.issue(Actor(sam, "api"), "theirs"))
    told = call("GET", f"/incidents/{incident.pk}/mentions")
    assert told["mentions"] == 12 and told["over"] is False and told["says"].startswith("Not over: 12 mentions")
    assert {"quote", "words", "picture"} <= {one["echo"] for one in told["loudest"]}
    lines = call("PUT", f"/incidents/{incident.pk}/checklist/ads", {"done": True, "note": "none running"})
    assert next(line for line in lines if line["item"] == "ads")["note"] == "none running"
    call("PUT", f"/incidents/{incident.pk}/checklist/cake", {"done": True}, 404)
    assert not any(line["done"] for line in call("PUT", f"/incidents/{incident.pk}/checklist/ads", {"done": False}))
    people = call("GET", "/workspaces/first/people")
    assert [(one["email"], one["last_owner"]) for one in people] == [
        ("olivia@example.org", True), ("sam@example.org", False)]
    theirs("GET", "/accounts")
    theirs("POST", f"/workspaces/first/people/{people[0]['id']}/take-off", {}, 403)
    off = call("POST", f"/workspaces/first/people/{sam.pk}/take-off", {"incidents": [incident.pk]})
    assert off["accounts"] == 1 and off["tokens"] == 1 and "signed out on every device" in off["says"][0]
    theirs("GET", "/accounts", status=401)
    call("POST", f"/workspaces/first/people/{sam.pk}/take-off", {}, 404)
    assert "one person was taken off" in call("GET", f"/incidents/{incident.pk}/report.md")


def test_on_the_command_line(owner: Actor, incident: Incident, sam: Person) -> None:
    """The same in words and in JSON; a wrong name says what to look at."""

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli, list(words))
        assert done.exit_code == code, done.output
        return done.output

    number = str(incident.pk)
    assert "Not over: 12 mentions" in run("mentions", number)
    assert json.loads(run("mentions", number, "--json"))["hostile"] >= 4
    assert "[x] ads " in run("checklist", number, "--tick", "ads", "--note", "none running")
    assert "[ ] ads " in run("checklist", number, "--untick", "ads")
    assert "slipguard people list" in run("people", "take-off", "nobody@example.org", "--yes", code=2)
    run("people", "take-off", "sam@example.org", code=1)  # asked, and nobody said yes
    assert Membership.objects.filter(person=sam).exists()
    said = run("people", "take-off", "sam@example.org", "--yes", "--incident", number)
    assert "signed out on every device" in said
    assert [one["email"] for one in json.loads(run("people", "list", "--json"))] == ["olivia@example.org"]


def test_what_changes_evidence_and_the_policy(owner: Actor, incident: Incident) -> None:
    """A note, what changes and evidence, the outline that follows, and the account's table by command line and API."""

    def run(*words: str, code: int = 0) -> str:
        done = CliRunner().invoke(cli, list(words))
        assert done.exit_code == code, done.output
        return done.output

    number = str(incident.pk)
    run("note", number, "The client was told.")
    run("note", number, "Two people read each post now.", "--change")
    run("note", number, "A sign-in from an unknown place.", "--intrusion")
    assert "Write two notes" in run("note", number, "both", "--change", "--intrusion", code=2)
    record = incidents.read(incident)
    assert record.changes == ["Two people read each post now."] and len(record.notes) == 1
    assert incidents.has(incident, "intrusion_found")
    assert "We have deleted it." in run("apology", "outline", number)
    assert "An update on the post" in json.loads(run("apology", "outline", number, "--later", "--json"))["text"]
    call = Caller(tokens.issue(owner, "tests"))
    rows = call("GET", f"/accounts/{incident.account_id}/policy")
    assert [row["post"] for row in rows] == ["take back", "take back", "alarm", "alarm", "leave"]
    assert {row["says"] for row in rows} == {""}  # one live post: nobody knows its pace
    assert json.loads(run("policy", "umparking", "--json")) == rows
    assert "shows once 20 live posts" in run("policy", "umparking")
