"""slipguard mourning: days on which jokes and offers are asked about."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

mourning = typer.Typer(no_args_is_help=True, help="Days on which jokes and offers are asked about.")
Space = Annotated[str, typer.Option(help="Short name of the workspace.")]


@mourning.command("add")
@failing
def add(
    day: Annotated[str, typer.Argument(help="The day, as 2031-03-14.")],
    why: Annotated[str, typer.Argument(help="One line for those who are asked.")],
    workspace: Space = "first",
    as_json: Json = False,
) -> None:
    """Mark a day."""
    actor = me()
    from slipguard.actions import days, workspaces

    made = days.mark(actor, workspaces.by_slug(actor, workspace), day, why)
    data = {"id": made.pk, "day": made.day.isoformat(), "why": made.why}
    answer(data, f"Marked. Posts on {made.day} are asked about.", as_json)


@mourning.command("list")
@failing
def list_days(workspace: Space = "first", as_json: Json = False) -> None:
    """List the marked days."""
    actor = me()
    from slipguard.actions import days, workspaces

    found = days.of_workspace(actor, workspaces.by_slug(actor, workspace))
    data = [{"id": d.pk, "day": d.day.isoformat(), "why": d.why} for d in found]
    rows = [[str(d.pk), d.day.isoformat(), d.why] for d in found]
    answer(data, table(["no.", "day", "why"], rows) if rows else "No day is marked.", as_json)


@mourning.command("remove")
@failing
def remove(number: Annotated[int, typer.Argument()], as_json: Json = False) -> None:
    """An ordinary day again."""
    actor = me()
    from slipguard.actions import days

    days.unmark(actor, number)
    answer({"removed": number}, "Removed.", as_json)
