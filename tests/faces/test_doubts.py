"""What was learnt in doubt, by the API and on the command line: told of, taken out, or called the account's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from slipguard.actions import accounts, tokens
from slipguard.actions.access import Actor
from slipguard.cli import cli
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import cast
from slipguard.storage import posts, voices
from slipguard.storage.models import Account, Workspace
from tests.faces.test_api import Caller

DOUBT = "do not sound like @umparking"


@pytest.fixture
def known(owner: Actor, world: World) -> Account:
    """An account whose voice rests on its own posts."""
    world.enrol("umparking", "Parking")
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})
    for number, line in enumerate(cast().clients[0].history):
        posts.note(account, Post(line.text, ref=f"practice/own-{number}"), timezone.now(), live=False)
    voices.keep(account, voices.relearn(account.workspace_id, account.speaks_as))
    return account


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """Somebody else's words, one to a line."""
    file = tmp_path / "theirs.txt"
    file.write_text("\n".join(" ".join(line.text.split()) for line in cast().people[0].history[:60]))
    return file


def run(*words: str, code: int = 0) -> str:
    """One command's output."""
    done = CliRunner().invoke(cli, list(words))
    assert done.exit_code == code, done.output
    return done.output


def test_strange_words_are_taken_out_or_called_its_own(owner: Actor, known: Account, strange: Path) -> None:
    """Told by both; the API takes them out and the command line keeps them, then nothing is in doubt any more."""
    call, before = Caller(tokens.issue(owner, "tests")), voices.load(known).posts
    assert call("GET", f"/accounts/{known.pk}/doubt") == {"doubt": ""}
    assert DOUBT in run("learn", "umparking", "--archive", str(strange))
    assert DOUBT in call("GET", f"/accounts/{known.pk}/doubt")["doubt"]
    assert call("POST", f"/accounts/{known.pk}/doubt", {"own": False}) == {"doubt": ""}
    assert voices.load(known).posts == before
    call("POST", f"/accounts/{known.pk}/doubt", {"own": False}, 404)
    run("learn", "umparking", "--archive", str(strange))
    assert "this is how @umparking sounds" in run("learn", "umparking", "--own-words")
    assert voices.load(known).posts == before + 60 and not call("GET", f"/accounts/{known.pk}/doubt")["doubt"]


def test_the_command_line_takes_them_out_and_wants_one_answer(owner: Actor, known: Account, strange: Path) -> None:
    """Two answers at once, or an answer with an archive, change nothing and say what to type."""
    before = voices.load(known).posts
    run("learn", "umparking", "--archive", str(strange))
    assert "one of" in run("learn", "umparking", "--not-these", "--own-words", code=2)
    assert "one of" in run("learn", "umparking", "--not-these", "--archive", str(strange), code=2)
    assert voices.load(known).posts == before + 60
    assert json.loads(run("learn", "umparking", "--not-these", "--json"))["gone"] == 60
    assert voices.load(known).posts == before
    assert "in doubt" in run("learn", "umparking", "--not-these", code=2)


def test_what_the_network_brought_is_told_by_all_three(owner: Actor, known: Account, world: World) -> None:
    """Somebody else's words in the account's own history: on the command line, in the API's answer, and on the page."""
    world.history("umparking", [(line.text, 1.7e9 + n) for n, line in enumerate(cast().people[0].history[:40])])
    assert DOUBT in run("learn", "umparking", "--json")
    call, client = Caller(tokens.issue(owner, "tests")), Client()
    call("POST", f"/accounts/{known.pk}/doubt", {"own": False})
    assert DOUBT in call("POST", f"/accounts/{known.pk}/learn")["doubt"]
    assert owner.person is not None
    client.force_login(owner.person)
    page = client.get(f"/accounts/{known.pk}", headers={"host": "127.0.0.1"}).content.decode()
    assert DOUBT in page and "Do not learn these" in page
