"""What is kept, on SQLite and on PostgreSQL alike (SLIPGUARD_TEST_DATABASE=postgres runs this a second time)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, models
from hypothesis import given
from hypothesis import strategies as st

from slipguard.actions import posts as said
from slipguard.actions.access import Actor
from slipguard.core.errors import NotReady
from slipguard.core.types import Post
from slipguard.core.voice import Voice, learn
from slipguard.storage import incidents, posts, seal, voices
from slipguard.storage.models import Account, Incident, IncidentEvent, PostRow, VoiceRow, Workspace
from tests.eventually import eventually

NOW = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)


def account(handle: str = "umparking", network: str = "practice") -> Account:
    """A connected account of the first workspace."""
    space = Workspace.objects.get(slug="first")
    return Account.objects.create(workspace=space, network=network, remote_id=handle, handle=handle, speaks_as=handle)


def post(ref: str = "practice/@umparking/1", text: str = "oh no") -> Post:
    """A post as a network gives it."""
    return Post(text, ref, at=NOW)


def test_an_event_happens_once_and_in_order(owner: Actor) -> None:
    """Ten threads that append the same and different events leave one of each, numbered without a gap."""
    incident = incidents.open_once(account(), "practice/@umparking/1", NOW, {"text": "oh no"})

    def add(n: int) -> None:
        try:
            incidents.append(incident, f"note:{n % 5}", "noted", NOW + timedelta(seconds=n), {"text": f"{n % 5}"})
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        list(pool.map(add, range(10)))
    assert list(incident.events.values_list("seq", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert incidents.intact(incident)


def test_a_changed_record_shows(owner: Actor) -> None:
    """Changing or removing an event in the database breaks the chain."""
    incident = incidents.open_once(account(), "practice/@umparking/1", NOW, {"text": "oh no"})
    for n in range(3):
        incidents.append(incident, f"note:{n}", "noted", NOW, {"text": str(n)})
    IncidentEvent.objects.filter(incident=incident, seq=2).update(data={"text": "something else"})
    assert not incidents.intact(incident)


def test_one_incident_per_post(owner: Actor) -> None:
    """Opening twice finds the same incident, and what was first said of it stays."""
    mine = account()
    first = incidents.open_once(mine, "practice/@umparking/1", NOW, {"text": "first"})
    second = incidents.open_once(mine, "practice/@umparking/1", NOW, {"text": "second"})
    assert first.pk == second.pk
    assert incidents.read(first).text == "first"


def test_evidence_cannot_be_deleted_with_what_it_is_about(owner: Actor) -> None:
    """Neither the account nor the workspace can be deleted away from under an incident."""
    mine = account()
    incidents.open_once(mine, "practice/@umparking/1", NOW, {"text": "oh no"})
    for thing in (mine, mine.workspace):
        with pytest.raises(models.ProtectedError):
            thing.delete()
    assert Incident.objects.count() == 1


def test_a_post_is_noted_once_and_an_edit_is_new(owner: Actor) -> None:
    """The same post twice is one row; other words under the same ref are judged anew."""
    mine = account()
    row, new = posts.note(mine, post(), NOW, live=True)
    assert new
    PostRow.objects.filter(pk=row.pk).update(decision="leave")
    assert posts.note(mine, post(), NOW, live=True)[1] is False
    edited, new = posts.note(mine, post(text="oh yes"), NOW, live=True)
    assert (edited.pk, edited.text, edited.decision, new) == (row.pk, "oh yes", "", True)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Look at THIS https://a.example/x", "look at this https://b.example/y", True),
        ("Look at this @one@social.example", "Look at this @two.example", True),
        ("Look at this!", "look, at this", True),
        ("look at this", "look at that", False),
        ("🦀", "🦀", True),
        ("🦀", "🐙", False),
        ("", "", True),
    ],
)
def test_the_same_words_on_another_network(one: str, two: str, same: bool) -> None:
    """Links and mentions differ between networks, words do not."""
    assert (posts.text_key(one) == posts.text_key(two)) is same


@given(st.text())
def test_any_text_has_a_key_and_can_be_cleaned(text: str) -> None:
    """Whatever a network lets through can be kept."""
    assert len(posts.text_key(text)) == 64
    assert "\x00" not in posts.clean(text)


def test_strange_text_survives_the_database(owner: Actor) -> None:
    """NUL and lone surrogates do not break either database."""
    row, _ = posts.note(account(), post(text="a\x00b \ud83d 😀 \u202e"), NOW, live=True)
    assert PostRow.objects.get(pk=row.pk).text == posts.clean("a\x00b \ud83d 😀 \u202e")


def test_secrets_are_sealed_with_a_key_that_is_not_in_the_database(owner: Actor, home: Path) -> None:
    """The stored bytes hold no token, and without the key file they stay shut with words that help."""
    sealed = seal.seal({"token": "made-up-token"})
    assert b"made-up-token" not in sealed
    assert seal.unseal(sealed) == {"token": "made-up-token"}
    key = home / "keys" / "seal.key"
    assert key.stat().st_mode & 0o077 == 0
    kept = key.read_text()
    try:
        key.unlink()
        with pytest.raises(NotReady, match="key file"):
            seal.unseal(sealed)
    finally:
        key.write_text(kept)


def test_the_desk_follows_its_voices(owner: Actor) -> None:
    """A voice that changed is on the desk at the next look; a disconnected account leaves it."""
    one, two = account(), account("harbourbakery")
    voices.keep(one, learn(Post(f"Lot {n} is open.") for n in range(40)))
    voices.keep(two, learn(Post(f"Fresh rye {n} today!") for n in range(40)))
    desk = voices.desk()
    assert voices.desk() is desk
    version = VoiceRow.objects.get(speaks_as="umparking").version
    voices.keep(one, learn(Post(f"Lot {n} is closed.") for n in range(50)))
    assert VoiceRow.objects.get(speaks_as="umparking").version == version + 1
    assert voices.desk().assess("@umparking", Post("Lot 3 is closed.")).p_value > 0
    Account.objects.filter(pk=two.pk).update(disconnected_at=NOW)
    eventually(lambda: voices.desk() is not desk, "the desk without the disconnected account")


@pytest.mark.parametrize("moment", ["_mark", "_voice"])
def test_a_voice_that_changes_while_a_desk_is_made_is_on_the_next_one(
    owner: Actor, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    """Another thread learns between the look at the database and the end of the making: the next check knows it."""
    one = account()
    voices.keep(one, learn(Post(f"Lot {n} is open.") for n in range(40)))
    voices.desk()
    if moment == "_voice":  # it is loaded where it has changed
        voices.keep(one, learn(Post(f"Lot {n} is open.") for n in range(45)))
    voices.look_again()
    real, more = getattr(voices, moment), [learn(Post(f"Lot {n} is closed.") for n in range(50))]

    def looked(*given: Any) -> Any:
        found = real(*given)
        if more:
            voices.keep(one, more.pop())
        return found

    monkeypatch.setattr(voices, moment, looked)
    voices.desk()
    assert not more
    assert voices.desk()._voices["@umparking"].posts == 50


def test_learning_anew_does_not_undo_what_a_person_says_meanwhile(
    owner: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """“This was fine” between the reading of the posts and the keeping of their voice is in the voice."""
    mine = account()
    for n in range(20):
        posts.note(mine, post(f"practice/@umparking/{n}", f"Lot {n} is open."), NOW, live=False)
    asked, _ = posts.note(mine, post("practice/@umparking/77", "Go team, what a night!"), NOW, live=True)
    PostRow.objects.filter(pk=asked.pk).update(decision="alert")
    voices.learn_anew(mine)
    real = voices.relearn

    def read(*given: Any) -> Voice:
        found = real(*given)
        monkeypatch.undo()
        said.fine(owner, asked.pk)
        return found

    monkeypatch.setattr(voices, "relearn", read)
    assert voices.learn_anew(mine).posts == voices.load(mine).posts == 21  # type: ignore[union-attr]


def test_what_tells_accounts_apart_is_learnt_beside_the_checks(owner: Actor) -> None:
    """A desk that is asked once pays nothing; asked again, it is sharpened in the background, and again once a voice
    has grown."""
    one, two = account(), account("harbourbakery")
    voices.keep(one, learn(Post(f"Lot {n} is open.") for n in range(40)))
    voices.keep(two, learn(Post(f"Fresh rye {n} today!") for n in range(40)))
    desk = voices.desk()
    assert desk.blunt
    eventually(lambda: not voices.desk().blunt and not voices._sharpening.locked(), "a desk that tells them apart")
    assert voices.desk()._contrast is not None
    first = voices.desk()._contrast
    voices.keep(one, learn(Post(f"Lot {n} is open.") for n in range(60)))
    eventually(lambda: voices.desk()._contrast not in (None, first), "sharpened again")
    assert voices.desk() is desk


def test_an_account_is_judged_from_its_first_moment(owner: Actor) -> None:
    """An account that was connected after the desk was last looked at is judged, not an error."""
    from slipguard.workflows.checks import check

    one = account()
    check(one, Post("Lot 3 is closed."))
    two = account("harbourbakery")
    assert check(two, Post("Fresh rye today!"))[0].too_little


def test_a_voice_from_before_an_upgrade_is_learnt_again(owner: Actor) -> None:
    """Stored numbers that this version cannot read are made anew from the kept posts; nothing fails to start."""
    mine = account()
    for n in range(20):
        posts.note(mine, post(f"practice/@umparking/{n}", f"Lot {n} is open."), NOW, live=False)
    voices.keep(mine, learn([]))
    VoiceRow.objects.update(data=b"numbers of another version")
    voices._kept = None
    assert voices.load(mine).posts == 20  # type: ignore[union-attr]


def test_slips_and_unanswered_alarms_are_never_learnt(owner: Actor) -> None:
    """What was called a slip, or was flagged and nobody answered for, stays out of the voice; "fine" goes in."""
    mine = account()
    fine = {"decision": "alert", "answer": "fine"}
    states: list[dict[str, Any]] = [{}, {"answer": "slip"}, {"decision": "alert"}, fine]
    for n, state in enumerate(states):
        row, _ = posts.note(mine, post(f"practice/@umparking/{n}", f"Lot {n} is open again today."), NOW, live=True)
        PostRow.objects.filter(pk=row.pk).update(**state)
    assert voices.relearn(mine.workspace_id, mine.speaks_as).posts == 2
