"""slipguard client-link, slipguard invitation: what was handed out to get in, and until when it works."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

client_link = typer.Typer(no_args_is_help=True, help="A client's read-only view, by link: reports and health.")
invitation = typer.Typer(no_args_is_help=True, help="Invitations that wait. New ones: slipguard invite.")
Where = Annotated[str, typer.Option(help="Short name of the workspace.")]


@client_link.command("make")
@failing
def make(
    name: Annotated[str, typer.Argument(help="Who it is for, so that the right one can be ended.")],
    days: Annotated[int, typer.Option(help="For how many days it works, 1 to 366.")] = 90,
    workspace: Where = "first",
    as_json: Json = False,
) -> None:
    """Make a link for a client; it is printed this once."""
    actor = me()
    from slipguard.actions import client_links, workspaces

    row, link = client_links.make(actor, workspaces.by_slug(actor, workspace), name, days)
    words = f"{link}\nWorks until {row.expires_at:%Y-%m-%d %H:%M} UTC. It is not shown again."
    answer({"id": row.pk, "name": row.name, "expires_at": row.expires_at, "link": link}, words, as_json)


@client_link.command("list")
@failing
def list_links(workspace: Where = "first", as_json: Json = False) -> None:
    """List the links that work."""
    actor = me()
    from slipguard.actions import client_links, workspaces

    found = client_links.of_workspace(actor, workspaces.by_slug(actor, workspace))
    data = [{"id": row.pk, "name": row.name, "made_name": row.made_name, "expires_at": row.expires_at,
             "opened_at": row.opened_at} for row in found]
    rows = [[str(row.pk), row.name, f"{row.expires_at:%Y-%m-%d %H:%M}",
             f"{row.opened_at:%Y-%m-%d %H:%M}" if row.opened_at else "never"] for row in found]
    answer(data, table(["no.", "for", "works until (UTC)", "opened"], rows) if rows else "No link works.", as_json)


@client_link.command("end")
@failing
def end(number: Annotated[int, typer.Argument(help="slipguard client-link list")], as_json: Json = False) -> None:
    """End a link at once."""
    actor = me()
    from slipguard.actions import client_links

    client_links.revoke(actor, number)
    answer({"ended": number}, "Ended. Whoever opens it now reads that it does not work.", as_json)


@invitation.command("list")
@failing
def list_invitations(workspace: Where = "first", as_json: Json = False) -> None:
    """List the invitations that can still be accepted."""
    actor = me()
    from slipguard.actions import invitations, workspaces

    found = invitations.waiting(actor, workspaces.by_slug(actor, workspace))
    data = [{"id": row.pk, "email": row.email, "role": row.role, "expires_at": row.expires_at, "mail": row.mail}
            for row in found]
    rows = [[str(row.pk), row.email, row.role, f"{row.expires_at:%Y-%m-%d %H:%M}"] for row in found]
    answer(data, table(["no.", "whom", "role", "works until (UTC)"], rows) if rows else "None waits.", as_json)


@invitation.command("withdraw")
@failing
def withdraw(number: Annotated[int, typer.Argument(help="slipguard invitation list")], as_json: Json = False) -> None:
    """End an invitation at once."""
    actor = me()
    from slipguard.actions import invitations

    invitations.revoke(actor, number)
    answer({"withdrawn": number}, "Withdrawn. The link does not work any more.", as_json)
