"""What a file is by its first bytes, where it is no picture that can be taken: so that the refusal can name it. Pure.

Signatures: ISO 14496-12 (ftyp), Matroska (EBML), RIFF, Ogg; for HEIC and AVIF the brands of ISO 23008-12.
"""

from __future__ import annotations

from slipguard.core.writing.pictures import Objection

STILL = "JPEG, PNG, WebP or GIF that stands still"
FILMS = "MP4 or MOV with H.264"
_NEXT_FILM = "Save it as MP4 (H.264 with AAC sound, what phones call “most compatible”) and add that."
_TAKEN = ("", "MP4", "MOV")
_HEIF = (b"heic", b"heix", b"heim", b"heis", b"heif", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")


def foreign(content: bytes) -> Objection:
    """Why this file is no picture, and what to do: any film, a drawing, a telephone's HEIC, a document, or unknown."""
    if kind := film_kind(content):
        return film(content) or Objection(f"This is a film ({kind}), and a picture is asked for here: {STILL}.",
                                          "Save one frame of it as PNG and add that.")
    if content[4:8] == b"ftyp":
        kind = "AVIF" if content[8:12].startswith(b"avi") else "HEIC"
        return Objection(f"This is a picture as {kind}; taken are {STILL}.",
                         "Save or share it as JPEG (a telephone does that when it is asked to) and add it again.")
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<svg", b"<?xml")) and b"<svg" in head:
        return Objection(f"This is a drawing as SVG, which can hold a program; taken are {STILL}.",
                         "Export it as PNG and add that.")
    if head.startswith(b"%pdf"):
        return Objection(f"This is a document (PDF); taken are {STILL}.", "Save the page as PNG and add that.")
    return Objection(f"This file is no picture that Slipguard knows; taken are {STILL}.",
                     "Save it as JPEG or PNG and add it again.")


def film(content: bytes) -> Objection | None:
    """Why a film of this kind is not taken, whatever its size; None for MP4 and MOV, and for what is no film."""
    kind = film_kind(content)
    return Objection(f"This is a film as {kind}; taken are {FILMS}.", _NEXT_FILM) if kind not in _TAKEN else None


def moving(kind: str) -> Objection:
    """Why a GIF, PNG or WebP with several frames is not taken."""
    return Objection(f"This {kind} moves; taken are {STILL}, and films as {FILMS}.",
                     "Save it as a film (MP4) and add that, or one frame of it as PNG.")


def film_kind(content: bytes) -> str:
    """The kind of film by its signature, "" for none."""
    if content[4:8] == b"ftyp" and content[8:12] not in _HEIF:
        return "MOV" if content[8:10] == b"qt" else "MP4"
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "WebM" if b"webm" in content[:64] else "MKV"
    if content[:4] == b"RIFF" and content[8:11] == b"AVI":
        return "AVI"
    if content[4:8] in (b"moov", b"mdat", b"wide", b"free"):
        return "MOV"
    return "Ogg" if content.startswith(b"OggS") else ""
