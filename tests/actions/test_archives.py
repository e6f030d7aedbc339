"""Archives as an account's history and as a person's voice: all or nothing, the right owner, nothing left behind."""

from __future__ import annotations

import io
import json
import logging
import os
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from evals.archives.making import DID, FORMS, make
from slipguard.actions import archives, readings
from slipguard.actions.access import Actor
from slipguard.actions.archives import Told
from slipguard.core.errors import BadArchive, Conflict, NotAllowed, NotFound, NotReady, WrongOwner
from slipguard.core.types import Post
from slipguard.networks import ARCHIVES
from slipguard.settings import CONFIG
from slipguard.storage import histories, posts, siblings, voices
from slipguard.storage.models import Account, Intake, Membership, Person, PersonalAccount, PostRow, VoiceRow, Workspace
from tests.eventually import eventually
from tests.networks.archive_rig import made, x_zip

IDS = {"x": "4242", "mastodon": "17@social.example", "bluesky": DID}


def account(network: str = "x", **more: str) -> Account:
    """A connected account whose archive the maker makes."""
    handle = "umparking@social.example" if network == "mastodon" else "umparking"
    return Account.objects.create(**{"workspace": Workspace.objects.get(slug="first"), "network": network,
                                     "handle": handle, "remote_id": IDS[network], "speaks_as": "umparking", **more})


@pytest.mark.parametrize("form", FORMS)
def test_a_history_comes_from_an_archive_once(form: str, owner: Actor, tmp_path: Path) -> None:
    """The posts are kept with what is known of them, the voice rests on them, and a second time nothing is new."""
    mine = account(FORMS[form][0])
    told = archives.read_account(owner, mine.pk, make(form, 60, tmp_path))
    assert (told.found, told.new, told.known, told.posts) == (54, 54, 0, 54) and sum(told.skipped.values()) == 6
    rows = PostRow.objects.filter(account=mine, live=False, decision="")
    assert rows.count() == 54 and VoiceRow.objects.get(speaks_as="umparking").posts == 54
    first = rows.order_by("posted_at").first()
    assert first and first.text_key == posts.text_key(first.text) and first.facts["language"] == "en"
    again = archives.read_account(owner, mine.pk, tmp_path / FORMS[form][1])
    assert (again.found, again.new, again.known, again.posts) == (54, 0, 54, 54)


def test_a_post_that_is_known_keeps_what_was_said_of_it(owner: Actor) -> None:
    """A slip that stands in the archive is not learnt, and its row stays as it was."""
    from slipguard.networks import NETWORKS

    mine = account("mastodon")
    whole = made("mastodon", 60)
    form = next(form for form in ARCHIVES if form.network == "mastodon")
    box, tally = archives._recognise(io.BytesIO(whole), "a", "mastodon")[0], archives.Tally()
    known = next(iter(form.posts(box, tally)))
    ref = NETWORKS["mastodon"].ref(mine.remote_id, known.ref)
    row = PostRow.objects.create(account=mine, ref=ref, text="the slip", text_key="k", seen_at=known.at, live=True,
                                 decision="recall", answer=PostRow.Answer.SLIP)
    told = archives.read_account(owner, mine.pk, io.BytesIO(whole))
    assert (told.new, told.known, told.posts) == (53, 1, 53)
    row.refresh_from_db()
    assert (row.text, row.live, row.answer) == ("the slip", True, "slip")


def test_a_file_that_breaks_off_late_changes_nothing(owner: Actor) -> None:
    """Thousands of good posts, then damage: no row, no voice, no temporary table."""
    mine = account()
    tweet = {"tweet": {"id_str": "1", "full_text": "words", "created_at": "Mon May 01 10:00:00 +0000 2023"}}
    many = [{"tweet": {**tweet["tweet"], "id_str": str(n)}} for n in range(3000)]
    whole = "window.YTD.tweets.part0 = " + json.dumps(many)
    with pytest.raises(BadArchive):
        archives.read_account(owner, mine.pk, io.BytesIO(x_zip(whole[:-40])))
    assert not PostRow.objects.exists() and not VoiceRow.objects.exists()
    assert "slipguard_staged" not in connection.introspection.table_names()
    assert archives.read_account(owner, mine.pk, io.BytesIO(x_zip(whole))).new == 3000


def test_rows_and_voice_come_together_or_not_at_all(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last write fails in its middle: neither half of it is there."""
    mine = account()

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(voices, "keep", full)
    with pytest.raises(OSError, match="space"):
        archives.read_account(owner, mine.pk, io.BytesIO(made("x")))
    assert not PostRow.objects.exists() and not VoiceRow.objects.exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has no lock on the whole database")
def test_others_can_write_while_an_archive_is_read(owner: Actor) -> None:
    """An incident is noted within a moment, at each step, and between the lots of the last one, too."""
    mine = account()
    tried: list[str] = []

    def write_beside(step: str, _: float) -> None:
        beside = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
        beside.execute("BEGIN IMMEDIATE")
        beside.rollback()
        beside.close()
        tried.append(step)

    archives.read_account(owner, mine.pk, io.BytesIO(made("x", 3000)), tell=write_beside)
    assert {"reading", "learning", "keeping"} == set(tried) and len(tried) > 8 and tried.count("keeping") > 2


KILLED = """
import os, sys
from pathlib import Path
from slipguard import app
app.configure()
from slipguard.actions import archives
from slipguard.actions.access import Actor
from slipguard.actions.archives import Told
from slipguard.storage.models import Person

def die(step, share):
    if step == "keeping" and share > 0:
        os._exit(9)

archives.read_account(Actor(Person.objects.get(), "command line"), int(sys.argv[1]), Path(sys.argv[2]), tell=die)
"""


def test_a_process_that_dies_between_two_lots_leaves_nothing(owner: Actor, tmp_path: Path) -> None:
    """Some posts are there already: no voice learns from them, they are taken out, and the archive comes in whole."""
    mine, path = account(), make("x", 2000, tmp_path)
    known = archives.read_account(owner, mine.pk, io.BytesIO(made("x", 40))).new
    environment = {**os.environ, "SLIPGUARD_HOME": str(CONFIG.home), "SLIPGUARD_DATABASE_URL": CONFIG.database_url}
    words = [sys.executable, "-c", KILLED, str(mine.pk), path]
    ended = subprocess.run(words, env=environment, timeout=120, check=False)
    assert ended.returncode == 9
    half = PostRow.objects.count() - known
    assert 0 < half <= 1764 and Intake.objects.count() == 1
    assert len(voices.heard_of(mine.workspace_id, mine.speaks_as)) == known
    with pytest.raises(Conflict, match="a moment ago"):
        archives.read_account(owner, mine.pk, path)
    assert histories.sweep(timezone.now()) == 0, "it could be alive"
    later = timezone.now() + timedelta(minutes=3)
    assert histories.sweep(later) == 1 and PostRow.objects.count() == known and not Intake.objects.exists()
    told = archives.read_account(owner, mine.pk, path)
    assert (told.new, told.known) == (1764, 36) and PostRow.objects.count() == 1800


def test_an_intake_that_was_swept_while_its_process_slept_ends_with_nothing(owner: Actor) -> None:
    """A closed lid for an hour: the next lot notices that it is not wanted any more."""
    mine, seen = account(), []

    def sleep(step: str, share: float) -> None:
        if step == "keeping" and share and not seen:
            seen.append(PostRow.objects.count())
            histories.sweep(timezone.now() + timedelta(hours=1))

    with pytest.raises(Conflict, match="abandoned"):
        archives.read_account(owner, mine.pk, io.BytesIO(made("x", 2000)), tell=sleep)
    assert seen[0] > 0 and not (PostRow.objects.exists() or VoiceRow.objects.exists() or Intake.objects.exists())


@pytest.mark.parametrize(("network", "changed"), [
    ("x", {"remote_id": "77"}), ("mastodon", {"handle": "umparking@other.example"}),
    ("mastodon", {"handle": "someone"}), ("bluesky", {"remote_id": "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb"}),
])
def test_another_persons_archive_is_refused_and_both_are_named(
    network: str, changed: dict[str, str], owner: Actor
) -> None:
    """Whose it says it is, and whose it should be; nothing was learnt."""
    mine = account(network, **changed)
    with pytest.raises(WrongOwner) as why:
        archives.read_account(owner, mine.pk, io.BytesIO(made(network)))
    said = DID if network == "bluesky" else "umparking"
    assert said in why.value.what and f"@{mine.handle}" in why.value.what and not PostRow.objects.exists()


def test_a_new_handle_does_not_matter_where_the_id_is_the_same(owner: Actor) -> None:
    """People rename accounts; the number stays."""
    assert archives.read_account(owner, account(handle="parking_new").pk, io.BytesIO(made("x"))).new == 36


def test_a_table_with_other_authors_is_refused(owner: Actor) -> None:
    """One row of somebody else's is enough, and none is kept."""
    mine = account()
    given = b"author,text,id\n@UMParking,ours,1\nsomebody,theirs,2\n"
    with pytest.raises(WrongOwner, match="@somebody"):
        archives.read_account(owner, mine.pk, io.BytesIO(given), "p.csv")
    assert not PostRow.objects.exists()
    assert archives.read_account(owner, mine.pk, io.BytesIO(given[:given.index(b"somebody")]), "p.csv").new == 1


def test_the_wrong_network_and_the_wrong_person_are_refused(owner: Actor) -> None:
    """An X archive teaches no Mastodon account; authors and strangers may not bring any."""
    mine = account("mastodon")
    with pytest.raises(BadArchive, match=r"X archive.*Mastodon"):
        archives.read_account(owner, mine.pk, io.BytesIO(made("x")))
    ann = Person.objects.create_user("ann@example.org", "a third long password")
    with pytest.raises(NotFound):
        archives.read_account(Actor(ann, "web"), mine.pk, io.BytesIO(made("mastodon")))
    Membership.objects.create(person=ann, workspace=mine.workspace, role="author")
    with pytest.raises(NotAllowed):
        archives.read_account(Actor(ann, "web"), mine.pk, io.BytesIO(made("mastodon")))


def test_posts_without_an_id_are_history_and_never_deleted_as_copies(owner: Actor) -> None:
    """The file's own name for a post means nothing to a network, so no recall may use it."""
    mine, text = account("mastodon"), "the very words of a notice about lot seven by the river"
    archives.read_account(owner, mine.pk, io.BytesIO(f"text,at\n{text},2024-05-01T09:00:00Z\n".encode()), "p.csv")
    old = PostRow.objects.get()
    assert old.ref.startswith(posts.NAMELESS)
    at = old.posted_at
    slip = posts.note(mine, Post(text, ref="17@social.example/1", at=at), at, live=True)[0]  # type: ignore[arg-type]
    assert siblings.copies(slip) == []
    PostRow.objects.filter(pk=old.pk).update(ref="17@social.example/2")
    assert [row.pk for row, _ in siblings.copies(slip)] == [old.pk], "with an id of the network's it is a copy"


# ---- a person's own --------------------------------------------------------------------------------
def own(actor: Actor, network: str = "x", handle: str = "umparking", **more: str) -> PersonalAccount:
    """A declared account of the owner's."""
    return PersonalAccount.objects.create(person=actor.person, network=network, handle=handle,
                                          consented_at=timezone.now(), **more)


def test_of_a_person_only_numbers_are_kept(owner: Actor, home: Path) -> None:
    """After learning, no word of theirs stands anywhere in the database or beside it."""
    mine = own(owner)
    tweets = [{"tweet": {"id_str": str(n), "full_text": f"quixotrophic evening number {n}"}} for n in range(50)]
    given = x_zip("window.YTD.tweets.part0 = " + json.dumps(tweets))
    told = archives.read_own(owner, mine.pk, io.BytesIO(given))
    assert told.found == told.posts == 50 and not PostRow.objects.exists()
    assert PersonalAccount.objects.get().remote_id == "4242"  # the archive knew it: separation needs it
    # by another process: closing a database file that was opened past SQLite drops this process's locks on it, and
    # the next program to end would take the journal away from under us (sqlite.org/howtocorrupt.html, 2.2)
    found = subprocess.run(["grep", "-rlai", "quixotrophic", str(home)], capture_output=True, text=True, check=False)
    assert (found.returncode, found.stdout) == (1, ""), found


def test_a_person_brings_only_their_own_archive(owner: Actor) -> None:
    """Another owner is refused; a DID that cannot be compared is refused until it can."""
    with pytest.raises(WrongOwner, match="@umparking, not to @sam"):
        archives.read_own(owner, own(owner, handle="sam").pk, io.BytesIO(made("x")))
    bluesky = own(owner, "bluesky", "umparking.invalid")
    with pytest.raises((NotReady, WrongOwner)):
        archives.read_own(owner, bluesky.pk, io.BytesIO(made("bluesky")), "repo.car")
    by_id = own(owner, "bluesky", DID)
    assert archives.read_own(owner, by_id.pk, io.BytesIO(made("bluesky")), "repo.car").posts == 36
    assert archives.read_own(owner, own(owner, "mastodon", "umparking").pk, io.BytesIO(made("mastodon"))).posts == 36


# ---- beside the request ----------------------------------------------------------------------------
def test_a_reading_ends_with_its_summary_or_its_refusal(owner: Actor, caplog: pytest.LogCaptureFixture) -> None:
    """Both are there to be looked at, by who gave the file only; the file is closed either way."""
    mine = account()
    good, bad = io.BytesIO(made("x")), io.BytesIO(made("x")[:-50])
    done = readings.start_account(owner, mine.pk, good, "a.zip")
    broken = readings.start_account(owner, mine.pk, bad, "a.zip")
    assert done.end.wait(120) and broken.end.wait(120)
    assert done.told and done.told.new == 36 and readings.look(owner, done.id).told is done.told
    assert isinstance(broken.problem, BadArchive) and good.closed and bad.closed
    ann = Actor(Person.objects.create_user("ann@example.org", "a third long password"), "web")
    with pytest.raises(NotFound):
        readings.look(ann, done.id)
    refused = io.BytesIO(b"x")
    with pytest.raises(NotFound):
        readings.start_account(ann, mine.pk, refused, "a.zip")
    assert refused.closed


def test_what_is_shown_of_a_reading_is_of_one_moment(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """It ends while a page is being made of it: that page still asks again, or nobody would ever be told."""
    go_on = threading.Event()

    def held(*given: object) -> Told:
        assert go_on.wait(120)
        return Told("a file", "", 1, 1, 0, 0, 0, {}, [], None, None, 1, 1)

    monkeypatch.setattr(archives, "read_own", held)
    made_up = readings.start_own(owner, own(owner).pk, io.BytesIO(b"x"), "a.txt")
    seen = readings.look(owner, made_up.id)
    go_on.set()
    assert made_up.end.wait(120)
    assert (seen.told, seen.ended) == (None, None)
    after = readings.look(owner, made_up.id)
    assert after.told and after.ended


def test_an_unforeseen_failure_is_told_without_its_text(
    owner: Actor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A mistake of ours may hold a post in its message: neither the log nor the page repeats it."""
    def failing(*_: object) -> None:
        raise ValueError("secret words of a post")

    monkeypatch.setattr(archives, "read_own", failing)
    with caplog.at_level(logging.DEBUG):
        made_up = readings.start_own(owner, own(owner).pk, io.BytesIO(b"x"), "a.zip")
        assert made_up.end.wait(120)
    assert made_up.problem and "secret" not in str(made_up.problem) + caplog.text and "ValueError" in caplog.text


def test_only_so_many_may_wait(owner: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waiting file lies on the disk: the ninth is refused, and closed."""
    mine, waiting = own(owner), []
    with readings._turn:
        for _ in range(readings.WAITING):
            waiting.append(readings.start_own(owner, mine.pk, io.BytesIO(made("csv", 20)), "p.csv"))
        one_more = io.BytesIO(b"x")
        with pytest.raises(Conflict):
            readings.start_own(owner, mine.pk, one_more, "p.csv")
        assert one_more.closed
    eventually(lambda: all(reading.told for reading in waiting), "all were read", 60)
