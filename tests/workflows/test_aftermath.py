"""What people answer after a slip: each counted once, quotas kept, words forgotten, and it ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from slipguard.actions import accounts, incidents, mentions, practice
from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.networks.practice import World
from slipguard.storage import incidents as records
from slipguard.storage import posts, reactions
from slipguard.storage.models import Account, Incident, Mention, MentionWatch, PostRow, Workspace
from slipguard.workflows import aftermath
from tests.eventually import eventually
from tests.networks.mastodon_rig import MastodonPhone
from tests.servers.pds import Pds
from tests.workflows.conftest import Desk

M = timedelta(minutes=1)
SLIP = "so done with this town and everybody who parks in it"
Answer = Callable[[str, float], None]


@pytest.fixture
def account(owner: Actor, world: World) -> Account:
    """A practice account."""
    world.enrol("umparking", "Parking")
    return accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})


def opened(account: Account, ref: str, at: datetime) -> Incident:
    """An alarm that waits for an answer."""
    row, _ = posts.note(account, Post(SLIP, ref=ref, at=at), at, live=True)
    data = {"ref": ref, "network": account.network, "handle": account.handle, "text": SLIP, "decision": "alert",
            "posted_at": at.isoformat(), "seen_at": at.isoformat()}
    return records.open_once(account, row.ref, at, data)


@pytest.fixture
def start() -> datetime:
    """When the slip went out: long enough ago for everything that follows to be past."""
    return timezone.now() - timedelta(hours=6)


@pytest.fixture
def incident(account: Account, world: World, start: datetime) -> Incident:
    """An incident on the practice network."""
    world.history("umparking", [(SLIP, start.timestamp())])
    (item,) = world.timeline(1, "umparking")
    return opened(account, f"practice/@umparking/{item.id}", start)


@pytest.fixture
def answer(world: World, incident: Incident, start: datetime) -> Answer:
    """Somebody answers so many minutes after the slip."""
    world.enrol("tomtram", "Tom")

    def say(text: str, minute: float) -> None:
        world.history("tomtram", [(text, (start + minute * M).timestamp())], reply_to=incident.ref)

    return say


def told(incident: Incident, at: datetime | None = None) -> dict[str, object]:
    """The numbers now, or as they were at a moment."""
    if at is not None:
        return aftermath.summary(MentionWatch.objects.get(incident=incident), at).plain()
    return mentions.of_incident(incident).plain()


def test_each_answer_counts_once_however_often_it_is_read(incident: Incident, answer: Answer, start: datetime) -> None:
    """Looks overlap on purpose; a mention is counted by its hash, and our own posts are nobody's answer."""
    for minute in (1, 2, 3):
        answer("@umparking shame on you", minute)
    answer("@umparking open on Saturday?", 4)
    for minute in (5, 6, 7):
        aftermath.round_of_looks(start + minute * M)
    now = told(incident)
    assert (now["mentions"], now["hostile"]) == (4, 3)
    assert Mention.objects.count() == 4
    assert not Mention.objects.filter(url__contains="umparking").exists()


def test_what_was_usual_before_is_compared_and_not_counted(
    incident: Incident, answer: Answer, start: datetime
) -> None:
    """The week before the incident tells what is ordinary; its words and links are not kept at all."""
    for day in range(1, 7):
        answer("@umparking you idiots, again no change in the machine", -day * 24 * 60 + 5)
    answer("hello @umparking", 5)
    aftermath.round_of_looks(start + 40 * M)
    now = told(incident, start + 40 * M)
    assert now["mentions"] == 1 and now["usual"] == 6 / (7 * 6)
    old = Mention.objects.filter(at__lt=start)
    assert old.count() == 6 and not old.exclude(url="", excerpt="").exists()


def test_it_is_over_is_said_once_and_a_second_wave_is_seen(
    incident: Incident, answer: Answer, start: datetime
) -> None:
    """Loud, quiet, loud, quiet: two sentences on the record, and two calm hours end it."""
    for n in range(20):
        answer(f"@umparking disgusting, number {n}", 1 + n / 4)
    aftermath.round_of_looks(start + 10 * M)
    assert told(incident, start + 10 * M)["over"] is False
    for minute in (45, 46, 50):
        aftermath.round_of_looks(start + minute * M)
    for n in range(10):
        answer(f"@umparking pathetic, number {n}", 60 + n / 4)
    aftermath.round_of_looks(start + 70 * M)
    assert MentionWatch.objects.get().loud
    for minute in (100, 101):
        aftermath.round_of_looks(start + minute * M)
    kinds = [event.kind for event in incident.events.all()]
    assert kinds.count("mentions_quiet") == 2
    said = incidents.record(incident)
    assert said.mentions["mentions"] == 30 and said.mentions["says"].startswith("Quiet again since")
    aftermath.round_of_looks(start + 230 * M)
    watch = MentionWatch.objects.get()
    assert watch.ended_at is not None and "two hours" in watch.ended
    assert aftermath.round_of_looks(start + 231 * M) == 0


def test_the_loudest_keep_the_post_alive_and_their_words_go_with_the_incident(
    owner: Actor, incident: Incident, start: datetime
) -> None:
    """Quotes first; a polite question leaves no words; closing erases the words and keeps counts and links."""
    assert practice.react(owner, incident) == 12
    aftermath.round_of_looks(timezone.now())
    loud = mentions.of_incident(incident).loudest
    assert {one.echo for one in loud[:3]} == {"quote", "words", "picture"}
    assert 0 < len(loud) <= reactions.LOUDEST and all(one.url for one in loud)
    assert not Mention.objects.filter(excerpt__contains="Saturday").exists()
    records.append(incident, "gone", "gone", timezone.now(), {"ref": incident.ref, "checks": 1})
    incidents.close(owner, incident.pk)
    after = mentions.of_incident(incident)
    assert after.plain()["mentions"] == 12 and all(one.url and not one.excerpt for one in after.loudest)
    kinds = [event.kind for event in incident.events.all()]
    assert kinds[-2:] == ["mentions_ended", "closed"]
    assert records.intact(incident)


def test_what_was_deleted_since_is_not_shown_as_surviving(
    owner: Actor, incident: Incident, world: World
) -> None:
    """The loudest are read again: gone ones come last, without words, and no longer count as keeping it alive."""
    practice.react(owner, incident)
    now = timezone.now()
    aftermath.round_of_looks(now)
    before = mentions.of_incident(incident)
    first = before.loudest[0]
    assert first.echo and first.excerpt and first.looked_at == now and first.gone_at is None
    _, handle, number = first.ref.split("/")
    assert world.delete(handle.lstrip("@"), int(number))
    eventually(lambda: world.visible(int(number), public=True) is None, "nobody reads it any more")
    aftermath.round_of_looks(now + 2 * M)
    after = mentions.of_incident(incident)
    assert after.echoes == before.echoes - 1
    (gone,) = [one for one in after.plain()["loudest"] if one["gone"]]
    assert (gone["url"], gone["excerpt"], gone["last_look"]) == (first.url, "", now + 2 * M)
    assert after.plain()["loudest"][-1] == gone
    assert all(one.looked_at == now + 2 * M for one in after.loudest)


def test_three_days_are_enough(account: Account, world: World) -> None:
    """After 72 hours nobody is watched any more, and older incidents never begin."""
    now = timezone.now()
    young = opened(account, "practice/@umparking/900", now - timedelta(hours=71))
    opened(account, "practice/@umparking/901", now - timedelta(hours=73))
    aftermath.round_of_looks(now)
    assert [watch.incident_id for watch in MentionWatch.objects.all()] == [young.pk]
    MentionWatch.objects.update(loud=True)
    aftermath.round_of_looks(now + timedelta(hours=2))
    assert MentionWatch.objects.get().ended_at is not None


def test_a_fine_post_is_not_watched(owner: Actor, incident: Incident, start: datetime) -> None:
    """“This was fine” ends it without a word on the record."""
    aftermath.round_of_looks(start + M)
    records.append(incident, "answered:1", "answered", timezone.now(), {"by": "Olivia", "answer": "fine"})
    aftermath.round_of_looks(start + 2 * M)
    assert MentionWatch.objects.get().ended_at is not None
    assert "mentions_ended" not in [event.kind for event in incident.events.all()]


# ---- real servers -----------------------------------------------------------------------------------
@pytest.fixture
def slip(desk: Desk) -> Incident:
    """An incident on a Mastodon-API server."""
    ref = desk.phone.post(SLIP)
    return opened(desk.account, ref, timezone.now())


def test_quotas_are_respected(desk: Desk, slip: Incident) -> None:
    """A 429 is waited out as the server says; what was read before stands, and the page says what is wrong."""
    other = desk.server.person()
    handle = f"@{desk.account.handle.partition('@')[0]}"
    MastodonPhone(desk.server.url, other.token, f"{other.id}@x").post(f"{handle} shame on you")
    now = timezone.now()
    aftermath.round_of_looks(now)
    assert told(slip)["hostile"] == 1
    watch = MentionWatch.objects.get()
    assert watch.next_at == now + timedelta(seconds=30)
    desk.server.fault(429, method="GET", times=50, headers={"X-RateLimit-Reset": "2099-01-01T00:00:00.000Z"})
    assert aftermath.round_of_looks(now + timedelta(seconds=10)) == 0
    aftermath.round_of_looks(now + timedelta(seconds=31))
    watch.refresh_from_db()
    assert watch.next_at >= now + timedelta(minutes=15) and "429" in watch.trouble and watch.looked_at == now
    assert told(slip)["mentions"] == 1
    before = len(desk.server.world.requests)
    assert aftermath.round_of_looks(now + timedelta(minutes=5)) == 0
    assert len(desk.server.world.requests) == before


def test_the_loudest_are_read_again_every_ten_minutes(desk: Desk, slip: Incident) -> None:
    """On a real wire: not at every look; a reader who is turned away proves nothing; a 404 does."""
    other = desk.server.person()
    handle = f"@{desk.account.handle.partition('@')[0]}"
    phone = MastodonPhone(desk.server.url, other.token, f"{other.id}@x")
    ref = phone.post(f"{handle} shame on you")
    now = timezone.now()
    aftermath.round_of_looks(now)
    (loud,) = mentions.of_incident(slip).loudest
    phone.delete(ref)
    aftermath.round_of_looks(now + 5 * M)
    assert mentions.of_incident(slip).loudest[0].gone_at is None
    MentionWatch.objects.update(next_at=now)
    fault = desk.server.fault(503, method="GET", times=200)
    aftermath.round_of_looks(now + 11 * M)
    assert mentions.of_incident(slip).loudest[0].looked_at == now
    fault.times = 0
    MentionWatch.objects.update(next_at=now)
    aftermath.round_of_looks(now + 12 * M)
    (gone,) = mentions.of_incident(slip).loudest
    assert (gone.pk, gone.gone_at, gone.excerpt) == (loud.pk, now + 12 * M, "")


def test_a_dead_server_says_that_nothing_is_known(desk: Desk, slip: Incident) -> None:
    """Without a fresh look nobody is told that it is quiet."""
    now = timezone.now()
    aftermath.round_of_looks(now)
    desk.server.fault("reset", method="GET", times=500)
    for minute in (2, 40):
        aftermath.round_of_looks(now + minute * M)
    late = aftermath.summary(MentionWatch.objects.get(), now + 45 * M)
    assert late.verdict.over is None and "last read at" in late.verdict.says
    assert PostRow.objects.exists()


@pytest.mark.pds
def test_where_mentions_cannot_be_read_it_is_said_once(engine: None, owner: Actor, pds: Pds) -> None:
    """A PDS by itself has no view of the whole network: the look-out ends with these words."""
    made = pds.account()
    form = {"service": pds.url, "identifier": made["handle"], "password": made["app_password"]}
    account = accounts.connect(owner, Workspace.objects.get(slug="first"), "bluesky", form)
    found = opened(account, f"at://{made['did']}/app.bsky.feed.post/3kabc", timezone.now())
    aftermath.round_of_looks()
    assert "cannot be counted" in MentionWatch.objects.get().ended
    assert "cannot be counted" in mentions.of_incident(found).says
