"""How the command line speaks: words or --json on standard output, errors with the next command."""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Callable
from typing import Annotated, Any, TypeVar

import typer

R = TypeVar("R")
Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]


def answer(data: object, words: str, as_json: bool) -> None:
    """One answer, in the form that was asked for."""
    typer.echo(json.dumps(data, default=str, ensure_ascii=False, indent=1) if as_json else words)


def failing(command: Callable[..., R]) -> Callable[..., R]:
    """Failures with words for people become one line and exit code 2; with --json, a problem object."""

    @functools.wraps(command)
    def guarded(*args: Any, **kwargs: Any) -> R:
        from slipguard.core.errors import SlipguardError

        try:
            return command(*args, **kwargs)
        except SlipguardError as error:
            if kwargs.get("as_json"):
                problem = {"error": error.code, "title": error.what, "next_step": error.next_step}
                typer.echo(json.dumps(problem, ensure_ascii=False))
            else:
                print(f"slipguard: {error.what}", file=sys.stderr)
                if error.next_step:
                    print(f"  next: {error.next_step}", file=sys.stderr)
            raise typer.Exit(2) from None

    return guarded


def table(headings: list[str], rows: list[list[str]]) -> str:
    """A plain table: it also reads well in a pipe."""
    if not rows:
        return "nothing yet"
    widths = [max(len(str(row[n])) for row in [headings, *rows]) for n in range(len(headings))]
    lines = ["  ".join(str(cell).ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
             for row in [headings, *rows]]
    return "\n".join(lines)
