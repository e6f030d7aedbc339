"""slipguard assess HISTORY CANDIDATES: judge a whole file, without server or database."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from slipguard.cli.say import Json
from slipguard.core.errors import BadInput


def assess(
    history: Annotated[Path, typer.Argument(help="Past posts: JSON lines with account and text (.gz too).")],
    candidates: Annotated[Path, typer.Argument(help="Posts to judge: id, account, text.")],
    as_json: Json = False,
) -> None:
    """Judge a month's content calendar against the accounts' past posts. Prints JSON lines, with --json or without."""
    from slipguard.core import policy
    from slipguard.core.harm import Context, grade
    from slipguard.core.types import Assessment, Harm, Post
    from slipguard.core.voice.assess_file import assess_rows

    def harm(post: Post) -> Harm:
        return grade(post.text, language=post.language, context=Context(is_reply=bool(post.reply_to)))

    def verdict(found: Assessment, harmful: Harm) -> str:
        words = {"publish": "allow", "ask": "ask", "hold": "hold"}
        return words[str(policy.decide_draft(found, harmful).decision)]

    for line in assess_rows(rows(history), rows(candidates), harm=harm, verdict=verdict):
        typer.echo(json.dumps(line, ensure_ascii=False))


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-lines file; BadInput names the line that is not one."""
    try:
        unpack = gzip.open if path.suffix == ".gz" else open
        with unpack(path, "rt", encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(path, number, line)
    except (OSError, EOFError) as problem:
        raise BadInput(f"{path} cannot be read: {problem}.", "Give a JSON-lines file, gzipped or not.") from None


def _row(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError:
        row = None
    if not isinstance(row, dict) or not isinstance(row.get("account"), str) or not isinstance(row.get("text"), str):
        raise BadInput(
            f"{path}, line {number}: not an object with “account” and “text”.",
            'One object a line, such as {"id": "7", "account": "client", "text": "..."}',
        )
    return row
