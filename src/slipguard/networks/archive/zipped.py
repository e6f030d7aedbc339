"""A zip file, read through its own list of members and never unpacked."""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Careful, Meter, reading, safe, shown
from slipguard.networks.archive.limits import DIRECTORY, ENTRIES, RATIO, RATIO_FROM, TEXT
from slipguard.networks.archive.unpacking import BOMB

_END, _END_SIZE = b"PK\x05\x06", 22  # APPNOTE 4.3.16: the end of central directory record
_END64, _END64_SIZE = b"PK\x06\x06", 56  # 4.3.14
_SECRET = 1  # general purpose bit 0: encrypted
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class ZipBox:
    """Members by path. BadArchive for anything that no network's export does."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self.name = name
        self.meter = Meter()
        _modest(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, struct.error):
            raise BadArchive("This zip file is damaged, or only half of it is here.", HALF) from None
        self._members: dict[str, zipfile.ZipInfo] = {}
        for info in self._zip.infolist():
            self._take(info)

    def names(self) -> Mapping[str, int]:
        return {name: info.file_size for name, info in self._members.items()}

    @contextmanager
    def open(self, name: str) -> Iterator[Careful]:
        info = self._members[name]
        if info.flag_bits & _SECRET:
            raise BadArchive("This zip file is locked with a password.", "Unlock it, and pack it again without one.")
        if info.compress_type not in _KNOWN:
            raise BadArchive(f"{shown(name)} is compressed in an uncommon way.", "Pack it again as an ordinary zip.")
        if info.file_size > TEXT or info.file_size > max(RATIO_FROM, RATIO * info.compress_size):
            raise BadArchive(f"{shown(name)} grows beyond all measure when it is unpacked.", BOMB)
        try:
            inner = self._zip.open(info)
        except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, struct.error):
            raise BadArchive(f"{shown(name)} breaks off or is damaged.", HALF) from None
        with reading(inner, name, self.meter) as stream:
            yield stream

    def _take(self, info: zipfile.ZipInfo) -> None:
        # ZipInfo cuts names at a NUL and turns some separators round: judge what the file says
        safe(info.orig_filename)
        name = safe(info.filename)
        if stat.S_ISLNK(info.external_attr >> 16):
            raise BadArchive(f"The archive holds a link to another place ({shown(name)}).", BOMB)
        if info.is_dir():
            return
        if name in self._members:
            raise BadArchive(f"The archive holds {shown(name)} twice.", "Fetch it anew from the network.")
        self._members[name] = info


def _modest(file: IO[bytes]) -> None:
    """Ask how long the list of members is before zipfile reads all of it into memory."""
    file.seek(0, 2)
    size = file.tell()
    start = max(0, size - 65_536 - _END_SIZE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise BadArchive("This zip file has no end: only half of it is here.", HALF)
    entries, directory = struct.unpack_from("<H", tail, at + 10)[0], struct.unpack_from("<I", tail, at + 12)[0]
    big = tail.rfind(_END64, 0, at)
    if big >= 0 and at - big >= _END64_SIZE:
        entries, directory = struct.unpack_from("<QQ", tail, big + 32)
    if entries > ENTRIES or directory > DIRECTORY:
        raise BadArchive(f"This zip file lists {entries:,} files; that is more than any export holds.", BOMB)
    file.seek(0)
