"""A file that is no still picture is named for what it is, with what to do next."""

from __future__ import annotations

import pytest

from slipguard.core.writing import film, foreign, moving


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
    assert name in against.what and "JPEG, PNG, WebP or GIF that stands still" in against.what
    assert against.next_step
    assert (film(content) is not None) is ("film" in name)
    if "film" in name:
        assert "the network's own app" in against.next_step and "frame" in against.next_step


def test_a_gif_that_moves_names_itself() -> None:
    """Said as what it is, with the same two ways on as for a film."""
    assert moving("GIF").what.startswith("This GIF moves")
    assert moving("GIF").next_step == film(b"OggS").next_step  # type: ignore[union-attr]
