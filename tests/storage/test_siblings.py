"""Which posts of a workspace are one slip: near in time, the same words, nobody's habit, behind one wall."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from slipguard.actions.access import Actor
from slipguard.core.types import Post
from slipguard.storage import incidents, posts, siblings
from slipguard.storage.models import Account, Draft, Incident, PostRow, Workspace

NOW = datetime(2026, 3, 1, 23, 0, tzinfo=UTC)
SLIP = "whoever parked the ice cream van across my drive, i am eating every single lolly in it and billing your dentist"


def account(handle: str = "umparking", space: str = "first") -> Account:
    """A connected account."""
    made, _ = Workspace.objects.get_or_create(slug=space, defaults={"name": space})
    return Account.objects.create(workspace=made, network="practice", remote_id=handle, handle=handle, speaks_as=handle)


def up(mine: Account, text: str, minutes: float = 0) -> PostRow:
    """A live post, so many minutes from now."""
    at = NOW + timedelta(minutes=minutes)
    number = PostRow.objects.count() + 1
    return posts.note(mine, Post(text, f"practice/@{mine.handle}/{number}", at=at), at, live=True)[0]


def found(row: PostRow) -> list[int]:
    """The copies' numbers."""
    return [other.pk for other, _ in siblings.copies(row)]


def test_copies_are_near_in_time_and_on_connected_accounts(owner: Actor) -> None:
    """Shortened, with another link, reported as deleted or not: a copy; hours later or disconnected: none."""
    first = up(account(), SLIP)
    short = up(account("shuttle"), SLIP[:70] + "… https://social.example/1", 2)
    link = up(account("library"), f"{SLIP} https://lnk.example/2", -3)
    up(account("news"), SLIP, 300)
    left = account("museum")
    up(left, SLIP, 1)
    Account.objects.filter(pk=left.pk).update(disconnected_at=NOW)
    assert found(first) == [short.pk, link.pk]
    posts.vanished(short.account, short.ref, NOW)
    assert found(first) == [short.pk, link.pk]  # a network's word that it is gone is looked after, not believed


def test_what_stays(owner: Actor) -> None:
    """What a person called fine, our own answer to an incident, and other words."""
    mine, other = account(), account("shuttle")
    first = up(mine, SLIP)
    fine = up(other, SLIP, 1)
    PostRow.objects.filter(pk=fine.pk).update(answer="fine")
    incident = incidents.open_once(mine, first.ref, NOW, {"text": SLIP})
    back = up(other, SLIP, 2)
    Draft.objects.create(account=other, incident=incident, purpose="put-back", text=SLIP, ref=back.ref)
    up(other, "The shuttle runs every ten minutes during the ice cream festival.", 3)
    assert found(first) == []


def test_three_branches_that_say_so_every_day_are_three_posts(owner: Actor) -> None:
    """A form that an account used before is its own; where it never did, the copy is a copy."""
    text = "Dish of the day, {} March: leek and potato soup with sourdough from the hill farm"
    leeds, york, hull = account("leeds"), account("york"), account("hull")
    for branch in (leeds, york):
        up(branch, text.format("27"), -60 * 24 * 2)
    first, _, copied = (up(branch, text.format("1")) for branch in (leeds, york, hull))
    assert found(first) == [copied.pk]


def test_the_wall_between_clients(owner: Actor) -> None:
    """The same words on another client's account are no copy here; only that they exist there is known."""
    first = up(account(), SLIP)
    beyond = up(account("cafe", "another client"), SLIP, 1)
    assert found(first) == []
    incidents.open_once(first.account, first.ref, NOW, {"text": SLIP})
    assert siblings.incident_of(beyond) is None
    assert siblings.elsewhere(beyond)


def test_a_later_copy_finds_its_incident(owner: Actor) -> None:
    """Within the hour, as long as nobody called the words fine."""
    first = up(account(), SLIP)
    opened = incidents.open_once(first.account, first.ref, NOW, {"text": SLIP})
    later = up(account("shuttle"), SLIP[:80] + "...", 2)
    joined = siblings.incident_of(later)
    assert joined and joined[0] == opened and joined[1] and joined[1].kind == "shortened"
    assert siblings.incident_of(up(account("news"), SLIP, 90)) is None
    PostRow.objects.filter(pk=first.pk).update(answer="fine")
    assert siblings.incident_of(later) is None
    assert siblings.incident_of(first) is None
    assert Incident.objects.count() == 1


def test_a_rehearsal_after_one_that_is_over_is_its_own(owner: Actor) -> None:
    """A second drill on the account has a record and a clock of its own; the same words elsewhere are a copy."""
    first = up(account(), SLIP)
    incidents.open_once(first.account, first.ref, NOW, {"text": SLIP})
    again = up(first.account, SLIP, 2)
    assert siblings.incident_of(again) is not None
    Incident.objects.update(drill=True, closed_at=NOW)
    assert siblings.incident_of(again) is None
    assert siblings.incident_of(up(account("shuttle"), SLIP, 2)) is not None
