"""Contract: pictures and films go up before the post that shows them, described, and twice is harmless."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PIL import Image

from slipguard.core.types import Picture
from slipguard.networks.protocol import Network, Outgoing, Reason, Rejected, Uploaded
from tests import films
from tests.networks.rig import Behaviour, Rig, eventually, needs, opened


def made(colour: str = "teal", width: int = 60, height: int = 40, alt: str = "") -> tuple[Picture, bytes]:
    """A small real picture."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "PNG")
    return Picture("image/png", out.tell(), width, height, alt), out.getvalue()


def brought(network: Network, *descriptions: str) -> tuple[Uploaded, ...]:
    """A picture for each description, at the network."""
    colours = ("teal", "maroon", "navy", "olive", "silver")
    return tuple(network.upload(*made(colour, alt=alt)) for colour, alt in zip(colours, descriptions, strict=False))


def filmed(network: Network, alt: str = "", again: int = 1) -> Uploaded:
    """A film at the network, which is done with it."""
    content = films.made()
    film = Picture("video/mp4", len(content), 64, 48, alt, 1.0)
    for _ in range(again):
        up = network.upload_film(film, io.BytesIO(content))
    eventually(lambda: network.film_ready(up.handle), 30, "the network is done with the film")
    return up


class Picturing:
    """Upload, publish with pictures, read them back."""

    def test_a_post_shows_its_pictures_with_their_words(self, rig: Rig) -> None:
        """Two pictures in order, one described and one not, are in the post that others read."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            up = brought(network, "A tray of rolls.", "")
            assert rig.phone(account).texts() == [], "a picture alone is seen by nobody"
            post = network.publish(Outgoing("Fresh from the oven.", pictures=up), "publish:pictures-v1")
            (read,) = network.history(5)
        assert read.ref == post.ref
        assert read.media == 2
        if Behaviour.READS_ALT not in rig.lacks:
            assert read.alts == ("A tray of rolls.",)

    def test_bringing_a_picture_twice_is_harmless(self, rig: Rig) -> None:
        """After a crash between upload and post the picture goes up again: still one post with one picture."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            brought(network, "A tray of rolls.")
        with opened(rig, account) as restarted:
            for _ in range(2):
                up = brought(restarted, "A tray of rolls.")
                restarted.publish(Outgoing("Only one tray.", pictures=up), "publish:twice-v1")
            (read,) = restarted.history(5)
        assert (read.text, read.media) == ("Only one tray.", 1)

    def test_pictures_alone_are_a_post(self, rig: Rig) -> None:
        """Without a word: each goes out once, and after a restart each is found by what its pictures are said to be."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        start = datetime.now(UTC)
        posts = {}
        with opened(rig, account) as network:
            for alt in ("A tray of rolls.", "The same tray, empty."):
                out = Outgoing("", pictures=brought(network, alt), first_tried=start)
                posts[alt] = [network.publish(out, f"publish:{alt}").ref for _ in range(2)]
        with opened(rig, account) as restarted:
            for alt, (ref, again) in posts.items():
                assert ref == again
                found = restarted.find(Outgoing("", alts=(alt,), first_tried=start), f"publish:{alt}")
                assert found is not None and found.ref == ref
            assert [(one.text.strip(), one.media) for one in restarted.history(9)] == [("", 1)] * 2

    def test_too_many_pictures_are_refused_and_nothing_goes_out(self, rig: Rig) -> None:
        """One more than the network takes: refused with the reason, before or by the server."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            up = brought(network, "One.", "Two.", "Three.", "Four.", "Five.")
            with pytest.raises(Rejected) as failure:
                network.publish(Outgoing("A crowd.", pictures=up), "publish:crowd-v1")
        assert failure.value.reason is Reason.INVALID
        assert rig.phone(account).texts() == []

    def test_a_picture_that_never_came_is_no_post(self, rig: Rig) -> None:
        """A post with a picture that the network does not have is refused whole."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            (up,) = brought(network, "A tray of rolls.")
            lost = replace(up, handle=rig.lost_picture(up.handle))
            with pytest.raises(Rejected):
                network.publish(Outgoing("Where is it?", pictures=(lost,)), "publish:lost-v1")
        assert rig.phone(account).texts() == []

    def test_a_post_shows_its_film_with_its_words(self, rig: Rig) -> None:
        """Waited for, published once under its key however often it was brought, read back, deleted and gone."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            up = filmed(network, "A loaf is scored.", again=2)
            assert rig.phone(account).texts() == [], "a film alone is seen by nobody"
            out = Outgoing("How a loaf is scored.", pictures=(up,), first_tried=datetime.now(UTC))
            refs = {network.publish(out, "publish:film-v1").ref for _ in range(2)}
            (read,) = network.history(5)
            assert refs == {read.ref} and read.media == 1
            if Behaviour.READS_ALT not in rig.lacks:
                assert read.alts == ("A loaf is scored.",)
            if Behaviour.DELETE not in rig.lacks:
                network.delete(read.ref)
                eventually(lambda: not rig.phone(account).can_read(read.ref), rig.patience, "the film's post is gone")

    def test_a_film_that_never_came_is_no_post(self, rig: Rig) -> None:
        """A post with a film that the network does not have is refused whole."""
        needs(rig, Behaviour.PICTURES)
        account = rig.account()
        with opened(rig, account) as network:
            up = filmed(network)
            lost = replace(up, handle=rig.lost_picture(up.handle))
            with pytest.raises(Rejected):
                network.publish(Outgoing("Where is it?", pictures=(lost,)), "publish:lost-film-v1")
        assert rig.phone(account).texts() == []
