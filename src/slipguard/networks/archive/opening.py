"""What a file is, by its first bytes and never by its name alone."""

from __future__ import annotations

from pathlib import Path
from typing import IO

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Box, shown
from slipguard.networks.archive.plain import FolderBox, OneBox, apart
from slipguard.networks.archive.tarred import TarBox
from slipguard.networks.archive.unpacking import guarded, ungzip
from slipguard.networks.archive.zipped import ZipBox

_TAR_AT = 257  # where a tar's first header says "ustar"
_CONTAINERS = (".zip", ".gz", ".tgz", ".tar")
_ROOTS = b"\xa2eroots"  # a CAR's header, after its length
_STRANGE = {
    b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!": "RAR", b"BZh": "bzip2", b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd",
    b"%PDF": "PDF", b"\xd0\xcf\x11\xe0": "old Office",
}


def open_box(given: Path | IO[bytes], name: str = "") -> Box:
    """A folder, zip, tar, tar.gz, gzip or plain file as a box. BadArchive in words for everything else.

    `given`: a path, or a seekable binary file that stays open as long as the box is used.
    """
    if isinstance(given, Path):
        if given.is_dir():
            return FolderBox(given)
        try:
            file: IO[bytes] = given.open("rb")
        except OSError as problem:
            raise BadArchive(f"{given} cannot be read: {problem.strerror}.", "Name the file or the folder.") from None
        return _of(file, name or given.name)
    return _of(given, name or "the file")


def _of(file: IO[bytes], name: str) -> Box:
    head = _head(file)
    for magic, kind in _STRANGE.items():
        if head.startswith(magic):
            raise BadArchive(f"This is a {kind} file.", "Give the file as the network handed it out, or a zip of it.")
    if not head:
        raise BadArchive("This file is empty.", "Fetch or export it again.")
    if head.startswith(b"PK"):
        return ZipBox(file, name)
    if head.startswith(b"\x1f\x8b"):
        if _is_tar(_first(ungzip(file))):
            return TarBox(lambda: ungzip(file), name)
        return OneBox(lambda: ungzip(file), name.removesuffix(".gz"), 0)
    if _is_tar(head):
        return TarBox(lambda: guarded(apart(file)), name)
    if name.lower().endswith(_CONTAINERS) or (name.lower().endswith(".car") and _ROOTS not in head[:10]):
        raise BadArchive(f"By its name {shown(name)} is an archive, and by its contents it is none.", HALF)
    file.seek(0, 2)
    return OneBox(lambda: apart(file), name, file.tell())


def _is_tar(head: bytes) -> bool:
    return head[_TAR_AT : _TAR_AT + 5] == b"ustar"


def _head(file: IO[bytes]) -> bytes:
    file.seek(0)
    return file.read(512)


def _first(stream: IO[bytes]) -> bytes:
    with stream:
        return stream.read(512)
