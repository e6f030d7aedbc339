"""Pictures on their way: with the draft to any account, up before the gate, once, and never more than the pixels."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from PIL import Image

from slipguard.actions import approvals, drafts, incidents, pauses, pictures, recalls, sending, upkeep
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import BadInput, NotFound
from slipguard.networks import NETWORKS
from slipguard.networks.mastodon.client import MastodonNetwork
from slipguard.storage import pictures as kept
from slipguard.storage.models import Draft, Incident, Membership, Person, PictureRow, PostRow, Workspace
from tests.eventually import eventually
from tests.workflows.conftest import Desk, connected
from tests.workflows.test_publish import ended

TEXT = "Lot 4 is open again from seven tomorrow morning."
WORDS = "The barrier of lot 4, open."


def file(colour: str = "teal", kind: str = "JPEG") -> io.BytesIO:
    """A photo that knows where it was taken."""
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0)})
    exif[0x0110] = "SECRETPHONE"
    out = io.BytesIO()
    Image.new("RGB", (80, 60), colour).save(out, kind, exif=exif)
    return io.BytesIO(out.getvalue())


def brought(desk: Desk, colour: str = "teal", alt: str = WORDS) -> Shown:
    """A picture in the composer."""
    row = pictures.bring(desk.actor, desk.account.workspace, file(colour), alt)
    return Shown(row.key, row.alt)


def written(desk: Desk, *shown: Shown) -> Draft:
    """A draft with these pictures."""
    return drafts.write(desk.actor, desk.account.pk, TEXT, shown=shown)


def attached(desk: Desk) -> list[Any]:
    """What the server's newest post shows."""
    (status,) = [s for s in desk.server.world.statuses.values() if not s.deleted]
    return list(status.attachments)


def test_it_goes_out_with_its_words_and_without_its_place(desk: Desk) -> None:
    """The post shows both pictures in order with their descriptions; what the photo knew beside its pixels stays."""
    draft = written(desk, brought(desk), brought(desk, "maroon", ""))
    assert ended(sending.send(desk.actor, draft.pk)).state == "published"
    one, two = attached(desk)
    assert [one.description, two.description] == [WORDS, ""]
    for picture in (one, two):
        assert b"SECRETPHONE" not in picture.content and b"Exif" not in picture.content
        assert Image.open(io.BytesIO(picture.content)).size == (80, 60)
    row = PostRow.objects.get(text=TEXT)
    assert (row.facts["media"], row.facts["alts"]) == (2, [WORDS])


def test_pictures_alone_go_out_once(desk: Desk) -> None:
    """No words and a lost answer: one post that shows the picture; the check says that there was nothing to judge."""
    draft = drafts.write(desk.actor, desk.account.pk, " ", shown=[brought(desk)])
    checked = drafts.assess(desk.actor, desk.account, "", shown=pictures.of(draft))
    assert (checked.found.too_little, checked.decision.decision) == (True, "publish")
    desk.server.fault("reset", method="POST", path="/api/v1/statuses", when="after")
    done = ended(sending.send(desk.actor, draft.pk))
    assert (done.state, done.text, desk.up()) == ("published", "", [""])
    assert [one.description for one in attached(desk)] == [WORDS]


def test_without_words_and_without_pictures_there_is_no_draft(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last picture of a wordless draft cannot be taken out; where pictures do not go alone, sending says so."""
    with pytest.raises(BadInput, match="or add a picture"):
        drafts.write(desk.actor, desk.account.pk, "\n")
    draft = drafts.write(desk.actor, desk.account.pk, "", shown=[brought(desk)])
    with pytest.raises(BadInput, match="or add a picture"):
        drafts.change(desk.actor, draft.pk, "", shown=[])
    assert draft.pictures.count() == 1
    facts = NETWORKS["mastodon"].facts
    assert facts.pictures is not None
    with_words = replace(facts, pictures=replace(facts.pictures, alone=False))
    monkeypatch.setattr(NETWORKS["mastodon"], "facts", with_words)
    with pytest.raises(BadInput, match="takes no pictures without a text"):
        sending.send(desk.actor, draft.pk)
    assert desk.up() == []


def test_a_harsh_description_speaks_for_a_post_without_words(desk: Desk) -> None:
    """Nothing to hear a voice in, and still a slur in a description is harm."""
    draft = drafts.write(desk.actor, desk.account.pk, "",
                         shown=[brought(desk, alt="I will kill you, you fucking idiots")])
    checked = drafts.assess(desk.actor, desk.account, "", "en", shown=pictures.of(draft))
    assert checked.harm.grade > 1
    assert "in a picture's description" in checked.harm.reason


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_lost_upload_is_repeated_and_the_post_is_one(when: str, desk: Desk) -> None:
    """Answers lost while the picture goes up, and then while the post does, leave one post with one picture."""
    desk.server.fault("reset", method="POST", path="/api/v2/media", when=when)
    desk.server.fault("reset", method="POST", path="/api/v1/statuses", when=when)
    assert ended(sending.send(desk.actor, written(desk, brought(desk)).pk)).state == "published"
    assert desk.up() == [TEXT]
    assert [one.description for one in attached(desk)] == [WORDS]


def test_a_pause_while_the_picture_goes_up_stops_the_post(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The gate is asked after the slow part: what is pressed during an upload still holds the post."""
    up = MastodonNetwork.upload

    def pressed() -> None:
        pauses.pause(desk.actor, desk.account.workspace, "Crisis")
        connection.close()

    def slowly(self: MastodonNetwork, *more: Any) -> Any:
        done = up(self, *more)
        with ThreadPoolExecutor(1) as somebody:  # a person elsewhere, while this one waits
            somebody.submit(pressed).result()
        return done

    monkeypatch.setattr(MastodonNetwork, "upload", slowly)
    draft = sending.send(desk.actor, written(desk, brought(desk)).pk)
    eventually(lambda: Draft.objects.get(pk=draft.pk).state == "halted", "the draft is held")
    assert desk.up() == []


def test_too_many_are_refused_before_anything_goes(desk: Desk) -> None:
    """Five pictures where four are taken: said at once with the figures, and the draft keeps all five."""
    draft = written(desk, *(brought(desk, colour) for colour in ("teal", "navy", "olive", "maroon", "silver")))
    with pytest.raises(BadInput, match=r"There are 5 pictures; Mastodon on @.* takes 4"):
        sending.send(desk.actor, draft.pk)
    assert draft.pictures.count() == 5
    assert desk.up() == []


def test_a_description_is_judged_for_harm(desk: Desk) -> None:
    """A slur in a description weighs as in the text, and is named as being there; the picture itself is not read."""
    account = desk.account
    plain = drafts.assess(desk.actor, account, TEXT, "en", shown=pictures.of(written(desk, brought(desk))))
    harsh = "I will kill you, you fucking idiots"
    told = drafts.assess(desk.actor, account, TEXT, "en", shown=pictures.of(written(desk, brought(desk, alt=harsh))))
    assert plain.harm.grade == 0 < told.harm.grade
    assert "in a picture's description" in told.harm.reason
    assert all(found.span is None for found in told.harm.findings)


def test_each_account_has_its_own_and_moving_keeps_them(desk: Desk, owner: Actor) -> None:
    """Written for several accounts each draft has files of its own; what one loses the other keeps, and moving too."""
    other = connected(owner, desk.server).account
    shown = brought(desk)
    one, two = drafts.write_together(owner, [desk.account.pk, other.pk], TEXT, shown=[shown])
    drafts.change(owner, one.pk, TEXT, shown=[])
    (left,) = two.pictures.all()
    assert (left.alt, kept.path(left).exists()) == (WORDS, True)
    moved = sending.move(owner, two.pk, desk.account.pk)
    assert [row.pk for row in moved.pictures.all()] == [left.pk]


def test_files_go_with_their_rows(desk: Desk) -> None:
    """A picture taken out, a draft deleted, a picture that no draft took: no file is left behind."""
    draft = written(desk, brought(desk), brought(desk, "navy"))
    first, second = draft.pictures.all()
    drafts.change(desk.actor, draft.pk, TEXT, shown=[Shown(second.key, "Only this one.")])
    assert not kept.path(first).exists() and kept.path(second).exists()
    draft.delete()
    assert not kept.path(second).exists()
    loose = PictureRow.objects.filter(draft=None)
    assert loose.count() == 2
    files = [kept.path(row) for row in loose]
    upkeep.tend()
    assert all(path.exists() for path in files), "it may still stand in somebody's composer"
    loose.update(created_at="2026-01-01T00:00:00Z")
    upkeep.tend()
    assert not any(path.exists() for path in files)


def test_another_picture_needs_another_yes(desk: Desk) -> None:
    """An approval is for words and pictures: with another picture, or another description, it does not count."""
    draft = written(desk, brought(desk))
    before = draft.content
    (row,) = draft.pictures.all()
    drafts.change(desk.actor, draft.pk, TEXT, shown=[Shown(row.key, "Something else.")])
    described = Draft.objects.get(pk=draft.pk).content
    drafts.change(desk.actor, draft.pk, TEXT, shown=[brought(desk, "navy", "Something else.")])
    assert len({before, described, Draft.objects.get(pk=draft.pk).content}) == 3
    assert approvals.since_last_seen(desk.actor, draft) == ()


def test_behind_the_wall_there_is_no_picture(desk: Desk) -> None:
    """Another workspace's picture is not found: neither looked at nor put with a draft."""
    stranger = Actor(Person.objects.create_user("eve@example.org", None), "web")
    elsewhere = Workspace.objects.create(name="Elsewhere", slug="elsewhere")
    Membership.objects.create(person=stranger.person, workspace=elsewhere, role="owner")
    shown = brought(desk)
    with pytest.raises(NotFound):
        pictures.get(stranger, shown.key)
    with pytest.raises(NotFound):
        pictures.chosen(stranger, elsewhere, [shown])
    Membership.objects.create(person=stranger.person, workspace=desk.account.workspace, role="author")
    with pytest.raises(NotFound):
        pictures.chosen(stranger, elsewhere, [shown])


def test_a_post_put_back_shows_its_pictures_again(desk: Desk) -> None:
    """Taken back by mistake and put back: the same words with the same pictures."""
    draft = ended(sending.send(desk.actor, written(desk, brought(desk)).pk))
    incident = recalls.by_ref(desk.actor, desk.account, draft.ref)
    eventually(lambda: Incident.objects.get(pk=incident.pk).state == "confirmed gone", "it is gone", 60)
    again = recalls.put_back(desk.actor, incidents.get(desk.actor, incident.pk))
    assert ended(again).state == "published"
    assert [one.description for one in attached(desk)] == [WORDS]
