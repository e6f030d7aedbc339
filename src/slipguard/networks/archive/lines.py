"""Lines of a text file whose encoding nobody wrote down, in bounded memory."""

from __future__ import annotations

import codecs
from collections.abc import Iterator

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.box import Box, Careful, shown
from slipguard.networks.archive.limits import CHUNK, MEGABYTE, RECORD

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OLD = "cp1252"


def encoding_of(box: Box, name: str) -> str:
    """utf-8, utf-8-sig or utf-16 (by its mark), or cp1252; one pass over the file.

    A file is taken for Windows-1252 only if no two bytes of it look like UTF-8 and all of them exist in that
    code page. Where some letters are UTF-8 and others are broken, guessing would spoil them all: BadArchive.
    """
    with box.open(name) as stream:
        head = stream.read(CHUNK)
        for mark, known in _BOMS:
            if head.startswith(mark):
                return known
        good, bad, old = False, 0, True
        decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        line, data, broken_at = 1, head, 0
        while True:
            if b"\x00" in data:
                raise BadArchive(f"{shown(name)} is not text.", "Give CSV, JSON lines, or one post per line.")
            text = decoder.decode(data, final=not data)
            if not text.isascii():
                wrong = sum("\udc80" <= c <= "\udcff" for c in text)
                good = good or sum(c > "\x7f" for c in text) > wrong
                if wrong and not broken_at:
                    first = next(n for n, c in enumerate(text) if "\udc80" <= c <= "\udcff")
                    broken_at = line + text.count("\n", 0, first)
                bad += wrong
                old = old and not any(c in "\udc81\udc8d\udc8f\udc90\udc9d" for c in text)
            if not data:
                break
            line += text.count("\n")
            data = stream.read(CHUNK)
    box.meter.done = 0
    if not bad:
        return "utf-8"
    if not good and old:
        return OLD
    raise BadArchive(
        f"Line {broken_at:,} of {shown(name)} holds {'bytes that are' if bad > 1 else 'a byte that is'} no letter in "
        "UTF-8.", "Save the file as UTF-8 (in a spreadsheet: “CSV UTF-8”) and give it again.")


def lines(stream: Careful, encoding: str) -> Iterator[str]:
    """Each line with its end, as csv wants it. BadArchive for one that never ends, or bytes that are no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rest, number = "", 0
    while True:
        data = stream.read(CHUNK)
        try:
            text = rest + decoder.decode(data, final=not data)
        except UnicodeError:
            raise BadArchive(f"{shown(stream.name)} holds bytes that are no text after line {number:,}.",
                             "Save the file as UTF-8 and give it again.") from None
        # not splitlines(): it also breaks at characters that people use inside a post
        found = text.split("\n")
        rest = found.pop()
        for line in found:
            number += 1
            yield line + "\n"
        if len(rest) > RECORD:
            raise BadArchive(f"Line {number + 1:,} of {shown(stream.name)} is longer than {RECORD // MEGABYTE} MB.",
                             "Nobody writes such a post: look at what made this file.")
        if not data:
            if rest:
                yield rest
            return
