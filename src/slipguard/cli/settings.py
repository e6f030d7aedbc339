"""slipguard channel, slipguard token: small settings."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

channel = typer.Typer(no_args_is_help=True, help="Where alarms go.")
token = typer.Typer(no_args_is_help=True, help="Tokens for the API.")


@channel.command("add")
@failing
def add_channel(
    name: Annotated[str, typer.Argument(help="Whose phone, or which room.")],
    workspace: Annotated[str, typer.Option(help="Short name of the workspace.")] = "first",
    address: Annotated[str, typer.Option(help="apprise address; asked for when missing.")] = "",
    as_json: Json = False,
) -> None:
    """Add a channel. The address is stored sealed."""
    actor = me()
    from slipguard.actions import channels, workspaces

    address = address or typer.prompt("Address (ntfy://..., mailto://...)", hide_input=True, err=True)
    made = channels.add(actor, workspaces.by_slug(actor, workspace), name, address)
    answer({"id": made.pk, "name": made.name}, f"Added. Try it: slipguard channel test {made.pk}", as_json)


@channel.command("test")
@failing
def test_channel(number: Annotated[int, typer.Argument()], as_json: Json = False) -> None:
    """Send a trial message."""
    actor = me()
    from slipguard.actions import channels

    problem = channels.test(actor, number)
    answer({"ok": not problem, "says": problem}, problem or "The message was taken.", as_json)
    if problem:
        raise typer.Exit(1)


@channel.command("list")
@failing
def list_channels(
    workspace: Annotated[str, typer.Option(help="Short name of the workspace.")] = "first", as_json: Json = False
) -> None:
    """List a workspace's channels."""
    actor = me()
    from slipguard.actions import channels, workspaces

    found = channels.of_workspace(actor, workspaces.by_slug(actor, workspace))
    rows = [[str(c.pk), c.name, c.last_trouble or ("ok" if c.last_ok_at else "never tried")] for c in found]
    answer([{"id": c.pk, "name": c.name, "last_trouble": c.last_trouble} for c in found],
           table(["no.", "channel", "state"], rows), as_json)


@token.command("new")
@failing
def new_token(
    name: Annotated[str, typer.Argument(help="The program that will use it.")], as_json: Json = False
) -> None:
    """Make an API token; it is shown this once."""
    actor = me()
    from slipguard.actions import tokens

    made = tokens.issue(actor, name)
    answer({"token": made}, made, as_json)
