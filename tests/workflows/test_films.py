"""Films on their way: up once, waited for, then the post; one file for several drafts; gone when not needed."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone

from slipguard.actions import drafts, incidents, pictures, recalls, sending
from slipguard.actions.access import Actor
from slipguard.actions.pictures import Shown
from slipguard.core.errors import BadInput
from slipguard.storage import pictures as kept
from slipguard.storage.models import Draft, Incident, PictureRow, PostRow
from tests import films
from tests.eventually import eventually
from tests.workflows.conftest import Desk, connected
from tests.workflows.test_pictures import TEXT, attached
from tests.workflows.test_pictures import brought as pictured
from tests.workflows.test_publish import ended

WORDS = "The barrier of lot 4 goes up."


def brought(desk: Desk, **more: object) -> Shown:
    """A film in the composer."""
    content = films.made(metadata={"title": films.SECRET}, **more)  # type: ignore[arg-type]
    row = pictures.bring(desk.actor, desk.account.workspace, io.BytesIO(content), WORDS)
    return Shown(row.key, row.alt)


def written(desk: Desk, *shown: Shown) -> Draft:
    """A draft that shows these."""
    return drafts.write(desk.actor, desk.account.pk, TEXT, shown=shown)


def uploads(desk: Desk) -> int:
    """How often something was brought to the server."""
    return sum(path == "/api/v2/media" for _, path, _ in desk.server.world.requests)


def test_it_is_waited_for_and_goes_out_with_its_words_alone(desk: Desk) -> None:
    """The server answers 202 and works on it; a look that fails is taken again without a second upload; one post, with
    the description and without what the file knew."""
    desk.server.fault(503, method="GET", path="/api/v1/media/")
    draft = written(desk, brought(desk))
    assert ended(sending.send(desk.actor, draft.pk)).state == "published"
    (film,) = attached(desk)
    assert (film.media_type, film.description, uploads(desk)) == ("video/mp4", WORDS, 1)
    assert film.content == kept.path(draft.pictures.get()).read_bytes() and films.SECRET.encode() not in film.content
    row = PostRow.objects.get(text=TEXT)
    assert (row.facts["media"], row.facts["alts"], row.decision) == (1, [WORDS], "leave")


def test_what_nothing_can_be_made_of_publishes_nothing(desk: Desk) -> None:
    """The server gives up on the film: no post, the reason in words, and the draft keeps it all."""
    desk.server.behaviour.film_fails = True
    draft = written(desk, brought(desk))
    done = ended(sending.send(desk.actor, draft.pk))
    assert (done.state, desk.up(), done.pictures.count()) == ("failed", [], 1)
    assert "could make nothing of the file" in done.says


def test_a_post_without_words_is_found_again(desk: Desk) -> None:
    """A film alone, and the answer lost: one post."""
    draft = drafts.write(desk.actor, desk.account.pk, "", shown=[brought(desk)])
    desk.server.fault("reset", method="POST", path="/api/v1/statuses", when="after")
    assert ended(sending.send(desk.actor, draft.pk)).state == "published"
    assert (desk.up(), uploads(desk)) == ([""], 1)


def test_the_servers_own_limits_are_said_before_anything_goes(desk: Desk) -> None:
    """Larger than this very server takes, beside a picture, or two of them: refused with the figures, nothing lost."""
    film = brought(desk)
    desk.account.limits = {"film_bytes": 2000}
    desk.account.save()
    draft = written(desk, film)
    assert "The film has 2 kB; Mastodon on @" in drafts.against(desk.account, TEXT, pictures.of(draft))
    with pytest.raises(BadInput, match=r"The film has 2 kB; Mastodon on @.* takes 2 kB"):
        sending.send(desk.actor, draft.pk)
    with pytest.raises(BadInput, match="do not go together"):
        sending.send(desk.actor, written(desk, film, pictured(desk)).pk)
    with pytest.raises(BadInput, match="There are 2 films"):
        sending.send(desk.actor, written(desk, film, brought(desk, seconds=0.5)).pk)
    assert (desk.up(), uploads(desk), draft.pictures.count()) == ([], 0, 1)


def test_drafts_that_were_written_together_share_the_bytes(desk: Desk, owner: Actor) -> None:
    """Not a second copy on the disk; each has its own words and its own end; the last one takes the file along."""
    other = connected(owner, desk.server).account
    shown = brought(desk)
    one, two = (d.pictures.get() for d in drafts.write_together(owner, [desk.account.pk, other.pk], TEXT,
                                                                shown=[shown]))
    assert kept.path(one).samefile(kept.path(two)) and kept.poster(one).samefile(kept.poster(two))
    one.delete()
    assert kept.path(two).exists() and not kept.path(one).exists() and not kept.poster(one).exists()
    assert pictures.preview(owner, two.key).startswith(b"\xff\xd8")
    two.delete()
    loose = PictureRow.objects.get(key=shown.key)
    loose.delete()
    assert list(kept.folder().glob(f"{loose.key}*")) == []


def test_nobody_fills_the_disk(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Films that wait without a draft have an end for each person."""
    monkeypatch.setattr(pictures, "FILMS_WAITING", 1)
    brought(desk)
    with pytest.raises(BadInput, match="1 of your films wait"):
        brought(desk)


def test_a_post_put_back_shows_its_film_until_it_is_not_kept(desk: Desk) -> None:
    """Taken back, seen gone, put back with its film; a month after a post the film's bytes go, its first picture stays,
    and who wants it back then is told so."""
    draft = ended(sending.send(desk.actor, written(desk, brought(desk)).pk))
    incident = recalls.by_ref(desk.actor, desk.account, draft.ref)
    eventually(lambda: Incident.objects.get(pk=incident.pk).state == "confirmed gone", "it is gone", 60)
    row, now = draft.pictures.get(), timezone.now()
    held = kept.path(row).read_bytes()
    kept.sweep(now + timedelta(days=29))
    assert kept.path(row).exists()
    kept.sweep(now + timedelta(days=31))
    assert not kept.path(row).exists() and kept.poster(row).exists()
    with pytest.raises(BadInput, match="The film of this post is not kept any more"):
        recalls.put_back(desk.actor, incidents.get(desk.actor, incident.pk))
    kept.path(row).write_bytes(held)
    again = recalls.put_back(desk.actor, incidents.get(desk.actor, incident.pk))
    assert ended(again).state == "published"
    assert [(one.media_type, one.description) for one in attached(desk)] == [("video/mp4", WORDS)]
