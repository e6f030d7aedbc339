"""A box: named members that can be read as streams, whatever it was packed in."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import IO, Protocol
from zipfile import BadZipFile

from slipguard.core.errors import BadArchive, SlipguardError
from slipguard.networks.archive.limits import SMALL

HALF = "Fetch or copy the file again: it seems to have been cut off."
_DRIVE = re.compile(r"^[A-Za-z]:")


class Meter:
    """How far the reading is, in bytes as they come out of the box."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0

    @property
    def share(self) -> float:
        """0 to 1; 0 where nobody said how much there is."""
        return min(1.0, self.done / self.total) if self.total else 0.0


class Careful:
    """The bytes of one member. What breaks below comes out as a BadArchive, and the meter moves."""

    def __init__(self, inner: IO[bytes], name: str, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter
        self.name = name

    def read(self, size: int) -> bytes:
        """At most `size` bytes, b"" at the end."""
        try:
            data = self._inner.read(size)
        except SlipguardError:
            raise
        except (EOFError, BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, RuntimeError):
            # the libraries' own words can hold names and bytes from inside: ours do not
            raise BadArchive(f"{shown(self.name)} breaks off or is damaged.", HALF) from None
        self._meter.done += len(data)
        return data


class Box(Protocol):
    """What every container looks like from here."""

    name: str  # as the person calls it, for words
    meter: Meter

    def names(self) -> Mapping[str, int]:
        """Path inside the box -> size in bytes, plain files only."""

    def open(self, name: str) -> AbstractContextManager[Careful]:
        """A stream over one member."""


@contextmanager
def reading(inner: IO[bytes], name: str, meter: Meter) -> Iterator[Careful]:
    """A careful stream that is closed afterwards."""
    try:
        yield Careful(inner, name, meter)
    finally:
        inner.close()


def whole(box: Box, name: str) -> bytes:
    """A small member, complete. BadArchive where it is not small."""
    parts, size = [], 0
    with box.open(name) as stream:
        while part := stream.read(65_536):
            size += len(part)
            if size > SMALL:
                raise BadArchive(f"{shown(name)} is far larger than it can be.", "Fetch the archive anew.")
            parts.append(part)
    box.meter.done -= size  # the small ones say nothing about how far the posts are
    return b"".join(parts)


def safe(name: str) -> str:
    """A member's name with forward slashes. BadArchive for one that wants to leave the box.

    Nothing is unpacked, so it could do no harm here: but whoever made it meant some, and nothing else in
    such a file deserves trust.
    """
    plain = name.replace("\\", "/")
    if plain.startswith("/") or _DRIVE.match(plain) or "\x00" in name or ".." in plain.split("/"):
        raise BadArchive(
            f"The archive holds a file whose name leads out of it ({shown(name)}).",
            "No network makes such an archive: fetch yours anew, and do not unpack this one.",
        )
    return plain.removeprefix("./")


def shown(name: str) -> str:
    """A name from inside, fit for a sentence: printable and short."""
    clean = "".join(c if c.isprintable() else "?" for c in name)
    return f"“{clean[:80]}”"
