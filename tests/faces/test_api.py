"""The HTTP API: tokens, walls between workspaces, problem+json, and every operation answering as its document says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from slipguard.actions import tokens, workspaces
from slipguard.actions.access import Actor
from slipguard.networks.practice import World
from slipguard.settings import CONFIG
from slipguard.storage.models import Person
from tests.eventually import eventually
from tests.stories.desk import SLIP

PARKING = {"workspace": "first", "network": "practice", "form": {"handle": "umparking"}}


class Caller:
    """A program with a token."""

    def __init__(self, token: str) -> None:
        self._client = Client(headers={"Authorization": f"Bearer {token}", "Host": "localhost"})

    def __call__(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        reply = self._client.generic(
            method, f"/api/v1{path}", data=json.dumps(body) if body is not None else "", content_type="application/json"
        )
        assert reply.status_code == status, f"{reply.status_code}: {reply.content[:500]!r}"
        if status >= 400:
            assert reply["content-type"] == "application/problem+json"
            problem = reply.json()
            assert problem["title"] and problem["status"] == status
            return problem
        if status == 204:
            return None
        if reply.streaming:
            return b"".join(reply.streaming_content).decode()
        return reply.json() if reply["content-type"].startswith("application/json") else reply.content.decode()


@pytest.fixture
def call(owner: Actor) -> Caller:
    """The owner's program."""
    return Caller(tokens.issue(owner, "tests"))


@pytest.fixture
def stranger(db: None) -> Caller:
    """A program of somebody with a workspace of their own."""
    person = Person.objects.create_user("mallory@example.org", "another long password")
    actor = Actor(person, "api")
    workspaces.create(actor, "Mallory's")
    return Caller(tokens.issue(actor, "tests"))


def test_the_story_through_the_api(engine: None, call: Caller, world: World) -> None:
    """Connect, learn, check, recall, apologise and report, all by calls."""
    world.enrol("umparking", "Parking")
    made = call("POST", "/accounts", PARKING, 201)
    number = made["id"]
    assert call("POST", f"/accounts/{number}/learn")["read"] == 0
    assert call("POST", f"/accounts/{number}/check", {"text": SLIP})["too_little"] in (True, False)
    assert call("PUT", f"/accounts/{number}/mode", {"mode": "tell"})["mode"] == "tell"
    item = world.post("umparking", SLIP)
    incident = call("POST", "/recalls", {"url": f"http://x.example/practice/@umparking/{item.id}"}, 202)["id"]
    eventually(lambda: call("GET", f"/incidents/{incident}")["state"] == "confirmed gone", "gone", 30)
    lint = call("POST", f"/incidents/{incident}/apology/lint", {"text": "We're sorry if anyone was offended"})
    assert not lint["publishable"] and "A1" in [remark["check"] for remark in lint["remarks"]]
    (long,) = call("POST", f"/incidents/{incident}/apology/lint", {"text": "We are sorry. " * 800})["remarks"]
    assert "Nothing here was checked: it has 11,200 characters" in long["says"] and "Cut it" in long["rewrite"]
    call("POST", f"/incidents/{incident}/apology", {"text": "We're sorry if anyone was offended"}, 422)
    outline = call("GET", f"/incidents/{incident}/apology/outline")["text"]
    assert "sorry" in outline.lower()
    words = "We have deleted the previous post - it was sent in error. We send our deepest apologies."
    draft = call("POST", f"/incidents/{incident}/apology", {"text": words}, 202)["id"]
    eventually(lambda: call("GET", f"/drafts/{draft}")["state"] == "published", "the apology", 30)
    assert words in call("GET", f"/incidents/{incident}/report.md")
    call("POST", f"/incidents/{incident}/close")


def test_no_token_no_answer(db: None) -> None:
    """Without a token, with a dead one, or with half of one, every call is refused in plain words."""
    for token in ("", "slip_nonsense", CONFIG.key("local.token")[:-1]):
        assert Caller(token)("GET", "/accounts", status=401)["next_step"]


def test_a_revoked_token_is_dead_at_once(owner: Actor) -> None:
    """After a revocation the next call is refused."""
    call = Caller(tokens.issue(owner, "soon gone"))
    call("GET", "/accounts")
    assert owner.person
    tokens.revoke(owner, owner.person.tokens.get().pk)
    call("GET", "/accounts", status=401)


def test_workspaces_are_walls(engine: None, call: Caller, stranger: Caller, world: World) -> None:
    """Nothing of another workspace can be seen, changed or recalled: it does not exist for a stranger."""
    world.enrol("umparking", "Parking")
    made = call("POST", "/accounts", PARKING, 201)
    draft = call("POST", "/drafts", {"account": made["id"], "text": "hello"}, 201)
    item = world.post("umparking", SLIP)
    url = f"practice/@umparking/{item.id}"
    incident = call("POST", "/recalls", {"url": url}, 202)["id"]
    assert stranger("GET", "/accounts") == []
    assert stranger("GET", "/incidents") == []
    assert stranger("GET", "/posts") == []
    for method, path, body in (
        ("DELETE", f"/accounts/{made['id']}", None),
        ("PUT", f"/accounts/{made['id']}/mode", {"mode": "automatic"}),
        ("POST", f"/accounts/{made['id']}/check", {"text": "x"}),
        ("GET", f"/drafts/{draft['id']}", None),
        ("POST", f"/drafts/{draft['id']}/send", None),
        ("GET", f"/incidents/{incident}", None),
        ("POST", f"/incidents/{incident}/recall", None),
        ("POST", "/recalls", {"url": url}),
        ("POST", "/drafts", {"account": made["id"], "text": "hello"}),
    ):
        stranger(method, path, body, 404)


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/accounts", {"workspace": "first", "network": "myspace", "form": {}}, 422),
        ("POST", "/accounts", {"workspace": "nowhere", "network": "practice", "form": {"handle": "a"}}, 404),
        ("POST", "/accounts", {"workspace": "first", "network": "practice", "form": {"handle": "not a handle"}}, 422),
        ("POST", "/accounts", {"network": 7}, 422),
        ("POST", "/drafts", {"account": 999, "text": "x"}, 404),
        ("POST", "/recalls", {"url": "not a url"}, 422),
        ("POST", "/recalls", {"url": "https://bsky.app/profile/nobody.example/post/3kabc"}, 404),
        ("POST", "/recalls", {}, 422),
        ("GET", "/incidents/12345", None, 404),
        ("POST", "/workspaces", {"name": "   "}, 422),
        ("POST", "/workspaces/first/channels", {"name": "x", "address": "not an address"}, 422),
    ],
)
def test_bad_input_says_what_to_do(method: str, path: str, body: Any, status: int, call: Caller) -> None:
    """Each mistake gets its own status, what happened, and the next step."""
    problem = call(method, path, body, status)
    assert problem["next_step"]


def test_roles_reach_only_so_far(owner: Actor) -> None:
    """An author may write and recall, and may neither connect accounts nor set a mode."""
    from slipguard.storage.models import Membership, Workspace

    author = Person.objects.create_user("ann@example.org", "a third long password")
    Membership.objects.create(person=author, workspace=Workspace.objects.get(slug="first"), role="author")
    call = Caller(tokens.issue(Actor(author, "api"), "tests"))
    call("POST", "/accounts", {"workspace": "first", "network": "practice", "form": {"handle": "a"}}, 403)
    call("GET", "/accounts")


def test_the_promise_and_a_backtest_by_calls(owner: Actor, call: Caller, stranger: Caller, world: World) -> None:
    """A program asks whether a budget was kept, starts a swap test and reads it; a stranger finds neither."""
    world.enrol("umparking", "Parking")
    number = call("POST", "/accounts", PARKING, 201)["id"]
    promise = call("GET", f"/accounts/{number}/promise")
    assert promise["kept"] and promise["asks"]["posts"] == 0 and promise["a_year"] is None
    stranger("GET", f"/accounts/{number}/promise", status=404)
    call("GET", "/workspaces/first/backtests/latest", status=404)
    stranger("POST", "/workspaces/first/backtests", {"staff": []}, 404)


def test_a_backtest_says_why_there_is_nothing_to_test(call: Caller) -> None:
    """Without history the run ends with words, not with an empty table; too few posts of staff are refused at once."""
    told = call("POST", "/workspaces/first/backtests", {"staff": ["so tired"]}, 422)
    assert "Too few posts of staff (1)" in told["title"]
    begun = call("POST", "/workspaces/first/backtests", {"staff": [f"so tired of {n}" for n in range(10)]}, 202)
    assert begun["found"] is None
    ended = eventually(
        lambda: (now := call("GET", "/workspaces/first/backtests/latest"))["ended_at"] and now, "its end"
    )
    assert "too little history" in ended["trouble"]


def test_history_and_export_by_calls(engine: None, call: Caller, stranger: Caller, world: World) -> None:
    """A program searches posts and deeds and takes them along; the wall holds for each."""
    world.enrol("umparking", "Parking")
    call("POST", "/accounts", PARKING, 201)
    assert call("GET", "/workspaces/first/history?words=gates&verdict=flagged") == []
    assert call("GET", "/workspaces/first/deeds?words=connected")[0]["did"] == "connected"
    assert call("GET", "/workspaces/first/export/deeds.csv").startswith("id,at,who")
    assert "is not a day" in call("GET", "/workspaces/first/history?since=soon", status=422)["title"]
    for path in ("history", "deeds", "export/posts.csv"):
        stranger("GET", f"/workspaces/first/{path}", status=404)


def test_on_call_by_calls(owner: Actor, call: Caller, stranger: Caller) -> None:
    """A program sets who is woken; somebody who is not of the workspace cannot be named, nor name anybody."""
    me = owner.person
    assert me is not None
    assert call("PUT", "/workspaces/first/on-call", {"people": [me.pk], "minutes": 3})[0]["email"] == me.email
    assert call("GET", "/workspaces/first/on-call")[0]["id"] == me.pk
    call("PUT", "/workspaces/first/on-call", {"people": [999]}, 404)
    call("PUT", "/workspaces/first/on-call", {"people": [me.pk, me.pk]}, 422)
    stranger("GET", "/workspaces/first/on-call", status=404)
def test_an_archive_through_the_api(db: None, call: Caller, stranger: Caller, world: World) -> None:
    """Sent as a form's file, read beside the call, asked for until it has ended; refusals are problems in it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    world.enrol("umparking", "Parking")
    number = call("POST", "/accounts", PARKING, 201)["id"]

    def send(data: bytes, caller: Caller = call, status: int = 202) -> Any:
        reply = caller._client.post(f"/api/v1/accounts/{number}/archive", {"file": SimpleUploadedFile("p.csv", data)})
        assert reply.status_code == status, reply.content[:300]
        return reply.json()

    good = send(b"text,id\nlot A is full,1\nlot B is open,2\n")["id"]
    eventually(lambda: call("GET", f"/readings/{good}")["ended"], "the reading", 60)
    told = call("GET", f"/readings/{good}")
    assert told["told"]["new"] == 2 and told["problem"] is None and told["percent"] > 90
    bad = send(b"headline,when\nx,y\n")["id"]
    eventually(lambda: call("GET", f"/readings/{bad}")["ended"], "the reading", 60)
    why = call("GET", f"/readings/{bad}")["problem"]
    assert why["type"] == "urn:slipguard:bad_archive" and "“headline”" in why["title"] and why["next_step"]
    stranger("GET", f"/readings/{good}", status=404)
    send(b"text\nx\n", stranger, 404)
