"""Posts in plain files: CSV with named columns, JSON lines (or one JSON array), or one post a line."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any

from slipguard.core.errors import BadArchive
from slipguard.core.types import Post
from slipguard.networks.archive.arrays import records
from slipguard.networks.archive.box import Box, shown
from slipguard.networks.archive.columns import NAMES, NEEDED, places, post_of
from slipguard.networks.archive.form import STRANGE, Form, Owner, Tally
from slipguard.networks.archive.limits import LONGEST
from slipguard.networks.archive.lines import OLD, encoding_of, lines
from slipguard.networks.archive.plain import OneBox

_DELIMITERS = ",;\t|"
_TABLES = (".csv", ".tsv")
_HEAD = re.compile(r"[^\W\d][\w.:/#-]{0,39}(?: [\w.:/#()-]{1,20}){0,2}")  # up to three words
Row = Mapping[str, Any]


class Table:
    """A single file that belongs to no network. It knows an owner only where a column names one."""

    network = ""
    title = "a plain file"

    def recognises(self, box: Box) -> bool:
        """Any single file: this form is asked last."""
        return isinstance(box, OneBox)

    def owner(self, box: Box) -> Owner:
        """Nobody: rows that name an author are judged one by one while they are read."""
        return Owner()

    def posts(self, box: Box, tally: Tally) -> Iterator[Post]:
        """Every row that is a post of one author. BadArchive names the columns that are there and those needed."""
        (name,) = box.names()
        encoding = encoding_of(box, name)
        if encoding == OLD:
            tally.note("The file is not UTF-8. It was read as Windows-1252, the usual alternative; if letters with "
                       "accents came out wrong, save it as UTF-8 and give it again.")
        box.meter.total = sum(box.names().values())
        with box.open(name) as stream:
            found = lines(stream, encoding)
            first = next((line for line in found if line.strip()), "")
            opening = first.lstrip()[:1]
            if opening == "{":
                yield from _json_lines(chain([first], found), name, tally)
                return
            if opening != "[":
                yield from _table_or_text(chain([first], found), first, name, tally)
                return
        with box.open(name) as stream:
            for row in records(stream):
                yield from _record(row, "an entry", tally)


def _json_lines(found: Iterator[str], name: str, tally: Tally) -> Iterator[Post]:
    for number, line in enumerate(found, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise BadArchive(f"Line {number:,} of {shown(name)} is not JSON, or breaks off.",
                             "Each line is an object such as {\"text\": \"…\"}.") from None
        yield from _record(row, f"Line {number:,}", tally)


def _record(row: object, where: str, tally: Tally) -> Iterator[Post]:
    if not isinstance(row, dict):
        tally.skip(STRANGE)
        return
    at = places(str(key) for key in row)
    if "text" not in at:
        raise BadArchive(f"{where} has no text. Its fields: {_listed(row)}.", f"Needed is {NEEDED}.")
    yield from _posted(row, at, tally)


def _table_or_text(found: Iterator[str], first: str, name: str, tally: Tally) -> Iterator[Post]:
    delimiter = _delimiter(first)
    if delimiter is None and name.lower().endswith(_TABLES):
        heads = _cells(first, max(_DELIMITERS, key=first.count))
        raise BadArchive(f"{shown(name)} has no column with the text. Its columns: {_listed(heads)}.",
                         f"Needed is {NEEDED}.")
    if delimiter is not None:
        yield from _table(found, delimiter, name, tally)
        return
    tally.note("Read as plain text: each line is one post.")
    for line in found:
        if line.strip():
            tally.took(None)
            yield Post(line.strip()[:LONGEST])


def _table(found: Iterator[str], delimiter: str, name: str, tally: Tally) -> Iterator[Post]:
    reader = csv.reader(found, delimiter=delimiter, strict=True)
    try:
        heads = next(reader)
        at = places(heads)
        for cells in reader:
            if not any(cells):
                continue
            if len(cells) != len(heads):
                tally.skip("rows with more or fewer cells than there are columns")
                continue
            yield from _posted(dict(zip(heads, cells, strict=True)), at, tally)
    except csv.Error:
        raise BadArchive(f"{shown(name)} is not well-formed CSV near line {reader.line_num:,}, or breaks off there.",
                         "Look for a quotation mark that is never closed, or export it again.") from None


def _posted(row: Row, at: Mapping[str, str], tally: Tally) -> Iterator[Post]:
    post = post_of(row, at, tally)
    if post is not None:
        yield post


def _delimiter(first: str) -> str | None:
    """The one that makes a heading with a known text column of the first line; None: it is no heading."""
    for delimiter in _DELIMITERS:
        heads = _cells(first, delimiter)
        at = places(heads)
        # “text” alone is a post of one word as well as a heading: a heading has known names only, or several
        if "text" in at and (len(heads) > 1 or first.strip().lower().strip('"') in NAMES["text"][:3]):
            return delimiter
    return None


def _cells(first: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([first], delimiter=delimiter), [])
    except csv.Error:  # a carriage return in the middle, say
        return []


def _listed(heads: Any) -> str:
    """The first twenty names. What cannot be a name is a post from a file without a heading, and not repeated."""
    names = [str(head).strip() for head in heads]
    if len(names) < 2 or not all(_HEAD.fullmatch(name) for name in names):
        return "the first line does not look like a heading"
    return ", ".join(f"“{name}”" for name in names[:20])


TABLE: Form = Table()
