"""Reads the file that a person brings to teach their own voice: one post a line, or JSON lines with "text"."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from slipguard.core.errors import BadInput
from slipguard.core.types import Post

LIMIT = 20 * 1024 * 1024  # bytes
LONGEST = 20_000  # characters of one post; more is cut


def read(chunks: Iterable[bytes], size: int) -> list[Post]:
    """The posts of an uploaded file of `size` bytes, oldest or newest first. BadInput says what is wrong with it."""
    if size > LIMIT:
        raise BadInput("This file is larger than 20 MB.", "Cut it: a few thousand posts are enough.")
    try:
        text = b"".join(chunks).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput("This file is not text in UTF-8.", "Give one post per line, or JSON lines.") from None
    return list(_posts(text))


def _posts(text: str) -> Iterator[Post]:
    for number, line in enumerate((line.strip() for line in text.split("\n")), start=1):
        if not line:
            continue
        said = _said(line, number) if line.startswith("{") else line
        if said.strip():
            yield Post(said[:LONGEST])


def _said(line: str, number: int) -> str:
    try:
        told = json.loads(line)
    except ValueError:
        raise BadInput(f"Line {number} is not JSON.", "Each line is {\"text\": \"…\"}, or just the post.") from None
    said = told.get("text")
    if not isinstance(said, str):
        raise BadInput(f"Line {number} has no “text”.", "Each line is {\"text\": \"…\"}, or just the post.")
    return said
