"""Accounts that are watched by hand: the person is guided, told where else to look, and their word has its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from slipguard.actions import accounts, copies, drafts, incidents, recalls
from slipguard.actions.access import Actor
from slipguard.actions.recall_now import recall_now
from slipguard.core.errors import BadInput, Conflict
from slipguard.core.incident import CopyState, Record
from slipguard.networks import NETWORKS
from slipguard.networks.by_hand import ByHandAdapter
from slipguard.networks.practice import World
from slipguard.storage.models import Account, Incident, Workspace
from tests.eventually import eventually
from tests.networks.test_by_hand import INSTAGRAM
from tests.servers.pages import Pages
from tests.stories.desk import sink
from tests.workflows.test_siblings import SLIP, ended, heard, shown


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """Instagram's pages, on loopback."""
    with Pages() as made:
        adapter = ByHandAdapter(replace(INSTAGRAM, hosts=(made.host,)), allow_private=True)
        monkeypatch.setitem(NETWORKS, "instagram", adapter)
        yield made


@pytest.fixture
def hand(engine: None, owner: Actor, pages: Pages) -> Account:
    """The client's Instagram account, open to strangers."""
    pages.pages["/umparking/"] = 200, "umparking"
    space = Workspace.objects.get(slug="first")
    return accounts.connect(owner, space, "instagram", {"handle": "umparking", "url": ""})


@pytest.fixture
def live(hand: Account, owner: Actor, world: World) -> Account:
    """A practice account of the same client."""
    world.enrol("umparking", "umparking")
    return accounts.connect(owner, Workspace.objects.get(slug="first"), "practice", {"handle": "umparking"})


def guided(incident: Incident) -> Record:
    """The record once a person is asked to delete, and copies elsewhere were looked for."""
    def looked() -> Record | None:
        record = incidents.record(incident)
        return record if record.state == "must be done by hand" and not record.searching else None

    return eventually(looked, "by hand", 60)


def test_a_post_there_is_opened_guided_and_proven(hand: Account, owner: Actor, pages: Pages) -> None:
    """By its pasted address: the link and the way at once, no claim while it stands, gone when the page says so."""
    pages.pages["/p/Cabc"] = 200, "Cabc"
    address = f"http://{pages.host}/p/Cabc"
    incident = recalls.by_url(owner, address, SLIP)
    (copy,) = guided(incident).copies.values()
    assert copy.link == address and "three dots" in copy.says
    assert incidents.record(incident).text == SLIP
    with pytest.raises(Conflict, match="can still be read"):
        copies.seen_gone(owner, incident.pk, address, word=True)
    del pages.pages["/p/Cabc"]
    copies.seen_gone(owner, incident.pk, address)
    assert incidents.record(incident).state == "confirmed gone"


def test_where_strangers_see_nothing_a_persons_word_is_called_that(hand: Account, owner: Actor, pages: Pages) -> None:
    """Behind a sign-in wall nothing is proven: without a word a note, with it "seen gone by NAME at TIME"."""
    pages.pages["/p/Cabc"] = 302, "/accounts/login/"
    address = f"http://{pages.host}/p/Cabc"
    incident = recalls.by_url(owner, address)
    guided(incident)
    copies.seen_gone(owner, incident.pk, address)
    assert incidents.record(incident).state == "must be done by hand"
    with pytest.raises(BadInput, match="cannot be right"):
        copies.seen_gone(owner, incident.pk, address, word=True, at=timezone.now() + timedelta(hours=2))
    at = timezone.now() - timedelta(minutes=3)
    copies.seen_gone(owner, incident.pk, address, word=True, at=at)
    record = incidents.record(incident)
    assert record.state == "seen gone by hand"
    assert record.copies[address].gone_at == at
    report = str(incidents.report(owner, incident.pk))
    assert "not by Slipguard" in report and "confirmed gone" not in report
    assert incidents.close(owner, incident.pk).closed_at


def test_it_was_not_gone_after_all(
    hand: Account, owner: Actor, pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A later look that can read the post outweighs the word."""
    from slipguard.workflows import recall

    monkeypatch.setattr(recall, "LOOK_AGAIN", (3,))
    pages.pages["/p/Cabc"] = 302, "/accounts/login/"
    address = f"http://{pages.host}/p/Cabc"
    incident = recalls.by_url(owner, address)
    guided(incident)
    copies.seen_gone(owner, incident.pk, address, word=True)
    pages.pages["/p/Cabc"] = 200, "Cabc"
    assert "still be read" in ended(incident, "not confirmed").copies[address].says


def test_the_others_are_told_to_be_looked_at(live: Account, hand: Account, owner: Actor, world: World,
                                             pages: Pages) -> None:
    """A recall elsewhere names the account; a copy found there joins, and is guided like any other."""
    with sink(owner) as phone:
        incident = recalls.by_ref(owner, live, heard(live, world))
        record = ended(incident)
        assert [place["handle"] for place in record.look_also.values()] == ["umparking"]
        message = eventually(lambda: next(iter(phone.messages), None), "the message", 30)
        assert f"http://{pages.host}/umparking/" in message["message"]
        pages.pages["/p/Cdef"] = 200, "Cdef"
        address = f"http://{pages.host}/p/Cdef"
        copies.looked(owner, incident.pk, hand.pk, address)
        eventually(lambda: shown(incident, address) is CopyState.BY_HAND, "guided", 30)
    assert incidents.record(incident).look_also[str(hand.pk)]["found"]
    assert Incident.objects.count() == 1
    del pages.pages["/p/Cdef"]
    copies.seen_gone(owner, incident.pk, address)
    assert ended(incident)


def test_looked_and_nothing_there(live: Account, hand: Account, owner: Actor, world: World) -> None:
    """Who looked, and when, is on the record."""
    incident = recalls.by_ref(owner, live, heard(live, world))
    ended(incident)
    copies.looked(owner, incident.pk, hand.pk)
    place = incidents.record(incident).look_also[str(hand.pk)]
    assert place["looked_by"] == owner.name and not place["found"]
    assert "looked and found no copy" in str(incidents.report(owner, incident.pk))


def test_its_words_find_the_copies_elsewhere(live: Account, hand: Account, owner: Actor, world: World,
                                             pages: Pages) -> None:
    """A slip that was pasted with its words is taken back on the accounts that Slipguard can reach."""
    ref = heard(live, world, SLIP[:80] + "…")
    incident = recalls.by_url(owner, f"http://{pages.host}/p/Cabc", SLIP)
    eventually(lambda: shown(incident, ref) is CopyState.GONE, "the reachable copy is gone", 30)
    # 404 while the profile is open: that one is gone as well, once a look is asked for
    assert guided(incident)


def test_recall_now_explains(hand: Account, owner: Actor, pages: Pages) -> None:
    """Break the glass: nothing is claimed, and the way is said."""
    pages.pages["/p/Cabc"] = 200, "Cabc"
    _, (copy,) = recall_now(owner, f"http://{pages.host}/p/Cabc")
    assert copy.outcome == "must be done by hand"
    assert "three dots" in copy.says and copy.link.endswith("/p/Cabc")


def test_recall_now_names_where_only_a_person_can_look(
    live: Account, hand: Account, owner: Actor, world: World
) -> None:
    """No copy is known on Instagram, and none can be: the account is named with its link and what to do there."""
    ref = heard(live, world)
    number, (first, there) = recall_now(owner, ref)
    assert first.outcome == "confirmed gone"
    assert (there.outcome, there.handle, there.link) == ("look there too", hand.handle, hand.url)
    assert "look there yourself" in there.says and "three dots" in there.says
    named = incidents.record(Incident.objects.get(pk=number)).look_also
    assert [place["handle"] for place in named.values()] == [hand.handle]


def test_whose_post_it_is_has_to_be_said(hand: Account, owner: Actor, pages: Pages) -> None:
    """Two accounts and an address that names neither: ask, do not guess."""
    second = accounts.connect(owner, hand.workspace, "instagram", {"handle": "shuttle", "url": ""})
    address = f"http://{pages.host}/p/Cabc"
    with pytest.raises(BadInput, match="does not say whose"):
        recalls.by_url(owner, address)
    assert recalls.by_url(owner, address, whose=second).account == second
    with pytest.raises(BadInput, match="a person writes there"):
        drafts.write(owner, hand.pk, "hello")
