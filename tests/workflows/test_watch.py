"""Listening: trial does nothing, tell asks, automatic takes back within its breaker; no post is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from slipguard.actions import accounts, drafts, incidents, learning, posts, sending
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.networks.practice.cast import cast
from slipguard.storage import incidents as stored
from slipguard.storage.models import Account, Draft, Incident, PostRow, Workspace
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
