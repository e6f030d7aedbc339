"""slipguard apology outline and lint: for an editor, a CI, or a person in a hurry."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing

apology = typer.Typer(no_args_is_help=True, help="Check the words before they go out.")


@apology.command("outline")
@failing
def outline(
    number: Annotated[int, typer.Argument(help="The incident's number.")],
    later: Annotated[bool, typer.Option(help="The follow-up: what was done since, without a name.")] = False,
    short: Annotated[bool, typer.Option(help="A short note instead of a full apology.")] = False,
    language: Annotated[str, typer.Option(help="en, de, fr, es or it.")] = "en",
    as_json: Json = False,
) -> None:
    """Print a first draft from the incident's own facts; brackets mark what only a person can fill in."""
    actor = me()
    from slipguard.actions import apologies, incidents

    text = apologies.suggest(incidents.get(actor, number), not short, language, later)
    answer({"text": text}, text, as_json)


@apology.command("lint")
@failing
def lint(
    file: Annotated[Path, typer.Argument(help="The statement; - reads standard input.")],
    deleted: Annotated[bool, typer.Option(help="The post is deleted, so the statement should say so.")] = True,
    as_json: Json = False,
) -> None:
    """Say what is wrong with an apology. Exit 0: publishable, 1: an error stands, 2: unreadable."""
    from slipguard.core.apology import Facts, publishable
    from slipguard.core.apology import lint as rules
    from slipguard.core.errors import BadInput

    try:
        text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{file} cannot be read as text.", "Name a text file in UTF-8, or - for input.") from None
    remarks = rules(text, Facts(deleted=deleted))
    lines, data = [], []
    for remark in remarks:
        line, column = remark.line_and_column(text)
        severity = remark.severity.name.lower()
        lines.append(f"{file}:{line}:{column}: {severity} {remark.check}: {remark.says}")
        if remark.rewrite:
            lines.append(f"    instead: {remark.rewrite}")
        data.append({"line": line, "column": column, "severity": severity, "check": remark.check,
                     "says": remark.says, "rewrite": remark.rewrite, "source": remark.source})
    fine = publishable(remarks)
    lines.append("publishable" if fine else "not publishable")
    answer({"publishable": fine, "remarks": data}, "\n".join(lines), as_json)
    if not fine:
        raise typer.Exit(1)
