"""Who else a post sounds like: a name that the reader may not know reaches them through no face."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.utils import timezone
from typer.testing import CliRunner

from slipguard.actions import accounts, client_links, exports, learning, tokens, veil, workspaces
from slipguard.actions.access import Actor
from slipguard.cli import cli
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import cast
from slipguard.settings import CONFIG
from slipguard.storage import incidents, posts
from slipguard.storage.models import Account, Draft, Incident, Person, PostRow, Workspace
from slipguard.web.board import watching
from tests.faces.test_api import SLIP, Caller
from tests.faces.web.conftest import prove

SAM = "@sam.example (personal)"
HIDDEN = "somebody's personal account"
KNOWN = pytest.mark.parametrize("known", [True, False], ids=["known to the reader", "unknown to the reader"])


@dataclass(frozen=True)
class Scene:
    """A learnt account with an alarm and a held draft, both like SAM; the reader may know that name, or not."""

    reader: Actor
    space: Workspace
    account: Account
    row: PostRow
    incident: Incident
    draft: Draft

    @property
    def call(self) -> Caller:
        """The reader's program."""
        return Caller(tokens.issue(self.reader, "tests"))

    @property
    def browser(self) -> Client:
        """The reader's browser."""
        made = Client(SERVER_NAME="localhost")
        made.force_login(self.reader.person, backend="allauth.account.auth_backends.AuthenticationBackend")
        prove(made)
        return made


Meet = Callable[[bool], Scene]


@pytest.fixture
def meet(owner: Actor, world: World) -> Meet:
    """The scene; `known`: it is the reader's own personal account, else that of a stranger."""

    def made(known: bool) -> Scene:
        one = cast().clients[0]
        world.enrol(one.handle, one.name)
        world.history(one.handle, [(line.text, 1.7e9 - line.hours_ago * 3600) for line in one.history])
        first = Workspace.objects.get(slug="first")
        account = accounts.connect(owner, first, "practice", {"handle": one.handle, "name": one.name})
        learning.learn_account(owner, account.pk)
        ann = Actor(Person.objects.create_user("ann@example.org", "another quiet password"), "web")
        workspaces.create(ann, "Ann's own")
        whose = owner if known else ann
        own = learning.declare(whose, "bluesky", "sam.example", consent=True)
        learning.learn_personal(whose, own.pk, (Post(line.text) for line in cast().people[0].history))
        now, reasons = timezone.now(), [f"{SAM} writes like this."]
        row, _ = posts.note(account, Post(SLIP, ref="practice/9"), now, live=True)
        PostRow.objects.filter(pk=row.pk).update(decision="alert", alternative=SAM, reasons=reasons)
        row.refresh_from_db()
        case = incidents.open_once(account, row.ref, now, {
            "ref": row.ref, "network": "practice", "handle": one.handle, "text": SLIP, "decision": "alert",
            "seen_at": now.isoformat(), "reasons": reasons, "alternative": SAM})
        draft = Draft.objects.create(account=account, text=SLIP, state="held", verdict={
            "decision": "hold", "because": reasons, "p_value": 0.0001, "alternative": SAM, "harm": 0})
        return Scene(owner, first, account, row, case, draft)

    return made


def reads(answer: object, known: bool) -> None:
    """The name for whoever may know it, what stands for it for everybody else; never both, never neither."""
    words = answer if isinstance(answer, str) else json.dumps(answer, default=str)
    words = words.replace("&#x27;", "'").lower()
    assert (SAM in words) is known, words[-3000:]
    assert (HIDDEN in words) is not known, words[-3000:]


@KNOWN
def test_the_api_tells_posts_and_verdicts_as_the_reader_may_know_them(meet: Meet, known: bool) -> None:
    """The list, the search, an answer, a check and a draft: alternative and reasons alike."""
    scene = meet(known)
    call = scene.call
    reads(call("GET", "/posts"), known)
    reads(call("GET", "/workspaces/first/history"), known)
    reads(call("POST", f"/posts/{scene.row.pk}/answer", {"answer": "slip"}), known)
    reads(call("POST", f"/accounts/{scene.account.pk}/check", {"text": SLIP}), known)
    draft = call("GET", f"/drafts/{scene.draft.pk}")
    reads(draft, known)
    assert draft["verdict"]["p_value"] == 0.0001
    scene.draft.refresh_from_db()
    assert scene.draft.verdict["alternative"] == SAM  # hidden in the answer, kept in the row


@KNOWN
def test_the_web_pages_say_the_same(meet: Meet, known: bool) -> None:
    """The board, an incident, a draft, the search and the composer."""
    scene = meet(known)
    for address in ("/w/first/", f"/incidents/{scene.incident.pk}", f"/drafts/{scene.draft.pk}", "/w/first/history"):
        reads(scene.browser.get(address).content.decode(), known)
    reads(scene.browser.post("/w/first/compose/check", {"text": SLIP, "account": scene.account.pk},
                             headers={"HX-Request": "true"}).content.decode(), known)


@KNOWN
def test_the_boards_stream_says_the_same(meet: Meet, known: bool) -> None:
    """Pieces that arrive by themselves are drawn for the same reader."""
    scene = meet(known)
    reads("".join(html for _, html in watching(scene.reader, scene.space, "token")()), known)


@KNOWN
def test_a_check_on_the_command_line_says_the_same(meet: Meet, known: bool) -> None:
    """In words and in JSON."""
    scene = meet(known)
    for more in ([], ["--json"]):
        reads(CliRunner().invoke(cli, ["check", scene.account.handle, SLIP, *more]).stdout, known)


@KNOWN
@pytest.mark.parametrize("more", [[], ["--json"]], ids=["words", "json"])
def test_what_the_command_line_watches_says_the_same(meet: Meet, known: bool, more: list[str]) -> None:
    """A post that is judged while `slipguard watch` looks on; behind a wall it is not shown at all."""
    scene = meet(known)
    note = CONFIG.home / "server.json"  # beside a running server it only reads
    note.write_text(json.dumps({"pid": os.getpid(), "url": "http://127.0.0.1:9"}))
    looks = subprocess.Popen([sys.executable, "-m", "slipguard", "watch", "--seconds", "60", *more], text=True,
                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert looks.stdout and looks.stderr and "Watching" in looks.stderr.readline()
        walled = Workspace.objects.get(name="Ann's own")
        other = Account.objects.create(workspace=walled, network="practice", remote_id="x", handle="x", speaks_as="x")
        for account, text in ((other, "theirs"), (scene.account, SLIP)):
            row, _ = posts.note(account, Post(text, ref="practice/10"), timezone.now(), live=True)
            PostRow.objects.filter(pk=row.pk).update(decision="alert", alternative=SAM)
        line = looks.stdout.readline()
        reads(line, known)
        assert "theirs" not in line
    finally:
        looks.kill()
        looks.communicate()
        note.unlink()


@KNOWN
def test_what_is_handed_over_names_nobody_whoever_makes_it(meet: Meet, known: bool) -> None:
    """Exports, the report and the client's own page leave the house: there the name is hidden from everybody."""
    scene = meet(known)
    for what, form in (("posts", "csv"), ("posts", "jsonl"), ("incidents", "jsonl")):
        reads("".join(exports.export(scene.reader, scene.space, what, form)), False)
    reads(scene.call("GET", f"/incidents/{scene.incident.pk}"), False)
    reads(scene.browser.get(f"/incidents/{scene.incident.pk}/report").content.decode(), False)
    _, address = client_links.make(scene.reader, scene.space, "the client", 1)
    page = Client(SERVER_NAME="localhost").get(address.removeprefix(CONFIG.url))
    assert page.status_code == 200 and "sam.example" not in page.content.decode()


def test_another_own_clients_name_is_told_and_a_links_holder_learns_none(meet: Meet) -> None:
    """Whoever works for both may read both; an alarm's link reaches one workspace and its names only."""
    scene = meet(True)
    rival = workspaces.create(scene.reader, "Rival Motors")
    Account.objects.create(workspace=rival, network="practice", remote_id="r", handle="rival", speaks_as="rival")
    assert veil.known_names(scene.reader) == {f"@{scene.account.speaks_as}", "@rival", SAM}
    assert veil.known_names(Actor(None, "link", scene.space.pk)) == {f"@{scene.account.speaks_as}"}
