"""A check without a server and without Django says what the whole command says, of the data as they are now."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
import typer
from django.db import connection, transaction
from django.utils import timezone

from slipguard import quick
from slipguard.actions import accounts, learning, workspaces
from slipguard.actions.access import Actor
from slipguard.cli.check import check
from slipguard.core.types import Post
from slipguard.core.voice import learn
from slipguard.networks.practice.cast import cast
from slipguard.storage import context, posts, voices
from slipguard.storage.models import (
    Account,
    Membership,
    MourningDay,
    Person,
    PersonalAccount,
    PostRow,
    Role,
    SeparationException,
    VoiceRow,
    Workspace,
)

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="there the whole command is asked")

NOW = timezone.now()
CLIENT = cast().clients[0]
HISTORY = [line.text for line in CLIENT.history[:40]]
PERSONAL = [f"omg i was so tired of the bus today lol, my cat {n} times! love it #catsofmine" for n in range(30)]
STRANGER = [f"back from the gym, {n} squats and my legs are dead haha. who wants pizza??" for n in range(20)]
BAKERY = [f"Fresh rye bread number {n} and warm rolls from seven. Come by! #bakery https://bread.example/{n}"
          for n in range(25)]
RIVAL = [f"The {n}. concert of the season: strings, brass and a choir. Tickets at the door." for n in range(20)]
DRAFTS = [
    HISTORY[0], HISTORY[0].upper(), *(slip.text for slip in cast().slips), PERSONAL[0], STRANGER[0], *BAKERY[:2],
    RIVAL[1], "", "   ", "ok", "🎉🎉", "lol", "  Car park four is closed today.\n",
    "my password is hunter2-Sommer!",
    "The Nightjar opens in May.", "Why did the lot cross the road? To park on the other side!", "fuck this, I quit",
    "Damn good bread", "Der Parkplatz am Markt ist heute wegen Bauarbeiten geschlossen.", "مرحبا بكم في الموقف الجديد",
    "i l\u200bo\u200bve p\u0430rking so much omg", "word " * 3000, "@somebody thank you! #neverseen https://new.example/a",
]


def add(space: Workspace, handle: str, texts: list[str], network: str = "practice") -> Account:
    """An account that has posted and learnt these."""
    made = Account.objects.create(workspace=space, network=network, remote_id=f"id-{network}-{handle}", handle=handle,
                                  speaks_as=accounts.speaks_as(handle))
    rows = [PostRow(account=made, ref=f"{handle}-{n}", seen_at=NOW,
                    **posts.fields_of(Post(text, at=NOW - timedelta(days=n)), live=False))
            for n, text in enumerate(texts)]
    PostRow.objects.bulk_create(rows)
    if texts:
        voices.keep(made, learn(map(Post, texts)))
    return made


@pytest.fixture
def furnished(owner: Actor) -> Iterator[Actor]:
    """Three clients behind walls, one of them not the owner's; an account without posts; two people's voices."""
    with transaction.atomic():
        _furnish(owner)
    yield owner


def _furnish(owner: Actor) -> None:
    assert owner.person is not None
    mine = Workspace.objects.get()
    mine.secret_words = "Nightjar\n"
    mine.save()
    theirs = Workspace.objects.create(name="A bakery", slug="bakery")
    foreign = Workspace.objects.create(name="An orchestra", slug="orchestra")
    Membership.objects.create(person=owner.person, workspace=theirs, role=Role.AUTHOR)
    add(mine, CLIENT.handle, HISTORY)
    add(mine, f"{CLIENT.handle}.example", [], "bluesky")
    add(mine, "silent", [])
    bakery = add(theirs, "bakery.example", BAKERY, "bluesky")
    add(foreign, "orchestra", RIVAL)
    add(foreign, "silent", RIVAL[:4], "mastodon")
    gone = add(foreign, "gone", BAKERY[:9])
    Account.objects.filter(pk=gone.pk).update(disconnected_at=NOW)
    Account.objects.filter(pk=bakery.pk).update(ask_one_in=20, hold_one_in=40, fine_words=" Damn \n")
    stranger = Person.objects.create_user("sam@example.org", None)
    Membership.objects.create(person=stranger, workspace=foreign, role=Role.OWNER)
    for person, handle, texts in ((owner.person, "olivia", PERSONAL), (stranger, "sam", STRANGER)):
        own = PersonalAccount.objects.create(person=person, network="bluesky", handle=handle, consented_at=NOW)
        voices.keep(own, learn(map(Post, texts), private=True))
    MourningDay.objects.create(workspace=theirs, day=timezone.localdate(), why="the flood")
    SeparationException.objects.create(workspace=mine, network="practice", handle="silent", asked_at=NOW, ends_at=NOW,
                                       account=Account.objects.get(handle="silent", workspace=mine))


Ask = Callable[..., tuple[str, int | None]]


@pytest.fixture
def bare(home: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """What is printed, and the exit code, without Django; None where the whole command has to be asked."""
    def ask(*words: str, folder: Path = home, **around: str) -> tuple[str, int | None]:
        code = quick.checked(["check", *words], {"SLIPGUARD_HOME": str(folder), **around})
        return capsys.readouterr().out, code

    return ask


@pytest.fixture
def whole(capsys: pytest.CaptureFixture[str]) -> Ask:
    """The same of the whole command, as a process that has just begun."""
    def ask(account: str, text: str, *json: str) -> tuple[str, int | None]:
        voices._kept = None
        context._words.clear()
        context._days.clear()
        try:
            check(account, text, as_json=bool(json))
        except typer.Exit as left:
            return capsys.readouterr().out, left.exit_code
        return capsys.readouterr().out, 0

    return ask


def test_every_draft_is_judged_as_by_the_whole_command(furnished: Actor, bare: Ask, whole: Ask) -> None:
    """Figure for figure and with the same exit code, on accounts with and without posts, budgets, words and days; in
    words and in JSON."""
    names = [f"practice:{CLIENT.handle}", "bluesky:bakery.example", f"@{CLIENT.handle}.EXAMPLE", "practice:silent"]
    for number, text in enumerate(DRAFTS):
        name = names[max(0, number % 5 - 1)]
        assert bare(name, text, "--json") == whole(name, text, "--json"), (name, text[:60])
    for name in names:
        assert bare(name, DRAFTS[2]) == whole(name, DRAFTS[2]), name


def test_all_kinds_of_verdict_are_among_them(furnished: Actor, bare: Ask) -> None:
    """The comparison is of something: all three decisions, hidden names, the owner's own, repeats, and too little."""
    told = "".join(bare(name, text)[0] for n, text in enumerate(DRAFTS)
                   for name in (CLIENT.handle, ("bakery.example", "practice:silent")[n % 2]))
    for part in ("publish: ", "ask: ", "hold: ", "by exception", "exactly this before", "too little", "mourning",
                 "keeps secret", "nother client's account", "@olivia (personal)", "@bakery"):
        assert part in told, part
    assert "orchestra" not in told and "sam (personal)" not in told


def test_what_is_no_verdict_is_left_to_the_whole_command(furnished: Actor, bare: Ask) -> None:
    """Nothing is printed for an account that is not there, behind a wall, disconnected or not clearly named, for a
    thread, and for what is no text."""
    park = Account.objects.get(handle=CLIENT.handle)
    assert bare(str(park.pk), "hello")[1] is not None
    Account.objects.filter(handle="bakery.example").update(handle="silent")
    for name, text in (("umparkin", "hello"), ("orchestra", "hello"), ("gone", "hello"), ("silent", "hello"),
                       ("mastodon:silent", "hello"), (CLIENT.handle, "one\n---\ntwo"), (CLIENT.handle, "\udcff")):
        assert bare(name, text) == ("", None), name


def test_a_person_outside_sees_as_the_whole_command_lets_them(furnished: Actor, bare: Ask) -> None:
    """Whoever left a workspace finds its accounts no longer, and no name of it is told."""
    assert bare("bakery.example", "hello")[1] is not None
    assert "@bakery" in bare(CLIENT.handle, BAKERY[3])[0]
    Membership.objects.filter(person=furnished.person, workspace__slug="bakery").delete()
    assert bare("bakery.example", "hello") == ("", None)
    said, _ = bare(CLIENT.handle, BAKERY[3])
    assert "bakery " not in said.replace("#bakery", "") and "nother client's account" in said


def test_nothing_is_ever_stale(furnished: Actor, bare: Ask, whole: Ask) -> None:
    """The next check knows what was learnt, a budget, a kept word, a removed voice and an account that has gone."""
    park, odd = Account.objects.get(handle=CLIENT.handle), "omg i was so tired of the bus today lol, my cat and me!"

    def moved() -> str:
        now = bare(CLIENT.handle, odd)
        assert now == whole(CLIENT.handle, odd)
        return now[0]

    first = moved()
    assert "@olivia (personal)" in first
    learning.forget_personal(furnished, PersonalAccount.objects.get(handle="olivia").pk)
    second = moved()
    assert "olivia" not in second and second != first
    accounts.set_policy(furnished, park.pk, ask_one_in=100_000, hold_one_in=1_000_000, undo_seconds=15)
    third = moved()
    assert third.startswith("publish") and not second.startswith("publish")
    voices.teach(park, [Post(odd)])
    assert "exactly this before" in moved()
    workspaces.keep_words(furnished, park.workspace, "the bus")
    assert "keeps secret" in moved()
    accounts.disconnect(furnished, park.pk)
    assert bare(f"practice:{CLIENT.handle}", odd) == ("", None)


def test_every_doubt_is_the_whole_commands(furnished: Actor, bare: Ask, home: Path, tmp_path: Path) -> None:
    """PostgreSQL, a setting that cannot be used, tables of another version, an old voice, a file that is none."""
    hello = (CLIENT.handle, "hello there")
    assert bare(*hello, SLIPGUARD_PORT="8001")[1] is not None
    for name, value in (("DATABASE_URL", "postgresql://one@host/db"), ("PORT", "eight")):
        assert bare(*hello, **{f"SLIPGUARD_{name}": value}) == ("", None)
    VoiceRow.objects.filter(speaks_as="orchestra").update(data=b"of long ago")
    assert bare(*hello) == ("", None)
    VoiceRow.objects.filter(speaks_as="orchestra").delete()
    assert bare(*hello)[1] is not None
    copy = tmp_path / "slipguard.db"
    with closing(sqlite3.connect(home / "slipguard.db")) as db, closing(sqlite3.connect(copy)) as to:
        db.backup(to)  # the file alone may lack what another connection's log still holds
    assert bare(*hello, folder=tmp_path)[1] is not None
    with closing(sqlite3.connect(copy)) as db, db:
        db.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('storage', '9999_later', '')")
    assert bare(*hello, folder=tmp_path) == ("", None)
    copy.write_bytes(b"no database")
    assert bare(*hello, folder=tmp_path) == ("", None)


def test_it_only_reads(furnished: Actor, bare: Ask, home: Path, tmp_path: Path) -> None:
    """The file is the same to the byte afterwards, and nothing lies beside it that was not there."""
    copy = tmp_path / "slipguard.db"
    with closing(sqlite3.connect(home / "slipguard.db")) as db, closing(sqlite3.connect(copy)) as to:
        db.backup(to)
    before = copy.read_bytes()
    assert bare(CLIENT.handle, "hello there", folder=tmp_path)[1] is not None
    assert [file.name for file in tmp_path.iterdir()] == ["slipguard.db"]
    assert copy.read_bytes() == before
