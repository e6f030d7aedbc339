"""slipguard people: who has access, and taking somebody off everything."""

from __future__ import annotations

from typing import Annotated

import typer

from slipguard.cli.house import me
from slipguard.cli.say import Json, answer, failing, table

people = typer.Typer(no_args_is_help=True, help="Who has access to a workspace.")
Slug = Annotated[str, typer.Option(help="Short name of the client's workspace.")]


@people.command("list")
@failing
def list_people(workspace: Slug = "first", as_json: Json = False) -> None:
    """List the people of a workspace, owners first."""
    actor = me()
    from slipguard.actions import people as verbs
    from slipguard.actions import workspaces

    found = verbs.of_workspace(actor, workspaces.by_slug(actor, workspace))
    data = [member.plain() for member in found]
    rows = [[str(one["id"]), str(one["email"]), str(one["role"]), ", ".join(one["connected"])] for one in data]
    answer(data, table(["no.", "person", "role", "connected"], rows), as_json)


@people.command("password")
@failing
def password(
    person: Annotated[str, typer.Argument(help="Their number or e-mail address: slipguard people list")],
    workspace: Slug = "first",
    new: Annotated[str, typer.Option("--password", prompt="New password", hide_input=True, confirmation_prompt=True,
                                     help="Leave it out: it is asked for without being shown.")] = "",
    as_json: Json = False,
) -> None:
    """Give somebody a new password who forgot theirs, where no mail can be sent; it ends their sign-ins."""
    actor = me()
    from slipguard.actions import people as verbs
    from slipguard.actions import workspaces

    space = workspaces.by_slug(actor, workspace)
    found = verbs.give_password(actor, space, verbs.find(actor, space, person), new)
    answer({"person": found.email}, f"{found} has a new password, and is signed out on every device.", as_json)


@people.command("take-off")
@failing
def take_off(
    person: Annotated[str, typer.Argument(help="Their number or e-mail address: slipguard people list")],
    workspace: Slug = "first",
    everywhere: Annotated[bool, typer.Option("--everywhere", help="Off all workspaces that you own.")] = False,
    incident: Annotated[list[int] | None, typer.Option(help="Note it on this record, without the name.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")] = False,
    as_json: Json = False,
) -> None:
    """Take somebody off every account at once: sign-ins, tokens, links, drafts, network sign-ins."""
    actor = me()
    from slipguard.actions import people as verbs
    from slipguard.actions import workspaces

    space = workspaces.by_slug(actor, workspace)
    found = verbs.find(actor, space, person)
    if not yes and not as_json:
        typer.confirm(f"Take {found} off every account of {space.name}?", abort=True, err=True)
    off = verbs.take_off(actor, space, found, everywhere, incident)
    answer(off.plain(), "\n".join(off.plain()["says"]), as_json)
