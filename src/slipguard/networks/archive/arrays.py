"""A long JSON array as a stream of its records, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Careful, shown
from slipguard.networks.archive.limits import CHUNK, MEGABYTE, RECORD

_ASSIGNS = re.compile(rb"\s*(?:(?:var|let|const)\s+)?[\w.$]+\s*=\s*")  # `window.YTD.tweets.part0 = [`
_BOM = b"\xef\xbb\xbf"


class _Fed:
    """What ijson reads from. It gives up where one record has eaten more than a record can be.

    yajl keeps a whole string in memory until it ends: without this, a string of two gigabytes would fill it.
    """

    def __init__(self, stream: Careful, script: bool) -> None:
        self._stream = stream
        self._script = script
        self._begun = False
        self.since_record = 0

    def read(self, size: int) -> bytes:
        if size == 0:  # ijson asks so whether it gets bytes
            return b""
        data = self._stream.read(CHUNK)
        if not self._begun:
            self._begun = True
            data = self._start(data)
        self.since_record += len(data)
        if self.since_record > RECORD + CHUNK:
            raise BadArchive(
                f"{shown(self._stream.name)} holds something of more than {RECORD // MEGABYTE} MB where a post should "
                "be.", "No network writes such a post. Fetch the archive anew.")
        return data

    def _start(self, data: bytes) -> bytes:
        data = data.removeprefix(_BOM)
        if self._script:
            assigned = _ASSIGNS.match(data)
            if not assigned:
                raise BadArchive(f"{shown(self._stream.name)} does not begin as the network writes it.", HALF)
            data = data[assigned.end() :]
        return data


def records(stream: Careful, path: str = "item", script: bool = False) -> Iterator[Any]:
    """The values under `path` (ijson's way of naming) one by one. BadArchive where it is no JSON or breaks off.

    script=True: the JSON stands behind an assignment, as in the .js files of an X archive.
    """
    import ijson  # a C library: nobody waits for it who reads no archive

    fed = _Fed(stream, script)
    try:
        for value in ijson.items(fed, path, use_float=True, buf_size=CHUNK):
            fed.since_record = 0
            yield value
    except ijson.IncompleteJSONError:
        raise BadArchive(f"{shown(stream.name)} breaks off, or is damaged, in the middle.", HALF) from None
    except (ijson.JSONError, UnicodeError, ValueError, OverflowError, RecursionError):
        raise BadArchive(f"{shown(stream.name)} is not the JSON that it should be.", HALF) from None
