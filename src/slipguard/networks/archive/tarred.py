"""A tar file, plain or in gzip, read from front to back and never unpacked."""

from __future__ import annotations

import tarfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Careful, Meter, reading, safe, shown
from slipguard.networks.archive.limits import CHUNK, ENTRIES, TEXT
from slipguard.networks.archive.unpacking import BOMB, Grown


def _damaged() -> BadArchive:
    return BadArchive("This tar file is damaged, or only half of it is here.", HALF)


class TarBox:
    """Members by path. One walk over the whole file lists them; opening one walks to it again.

    tarfile keeps every header it met, so the walk lets go of them: what stays is names and sizes.
    """

    def __init__(self, stream: Callable[[], Grown], name: str) -> None:
        self.name = name
        self.meter = Meter()
        self._stream = stream
        self._sizes: dict[str, int] = {}
        seen = 0
        for _, info in self._walk():
            seen += 1
            if seen > ENTRIES:
                raise BadArchive("This tar file holds more files than any export does.", BOMB)
            path = safe(info.name)
            if info.isdir():
                continue
            if not info.isreg() or info.issparse():
                raise BadArchive(f"The archive holds a link or a device ({shown(path)}).", BOMB)
            if path in self._sizes:
                raise BadArchive(f"The archive holds {shown(path)} twice.", "Fetch it anew from the network.")
            self._sizes[path] = info.size

    def names(self) -> Mapping[str, int]:
        return self._sizes

    @contextmanager
    def open(self, name: str) -> Iterator[Careful]:
        if self._sizes[name] > TEXT:
            raise BadArchive(f"{shown(name)} is larger than any export.", BOMB)
        for tar, info in self._walk():
            if info.isreg() and safe(info.name) == name:
                inner: IO[bytes] | None = tar.extractfile(info)
                assert inner is not None  # a plain file
                with reading(inner, name, self.meter) as stream:
                    yield stream
                return
        raise BadArchive("The file changed while it was read.", "Try again.")

    def _walk(self) -> Iterator[tuple[tarfile.TarFile, tarfile.TarInfo]]:
        try:
            with self._stream() as stream, tarfile.open(fileobj=stream, mode="r:", errorlevel=1) as tar:
                while (info := tar.next()) is not None:
                    yield tar, info
                    tar.members.clear()  # type: ignore[attr-defined]  # there, and advised, but not in the stubs
                # tarfile takes what stops, or turns to noise, between two members for complete: the end says so
                stream.seek(tar.offset)
                if stream.read(512) != bytes(512):
                    raise _damaged()
                while stream.read(CHUNK):  # a gzip's own checksum stands behind everything
                    pass
        except (tarfile.TarError, EOFError, OSError, ValueError, UnicodeError, OverflowError):
            raise _damaged() from None
