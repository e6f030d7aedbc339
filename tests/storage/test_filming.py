"""Films: what is kept of one, and what is refused, with files made for each case."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from slipguard.core.errors import BadInput
from slipguard.core.types import Picture
from slipguard.storage import filming
from tests.films import SECRET, made, turned

WORN = {"title": SECRET, "comment": SECRET, "location": "+51.5007-000.1246/", "com.apple.quicktime.model": SECRET,
        "creation_time": "2020-01-02T03:04:05Z", "handler_name": SECRET}


def cleaned(content: bytes, folder: Path, largest: int = 10_000_000) -> tuple[Picture, bytes, bytes]:
    """(the facts, what is kept, its first picture)."""
    film, poster = folder / "film", folder / "poster"
    told = filming.cleaned(io.BytesIO(content), film, poster, largest, "A loaf is scored.")
    return told, film.read_bytes(), poster.read_bytes()


@pytest.mark.parametrize("kind", ["mp4", "mov"])
def test_only_picture_and_sound_are_kept(kind: str, tmp_path: Path) -> None:
    """Place, telephone, date, comments and what the encoder wrote into the picture stream are gone; every picture and
    the sound are there, packet for packet; the same film twice is the same bytes."""
    import av

    before = made(kind=kind, metadata=WORN)
    assert before.count(SECRET.encode()) > 2 and b"x264 - core" in before
    told, kept, poster = cleaned(before, tmp_path)
    assert (told.media_type, told.size, told.width, told.height) == ("video/mp4", len(kept), 64, 48)
    assert told.film and 1 <= told.seconds < 1.1 and told.alt == "A loaf is scored."
    for trace in (SECRET.encode(), b"+51.5", b"x264", b"Lavf", b"2020"):
        assert trace not in kept
    assert poster.startswith(b"\xff\xd8") and b"Exif" not in poster
    with av.open(io.BytesIO(kept)) as film:
        assert [one.codec_context.name for one in film.streams] == ["h264", "aac"]
        assert sum(1 for _ in film.decode(video=0)) == 10
        assert set(film.metadata) <= {"major_brand", "minor_version", "compatible_brands"}
    assert kept.index(b"moov") < kept.index(b"mdat"), "it can be looked at while it comes"
    again = tmp_path / "again"
    again.mkdir()
    assert cleaned(before, again)[1] == kept


def test_a_film_held_upright_stays_upright(tmp_path: Path) -> None:
    """A telephone's note to turn it is kept, and its size is that which people see."""
    told, kept, _ = cleaned(turned(made()), tmp_path)
    assert (told.width, told.height) == (48, 64)
    assert cleaned(kept, tmp_path)[0].height == 64


def test_a_silent_film_and_a_long_one(tmp_path: Path) -> None:
    """No sound is no fault; ten minutes are ten minutes, for each network's own rule to judge."""
    assert 1 <= cleaned(made(sound=""), tmp_path)[0].seconds <= 1.1
    assert cleaned(made(seconds=600, sound="", width=32, height=32), tmp_path)[0].seconds == 600


def boxed(kind: bytes, content: bytes = b"") -> bytes:
    """One box of ISO 14496-12."""
    return (8 + len(content)).to_bytes(4) + kind + content


HEAD = boxed(b"ftyp", b"isom\0\0\2\0isom")
REFUSED = {
    "cut off": (lambda: made()[:-200], "damaged"),
    "cut off in the middle": (lambda: made()[:1500], "damaged"),
    "only its head": (lambda: HEAD, "damaged"),
    "no film in it": (lambda: HEAD + boxed(b"moov") + boxed(b"mdat"), "no picture in this film"),
    "noise": (lambda: HEAD + boxed(b"moov", bytes(range(256)) * 40), "no picture in this film"),
    "only sound": (lambda: made(films=0), "no picture in this film"),
    "two films": (lambda: made(films=2), "2 films"),
    "HEVC": (lambda: made(codec="libx265", options={"x265-params": "log-level=none"}), "HEVC (H.265)"),
    "AV1": (lambda: made(codec="libsvtav1"), "AV1"),
    "fine colours": (lambda: made(pixels="yuv444p"), "finer colours"),
    "other sound": (lambda: made(kind="mov", sound="pcm_s16le"), "sound is not AAC"),
    "17 million pixels": (lambda: made(width=4800, height=3600, seconds=0.1, sound=""), "4800 × 3600 pixels"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_network_takes_is_refused(name: str, tmp_path: Path) -> None:
    """In words, with a way on, and nothing of it stays on the disk."""
    content, says = REFUSED[name]
    with pytest.raises(BadInput) as refused:
        cleaned(content(), tmp_path)
    assert says in refused.value.what
    assert refused.value.next_step
    assert not list(tmp_path.iterdir())


def test_frames_larger_than_the_file_says_are_refused(tmp_path: Path) -> None:
    """A head that claims a small film before a large one: nothing of that size is made of it."""
    large = made(width=4800, height=3600, seconds=0.1, sound="")
    lying = large.replace((4800).to_bytes(2) + (3600).to_bytes(2), (64).to_bytes(2) + (48).to_bytes(2))
    assert lying != large
    with pytest.raises(BadInput):
        cleaned(lying, tmp_path)
    assert not list(tmp_path.iterdir())


def test_more_than_is_taken_is_not_even_read(tmp_path: Path) -> None:
    """By its size, before any parser sees it."""
    with pytest.raises(BadInput) as refused:
        cleaned(made(), tmp_path, largest=1000)
    assert "up to 1 kB are taken" in refused.value.what and not list(tmp_path.iterdir())


def test_a_reader_that_dies_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A parser that crashes, or hangs, is one refused film, and the program goes on."""
    monkeypatch.setattr(filming, "PATIENCE", 0.0)
    with pytest.raises(BadInput) as refused:
        cleaned(made(), tmp_path)
    assert "more memory or time" in refused.value.what and not list(tmp_path.iterdir())
