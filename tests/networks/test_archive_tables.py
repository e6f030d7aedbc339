"""CSV, JSON lines and plain text: columns, encodings, times."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from datetime import UTC, datetime

import pytest

from slipguard.core.errors import BadArchive
from slipguard.networks.archive.form import REPOST
from tests.networks.archive_rig import read


def texts(given: bytes, name: str = "posts.csv") -> list[str]:
    """The words of each post."""
    return [post.text for post in read(given, name)[1]]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_columns_are_found_by_name_whatever_divides_them(delimiter: str) -> None:
    """Order and delimiter do not matter, quoted line breaks stay, a retweet is passed over."""
    row = delimiter.join(["2024-05-01T09:00:00+02:00", '"Doors open,; at |\tnine\nsharp"', "77", "Desk"])
    head = delimiter.join(["Created At", "Text", "ID", "Source"])
    _, found, tally = read(f"{head}\n{row}\n{row.replace('Doors', 'RT @x: D')}\n".encode(), "posts.csv")
    assert [post.text for post in found] == ["Doors open,; at |\tnine\nsharp"]
    assert found[0].at == datetime(2024, 5, 1, 7, tzinfo=UTC) and found[0].ref == "77" and found[0].app == "Desk"
    assert tally.skipped == {REPOST: 1}


def test_json_lines_and_a_json_array_are_both_read() -> None:
    """People bring what they have; gzip around it does not matter."""
    rows = [{"text": "one\nbreak", "links": ["https://a.example"]}, {"content": "two", "created_at": 1714546800}]
    lines = "\n\n".join(json.dumps(row) for row in rows).encode()
    for given in (lines, json.dumps(rows).encode(), b"\xef\xbb\xbf" + lines, gzip.compress(lines)):
        _, found, _ = read(given, "posts.jsonl")
        assert [post.text for post in found] == ["one\nbreak", "two"]
        assert found[0].links == ("https://a.example",) and found[1].at == datetime(2024, 5, 1, 7, tzinfo=UTC)


def test_a_text_file_is_one_post_a_line() -> None:
    """Also when a line looks a little like a heading."""
    given = "text me when you are there\nplain words, with a comma\n\nünï ☕\n".encode()
    assert texts(given, "posts.txt") == ["text me when you are there", "plain words, with a comma", "ünï ☕"]


@pytest.mark.parametrize(("encoding", "noted"), [
    ("utf-8", False), ("utf-8-sig", False), ("utf-16", False), ("cp1252", True),
])
def test_encodings_are_found_out_and_a_guess_is_said(encoding: str, noted: bool) -> None:
    """What a spreadsheet saves is read; only what no mark and no rule tells is called a guess."""
    _, found, tally = read("text;id\nCafé – “open” até às 9;1\n".encode(encoding), "p.csv")
    assert found[0].text == "Café – “open” até às 9"
    assert any("Windows-1252" in note for note in tally.notes) == noted


@pytest.mark.parametrize(("given", "says"), [
    ("text\nCafé\n".encode() + b"Caf\xe9\n", "Line 3"),  # two encodings in one file
    (b"text\n\x81\x8d\n", "Line 2"),
    (b"text\nab\x00cd\n", "not text"),
    (b"{not json\n", "Line 1"),
    (b'{"text": "fine"}\n{"text": "half', "Line 2"),
    (b'{"body_of_it": "x", "when": 1}', "“body_of_it”, “when”"),
    (b"headline,when\nx,y\n", "“headline”, “when”"),
    (b'text,id\n"never closed,1\n', "line 2|line 3"),
])
def test_what_cannot_be_read_is_named(given: bytes, says: str) -> None:
    """The line or the columns, and what is needed; nothing is half read."""
    with pytest.raises(BadArchive, match=says) as refused:
        texts(given, "posts.csv")
    assert refused.value.next_step


def test_no_words_of_a_post_stand_in_a_refusal() -> None:
    """A file without a heading has a post where the heading should be."""
    given = b"a secret that nobody may read in a log, and more of it\nsecond, line\n"
    with pytest.raises(BadArchive) as refused:
        texts(given, "posts.csv")
    assert "secret" not in str(refused.value)
    for given in (b'{"text": "secret"}\n{"text": "secr', b'"text"\n"secret', b"[{\"text\": \"secret\"}, {\"te"):
        with pytest.raises(BadArchive) as refused:
            texts(given, "posts.csv")
        assert "secret" not in str(refused.value)


def test_a_time_without_zone_is_left_out_and_said() -> None:
    """A wrong hour would say something wrong about the account."""
    given = b"text,date\na,2024-05-01T09:00:00\nb,2024-05-01T09:00:00Z\nc,01/05/24\nd,\n"
    _, found, tally = read(given, "p.csv")
    assert [post.at is None for post in found] == [True, False, True, True] and len(tally.notes) == 2


def test_rows_of_another_width_are_counted() -> None:
    """A stray delimiter costs its row, and the summary says so."""
    _, found, tally = read(b"text,id\nfine,1\ntoo,many,cells\nfew\n", "p.csv")
    assert len(found) == 1 and sum(tally.skipped.values()) == 2


class Endless(io.RawIOBase):
    """A file of one line: `start`, then the same letter up to `size`. Nothing of it exists before it is read."""

    def __init__(self, start: bytes, size: int) -> None:
        self._start, self._size, self._at = start, size, 0

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = offset if whence == 0 else self._size + offset
        return self._at

    def tell(self) -> int:
        return self._at

    def read(self, size: int = -1) -> bytes:
        data = b"x" * min(size, self._size - self._at, 1 << 17)
        if self._at == 0:
            data = (self._start + data)[: len(data)]
        self._at += len(data)
        return data


@pytest.mark.parametrize("start", [b"text,id\n", b'[{"text": "', b'{"text": "', b"x"])
def test_a_line_of_two_gigabytes_is_refused_in_bounded_memory(start: bytes) -> None:
    """Given up at the ceiling, whichever form it pretends to be."""
    tracemalloc.start()
    with pytest.raises(BadArchive, match=r"more than 4 MB|longer than 4 MB"):
        read(Endless(start, 2 * 1024**3), "posts.csv")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 64 * 1024**2
