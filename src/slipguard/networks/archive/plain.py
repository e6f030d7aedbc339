"""A folder that somebody unpacked already, and a single file: boxes as well."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import Careful, Meter, reading, shown
from slipguard.networks.archive.limits import ENTRIES


class FolderBox:
    """Plain files below a folder; links are not followed."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name or str(folder)
        self.meter = Meter()
        self._folder = folder
        self._sizes: dict[str, int] = {}
        for at, folders, files in os.walk(folder, followlinks=False):
            folders[:] = [one for one in folders if not (Path(at) / one).is_symlink()]
            for one in files:
                path = Path(at) / one
                if path.is_file() and not path.is_symlink():
                    self._sizes[path.relative_to(folder).as_posix()] = path.stat().st_size
            if len(self._sizes) > ENTRIES:
                raise BadArchive("This folder holds more files than any export does.", "Name the export's own folder.")

    def names(self) -> Mapping[str, int]:
        return self._sizes

    @contextmanager
    def open(self, name: str) -> Iterator[Careful]:
        try:
            # not through a link that took the file's place since the walk
            inner = os.fdopen(os.open(self._folder / name, os.O_RDONLY | os.O_NOFOLLOW), "rb")
        except OSError as problem:
            raise BadArchive(f"{shown(name)} cannot be read: {problem.strerror}.", "Look at its permissions.") from None
        with reading(inner, name, self.meter) as stream:
            yield stream


class OneBox:
    """One file, perhaps unpacked from gzip on the way. `names` has the single name it was given under."""

    def __init__(self, stream: Callable[[], IO[bytes]], name: str, size: int) -> None:
        self.name = name
        self.meter = Meter()
        self._stream = stream
        self._size = size

    def names(self) -> Mapping[str, int]:
        return {self.name: self._size}

    @contextmanager
    def open(self, name: str) -> Iterator[Careful]:
        with reading(self._stream(), name, self.meter) as stream:
            yield stream


def apart(file: IO[bytes]) -> io.BufferedReader:
    """A reader from the file's beginning whose closing leaves the file open: it may be read again."""
    return io.BufferedReader(_Shared(file), 131_072)


class _Shared(io.RawIOBase):
    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._file.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def readinto(self, room: object) -> int:
        view = memoryview(room).cast("B")  # type: ignore[arg-type]
        data = self._file.read(len(view))
        view[: len(data)] = data
        return len(data)
