"""A long JSON array as a stream of its records, in bounded memory.

The records themselves are read by the standard library, whose depth has an end; only the way from one to the
next is ours. ijson was tried: it names every value by its path, and a hundred thousand opening brackets make
that path, kept at each level, larger than any memory (docs/decisions/0013-archives.md).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from json import JSONDecoder
from typing import Any

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import HALF, Careful, shown
from slipguard.networks.archive.limits import CHUNK, MEGABYTE, RECORD

_ASSIGNS = re.compile(r"\s*(?:(?:var|let|const)\s+)?[\w.$]+\s*=\s*")  # `window.YTD.tweets.part0 = [`
_SPACE = re.compile(r"[ \t\r\n]*")
_decode = JSONDecoder().raw_decode


def records(stream: Careful, within: str = "", script: bool = False) -> Iterator[Any]:
    """The values of the array, one by one. BadArchive where it is no JSON, breaks off, or is never a record.

    within: the array is the value of this key of the outermost object. script: the JSON stands behind an
    assignment, as in the .js files of an X archive.
    """
    text = _Text(stream)
    if script:
        text.assigned()
    if within:
        text.take("{")
        while text.value() != within:
            text.take(":")
            text.value()
            text.take(",")
        text.take(":")
    text.take("[")
    if text.next() == "]":
        return
    while True:
        yield text.value()
        if text.take(",]") == "]":
            break
    if within:  # what follows is not needed; that it is there shows that the file is whole
        while text.take(",}") == ",":
            text.value()
            text.take(":")
            text.value()


class _Text:
    """A window onto the text: never much longer than one record."""

    def __init__(self, stream: Careful) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._window = ""
        self._at = 0
        self._ended = False

    def assigned(self) -> None:
        """Past `name = `."""
        self._more()
        found = _ASSIGNS.match(self._window)
        if not found:
            raise BadArchive(f"{shown(self._stream.name)} does not begin as the network writes it.", HALF)
        self._at = found.end()

    def next(self) -> str:
        """The next letter that is no space; not taken."""
        while True:
            space = _SPACE.match(self._window, self._at)
            self._at = space.end() if space else self._at
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                raise self._broken()

    def take(self, one_of: str) -> str:
        """The next letter, which has to be one of these."""
        letter = self.next()
        if letter not in one_of:
            raise self._broken()
        self._at += 1
        return letter

    def value(self) -> Any:
        """The next JSON value, whole."""
        self.next()
        while True:
            try:
                found, end = _decode(self._window, self._at)
                # at the window's end a number may go on
                if end < len(self._window) or self._ended or isinstance(found, dict | list | str):
                    self._at = end
                    return found
            except RecursionError:
                raise self._broken() from None
            except ValueError:  # not whole yet, or never
                pass
            if len(self._window) - self._at > RECORD:
                raise BadArchive(
                    f"{shown(self._stream.name)} holds something of more than {RECORD // MEGABYTE} MB where a post "
                    "should be, or is damaged there.", "Fetch the archive anew.")
            if not self._more():
                raise self._broken()

    def _more(self) -> bool:
        """Read on; False at the end."""
        if self._ended:
            return False
        data = self._stream.read(CHUNK)
        self._ended = not data
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeError:
            raise self._broken() from None
        self._window, self._at = self._window[self._at :] + text, 0
        return True

    def _broken(self) -> BadArchive:
        return BadArchive(f"{shown(self._stream.name)} breaks off or is damaged in the middle.", HALF)
