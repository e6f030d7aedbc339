"""A file that is no still picture is named for what it is, with what to do next."""

from __future__ import annotations

import pytest

from slipguard.core.writing import film, film_kind, foreign, moving


@pytest.mark.parametrize(("content", "name"), [
    (b"\x00\x00\x00\x20ftypisom", "film (MP4)"), (b"\x00\x00\x00\x14ftypqt  ", "film (MOV)"),
    (b"\x00\x00\x00\x20ftyp3gp5", "film (MP4)"), (b"\x1a\x45\xdf\xa3\x42\x82\x84webm", "film (WebM)"),
    (b"\x1a\x45\xdf\xa3\x42\x82\x88matroska", "film (MKV)"), (b"RIFF\x00\x00\x00\x00AVI LIST", "film (AVI)"),
    (b"OggS\x00", "film (Ogg)"), (b"\x00\x00\x00\x18ftypheic", "HEIC"), (b"\x00\x00\x00\x18ftypavif", "AVIF"),
    (b"\xef\xbb\xbf<?xml version='1.0'?><svg>", "SVG"), (b" <SVG xmlns=''>", "SVG"), (b"%PDF-1.7", "PDF"),
    (b"", "no picture that Slipguard knows"), (b"<html>", "no picture that Slipguard knows"),
])
def test_what_it_is_is_said_with_what_works(content: bytes, name: str) -> None:
    """By its first bytes, whatever it is called; the formats that work are named, and the next thing to do."""
    against = foreign(content)
    kind = film_kind(content)
    refused = kind not in ("", "MP4", "MOV")  # as a film, too
    shown = kind or name
    works = "MP4 or MOV with H.264" if refused else "JPEG, PNG, WebP or GIF that stands still"
    assert shown in against.what and works in against.what
    assert against.next_step
    assert bool(kind) is ("film" in name)
    assert (film(content) is not None) is refused
    if kind:
        assert ("MP4 (H.264" if refused else "one frame of it as PNG") in against.next_step


def test_a_gif_that_moves_names_itself() -> None:
    """Said as what it is, with the two ways on that there are."""
    assert moving("GIF").what.startswith("This GIF moves")
    assert "as a film (MP4)" in moving("GIF").next_step and "one frame of it as PNG" in moving("GIF").next_step
