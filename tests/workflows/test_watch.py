"""Listening: trial does nothing, tell asks, automatic takes back within its breaker; no post is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone

from slipguard.actions import accounts, drafts, incidents, learning, posts, sending
from slipguard.actions.access import Actor
from slipguard.core.types import Picture, Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import cast
from slipguard.storage import incidents as stored
from slipguard.storage import posts as kept
from slipguard.storage.models import Account, Draft, Incident, PictureRow, PostRow, Workspace
from slipguard.workflows import watch
from tests.eventually import eventually
from tests.stories.desk import SLIP, listening

RIGHT = [post.text for post in cast().right if post.on == "umparking"]


@pytest.fixture
def account(engine: None, owner: Actor, world: World) -> Account:
    """A learnt practice account beside the freelancer's known voice."""
    client, person = cast().clients[0], cast().people[0]
    world.enrol(client.handle, client.name)
    world.history(client.handle, [(line.text, 1.7e9 - line.hours_ago * 3600) for line in client.history])
    space = Workspace.objects.get(slug="first")
    account = accounts.connect(owner, space, "practice", {"handle": client.handle})
    learning.learn_account(owner, account.pk)
    own = learning.declare(owner, "practice", person.handle, consent=True)
    learning.learn_personal(owner, own.pk, (Post(line.text) for line in person.history))
    # budgets at which the cast's clearest slip is a recall: what is recognised is measured in evals/voice
    return accounts.set_policy(owner, account.pk, ask_one_in=20, hold_one_in=20, undo_seconds=0)


@pytest.fixture
def ear(account: Account) -> Iterator[None]:
    """The account is being watched."""
    with listening():
        yield


def judged(text: str) -> PostRow:
    """The row of these words, once there is a verdict."""
    return eventually(
        lambda: PostRow.objects.filter(text=text, live=True).exclude(decision="").first(), f"a verdict on {text}", 30
    )


def test_trial_shows_and_does_nothing(owner: Actor, account: Account, ear: None, world: World) -> None:
    """In trial the verdict is kept and nobody is told; the post stays."""
    world.post(account.handle, SLIP)
    row = judged(SLIP)
    assert row.decision in ("alert", "recall")
    assert row.mode == "trial"
    assert not Incident.objects.exists()
    assert [p.pk for p in posts.of_workspaces(owner, flagged=True)] == [row.pk]


def test_automatic_takes_back_and_the_breaker_stops_it(
    owner: Actor, account: Account, ear: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the breaker Slipguard takes back by itself; beyond it a person decides, and the reason says so."""
    monkeypatch.setattr(watch.CONFIG, "automatic_recalls_per_hour", 1)
    accounts.set_mode(owner, account.pk, "automatic")
    first = world.post(account.handle, SLIP)
    eventually(lambda: Incident.objects.filter(state="confirmed gone").first(), "the first recall", 30)
    assert world.visible(first.id, public=True) is None
    other = cast().slips[2].text
    second = world.post(account.handle, other)
    judged(other)
    incident = eventually(lambda: Incident.objects.filter(ref__endswith=f"/{second.id}").first(), "the second incident")
    record = stored.read(incident)
    assert record.decision == "alert"
    assert "a person decides" in record.reasons[0]
    assert world.visible(second.id, public=True) is not None


def test_a_right_post_is_left_alone(owner: Actor, account: Account, ear: None, world: World) -> None:
    """What the account always posts raises nothing, also in automatic mode."""
    accounts.set_mode(owner, account.pk, "automatic")
    world.post(account.handle, RIGHT[0])
    assert judged(RIGHT[0]).decision == "leave"
    assert not Incident.objects.exists()


def test_what_was_posted_while_away_is_judged(owner: Actor, account: Account, world: World) -> None:
    """Posts made while Slipguard was down are met at the cursor when it comes back."""
    with listening():
        world.post(account.handle, RIGHT[0])
        judged(RIGHT[0])
    world.post(account.handle, SLIP)
    with listening():
        assert judged(SLIP).decision in ("alert", "recall")


def test_the_same_post_twice_is_one(account: Account, world: World) -> None:
    """A stream that brings a post again makes no second row, verdict or incident."""
    from slipguard.networks.protocol import Appeared

    Account.objects.update(mode="tell")
    post = Post(SLIP, ref=f"practice/@{account.handle}/77", at=PostRow.objects.first().posted_at)  # type: ignore[union-attr]
    for _ in range(3):
        watch.hear(account.pk, Appeared(post, None))
    assert PostRow.objects.filter(ref=post.ref).count() == 1
    assert Incident.objects.count() == 1
    assert stored.read(Incident.objects.get()).timeline


def test_fine_teaches_and_is_on_the_record(owner: Actor, account: Account, ear: None, world: World) -> None:
    """“This was fine” adds the post to the voice at once, and the incident says who said so."""
    from slipguard.storage import voices

    accounts.set_mode(owner, account.pk, "tell")
    world.post(account.handle, SLIP)
    row = judged(SLIP)
    before = voices.load(account)
    posts.fine(owner, row.pk)
    after = voices.load(account)
    assert before and after and after.posts == before.posts + 1
    assert Incident.objects.get().state == "fine"
    incidents.close(owner, Incident.objects.get().pk)
    assert Incident.objects.get().closed_at


def test_own_publishing_raises_no_alarm(owner: Actor, account: Account, ear: None, world: World) -> None:
    """A held draft that a person confirmed by typing the name is not alarmed about when the stream brings it."""
    accounts.set_mode(owner, account.pk, "automatic")
    draft = sending.send(owner, drafts.write(owner, account.pk, SLIP).pk)
    assert draft.state == "held"
    sending.confirm(owner, draft.pk, f"@{account.handle}")
    eventually(lambda: Draft.objects.get(pk=draft.pk).state == "published", "published", 30)
    assert judged(SLIP).decision == "leave"
    assert not Incident.objects.exists()


SECRET = "A whiteboard that says password: hunter2-xyz"


def shown(account: Account, number: int) -> PostRow:
    """A phone's post without words, whose picture shows what should not be seen, as the stream brings it."""
    from slipguard.networks.protocol import Appeared

    ref = f"practice/@{account.handle}/{number}"
    watch.hear(account.pk, Appeared(Post("", ref, media=1, alts=(SECRET,)), None))
    return PostRow.objects.get(ref=ref)


def in_flight(account: Account, state: str, **more: object) -> Draft:
    """A draft of ours with such a picture and no words, tried a moment ago."""
    draft = Draft.objects.create(account=account, text="", state=state, attempted_at=timezone.now(), **more)
    PictureRow.objects.create(key=f"{draft.pk:032}", workspace=account.workspace, draft=draft, media_type="image/png",
                              size=1, width=1, height=1, alt=SECRET, digest="0")
    return draft


def test_what_a_crash_left_is_judged_without_words_too(owner: Actor, account: Account) -> None:
    """A picture-only post is judged by its descriptions; an address whose words nobody knows is no such post."""
    accounts.set_mode(owner, account.pk, "tell")
    account.refresh_from_db()
    kept.note(account, Post("", "practice/@umparking/901", media=1, alts=(SECRET,)), timezone.now(), live=True)
    kept.note(account, Post("", "practice/@umparking/902"), timezone.now(), live=True)
    assert watch.leftover(account)
    seen = dict(PostRow.objects.filter(live=True).values_list("ref", "decision"))
    assert seen == {"practice/@umparking/901": "alert", "practice/@umparking/902": ""}
    assert stored.read(Incident.objects.get()).reasons == ["A password, key or code is in it."]


def test_a_wordless_post_waits_for_the_answer_of_a_draft_that_looks_like_it(owner: Actor, account: Account) -> None:
    """While ours is on its way nothing is decided; its answer then tells ours from a phone's that looks alike."""
    accounts.set_mode(owner, account.pk, "automatic")
    draft = in_flight(account, "sending")
    ours, theirs = shown(account, 911), shown(account, 912)
    assert (ours.decision, theirs.decision) == ("", "")
    draft.sent = [{"ref": ours.ref, "url": "", "at": ""}]
    draft.save()
    assert watch.leftover(Account.objects.get())
    ours.refresh_from_db()
    theirs.refresh_from_db()
    assert (ours.decision, theirs.decision) == ("leave", "alert")
    assert [incident.ref for incident in Incident.objects.all()] == [theirs.ref]
    assert shown(account, 913).decision == "alert"  # ours is known to be another


def test_an_answer_that_never_came_leaves_it_to_a_person(owner: Actor, account: Account) -> None:
    """A draft whose outcome is unknown may be this post: people are told so, and nothing takes it back by itself."""
    accounts.set_mode(owner, account.pk, "automatic")
    in_flight(account, "unknown")
    row = shown(account, 921)
    assert row.decision == "alert" and "may be a draft of yours" in row.reasons[0]
    (event,) = Incident.objects.get().events.filter(kind="opened")
    assert "may be a draft of yours" in event.data["reasons"][0]
    assert not Incident.objects.get().events.filter(kind="recall_started").exists()


def test_the_watcher_comes_back_to_what_waited(owner: Actor, account: Account, world: World) -> None:
    """When the draft's answer is there, the running watcher decides by itself, without another post or a restart."""
    accounts.set_mode(owner, account.pk, "tell")
    draft = in_flight(account, "sending")
    content = b"not looked at"
    name = world.keep_picture(account.handle, Picture("image/png", len(content), 1, 1, SECRET), content)
    with listening():
        number = world.post(account.handle, "", pictures=[name]).id
        row = eventually(lambda: PostRow.objects.filter(ref__endswith=f"/{number}").first(), "it is seen", 30)
        assert row.decision == ""
        Draft.objects.filter(pk=draft.pk).update(state="failed")
        eventually(lambda: PostRow.objects.get(pk=row.pk).decision == "alert", "a verdict", 60)
