"""Threads: a chain in order, each part once, stopped and gone on with where it stopped, taken back last part first."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.utils import timezone

from slipguard.actions import accounts, apologies, drafts, pauses, recalls, sending
from slipguard.actions.access import Actor
from slipguard.core.errors import BadInput, Conflict
from slipguard.core.incident import CopyState
from slipguard.networks.practice import World
from slipguard.networks.practice.client import PracticeNetwork
from slipguard.networks.protocol import Reason, Rejected
from slipguard.storage import incidents as stored
from slipguard.storage.models import Account, Credential, Draft, Incident, PostRow
from tests.eventually import eventually
from tests.workflows.test_planned import account, reaches, up

__all__ = ["account"]  # a fixture
THREE = "First part.\n---\nSecond part.\n---\nThird part."
PARTS = ["First part.", "Second part.", "Third part."]


def elsewhere(act: Callable[[], object]) -> None:
    """Somebody else does it, meanwhile: on a thread of their own."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(act).result()


def test_a_chain(owner: Actor, account: Account, world: World) -> None:
    """Parts go out in order, each answering the one before, and the draft points at the first."""
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "published")
    assert up(world) == PARTS
    items = list(reversed(world.timeline(10)))
    refs = [f"practice/@umparking/{item.id}" for item in items]
    assert [item.reply_to for item in items] == [None, *refs[:2]]
    assert [part["ref"] for part in draft.sent] == refs
    assert draft.ref == refs[0]


def test_split_by_itself(owner: Actor, account: Account, world: World) -> None:
    """A long text is refused with the figures, or split at sentence ends where the writer wants that."""
    text = "The car park stays open all night. " * 30
    plain = drafts.write(owner, account.pk, text)
    with pytest.raises(BadInput, match="takes 500"):
        sending.send(owner, plain.pk)
    draft = sending.send(owner, drafts.change(owner, plain.pk, text, flow=True).pk)
    reaches(draft, "published")
    assert len(up(world)) == 3 and all(len(part) <= 500 and part.endswith("night.") for part in up(world))


def test_goes_on_where_it_stopped(
    owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A refusal in the middle says how much is public; sending again brings only the rest."""
    publish = PracticeNetwork.publish

    def refuses(self: PracticeNetwork, post: Any, key: str) -> Any:
        if post.text == PARTS[1]:
            raise Rejected("No.", Reason.INVALID)
        return publish(self, post, key)

    monkeypatch.setattr(PracticeNetwork, "publish", refuses)
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "failed")
    assert draft.says.startswith("1 of 3 parts are public.")
    with pytest.raises(Conflict, match="parts are public"):
        drafts.change(owner, draft.pk, "Other words")
    monkeypatch.setattr(PracticeNetwork, "publish", publish)
    reaches(sending.send(owner, draft.pk), "published")
    assert up(world) == PARTS


def test_a_pause_stops_it_between_two_parts(
    owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest stays here and says how many parts are public; it can be left at that."""
    publish = PracticeNetwork.publish

    def pauses_then(self: PracticeNetwork, post: Any, key: str) -> Any:
        done = publish(self, post, key)
        if post.text == PARTS[1]:
            elsewhere(lambda: pauses.pause(owner, account.workspace, "Crisis"))
        return done

    monkeypatch.setattr(PracticeNetwork, "publish", pauses_then)
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "halted", "published")
    assert draft.state == "halted"
    assert draft.says.endswith("2 of 3 parts are public.")
    assert up(world) == PARTS[:2]
    left = sending.undo(owner, draft.pk)
    assert (left.state, left.says) == ("published", "Left at 2 of 3 parts.")


@pytest.mark.parametrize("named", [0, 1, 2])
def test_taken_back_last_part_first(named: int, owner: Actor, account: Account, world: World) -> None:
    """Whichever part is named, all go, the last one first, and the record has a proof of each."""
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "published")
    refs = [part["ref"] for part in draft.sent]
    recalls.by_url(owner, refs[named])
    incident = eventually(lambda: (i := Incident.objects.get()).state == "confirmed gone" and i, "all gone", 30)
    assert up(world) == []
    sent = [e.data["ref"] for e in incident.events.filter(kind="delete_sent").order_by("seq")]
    assert sent == refs[::-1]
    assert len(stored.read(incident).copies) == 3
    assert [event[1] for event in world.events("umparking", 0)].count("delete") == 3


def test_recall_now_takes_the_whole_thread(owner: Actor, account: Account, world: World) -> None:
    """Without the engine too."""
    from slipguard.actions.recall_now import recall_now

    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "published")
    _, lines = recall_now(owner, draft.sent[1]["ref"])
    assert [line.outcome for line in lines] == ["confirmed gone"] * 3
    eventually(lambda: not up(world), "nothing public")


def test_taken_back_while_it_goes_out(
    owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A recall of the first part stops the rest from going out, and takes what came out meanwhile."""
    publish = PracticeNetwork.publish

    def recalled(self: PracticeNetwork, post: Any, key: str) -> Any:
        if post.text == PARTS[1]:
            elsewhere(lambda: recalls.by_url(owner, post.reply_to))
        return publish(self, post, key)

    monkeypatch.setattr(PracticeNetwork, "publish", recalled)
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "halted", "published")
    assert "taken back" in draft.says
    eventually(lambda: not up(world), "nothing public", 20)
    eventually(lambda: Incident.objects.get().state == "confirmed gone", "the record says so", 20)
    assert len(stored.read(Incident.objects.get()).copies) == 2


def test_the_last_part_that_goes_out_while_its_recall_begins(
    owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate let the last part through, then the recall looked for parts and ended: the part goes all the same."""
    publish = PracticeNetwork.publish

    def recalled(self: PracticeNetwork, post: Any, key: str) -> Any:
        if post.text == PARTS[2]:
            elsewhere(lambda: recalls.by_url(owner, post.reply_to))
            eventually(lambda: Incident.objects.filter(state="confirmed gone").exists(), "the recall's end", 20)
        return publish(self, post, key)

    monkeypatch.setattr(PracticeNetwork, "publish", recalled)
    draft = reaches(sending.send(owner, drafts.write(owner, account.pk, THREE).pk), "published")
    assert len(draft.sent) == 3
    eventually(lambda: not up(world), "nothing public", 20)
    copies = eventually(lambda: (c := stored.read(Incident.objects.get()).copies) and len(c) == 3 and c, "three parts")
    eventually(lambda: Incident.objects.get().state == "confirmed gone", "the record says so", 20)
    assert set(copies) == {part["ref"] for part in draft.sent}


OVEN = "the oven in the staff kitchen of lot nine is mine and whoever warms up fish in it again pays for the smell"
COLD = "tomorrow the fridge gets a lock and the only key stays at the bottom of the goldfish tank in the lobby"


@pytest.fixture
def twice(owner: Actor, account: Account, world: World) -> tuple[Draft, Draft]:
    """One text, public as a thread on two accounts, cut at other places."""
    world.enrol("shuttle", "shuttle")
    other = accounts.connect(owner, account.workspace, "practice", {"handle": "shuttle"})
    words = f"{OVEN}\n---\n{COLD}"
    both = drafts.write_together(owner, [account.pk, other.pk], words, others={other.pk: f"{OVEN}\n---\nAnd a lock."})
    one, two = [reaches(sending.send(owner, draft.pk), "published") for draft in both]
    return one, two


def test_a_thread_elsewhere_goes_as_a_whole(twice: tuple[Draft, Draft], owner: Actor, world: World) -> None:
    """Also the part of it that is no copy of any of ours: it answers one that is."""
    recalls.by_ref(owner, twice[0].account, twice[0].sent[1]["ref"])
    eventually(lambda: Incident.objects.get().state == "confirmed gone", "the record says so", 20)
    gone = {copy.ref for copy in stored.read(Incident.objects.get()).copies.values() if copy.state is CopyState.GONE}
    assert {part["ref"] for draft in twice for part in draft.sent} == gone | {twice[0].sent[1]["ref"]}
    assert not up(world)


def test_recall_now_goes_on_where_a_sign_in_is_missing(
    twice: tuple[Draft, Draft], owner: Actor, world: World
) -> None:
    """A person was taken off, and with them the other account's sign-in: ours goes, the rest is told to be by hand."""
    from slipguard.actions.recall_now import recall_now

    Credential.objects.filter(account=twice[1].account).delete()
    _, lines = recall_now(owner, twice[0].sent[0]["ref"])
    assert [line.outcome for line in lines] == ["confirmed gone"] * 2 + ["must be done by hand"] * 2
    assert up(world) == [OVEN, "And a lock."]
    assert not PostRow.objects.exclude(answer="slip").filter(account=twice[1].account).exists()


def test_a_thread_elsewhere_stops_while_it_goes_out(
    owner: Actor, account: Account, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first part is taken back as a copy of ours: the rest stays here, and what came out meanwhile goes."""
    world.enrol("shuttle", "shuttle")
    other = accounts.connect(owner, account.workspace, "practice", {"handle": "shuttle"})
    ours = reaches(sending.send(owner, drafts.write(owner, account.pk, OVEN).pk), "published")
    publish = PracticeNetwork.publish

    def recalled(self: PracticeNetwork, post: Any, key: str) -> Any:
        if post.text == COLD:
            elsewhere(lambda: recalls.by_ref(owner, account, ours.ref))
            eventually(lambda: Incident.objects.filter(state="confirmed gone").exists(), "the recall's end", 20)
        return publish(self, post, key)

    monkeypatch.setattr(PracticeNetwork, "publish", recalled)
    draft = drafts.write(owner, other.pk, f"{OVEN}\n---\n{COLD}\n---\nNever out.")
    draft = reaches(sending.send(owner, draft.pk), "halted", "published")
    assert "taken back" in draft.says and len(draft.sent) == 2
    eventually(lambda: not up(world), "nothing public", 20)
    assert Incident.objects.count() == 1


def test_an_apology_as_a_thread(owner: Actor, account: Account, world: World) -> None:
    """A long outline cuts itself; its parts go out as a chain; a part that does not fit is refused with the figures."""
    world.post("umparking", "what a clown")
    slip = f"practice/@umparking/{world.timeline(1)[0].id}"
    data = {"ref": slip, "network": "practice", "handle": "umparking", "text": "what a clown", "harm": 2}
    case = stored.open_once(account, slip, timezone.now(), data)
    stored.append(case, "gone", "gone", timezone.now(), {"ref": slip, "checks": 1})
    first = "We posted something offensive on this account. We have deleted it, and we are sorry."
    then = "From now on two people read each post before it goes out. " * 10
    outlined = apologies.suggest(case)
    assert len(outlined) < 500 and "---" not in outlined
    wordy = Incident.objects.get(pk=case.pk)
    wordy.workspace.signer = "Ana Ruiz, " + "editor and much else, " * 16  # longer than is ever stored
    assert apologies.suggest(wordy).count("\n\n---\n\n") == 1
    with pytest.raises(BadInput, match=r"Part 2 of 2 has 579 .* takes 500 on @umparking\. That is 79 too many"):
        apologies.approve(owner, case, f"{first}\n---\n{then}")
    with pytest.raises(BadInput, match=r"The text has 664 .* 164 too many"):
        apologies.approve(owner, case, f"{first} {then}", override="I am in a hurry")
    draft = apologies.approve(owner, case, f"{first}\n---\n{then[:289]}\n---\n{then[290:]}")
    draft = eventually(lambda: (d := Draft.objects.get(pk=draft.pk)).state == "published" and d, "the thread", 30)
    said = [first, then[:289].strip(), then[290:].strip()]
    assert up(world)[-3:] == said and len(draft.sent) == 3
    chain = {f"practice/@umparking/{item.id}": item.reply_to for item in world.timeline(10)}
    assert [chain[part["ref"]] for part in draft.sent] == [None, draft.sent[0]["ref"], draft.sent[1]["ref"]]
    told = stored.read(case).apology
    assert told["text"] == "\n\n".join(said) and told["url"] == draft.sent[0]["url"]
