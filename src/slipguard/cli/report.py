"""slipguard report NUMBER: the document for the client."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer


def report(
    number: Annotated[int, typer.Argument(help="The incident's number.")],
    as_json: Json = False,
) -> None:
    """Print an incident's record as Markdown or JSON."""
    actor = me()
    from slipguard.actions import incidents

    if as_json:
        answer(incidents.report(actor, number, "json"), "", True)
    else:
        typer.echo(incidents.report(actor, number, "markdown"), nl=False)
