"""gzip as a stream that knows how much it grew."""

from __future__ import annotations

import io
import zlib
from typing import IO

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF
from slipguard.networks.archive.limits import CHUNK, MEGABYTE, RATIO, RATIO_FROM

BOMB = "No network makes such an archive. Do not unpack it; fetch yours anew."
_GZIP = 16 + zlib.MAX_WBITS


class _Growing(io.RawIOBase):
    """The unpacked bytes of a gzip file. Seeks forward by reading, and backward by starting again."""

    def __init__(self, packed: IO[bytes]) -> None:
        self._packed = packed
        self._begin()

    def _begin(self) -> None:
        self._packed.seek(0)
        self._engine = zlib.decompressobj(_GZIP)
        self._rest = b""
        self._at = 0
        self._eaten = 0
        self._ended = False

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset += self._at
        elif whence != io.SEEK_SET:
            raise io.UnsupportedOperation("the end is not known")
        if offset < self._at:
            self._begin()
        while self._at < offset and self._grow(min(CHUNK, offset - self._at)):
            pass
        return self._at

    def readinto(self, room: object) -> int:
        view = memoryview(room).cast("B")  # type: ignore[arg-type]
        data = self._grow(len(view))
        view[: len(data)] = data
        return len(data)

    def _grow(self, most: int) -> bytes:
        while most and not self._ended:
            fresh = self._rest or self._packed.read(CHUNK)
            if not self._rest:
                self._eaten += len(fresh)
            if not fresh:
                raise BadArchive("The compressed file breaks off in the middle.", HALF)
            try:
                data = self._engine.decompress(fresh, most)
            except zlib.error:
                raise BadArchive("The compressed file is damaged.", HALF) from None
            self._rest = self._engine.unconsumed_tail
            if self._engine.eof:
                self._next_part()
            self._at += len(data)
            if self._at > RATIO_FROM and self._at > RATIO * self._eaten:
                raise BadArchive("The file grows beyond all measure when it is unpacked.", BOMB)
            if data:
                return data
        return b""

    def _next_part(self) -> None:
        """gzip files may follow each other in one; zeros fill a tape block."""
        rest = (self._engine.unused_data or self._packed.read(CHUNK)).lstrip(b"\x00")
        if rest:
            self._engine, self._rest = zlib.decompressobj(_GZIP), rest
        else:
            self._ended = True


class Grown(io.BufferedReader):
    """Buffered; refuses to hand out so much at once that somebody else's header decides about our memory."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0 or size > 8 * MEGABYTE:
            raise BadArchive("The archive claims headers of a size that nobody writes.", BOMB)
        return super().read(size)


def ungzip(packed: IO[bytes]) -> Grown:
    """The unpacked bytes of a gzip file, from its beginning; seekable."""
    return Grown(_Growing(packed), CHUNK)


def guarded(plain: IO[bytes]) -> Grown:
    """An uncompressed file with the same guard against huge reads."""
    plain.seek(0)
    return Grown(plain, CHUNK)  # type: ignore[arg-type]
